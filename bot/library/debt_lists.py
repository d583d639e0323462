"""What expressions may ask of a list of debts: sums, what is set apart, the picture of who is owed.

An item of the list is what flows/my_debts.yaml asks: debt_name, debt_kind, debt_balance, debt_rate,
debt_minimum, with `marks` and `starred`. What is marked is in no plan: not mine, disputed, very old and
only guaranteed debts are neither paid nor promised before they are cleared up.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, TypeAlias

from bot.core.debts import Debt, Kind, Minimum
from bot.flow.values import UNKNOWN, Unknown

Item: TypeAlias = Mapping[str, Any]

SET_APART: Final = ("not_mine", "disputed", "guarantor", "very_old")
_KINDS: Final[Mapping[str, Kind]] = {"bank_card": "card", "secured": "other", "person": "person"}


def debt_sums(debts: Any) -> Mapping[str, Any]:
    """The list in numbers: `total` and `minimums` of what is known, and how much is not known.

    `due…` is the same without what is set apart.
    """
    items = _items(debts)
    known = [item["debt_balance"] for item in items if _is_known(item, "debt_balance")]
    starred = [item for item in items if item.get("starred") is True]
    marked = {mark: sum(mark in _marks(item) for item in items) for mark in SET_APART}
    due = [item for item in items if not is_set_apart(item)]
    secured = [item for item in due if is_secured(item)]
    known_due = [item["debt_balance"] for item in due if _is_known(item, "debt_balance")]
    return {
        "count": len(items),
        "total": sum(known, Decimal(0)),
        "unknown": len(items) - len(known),
        "minimums": _minimums(items),
        "unknown_minimums": sum(not _is_known(item, "debt_minimum") for item in items),
        "set_apart": len(items) - len(due),
        "due": len(due),
        "due_total": sum(known_due, Decimal(0)),
        "due_unknown": len(due) - len(known_due),
        "due_minimums": _minimums(due),
        "secured_unknown": sum(not _is_known(item, "debt_minimum") for item in secured),
        "secured": len(secured),
        "secured_minimums": _minimums(secured),
        "starred": starred[0].get("debt_name", UNKNOWN) if starred else UNKNOWN,
        **marked,
    }


def owed_bars(debts: Any) -> tuple[Mapping[str, Any], ...]:
    """The list for the picture of who is owed what."""
    return tuple(
        {
            "label": item.get("debt_name", UNKNOWN),
            "amount": item.get("debt_balance", UNKNOWN),
            "mark": next((mark for mark in SET_APART if mark in _marks(item)), "plain"),
            "starred": item.get("starred") is True,
        }
        for item in _items(debts)
    )


def debts_to_plan(debts: Any) -> tuple[Item, ...]:
    """The debts that a plan shares money among: known, not set apart, not kept up by themselves."""
    return tuple(
        item
        for item in _items(debts)
        if _is_known(item, "debt_balance") and not is_set_apart(item) and not is_secured(item)
    )


def debts_due(debts: Any) -> tuple[Item, ...]:
    """The debts that may be told to a lender: those with a known balance that are not set apart."""
    items = _items(debts)
    return tuple(i for i in items if _is_known(i, "debt_balance") and not is_set_apart(i))


def is_set_apart(item: Item) -> bool:
    """Whether a debt must be cleared up before it is paid or promised."""
    return any(mark in SET_APART for mark in _marks(item))


def is_secured(item: Item) -> bool:
    """Whether a home or a car stands for the debt: it is kept up before all others."""
    return item.get("debt_kind") == "secured"


def as_debt(item: Item) -> Debt:
    """An item whose balance is known, for reckoning; a minimum that is not known is taken as none."""
    rate = item.get("debt_rate", UNKNOWN)
    name = item.get("debt_name", UNKNOWN)
    minimum = item.get("debt_minimum", UNKNOWN)
    return Debt(
        "" if isinstance(name, Unknown) else str(name),
        item["debt_balance"],
        None if isinstance(rate, Unknown) else rate,
        Minimum(Decimal(0) if isinstance(minimum, Unknown) else minimum),
        _KINDS.get(str(item.get("debt_kind")), "loan"),
        rate_is_sure=True,  # the percent slot has asked
    )


def _items(debts: Any) -> Sequence[Item]:
    return debts if isinstance(debts, tuple | list) else ()


def _marks(item: Item) -> tuple[Any, ...]:
    marks = item.get("marks", ())
    return marks if isinstance(marks, tuple) else ()


def _is_known(item: Item, part: str) -> bool:
    return not isinstance(item.get(part, UNKNOWN), Unknown)


def _minimums(items: Iterable[Item]) -> Decimal:
    known = (item["debt_minimum"] for item in items if _is_known(item, "debt_minimum"))
    return sum(known, Decimal(0))


DEBT_FUNCTIONS: Final[Mapping[str, Callable[..., Any]]] = {
    "debt_sums": debt_sums,
    "owed_bars": owed_bars,
    "debts_to_plan": debts_to_plan,
    "debts_due": debts_due,
}
