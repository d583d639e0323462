"""What expressions may ask of a month's money: what comes in, what it takes to live, what is left."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final, get_args

from bot.core.budget import Budget, Every, Left, Line, left_over
from bot.errors import InputError
from bot.flow.values import UNKNOWN, Unknown

_GROUPS: Final = ("fixed", "flexible", "irregular", "savings")
_FIXED: Final[tuple[str, Every]] = ("fixed", "month")
_FLEXIBLE: Final[tuple[str, Every]] = ("flexible", "month")
# Each cost by the name it is passed under: its group, and how often it comes.
_COSTS: Final[Mapping[str, tuple[str, Every]]] = {
    "housing": _FIXED,
    "utilities": _FIXED,
    "family": _FIXED,
    "medicine": _FIXED,
    "food": _FLEXIBLE,
    "transport": _FLEXIBLE,
    "other": _FLEXIBLE,
    "yearly": ("irregular", "year"),
    "put_by": ("savings", "month"),
}


def household(incomes: Any, **costs: Any) -> Any:
    """The month in yuan, from the list of incomes and costs by name. Unknown where the list is.

    A cost that is not known counts as nothing and is counted in `unknown`. Raises ValueError for a cost
    of another name.
    """
    if isinstance(incomes, Unknown):
        return UNKNOWN
    strange = costs.keys() - _COSTS.keys()
    if strange:
        raise ValueError(f"a household has no cost `{min(strange)}`")
    groups = {group: _lines(costs, group) for group in _GROUPS}
    budget = Budget(income=tuple(map(_income, incomes)), **groups)
    try:
        return _told(budget, left_over(budget))
    except InputError as error:
        return {"reason": error.code}


def free_for_debts(secured_minimums: Any, month: Any) -> Any:
    """What is left for the debts that nothing stands for, after those that a home or car stands for.

    Unknown while an income is: taken as nothing, it would turn a plan into a shortfall.
    """
    if isinstance(month, Unknown) or isinstance(secured_minimums, Unknown):
        return UNKNOWN
    left = month.get("left", UNKNOWN)
    if isinstance(left, Unknown) or month["unknown_incomes"]:
        return UNKNOWN
    return left - secured_minimums


def _told(budget: Budget, left: Left) -> Mapping[str, Any]:
    sums = {group: _sum(getattr(budget, group)) for group in _GROUPS}
    parts = tuple({"label": group, "amount": amount} for group, amount in sums.items())
    incomes = sum(line.amount is None for line in budget.income)
    return {
        "reason": "",
        "income": left.income,
        **sums,
        "outgoings": left.outgoings,
        "left": left.for_rest,
        "unknown": len(left.unknown) - incomes,
        "unknown_incomes": incomes,
        "parts": {"income": left.income, "parts": parts, "left": left.for_rest},
    }


def _income(item: Mapping[str, Any]) -> Line:
    rhythm = item.get("income_rhythm", UNKNOWN)
    every: Every = next((known for known in get_args(Every) if known == rhythm), "month")
    return Line("income", _amount(item.get("income_amount", UNKNOWN)), every)


def _lines(costs: Mapping[str, Any], group: str) -> tuple[Line, ...]:
    lines = []
    for name, amount in costs.items():
        its_group, every = _COSTS[name]
        if its_group == group:
            lines.append(Line(name, _amount(amount), every))
    return tuple(lines)


def _amount(value: Any) -> Decimal | None:
    return None if isinstance(value, Unknown) else value


def _sum(lines: tuple[Line, ...]) -> Decimal:
    return sum((line.monthly() or Decimal(0) for line in lines), Decimal(0))


HOUSEHOLD_FUNCTIONS: Final[Mapping[str, Callable[..., Any]]] = {
    "household": household,
    "free_for_debts": free_for_debts,
}
