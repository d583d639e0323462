"""One way out of debt, said so that it can stand beside another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from bot.core.debts import Debt
from bot.core.payoff import Closed, Order, Payoff, simulate
from bot.core.periods import add_months

OptionName: TypeAlias = Literal[
    "minimums",
    "snowball",
    "avalanche",
    "own",
    "pro_rata",
    "personalised",
    "settlement",
    "consolidation",
]
WhoMustAgree: TypeAlias = Literal["nobody", "each_lender", "bank", "new_lender"]
CreditEffect: TypeAlias = Literal[
    "unchanged", "record_until_cleared_plus_years", "settled_less_than_owed", "new_record"
]


@dataclass(frozen=True)
class InstalmentTerms:
    """A personalised instalment for the cards: months and level payment in yuan, all cards together.

    `lowest_payment` is that over the most months allowed, `most_months`.
    """

    months: int
    payment: Decimal
    lowest_payment: Decimal
    most_months: int


@dataclass(frozen=True)
class SettlementTerms:
    """A lump sum in place of a balance: what is saved, and what is still to be put aside, in yuan."""

    amount: Decimal
    balance: Decimal
    saves: Decimal
    needed: Decimal


@dataclass(frozen=True)
class LoanTerms:
    """A new loan that pays out old ones: its payment, and its cost (interest and fee), in yuan.

    `costs_more` says whether this plan costs more than paying the debts as they are, the highest rate
    first, from the same budget; None where an unknown rate leaves that open.
    """

    principal: Decimal
    payment: Decimal
    cost: Decimal
    costs_more: bool | None


@dataclass(frozen=True)
class Option:
    """A plan with what counts in choosing. Amounts in yuan to the cent, months from 1.

    `months` and `interest` (of all debts, fees included) are None where it does not end (`never`), takes
    longer than `longer_than` months, or, with an agreement, cannot be paid from the money of each month:
    `lacks` is by how much not, at worst, and then neither of the other two is said. `free_on` is
    the day `months` after today; where the month has no such day, its last. `monthly` is what is paid
    in the first month. `at_least` says that rates are unknown (`unknown_rates` of them, taken as 0), so
    that months and interest may be more. `payoff` is that of the debts paid in an order, if any.
    """

    name: OptionName
    months: int | None
    free_on: date | None
    interest: Decimal | None
    first_closed: Closed | None
    monthly: Decimal
    never: bool
    longer_than: int | None
    lacks: Decimal
    who_must_agree: WhoMustAgree
    credit_effect: CreditEffect
    unknown_rates: int
    payoff: Payoff | None = None
    terms: InstalmentTerms | SettlementTerms | LoanTerms | None = None

    @property
    def needs_more_than(self) -> Decimal | None:
        """Of an order that never ends: the largest budget with which it still would not; found when asked for.

        None for an agreement: with another budget its own terms would be others, so there is no threshold.
        """
        return self.payoff.needs_more_than if self.payoff and self.terms is None else None

    @property
    def at_least(self) -> bool:
        """Whether months and interest are only the least they can be."""
        return self.unknown_rates > 0


@dataclass(frozen=True)
class Means:
    """What every plan is paid from: yuan a month, months that differ, and the day it is."""

    budget: Decimal
    today: date
    changes: Mapping[int, Decimal]


@dataclass(frozen=True)
class Agreement:
    """What a lender agrees to, and what that takes: `monthly` yuan in each of its `months`.

    `cost` is its interest and fees. `closes` is the first debt that is closed by it.
    """

    name: OptionName
    months: int
    monthly: Decimal
    cost: Decimal
    closes: Closed | None
    who_must_agree: WhoMustAgree
    credit_effect: CreditEffect
    terms: InstalmentTerms | SettlementTerms | LoanTerms


def in_order(debts: Sequence[Debt], order: Order, means: Means) -> Option:
    """The debts paid in an order, as an option. Raises InputError as `simulate` does."""
    payoff = simulate(debts, means.budget, order=order, changes=means.changes)
    asks = payoff.lacks > 0
    return Option(
        name=order,
        months=payoff.months,
        free_on=_free_on(means.today, payoff.months),
        interest=payoff.interest,
        first_closed=payoff.first_closed,
        monthly=payoff.monthly,
        never=payoff.never,
        longer_than=payoff.longer_than,
        lacks=payoff.lacks,
        who_must_agree="each_lender" if asks or order == "pro_rata" else "nobody",
        credit_effect=credit_effect(debts, pays_less=asks or order == "pro_rata"),
        unknown_rates=payoff.unknown_rates,
        payoff=payoff,
    )


def beside(agreement: Agreement, rest: Sequence[Debt], means: Means) -> Option:
    """An agreement, and the other debts paid from what it leaves, the highest rate first.

    Its part is taken from the money of each of its months first. Where a month has less than that, or
    the others' minimums then lack money in any month, it cannot be paid.
    """
    payoff = _rest(agreement, rest, means) if rest else None
    lacks = _lacks(agreement, payoff, means)
    closed = [one for one in (agreement.closes, payoff and payoff.first_closed) if one]
    months: int | None = agreement.months
    interest: Decimal | None = agreement.cost
    if payoff:
        months = None if payoff.months is None else max(agreement.months, payoff.months)
        interest = None if payoff.interest is None else agreement.cost + payoff.interest
    if lacks:
        months = interest = None
    return Option(
        name=agreement.name,
        months=months,
        free_on=_free_on(means.today, months),
        interest=interest,
        first_closed=min(closed, key=lambda one: one.month, default=None),
        monthly=agreement.monthly + (payoff.monthly if payoff else 0),
        never=payoff is not None and payoff.never and not lacks,
        longer_than=payoff.longer_than if payoff and not lacks else None,
        lacks=lacks,
        who_must_agree=agreement.who_must_agree,
        credit_effect=agreement.credit_effect,
        unknown_rates=sum(debt.rate is None for debt in rest),
        payoff=payoff,
        terms=agreement.terms,
    )


def credit_effect(debts: Sequence[Debt], *, pays_less: bool) -> CreditEffect:
    """What plain repayment does to the credit record: overdue months stay until some years after."""
    if pays_less or any(debt.months_overdue for debt in debts):
        return "record_until_cleared_plus_years"
    return "unchanged"


def sum_of_minimums(debts: Sequence[Debt]) -> Decimal:
    """What the lenders of these debts ask for in the first month, in yuan: no more than is owed."""
    return sum((debt.asked() for debt in debts), Decimal(0))


def _left(agreement: Agreement, means: Means) -> dict[int, Decimal]:
    """What an agreement leaves of the money of each of its months; below zero, what it lacks itself."""
    return {
        month: means.changes.get(month, means.budget) - agreement.monthly
        for month in range(1, agreement.months + 1)
    }


def _rest(agreement: Agreement, rest: Sequence[Debt], means: Means) -> Payoff:
    left = {month: max(Decimal(0), money) for month, money in _left(agreement, means).items()}
    return simulate(rest, means.budget, order="avalanche", changes={**means.changes, **left})


def _lacks(agreement: Agreement, payoff: Payoff | None, means: Means) -> Decimal:
    """The most that a month of the agreement is short of its part and the others' minimums together.

    Or, where that is more, what the others' minimums lack when they first do, be it afterwards.
    """
    shorts = payoff.shorts if payoff else ()
    found = [payoff.lacks if payoff else Decimal(0)]
    for month, money in _left(agreement, means).items():
        # Where the agreement alone is more than there is, the others' minimums had nothing to be paid from.
        others = shorts[month - 1] if month <= len(shorts) else Decimal(0)
        found.append(others + max(Decimal(0), -money))
    return max(found)


def _free_on(today: date, months: int | None) -> date | None:
    return None if months is None else add_months(today, months)
