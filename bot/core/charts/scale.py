"""Where the marks on an axis stand: round amounts of money, and the first days of months."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Final

_ROUND: Final = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_MONTH_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)
_MONTHS_A_YEAR: Final = 12


def amount_ticks(most: Decimal, *, steps: int) -> tuple[Decimal, ...]:
    """Round amounts from 0 to `most` or just above it, at most `steps` apart from 0, all exact.

    They are 1, 2, 2.5 or 5 times a power of ten apart, and whole yuan, so that each can be written
    in full.
    """
    least = max(most / steps, Decimal(1))
    power = Decimal(10) ** least.adjusted()
    wide = (power * times for times in _ROUND if power * times >= least)
    step = next(step for step in wide if step == step.to_integral_value())
    count = max(1, int((most / step).to_integral_value(ROUND_CEILING)))
    return tuple(step * number for number in range(count + 1))


def month_ticks(
    first: date, last: date, *, fits: Callable[[tuple[date, ...]], bool]
) -> tuple[date, ...]:
    """First days of months between two days, as close together as `fits` allows; maybe none.

    They are a whole number of months apart that divides a year, or of years.
    """
    for step in _MONTH_STEPS:
        days = tuple(_month_starts(first, last, step))
        if days and fits(days):
            return days
    return ()


def _month_starts(first: date, last: date, step: int) -> Iterator[date]:
    month = first.year * _MONTHS_A_YEAR + first.month - 1
    if first.day > 1:
        month += 1
    month += -month % step
    while (day := _first_of(month)) is not None and day <= last:
        yield day
        month += step


def _first_of(month: int) -> date | None:
    year, index = divmod(month, _MONTHS_A_YEAR)
    return date(year, index + 1, 1) if year <= date.max.year else None
