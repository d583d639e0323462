"""What expressions may ask of plans: the ways out of a list of debts, side by side, as maps of facts."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from jinja2 import pass_context
from jinja2.runtime import Context

from bot.core.debts import Debt
from bot.core.offers import Consolidation, Offer, Personalised, Settlement
from bot.core.options import Option, SettlementTerms, sum_of_minimums
from bot.core.payoff import ORDERS
from bot.core.periods import add_months
from bot.core.plans import compare
from bot.errors import InputError
from bot.flow.values import UNKNOWN, Unknown, Value
from bot.library.debt_lists import Item, as_debt, debts_to_plan

# A line of the picture has a point for at most so many months; more cannot be told apart on a phone.
_POINTS: Final = 40
_LEAST_SHOWN: Final = 12
_MOST_SHOWN: Final = 360
_KEPT: Final = 256
# The orders that use all the money there is: whether a debt can be cleared hangs on them.
_PAYS_ALL: Final = ("snowball", "avalanche", "own", "pro_rata")


@dataclass(frozen=True)
class _Shown:
    """What options are shown with: where the picture's lines begin, and over how many months.

    `names` are the borrower's own of the debts, which what is reckoned only has by number.
    """

    today: date
    total: Decimal
    months: int
    names: Sequence[str]
    is_what_if: bool


@pass_context
def plan_options(context: Context, *given: Any) -> Any:
    """The plans for a list of debts from so much a month, and what they have in common.

    `given` is the list, the monthly amount, the most months of a card's instalment, then what may be
    unknown: a lump sum; a new loan's rate, months and fee; the list of months that differ. Unknown where
    the list or the amount is, and where nothing in the list can be planned.
    """
    today = context.get("today")
    debts, monthly, card_months, lump, rate, months, fee, *changes = given
    items = debts_to_plan(debts)
    if not isinstance(today, date) or isinstance(monthly, Unknown) or not items:
        return UNKNOWN
    reckoned = _numbered(items)
    total = sum((debt.balance for debt in reckoned), Decimal(0))
    offers = (*_card(card_months), *_lump(lump, total), *_loan(rate, months, fee))
    differing = _changes(changes[0] if changes else ())
    try:
        options = _compared(reckoned, monthly, today, offers=offers, changes=differing)
    except InputError as error:
        return {"reason": error.code}
    unknown = sum(isinstance(item.get("debt_minimum", UNKNOWN), Unknown) for item in items)
    if unknown:
        options = tuple(option for option in options if option.name != "minimums")
    shown = _Shown(today, total, _months_shown(options), _names(items), is_what_if=bool(differing))
    return {**_plans(reckoned, options, monthly, shown), "unknown_minimums": unknown}


@lru_cache(maxsize=_KEPT)
def _compared(
    debts: tuple[Debt, ...],
    monthly: Decimal,
    today: date,
    *,
    offers: tuple[Offer, ...],
    changes: tuple[tuple[int, Decimal], ...],
) -> tuple[Option, ...]:
    """The same list is reckoned once, however often a conversation comes by it.

    What is kept here outlives the conversation, so the debts have numbers for names, never the
    borrower's own words.
    """
    return compare(debts, monthly, today=today, offers=offers, changes=dict(changes))


def plan_names(plans: Any) -> tuple[str, ...]:
    """The plans' names, to choose among."""
    return tuple(option["name"] for option in _options(plans))


def plan_lines(plans: Any) -> tuple[Mapping[str, Any], ...]:
    """The plans that pay in an order, for the picture of balances; alike ones are drawn once."""
    drawn: dict[Any, Mapping[str, Any]] = {}
    for option in _options(plans):
        if option["points"]:
            drawn.setdefault(
                option["points"], {"label": option["name"], "points": option["points"]}
            )
    return tuple(drawn.values())


def plan_named(plans: Any, name: Any) -> Any:
    """One of the plans; unknown where there is none of the name."""
    return next((option for option in _options(plans) if option["name"] == name), UNKNOWN)


def plan_changes(plans: Any, changed: Any) -> tuple[Mapping[str, Any], ...]:
    """What months that differ make of each plan that pays in an order: by how much longer and dearer."""
    found = []
    for option in _options(changed):
        before = plan_named(plans, option["name"])
        if isinstance(before, Unknown) or not option["in_order"]:
            continue
        if isinstance(option["months"], Unknown) or isinstance(before["months"], Unknown):
            continue
        more_months = option["months"] - before["months"]
        more_interest = option["interest"] - before["interest"]
        found.append({**option, "more_months": more_months, "more_interest": more_interest})
    return tuple(found)


def _options(plans: Any) -> Sequence[Mapping[str, Any]]:
    return plans.get("options", ()) if isinstance(plans, Mapping) else ()


def _numbered(items: Sequence[Item]) -> tuple[Debt, ...]:
    """The debts with their places in the list, from 0, for names; two digits, so that they sort alike."""
    return tuple(replace(as_debt(item), name=f"{place:02}") for place, item in enumerate(items))


def _names(items: Sequence[Item]) -> tuple[str, ...]:
    """Names of their own: debts that look alike have been asked about, and are two."""
    seen: Counter[str] = Counter()
    names = []
    for item in items:
        name = as_debt(item).name
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return tuple(names)


def _card(most_months: Any) -> tuple[Offer, ...]:
    """What a bank may agree to for cards; without interest, which is the least it can cost."""
    return () if isinstance(most_months, Unknown) else (Personalised(int(most_months)),)


def _lump(amount: Any, total: Decimal) -> tuple[Offer, ...]:
    if isinstance(amount, Unknown):
        return ()
    return (Settlement(min(amount, total), at_hand=min(amount, total)),)


def _loan(rate: Any, months: Any, fee: Any) -> tuple[Offer, ...]:
    if isinstance(rate, Unknown) or isinstance(months, Unknown):
        return ()
    return (Consolidation(rate, int(months), Decimal(0) if isinstance(fee, Unknown) else fee),)


def _changes(items: Any) -> tuple[tuple[int, Decimal], ...]:
    known = items if isinstance(items, tuple | list) else ()
    found = {
        int(item["change_month"]): item["change_amount"]
        for item in known
        if not isinstance(item.get("change_month", UNKNOWN), Unknown)
        and not isinstance(item.get("change_amount", UNKNOWN), Unknown)
    }
    return tuple(sorted(found.items()))


def _plans(
    debts: Sequence[Debt], options: Sequence[Option], monthly: Decimal, shown: _Shown
) -> Mapping[str, Any]:
    minimums = sum_of_minimums(debts)
    loan = next((option for option in options if option.name == "consolidation"), None)
    return {
        "reason": "",
        "count": len(debts),
        "total": shown.total,
        "minimums": minimums,
        "short": max(minimums - monthly, Decimal(0)),
        "unknown_rates": sum(debt.rate is None for debt in debts),
        "ends": any(option.name in _PAYS_ALL and not option.never for option in options),
        "least": _threshold(_by_rate(options), shown),
        "new_loan_extra": _extra(loan, options),
        "options": tuple(_option(option, shown) for option in options),
    }


def _extra(loan: Option | None, options: Sequence[Option]) -> Value:
    """What a new loan costs beyond paying the highest rate first; unknown where that is open."""
    by_rate = _by_rate(options)
    if loan is None or loan.interest is None or by_rate.interest is None or by_rate.at_least:
        return UNKNOWN
    return loan.interest - by_rate.interest


def _by_rate(options: Sequence[Option]) -> Option:
    return next(option for option in options if option.name == "avalanche")


def _threshold(option: Option, shown: _Shown) -> Value:
    """What a plan that never ends needs more than, in whole yuan; only of the highest rate first.

    Each costs as much as all plans together, and a chat waits meanwhile. The orders truly differ in it;
    a plan with months that differ is only held against the one before.
    """
    if shown.is_what_if or option.name != "avalanche" or option.payoff is None:
        return UNKNOWN
    return _known(option.payoff.needs_more_than_yuan)


def _option(option: Option, shown: _Shown) -> Mapping[str, Any]:
    closed, terms = option.first_closed, option.terms
    return {
        "name": option.name,
        "months": _known(option.months),
        "free_on": _known(option.free_on),
        "interest": _known(option.interest),
        "first_closed": shown.names[int(closed.name)] if closed else UNKNOWN,
        "first_closed_month": closed.month if closed else UNKNOWN,
        "monthly": option.monthly,
        "never": option.never,
        "longer_than": _known(option.longer_than),
        "needs_more_than": _threshold(option, shown),
        "lacks": option.lacks,
        "who": option.who_must_agree,
        "effect": option.credit_effect,
        "in_order": option.name in ORDERS,
        "saves": terms.saves if isinstance(terms, SettlementTerms) else UNKNOWN,
        "points": _points(option, shown),
    }


def _months_shown(options: Sequence[Option]) -> int:
    """How far the picture reaches: to the end of the longest plan that is not minimums alone."""
    ends = [option.months or 0 for option in options if option.name != "minimums"]
    return min(max([_LEAST_SHOWN, *ends]), _MOST_SHOWN)


def _points(option: Option, shown: _Shown) -> tuple[tuple[date, Decimal], ...]:
    if option.payoff is None or option.name not in ORDERS:
        return ()
    owed = (shown.total, *option.payoff.owed)[: shown.months + 1]
    step = -(-len(owed) // _POINTS)
    marks = sorted({*range(0, len(owed), step), len(owed) - 1})
    return tuple((add_months(shown.today, month), owed[month]) for month in marks)


def _known(value: Value | None) -> Value:
    return UNKNOWN if value is None else value


PLAN_FUNCTIONS: Final[Mapping[str, Callable[..., Any]]] = {
    "plan_options": plan_options,
    "plan_names": plan_names,
    "plan_lines": plan_lines,
    "plan_named": plan_named,
    "plan_changes": plan_changes,
}
