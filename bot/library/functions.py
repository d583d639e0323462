"""The functions and filters that expressions may use, and the one place where they are listed."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from bot.core import periods
from bot.core.plans import months_to_clear
from bot.flow.values import UNKNOWN, Unknown
from bot.library.debt_lists import DEBT_FUNCTIONS
from bot.library.households import HOUSEHOLD_FUNCTIONS
from bot.library.plan_options import PLAN_FUNCTIONS

_LONGEST_RANGE: Final = 100
_LONGEST_PLAN: Final = 1200  # months; nobody plans for more than a hundred years


def _known(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, with an unknown result where anything that goes in is unknown."""

    def careful(*values: Any, **named: Any) -> Any:
        if any(_holds_unknown(value) for value in (*values, *named.values())):
            return UNKNOWN
        return function(*values, **named)

    return careful


def _holds_unknown(value: Any) -> bool:
    if isinstance(value, tuple | list):
        return any(isinstance(item, Unknown) for item in value)
    return isinstance(value, Unknown)


def round_half_up(value: Decimal | int, digits: int = 2) -> Decimal:
    """The value with so many digits after the point; five goes up."""
    return Decimal(value).quantize(Decimal(1).scaleb(-int(digits)), ROUND_HALF_UP)


def add_days(day: date, days: int | Decimal) -> date:
    """The date so many days later."""
    return day + timedelta(days=int(days))


def add_months(day: date, months: int | Decimal) -> date:
    """The same day so many months later; the month's last day where there is no such day."""
    return periods.add_months(day, int(months))


def add_years(day: date, years: int | Decimal) -> date:
    """The same day so many years later; 29 February becomes the 28th where there is none."""
    return periods.add_years(day, int(years))


def months_to_pay(total: Decimal, monthly: Decimal) -> Any:
    """The months until a sum is paid off without further interest; unknown where that is never."""
    if total < 0 or monthly <= 0 or total > monthly * _LONGEST_PLAN:
        return UNKNOWN
    months = months_to_clear(Decimal(total), Decimal(monthly))
    return UNKNOWN if months is None else months


def total(values: Any, attribute: str | None = None) -> Any:
    """The sum of a list, or of one part of each item; unknown where any of them is."""
    parts = [_part(value, attribute) for value in values or ()]
    if any(isinstance(part, Unknown) for part in parts):
        return UNKNOWN
    return sum(parts, Decimal(0))


def _part(value: Any, attribute: str | None) -> Any:
    if attribute is None:
        return value
    return value.get(attribute, UNKNOWN) if isinstance(value, Mapping) else UNKNOWN


def _bounded_range(*bounds: int) -> range:
    steps = range(*(int(bound) for bound in bounds))
    if len(steps) > _LONGEST_RANGE:
        raise ValueError(f"a range has at most {_LONGEST_RANGE} numbers")
    return steps


def _end(place: int) -> Callable[[Any], Any]:
    return lambda values: values[place] if len(values) else UNKNOWN


FUNCTIONS: Final[Mapping[str, Callable[..., Any]]] = {
    "min": _known(min),
    "max": _known(max),
    "abs": _known(abs),
    "round": _known(round_half_up),
    "range": _known(_bounded_range),
    "add_days": _known(add_days),
    "add_months": _known(add_months),
    "add_years": _known(add_years),
    "months_to_pay": _known(months_to_pay),
    **DEBT_FUNCTIONS,
    **HOUSEHOLD_FUNCTIONS,
    **PLAN_FUNCTIONS,
}

PLAIN_FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "length": len,
    "abs": _known(abs),
    "round": _known(round_half_up),
    "sum": total,
    "first": _end(0),
    "last": _end(-1),
}
