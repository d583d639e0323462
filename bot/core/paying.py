"""One month of paying several debts, in whole cents: interest, minimums, and where the rest goes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal, NamedTuple, TypeAlias

from bot.core.debts import Debt
from bot.core.sharing import Weights, split, weights_of

Order: TypeAlias = Literal["minimums", "snowball", "avalanche", "own", "pro_rata"]

ORDERS: Final[tuple[Order, ...]] = ("minimums", "snowball", "avalanche", "own", "pro_rata")
_A_YEAR: Final = 1200  # a percentage a year, over this, is a share a month
_WHOLE: Final = 100

# Half up in whole numbers: (amount * share + half) // whole.
_Rounding: TypeAlias = tuple[int, int, int]


class Month(NamedTuple):
    """A month in cents, by debt in the order of payment: interest, payments, balances after them.

    `short` is by how much the money did not reach the minimums.
    """

    interests: list[int]
    payments: list[int]
    balances: list[int]
    short: int


@dataclass(frozen=True)
class Terms:
    """The debts of a plan in the order in which they are paid.

    `places` leads back: the place in the order of each debt as it was listed. `by_rate` has the places
    with the highest rate first.
    """

    order: Order
    places: tuple[int, ...]
    balances: tuple[int, ...]
    rates: tuple[_Rounding, ...]
    shares: tuple[_Rounding, ...]
    floors: tuple[int, ...]
    weights: Weights
    by_rate: tuple[int, ...]


@dataclass(frozen=True)
class Purse:
    """The money of each month in cents; None where each lender simply gets its minimum.

    `changes` holds the months, from 1, that have less or more, and what they have.
    """

    monthly: int | None
    changes: Mapping[int, int] = field(default_factory=dict)

    def of(self, month: int) -> int | None:
        """What there is in a month."""
        return self.changes.get(month, self.monthly)

    def last_change(self) -> int:
        """The last month that differs; 0 where none does."""
        return max(self.changes, default=0)


def terms_of(debts: Sequence[Debt], order: Order) -> Terms:
    """The debts in the order of a plan; what is not known of a rate counts as none.

    The order is settled at the start and kept: an order that followed the balances could make a larger
    budget take longer. What is level is settled by everything else that a debt is, so that the order
    of the list does not matter, except for the borrower's own.
    """
    chosen = list(range(len(debts)))
    if order != "own":
        key = _KEYS.get(order, _by_balance)
        chosen.sort(key=lambda place: key(debts[place]))
    ordered = [debts[place] for place in chosen]
    balances = tuple(to_cents(debt.balance) for debt in ordered)
    shares = tuple(_rounding(debt.minimum.percent, _WHOLE) for debt in ordered)
    floors = tuple(to_cents(debt.minimum.least()) for debt in ordered)
    minimums = map(_asked, balances, shares, floors)
    weights = balances if order == "pro_rata" else tuple(max(1, asked) for asked in minimums)
    return Terms(
        order=order,
        places=tuple(chosen.index(place) for place in range(len(debts))),
        balances=balances,
        rates=tuple(_rounding(debt.rate or Decimal(0), _A_YEAR) for debt in ordered),
        shares=shares,
        floors=floors,
        weights=weights_of(weights),
        by_rate=tuple(sorted(range(len(ordered)), key=lambda place: -_rate(ordered[place]))),
    )


def pay_month(terms: Terms, balances: Sequence[int], money: int | None) -> Month:
    """One month: interest first, then what each debt gets of the money, then what is left of it.

    Every debt gets its minimum, but never more than is owed. The rest of the money goes to the first
    debt of the order, and what that does not need to the next, in the same month. Equal offers split
    all money in proportion to what was owed at the start. Money that does not reach the minimums is
    split in proportion to them as they were at the start.
    """
    interests = [
        (balance * share + half) // whole
        for balance, (share, half, whole) in zip(balances, terms.rates, strict=True)
    ]
    owed = [balance + interest for balance, interest in zip(balances, interests, strict=True)]
    if terms.order == "pro_rata" and money is not None:
        payments, short = split(money, terms.weights, owed), 0
    else:
        payments = minimums(terms, balances, owed)
        short = 0 if money is None else sum(payments) - money
        if money is not None and short > 0:
            payments = split(money, terms.weights, payments)
        elif terms.order != "minimums":
            _spend(-short, payments, owed)
    after = [due - payment for due, payment in zip(owed, payments, strict=True)]
    return Month(interests, payments, after, max(short, 0))


def minimums(terms: Terms, balances: Sequence[int], owed: Sequence[int]) -> list[int]:
    """What each lender asks for in a month, in cents."""
    asked = [
        _asked(balance, share, floor) if share[0] else floor  # most are fixed, and this runs often
        for balance, share, floor in zip(balances, terms.shares, terms.floors, strict=True)
    ]
    return list(map(min, asked, owed))


def to_cents(amount: Decimal) -> int:
    """Whole cents of an amount in yuan that is known to have no part of one."""
    return int(amount * _WHOLE)


def to_yuan(amount: int) -> Decimal:
    """An amount in yuan, with its cents, of whole cents."""
    return Decimal(amount).scaleb(-2)


def _spend(rest: int, payments: list[int], owed: Sequence[int]) -> None:
    for place, due in enumerate(owed):
        more = min(rest, due - payments[place])
        payments[place] += more
        rest -= more
        if not rest:
            return


def _rounding(percentage: Decimal, whole: int) -> _Rounding:
    above, below = percentage.as_integer_ratio()
    return 2 * above, below * whole, 2 * below * whole


def _asked(balance: int, share: _Rounding, floor: int) -> int:
    if not share[0]:
        return floor
    part = (balance * share[0] + share[1]) // share[2]
    return max(floor, part)


def _rate(debt: Debt) -> Decimal:
    return debt.rate or Decimal(0)


def _rest(debt: Debt) -> tuple[object, ...]:
    return (debt.minimum.floor, debt.minimum.percent, debt.name, debt.kind, debt.rate is None)


def _by_balance(debt: Debt) -> tuple[object, ...]:
    return (debt.balance, -_rate(debt), *_rest(debt))


def _by_rate(debt: Debt) -> tuple[object, ...]:
    return (-_rate(debt), debt.balance, *_rest(debt))


_KEYS: Final[Mapping[Order, Callable[[Debt], tuple[object, ...]]]] = {
    "snowball": _by_balance,
    "avalanche": _by_rate,
}
