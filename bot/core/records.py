"""When a bad record leaves the credit report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from bot.core.deadlines import check_past
from bot.core.figures import Figure, value_on
from bot.core.periods import add_years
from bot.errors import InputError

Moment: TypeAlias = Literal["overdue", "paid_off", "today", "deleted"]
RECORD_RULES: Final = ("record_kept_years", "record_clock_starts")


@dataclass(frozen=True)
class RecordPoint:
    """A point of the record's timeline, for a picture or a list."""

    moment: Moment
    on: date


@dataclass(frozen=True)
class RecordEnd:
    """When the record of an overdue debt must be deleted, as of `today`.

    `ends_on` is the first day on which it should be gone; None while the debt is unpaid: the time has
    not begun (`running` False). `points` are in order of their days. `rules` are figures by name.
    """

    paid_on: date | None
    today: date
    ends_on: date | None
    points: tuple[RecordPoint, ...]
    rules: tuple[str, ...] = RECORD_RULES

    @property
    def running(self) -> bool:
        """Whether the time has begun: it does on the day the debt is paid off."""
        return self.ends_on is not None

    @property
    def ended(self) -> bool:
        """Whether the record should be gone by now."""
        return self.ends_on is not None and self.ends_on <= self.today

    @property
    def days_left(self) -> int | None:
        """The days from today until it should be gone; 0 or less when it should be already."""
        return None if self.ends_on is None else (self.ends_on - self.today).days


def find_record_end(
    paid_on: date | None,
    *,
    today: date,
    figures: Mapping[str, Figure],
    overdue_since: date | None = None,
) -> RecordEnd:
    """When the record of a debt paid off on a day (None: not yet) leaves the report.

    `record_kept_years` from the day principal and interest were paid off; today's value applies, as a
    record is kept or deleted by the rule of the day. Source: 征信业管理条例第16条 and `record_clock_starts`.
    Raises InputError for days after today, too old to be meant, or paid before being overdue.
    """
    if overdue_since is not None:
        check_past(overdue_since, today, "overdue_in_future")
    ends_on = None
    if paid_on is not None:
        check_past(paid_on, today, "paid_in_future")
        if overdue_since is not None and paid_on < overdue_since:
            raise InputError("paid_before_overdue", paid_on=paid_on, overdue_since=overdue_since)
        held = value_on(figures["record_kept_years"].values, today)
        if held is not None and held.value is not None:
            ends_on = add_years(paid_on, int(held.value))
    named: tuple[tuple[Moment, date | None], ...] = (
        ("overdue", overdue_since),
        ("paid_off", paid_on),
        ("today", today),
        ("deleted", ends_on),
    )
    points = [RecordPoint(moment, on) for moment, on in named if on is not None]
    return RecordEnd(paid_on, today, ends_on, tuple(sorted(points, key=lambda point: point.on)))
