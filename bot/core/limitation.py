"""How long a claim can be enforced against a plea of limitation, and what starts that time again.

The debt never ends by time: after it the debtor may refuse, if they plead it themselves in the first
court (figures `limitation_by_plea`, `limitation_pleaded_first`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import Final, Literal, TypeAlias

from bot.core.calendar import Calendar
from bot.core.deadlines import check_past
from bot.core.figures import Figure, value_on
from bot.core.periods import add_months, add_years
from bot.errors import InputError

# `revives`: the plea was there and is mostly lost. `unclear`: a court may read it either way.
Effect: TypeAlias = Literal["starts", "before_due", "restarts", "no_effect", "revives", "unclear"]

# What each event is called, and the figure by which it starts the period again.
LIMITATION_EVENTS: Final[Mapping[str, str]] = {
    "part_payment": "part_payment_restarts",
    "promise": "part_payment_restarts",
    "instalments": "part_payment_restarts",
    "demand": "limitation_messages",
    "bank_debit": "limitation_messages",
    "lawsuit": "limitation_restarts",
    "arbitration": "limitation_restarts",
    "payment_order": "limitation_filing",
    "enforcement": "limitation_filing",
    "transfer_notice": "limitation_transfer",
}
_OF_THE_DEBTOR: Final = ("promise", "instalments")  # these take the plea away even after the period
_CASES: Final = ("lawsuit", "arbitration", "payment_order", "enforcement")
_DOUBTS: Final = frozenset({
    "unknown_events", "unclear_event", "older_rule", "from_the_end_of_the_case", "plan_has_its_own_days",
})  # fmt: skip
_RULES: Final = ("limitation_years", "limitation_by_plea", "limitation_pleaded_first")


@dataclass(frozen=True)
class LimitationEvent:
    """Something that happened to the debt on a day; `kind` is one of LIMITATION_EVENTS."""

    kind: str
    on: date


@dataclass(frozen=True)
class DebtHistory:
    """A debt's age: the day it fell due (the last one, if in instalments), and what happened since.

    Events in any order; `complete` says that there were no others.
    """

    due: date
    events: tuple[LimitationEvent, ...] = ()
    complete: bool = False


@dataclass(frozen=True)
class LimitationPoint:
    """One step of the timeline: what happened, what it did, and the last day as it stood then."""

    on: date
    event: str
    effect: Effect
    last_day: date
    rule: str = ""


@dataclass(frozen=True)
class Limitation:
    """When the limitation period of a claim ends by what is known, as of `today`.

    `last_day` is the creditor's last day before the plea is there; `passed` says that it is over and
    nothing known took the plea away. `outer_day` is the outer limit, which a court may extend.
    `certain` only if all events are said to be known and none is unclear: a demand by post or a suit
    may have started the period again without the debtor's knowing. `rules` are figures by name,
    `caveats` codes of what must be said with it.
    """

    due: date
    today: date
    last_day: date
    outer_day: date | None
    passed: bool
    certain: bool
    timeline: tuple[LimitationPoint, ...]
    rules: tuple[str, ...]
    caveats: tuple[str, ...]

    @property
    def days_left(self) -> int:
        """The days from today to the last day; negative when it has passed."""
        return (self.last_day - self.today).days


def find_limitation(
    history: DebtHistory, *, today: date, figures: Mapping[str, Figure], calendar: Calendar
) -> Limitation:
    """When the claim to a debt is barred by limitation, if that is pleaded.

    The period is `limitation_years` from the day after, the value of the day it starts; for a start
    before the first known value that value is used, with the caveat `older_rule`. A last day that is a
    rest day moves on. Source: 民法典第188条、第189条、第192条、第193条、第195条 and the
    figures named in `rules`. Raises InputError for an unknown event and for days after today or too old.
    """
    due = history.due
    check_past(due, today, "due_in_future")
    known = sorted(history.events, key=lambda event: (event.on, event.kind))
    for event in known:
        _check_event(event, today)
    count = _Counting(figures["limitation_years"], calendar)
    timeline = [LimitationPoint(due, "due", "starts", count.last_day(due), "limitation_years")]
    for event in known:
        timeline.append(_point(event, timeline[-1].last_day, due, count=count))
    last = timeline[-1].last_day
    caveats = _caveats(timeline, passed=last < today, complete=history.complete)
    if any(count.is_older(point.on) for point in timeline if _counts(point)):
        caveats = (*caveats, "older_rule")
    outer = value_on(figures["limitation_outer_years"].values, today)
    years = None if outer is None or outer.value is None else int(outer.value)
    return Limitation(
        due,
        today,
        last,
        None if years is None else add_years(due, years),
        last < today,
        _DOUBTS.isdisjoint(caveats),
        tuple(timeline),
        tuple(dict.fromkeys((*_RULES, *(point.rule for point in timeline if point.rule)))),
        caveats,
    )


@dataclass(frozen=True)
class _Counting:
    """The period's length by the day it starts."""

    years: Figure
    calendar: Calendar

    def is_older(self, start: date) -> bool:
        """Whether the period starts before the first value that is known."""
        return value_on(self.years.values, start) is None

    def last_day(self, start: date) -> date:
        """The last day of a period that starts after a day."""
        first = min(self.years.values, key=lambda value: value.start)
        held = value_on(self.years.values, start) or first
        return self.calendar.roll(add_years(start, int(held.value or 0)))


def _check_event(event: LimitationEvent, today: date) -> None:
    if event.kind not in LIMITATION_EVENTS:
        near = get_close_matches(event.kind, LIMITATION_EVENTS, n=1)
        raise InputError("unknown_event", event=event.kind, near=near[0] if near else "")
    check_past(event.on, today, "event_in_future")


def _point(event: LimitationEvent, last: date, due: date, *, count: _Counting) -> LimitationPoint:
    """What an event did to a period whose last day was `last`."""
    rule = LIMITATION_EVENTS[event.kind]
    same = LimitationPoint(event.on, event.kind, "no_effect", last, rule)
    if event.on <= due:
        return replace(same, effect="before_due")
    anew = replace(same, effect="restarts", last_day=max(last, count.last_day(event.on)))
    if event.on <= last:
        return anew
    if event.kind in _OF_THE_DEBTOR:
        return replace(anew, effect="revives", rule="limitation_acknowledged")
    if event.kind == "part_payment":
        return replace(anew, effect="unclear", rule="limitation_acknowledged")
    return same


def _counts(point: LimitationPoint) -> bool:
    return point.effect not in ("before_due", "no_effect")


def _caveats(
    timeline: Iterable[LimitationPoint], *, passed: bool, complete: bool
) -> tuple[str, ...]:
    points = tuple(timeline)
    effects = {point.effect for point in points}
    found = {
        "unknown_events": not complete,
        "plead_it": passed,
        "sign_nothing": passed or "unclear" in effects,
        "plea_given_up": "revives" in effects,
        "unclear_event": "unclear" in effects,
        "from_the_end_of_the_case": any(point.event in _CASES for point in points),
        "plan_has_its_own_days": any(point.event == "instalments" for point in points),
        "debt_remains": True,
    }
    return tuple(code for code, holds in found.items() if holds)


@dataclass(frozen=True)
class GuaranteePeriod:
    """How long a guarantor can be called on where the contract names no period, as of `today`.

    `last_day` None: the guarantee is older than the rule that is known (caveat `older_rule`).
    `general`: where the contract does not say the kind, the creditor must go to the borrower first.
    """

    due: date
    signed: date
    today: date
    last_day: date | None
    general: bool | None
    rules: tuple[str, ...]
    caveats: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether the last day has passed."""
        return self.last_day is not None and self.last_day < self.today


def find_guarantee_period(
    due: date, signed: date, *, today: date, figures: Mapping[str, Figure]
) -> GuaranteePeriod:
    """The period of a guarantee for a debt that fell due on a day, where the contract names none.

    `guarantee_period_months` from the due day, which neither pauses nor starts again; both it and the
    kind go by the day of signing. Only what the creditor did in it counts: see `guarantor_released`.
    Source: 民法典第686条、第692条、第693条. Raises InputError for a signing after today or too old, and for a
    due day too old; a due day may lie ahead.
    """
    check_past(signed, today, "signed_in_future")
    check_past(min(due, today), today, "due_in_future")
    period = value_on(figures["guarantee_period_months"].values, signed)
    kind = value_on(figures["guarantee_kind"].values, signed)
    months = None if period is None or period.value is None else int(period.value)
    caveats = ("contract_may_name_one", "creditor_may_have_acted")
    return GuaranteePeriod(
        due,
        signed,
        today,
        None if months is None else add_months(due, months),
        True if kind is not None else None,
        ("guarantee_period_months", "guarantor_released", "guarantee_kind"),
        caveats if months is not None else ("older_rule", *caveats),
    )
