"""How long several debts take to clear under one budget, what that costs, and whether it ends at all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from operator import add
from typing import Final

from bot.core.debts import Debt, check_debts
from bot.core.endings import Course, most_that_never_ends, run
from bot.core.money import CENT, MOST
from bot.core.paying import (
    ORDERS,
    Month,
    Order,
    Purse,
    Terms,
    minimums,
    terms_of,
    to_cents,
    to_yuan,
)
from bot.errors import InputError

HORIZON: Final = 1_200  # months; nobody plans for more than a hundred years
_NEVER_SHOWN: Final = 120
_YUAN: Final = 100  # in cents, and so is the next
_LARGE: Final = 1_000_000

__all__ = ["HORIZON", "ORDERS", "Closed", "Order", "Payoff", "Row", "needs_more_than", "simulate"]


@dataclass(frozen=True)
class Closed:
    """A debt that is paid off: its name, and the month, counted from 1."""

    name: str
    month: int


@dataclass(frozen=True)
class Row:
    """One month of a plan, in yuan to the cent, by debt as listed: `balance` is after the payment."""

    month: int
    interest: tuple[Decimal, ...]
    payment: tuple[Decimal, ...]
    balance: tuple[Decimal, ...]


@dataclass(frozen=True)
class Payoff:
    """How a plan goes. Amounts in yuan to the cent; months count from 1.

    `months`, `interest` and `paid` are None for a plan that never ends (`never`) and for one that takes
    longer than `longer_than` months. `closed` has each debt's last month, as listed. `lacks`
    is by how much the money did not reach the minimums in `lacks_in`, the first month in which it did
    not. `monthly` is what is paid in the first month. `unknown_rates` counts the debts whose rate was taken
    as 0: then months and interest are the least they can be.
    """

    order: Order
    months: int | None
    interest: Decimal | None
    paid: Decimal | None
    closed: tuple[int | None, ...]
    first_closed: Closed | None
    monthly: Decimal
    never: bool
    longer_than: int | None
    lacks: Decimal
    lacks_in: int | None
    unknown_rates: int
    course: tuple[Month, ...] = field(repr=False)
    terms: Terms = field(repr=False)
    purse: Purse = field(repr=False)

    @cached_property
    def schedule(self) -> tuple[Row, ...]:
        """Every month; of a plan that does not end, the first 120 at most or the first 1,200."""
        return tuple(
            Row(
                number,
                self._listed(month.interests),
                self._listed(month.payments),
                self._listed(month.balances),
            )
            for number, month in enumerate(self.course, 1)
        )

    @cached_property
    def needs_more_than(self) -> Decimal | None:
        """The largest monthly budget with which a plan that never ends still would not; else None.

        It is looked for when it is first asked for, which takes longer than the plan. For one debt it
        is the first month's interest; for minimums alone see the function of that name.
        """
        return to_yuan(most_that_never_ends(self.terms, self.purse)) if self.never else None

    @property
    def shorts(self) -> tuple[Decimal, ...]:
        """By how much the money of each month of the schedule did not reach the minimums."""
        return tuple(to_yuan(short) for short in _shorts(self.terms, self.course))

    @cached_property
    def needs_more_than_yuan(self) -> Decimal | None:
        """`needs_more_than` rounded up, for a chat, which waits: it is found in a third of the time.

        To whole yuan; to tens of them where the first month's interest is 10,000 yuan or more.
        """
        if not self.never:
            return None
        unit = _YUAN if sum(self.course[0].interests) < _LARGE else 10 * _YUAN
        return to_yuan(most_that_never_ends(self.terms, self.purse, unit=unit))

    @property
    def owed(self) -> tuple[Decimal, ...]:
        """What is owed in all after each month of the schedule."""
        return tuple(to_yuan(sum(month.balances)) for month in self.course)

    def _listed(self, amounts: Sequence[int]) -> tuple[Decimal, ...]:
        return tuple(to_yuan(amounts[place]) for place in self.terms.places)


def simulate(
    debts: Sequence[Debt],
    budget: Decimal | None,
    *,
    order: Order,
    changes: Mapping[int, Decimal] | None = None,
) -> Payoff:
    """Pay debts (yuan, percent a year nominal) from a monthly budget in yuan, in an order.

    Each month interest accrues once, at a twelfth of the rate, rounded to the cent, half up; then every
    debt gets its minimum, never more than is owed; then all the rest of the budget goes to the first
    debt of the order, and what that does not need to the next, in the same month. The minimums of
    cleared debts stay in the budget. `changes` are months, counted from 1, with another amount in place
    of the budget, that month alone.

    Orders: `minimums`, each lender its own minimum and no more (the budget may be None); `snowball`, the
    smallest balance first; `avalanche`, the highest rate first; `own`, as listed; `pro_rata`, all of
    the budget in proportion to the balances at the start, instead of minimums. The order is settled at
    the start. A budget that does not reach the minimums is not treated as if it did: `lacks` says how
    much is missing, and each minimum is cut in proportion for the sum.

    Whether a plan ends is proved, not waited for (`endings`); only a plan that does not end within 1,200
    months and for which there is no proof either way within 12,000 is called longer than 1,200 months
    without it. Raises InputError: what `check_debts` raises, `budget_not_positive`, `amount_absurd`,
    `amount_in_parts_of_cents`, `change_month`, `change_negative`. Conventions: money in months, as the
    counselors of debt charities reckon.
    """
    check_debts(debts)
    purse = _purse(budget, order, changes or {})
    terms = terms_of(debts, order)
    course = run(terms, purse, horizon=HORIZON, never_shown=_NEVER_SHOWN)
    return _payoff(debts, terms, course=course, purse=purse)


def needs_more_than(
    debts: Sequence[Debt], *, order: Order, changes: Mapping[int, Decimal] | None = None
) -> Decimal:
    """The largest monthly budget, in yuan, with which a plan never ends; with a cent more it does.

    For one debt it is the first month's interest. Where each lender gets its minimum alone, no budget
    helps a minimum that is too small: then it is the sum of the minimums with each of those raised to
    a cent above its debt's interest, less the last cent. Raises InputError as `simulate` does.
    """
    check_debts(debts)
    terms = terms_of(debts, order)
    purse = Purse(0, _changes(changes or {}))
    return to_yuan(most_that_never_ends(terms, purse))


def _payoff(
    debts: Sequence[Debt],
    terms: Terms,
    *,
    course: Course,
    purse: Purse,
) -> Payoff:
    ended = course.outcome == "ended" and course.last <= HORIZON  # its later months are not kept
    never = course.outcome == "never"
    months = course.months
    lacks_in, lacks = _lacks(terms, months)
    closed = _closed(terms, months)
    listed = tuple(closed[place] for place in terms.places)
    return Payoff(
        order=terms.order,
        months=course.last if ended else None,
        interest=to_yuan(sum(sum(month.interests) for month in months)) if ended else None,
        paid=to_yuan(sum(sum(month.payments) for month in months)) if ended else None,
        closed=listed,
        first_closed=_first(debts, terms, closed=closed),
        monthly=to_yuan(sum(months[0].payments)),
        never=never,
        longer_than=None if ended or never else HORIZON,
        lacks=to_yuan(lacks),
        lacks_in=lacks_in,
        unknown_rates=sum(debt.rate is None for debt in debts),
        course=months,
        terms=terms,
        purse=purse,
    )


def _lacks(terms: Terms, months: Sequence[Month]) -> tuple[int | None, int]:
    shorts = enumerate(_shorts(terms, months), 1)
    return next(((number, short) for number, short in shorts if short), (None, 0))


def _shorts(terms: Terms, months: Sequence[Month]) -> Iterator[int]:
    """In cents, by month: lenders who get equal offers are asked to take less; how much less is said."""
    if terms.order != "pro_rata":
        yield from (month.short for month in months)
        return
    before: Sequence[int] = terms.balances
    for month in months:
        owed = list(map(add, before, month.interests))
        yield max(0, sum(minimums(terms, before, owed)) - sum(month.payments))
        before = month.balances


def _closed(terms: Terms, months: Sequence[Month]) -> list[int | None]:
    closed: list[int | None] = [None] * len(terms.balances)
    for number, month in enumerate(months, 1):
        for place, balance in enumerate(month.balances):
            if not balance and closed[place] is None:
                closed[place] = number
    return closed


def _first(debts: Sequence[Debt], terms: Terms, *, closed: Sequence[int | None]) -> Closed | None:
    done = [(month, place) for place, month in enumerate(closed) if month is not None]
    if not done:
        return None
    month, first = min(done)
    return Closed(debts[terms.places.index(first)].name, month)


def _purse(budget: Decimal | None, order: Order, changes: Mapping[int, Decimal]) -> Purse:
    if budget is None and order != "minimums":
        raise InputError("budget_not_positive", amount=Decimal(0))
    if budget is not None:
        _check_amount(budget)
        if budget <= 0:
            raise InputError("budget_not_positive", amount=budget)
    return Purse(None if budget is None else to_cents(budget), _changes(changes))


def _changes(changes: Mapping[int, Decimal]) -> dict[int, int]:
    for month, amount in changes.items():
        if not 1 <= month <= HORIZON:
            raise InputError("change_month", month=month, most=HORIZON)
        _check_amount(amount)
        if amount < 0:
            raise InputError("change_negative", month=month, amount=amount)
    return {month: to_cents(amount) for month, amount in changes.items()}


def _check_amount(amount: Decimal) -> None:
    if not amount.is_finite() or abs(amount) >= MOST:
        raise InputError("amount_absurd", amount=str(amount), most=MOST)
    if amount != amount.quantize(CENT):
        raise InputError("amount_in_parts_of_cents", amount=str(amount))
