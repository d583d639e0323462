"""Periods with a last day: answers to courts, objections, and the time others have to answer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import Final

from bot.core.calendar import Calendar
from bot.core.deadline_kinds import DEADLINE_KINDS, DeadlineKind, Whose
from bot.core.figures import Figure, Unit, value_on
from bot.core.periods import PeriodUnit, add_years, last_counted_day
from bot.errors import InputError

_OLDEST_YEARS: Final = 50  # nobody means an older day: it is a slip of the year


@dataclass(frozen=True)
class Stage:
    """A longer period that may follow the first: the figure that allows it, and its last day."""

    figure: str
    last_day: date


@dataclass(frozen=True)
class Deadline:
    """The last day of a period, as of `today`.

    `counted_day` is the last day before rest days are looked at, `last_day` the first day after them;
    both are None where the law sets no number of days, or none is known for the day of receipt (note
    `rule_unknown`). `act_by`, for a period that is `yours`, is the last working day on or before
    `counted_day`: the day to be ready by. `chase_on`, for one that is `theirs`, is the first working
    day after `last_day`. `calendar_known`: the holidays of all years that were looked at are published.
    `figure` set the period, empty if none did; `rules` are all the figures that it rests on, by name.
    """

    kind: str
    whose: Whose
    received: date
    today: date
    length: int | None = None
    unit: Unit = ""
    counted_day: date | None = None
    last_day: date | None = None
    act_by: date | None = None
    chase_on: date | None = None
    calendar_known: bool = True
    stages: tuple[Stage, ...] = ()
    figure: str = ""
    rules: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def rolled(self) -> bool:
        """Whether the last day moved because of rest days."""
        return self.last_day != self.counted_day

    @property
    def days_left(self) -> int | None:
        """The days from today to the last day; 0 on the day itself, negative when it has passed."""
        return None if self.last_day is None else (self.last_day - self.today).days

    @property
    def overdue(self) -> bool:
        """Whether the last day has passed."""
        return self.last_day is not None and self.last_day < self.today


def find_deadline(
    kind: str,
    received: date,
    *,
    today: date,
    figures: Mapping[str, Figure],
    calendar: Calendar,
) -> Deadline:
    """When the period of a paper or matter ends that was received (or handed in) on a day.

    It starts the next day; months end on the day of the same number, or the month's last; a last day
    that is a rest day moves to the first day after the rest days. The value that held on the day of
    receipt applies. Source: figure `period_counting` (民事诉讼法第85条). Raises InputError for an
    unknown kind, a day after today, and a day too old to be meant.
    """
    found = _kind(kind)
    check_past(received, today, "received_in_future")
    blank = Deadline(kind, found.whose, received, today, rules=found.rules, notes=found.notes)
    if not found.figure:
        return blank
    length, unit = _period(figures[found.figure], received)
    if length is None:
        return replace(blank, rules=_rules(found), notes=(*found.notes, "rule_unknown"))
    counted = last_counted_day(received, length, unit)
    last = calendar.roll(counted)
    yours = found.whose == "yours"
    act_by = calendar.working_day_by(counted) if yours else None
    looked_at = {day.year for day in (act_by, counted, last) if day is not None}
    measured = replace(
        blank,
        length=length,
        unit=unit,
        counted_day=counted,
        last_day=last,
        act_by=act_by,
        chase_on=None if yours else calendar.working_day_after(last),
        calendar_known=all(map(calendar.knows, looked_at)),
        stages=_stages(found, received, figures=figures, calendar=calendar),
        figure=found.figure,
        rules=_rules(found),
    )
    return _noted(measured)


def check_past(day: date, today: date, code: str) -> None:
    """Raise InputError(code) for a day after today, `date_too_old` for one before anybody's memory."""
    if day > today:
        raise InputError(code, day=day, today=today)
    earliest = add_years(today, -_OLDEST_YEARS)
    if day < earliest:
        raise InputError("date_too_old", day=day, earliest=earliest)


def _kind(name: str) -> DeadlineKind:
    if name not in DEADLINE_KINDS:
        near = get_close_matches(name, DEADLINE_KINDS, n=1)
        raise InputError("unknown_deadline", kind=name, near=near[0] if near else "")
    return DEADLINE_KINDS[name]


def _period(figure: Figure, received: date) -> tuple[int | None, PeriodUnit]:
    """The length that held on the day, None where the data has none for it."""
    held = value_on(figure.values, received)
    unit: PeriodUnit = "months" if figure.unit == "months" else "days"
    if held is None or held.value is None:
        return None, unit
    return int(held.value), unit


def _rules(kind: DeadlineKind) -> tuple[str, ...]:
    """The period's figure first; a court's period is counted by the procedure law."""
    counting = ("period_counting",) if kind.court else ()
    late = ("late_excuse_days",) if kind.excusable else ()
    stages = tuple(figure for figure, _ in kind.stages)
    return tuple(dict.fromkeys((kind.figure, *stages, *kind.rules, *counting, *late)))


def _stages(
    kind: DeadlineKind, received: date, *, figures: Mapping[str, Figure], calendar: Calendar
) -> tuple[Stage, ...]:
    found: list[Stage] = []
    end = received
    for figure, from_the_last in kind.stages:
        length, unit = _period(figures[figure], received)
        if length is None:
            break
        end = last_counted_day(end if from_the_last else received, length, unit)
        found.append(Stage(figure, calendar.roll(end)))
    return tuple(found)


def _noted(deadline: Deadline) -> Deadline:
    """With what must be said about how it came out."""
    notes = [*deadline.notes]
    if deadline.rolled:
        notes.append("rolled")
    if not deadline.calendar_known:
        notes.append("calendar_unknown")
    if deadline.overdue:
        notes.append("passed" if deadline.whose == "yours" else "answer_overdue")
    elif deadline.act_by is not None and deadline.act_by <= deadline.today:
        notes.append("act_today")
    return replace(deadline, notes=tuple(notes))
