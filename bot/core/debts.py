"""What is owed to one lender, and which debts cannot be reckoned with as they were given."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from bot.core.money import CENT, MOST, cents
from bot.errors import InputError

Kind: TypeAlias = Literal["card", "loan", "person", "other"]

MOST_DEBTS: Final = 60
MOST_RATE: Final = Decimal(10_000)
_WHOLE: Final = 100
_A_YEAR: Final = 1200  # a percentage a year, over this, is a share a month
# A rate between 0 and 1 is nearly always a share of one, 0.24 for 24 %; a minimum of 0.1 for 10 %.
_SURE_RATE: Final = 1
_SURE_MINIMUM: Final = Decimal("0.1")


@dataclass(frozen=True)
class Minimum:
    """What the lender asks for each month: the greater of a share of the balance and a floor.

    `percent` of the balance before the month's interest, rounded to the cent, half up, but a cent at
    least, or a share alone would never settle the last of a debt; `floor` in yuan. A fixed amount is a
    floor alone. It is never more than what is owed.
    """

    floor: Decimal = Decimal(0)
    percent: Decimal = Decimal(0)

    def asked(self, balance: Decimal) -> Decimal:
        """The minimum in yuan on a balance in yuan, not yet held against what is owed."""
        return max(cents(balance * self.percent / _WHOLE), self.least())

    def least(self) -> Decimal:
        """The least it ever is, in yuan, on a debt that owes so much."""
        return max(self.floor, CENT) if self.percent else self.floor


@dataclass(frozen=True)
class Debt:
    """One debt. `balance` in yuan; `rate` nominal, percent a year, None where it is not known.

    `months_overdue` is 0 for a debt that is paid on time. `priority` marks a debt whose worst
    consequence is the worst: home, power, work vehicle, court order. `rate_is_sure` says that a rate
    below 1 % was asked about and is meant.
    """

    name: str
    balance: Decimal
    rate: Decimal | None
    minimum: Minimum = Minimum()
    kind: Kind = "loan"
    months_overdue: int = 0
    priority: bool = False
    rate_is_sure: bool = False

    @property
    def is_card(self) -> bool:
        """Whether it is a credit card, for which alone there is a rule about instalments."""
        return self.kind == "card"

    def asked(self) -> Decimal:
        """The first month's minimum in yuan to the cent: never more than the balance with its interest."""
        interest = cents(self.balance * (self.rate or 0) / _A_YEAR)
        return min(self.minimum.asked(self.balance), self.balance + interest)


def check_debts(debts: Sequence[Debt]) -> None:
    """Raise InputError for debts that cannot be reckoned with; nothing is corrected.

    `no_debts`, `too_many_debts` above 60, `same_debt_twice` for the same name, balance and rate, and
    what `check_debt` raises.
    """
    if not debts:
        raise InputError("no_debts")
    if len(debts) > MOST_DEBTS:
        raise InputError("too_many_debts", count=len(debts), limit=MOST_DEBTS)
    seen = set()
    for debt in debts:
        check_debt(debt)
        same = (debt.name.strip().casefold(), debt.balance, debt.rate)
        if same in seen:
            raise InputError("same_debt_twice", name=debt.name, amount=debt.balance)
        seen.add(same)


def check_debt(debt: Debt) -> None:
    """Raise InputError for a debt that cannot be reckoned with, by what is wrong with it.

    The balance: `debt_negative`, `debt_zero`, `debt_absurd` from ten thousand million yuan,
    `debt_in_parts_of_cents`. The rate: `debt_rate_negative`, `debt_rate_absurd` above 10,000 %,
    `rate_unclear` for one that looks like a share of one. The minimum: `minimum_negative`,
    `minimum_absurd`, `minimum_unclear`.
    """
    _check_balance(debt)
    _check_rate(debt)
    _check_minimum(debt)


def _check_balance(debt: Debt) -> None:
    name, balance = debt.name, debt.balance
    if not balance.is_finite() or balance >= MOST:
        raise InputError("debt_absurd", name=name, amount=str(balance), most=MOST)
    if balance < 0:
        raise InputError("debt_negative", name=name, amount=balance)
    if balance == 0:
        raise InputError("debt_zero", name=name)
    if balance != balance.quantize(CENT):
        raise InputError("debt_in_parts_of_cents", name=name, amount=str(balance))


def _check_rate(debt: Debt) -> None:
    rate = debt.rate
    if rate is None:
        return
    if not rate.is_finite() or rate > MOST_RATE:
        raise InputError("debt_rate_absurd", name=debt.name, rate=str(rate), most=MOST_RATE)
    if rate < 0:
        raise InputError("debt_rate_negative", name=debt.name, rate=rate)
    if 0 < rate < _SURE_RATE and not debt.rate_is_sure:
        raise InputError("rate_unclear", rate=rate, perhaps=rate * _WHOLE)


def _check_minimum(debt: Debt) -> None:
    floor, share = debt.minimum.floor, debt.minimum.percent
    if not floor.is_finite() or not share.is_finite() or floor >= MOST or share > _WHOLE:
        absurd = floor if not floor.is_finite() or floor >= MOST else share
        raise InputError("minimum_absurd", name=debt.name, amount=str(absurd))
    if floor < 0 or share < 0:
        raise InputError("minimum_negative", name=debt.name, amount=min(floor, share))
    if 0 < share <= _SURE_MINIMUM:
        raise InputError("minimum_unclear", name=debt.name, share=share, perhaps=share * _WHOLE)
    if floor != floor.quantize(CENT):
        raise InputError("debt_in_parts_of_cents", name=debt.name, amount=str(floor))
