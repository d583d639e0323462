"""One loan with level payments: the payment, its schedule, and what paying extra saves."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Final

from bot.core.debts import MOST_RATE
from bot.core.money import CENT, bounded, cents
from bot.errors import InputError

LONGEST: Final = 1_200  # months; nobody borrows for more than a hundred years
_A_YEAR: Final = 1200  # a percentage a year, over this, is a share a month
_DIGITS: Final = 50
_LARGEST_LAST: Final = Decimal("1.5")  # times the others; a larger last payment would be a balloon


@dataclass(frozen=True)
class Payment:
    """One line of a schedule, in yuan to the cent: payment = interest + principal."""

    month: int
    payment: Decimal
    interest: Decimal
    principal: Decimal
    balance: Decimal


@dataclass(frozen=True)
class Amortisation:
    """How a loan goes. Amounts in yuan to the cent.

    `months`, `interest` and `paid` are None for one that never ends (`never`) and for one that takes
    longer than `longer_than` months. `needs_more_than` is the largest monthly payment with which one
    that never ends still would not: the first month's interest. `rows` are empty where it never ends.
    """

    payment: Decimal
    months: int | None
    interest: Decimal | None
    paid: Decimal | None
    never: bool
    longer_than: int | None
    needs_more_than: Decimal | None
    rows: tuple[Payment, ...]


@dataclass(frozen=True)
class Saving:
    """What paying `extra` yuan more each month saves: whole months, and yuan of interest."""

    extra: Decimal
    months: int
    interest: Decimal


def level_payment(principal: Decimal, yearly_percent: Decimal, *, months: int) -> Decimal:
    """The level monthly payment in yuan, to the cent, half up.

    `principal` in yuan, `yearly_percent` nominal: a twelfth of it a month. Raises InputError:
    `amount_absurd`, `amount_too_small`, `amount_in_parts_of_cents`, `rate_negative`, `rate_absurd`,
    `months_absurd`.
    """
    _check(principal, yearly_percent)
    _check_months(months)
    return cents(_level(principal, yearly_percent, months))


def amortise(
    principal: Decimal,
    yearly_percent: Decimal,
    *,
    months: int,
    extra: Decimal = Decimal(0),
    to_the_cent: bool = False,
) -> Amortisation:
    """The schedule of a loan over a number of months; `extra` yuan is paid beside the payment.

    As published tables have it, fractions of a cent are carried: each figure shown is the exact one to
    the cent, half up, and the months add up to the cent, so that a payment may differ by a cent or two
    from the level one. `to_the_cent` is what a bank's books say instead: a payment in whole cents, interest
    rounded every month, half up, and a last payment that settles what is left. Over thirty years the
    two are some cents apart. Where half a cent less a month would leave more than one and a half payments
    for the last, the payment is raised by a cent. Raises InputError as `level_payment` does.
    """
    _check(principal, yearly_percent)
    _check_months(months)
    check_cents(bounded(extra, least=0))
    level = _level(principal, yearly_percent, months)
    if to_the_cent:
        return _by_the_books(principal, yearly_percent, extra=extra, level=level, months=months)
    with localcontext(prec=_digits(yearly_percent, months)):
        rows = tuple(_carried(principal, yearly_percent, monthly=level + extra, months=months))
    return _amortisation(cents(level) + extra, rows)


def pay_off(principal: Decimal, yearly_percent: Decimal, *, payment: Decimal) -> Amortisation:
    """The schedule of a loan by what is paid each month, in yuan, to the cent every month.

    It never ends if the payment is not more than the first month's interest: then the balance cannot
    fall, now or later. Beyond 1,200 months it is called longer. Raises InputError as `level_payment`.
    """
    _check(principal, yearly_percent)
    check_cents(bounded(payment, least=CENT))
    first = _interest(principal, yearly_percent)
    if payment <= first:
        return Amortisation(
            payment=payment,
            months=None,
            interest=None,
            paid=None,
            never=True,
            longer_than=None,
            needs_more_than=first,
            rows=(),
        )
    return _amortisation(payment, tuple(_books(principal, yearly_percent, monthly=payment)))


def saving(plain: Amortisation, faster: Amortisation, *, extra: Decimal) -> Saving | None:
    """What the faster of two schedules of a loan saves; None where either has no end in sight."""
    if plain.months is None or faster.months is None:
        return None
    if plain.interest is None or faster.interest is None:
        return None
    return Saving(extra, plain.months - faster.months, plain.interest - faster.interest)


def months_to_clear(
    balance: Decimal, monthly: Decimal, *, yearly_percent: Decimal = Decimal(0)
) -> int | None:
    """The months until `balance` (yuan) is paid off with `monthly` (yuan) at the end of each.

    Interest accrues once a month at a twelfth of `yearly_percent` (nominal, percent a year), rounded
    to the cent, half up; the last payment may be smaller. None means never: the payment does not
    exceed the first month's interest, which is decided before anything is counted. Raises ValueError
    for a negative balance or rate.
    """
    if balance < 0 or yearly_percent < 0:
        raise ValueError("a balance and a rate are not negative")
    if balance == 0:
        return 0
    if monthly <= _interest(balance, yearly_percent):
        return None
    if yearly_percent == 0:
        whole, rest = divmod(balance, monthly)
        return int(whole) + bool(rest)
    months = 0
    while balance > 0:
        balance += _interest(balance, yearly_percent) - monthly
        months += 1
    return months


def check_cents(amount: Decimal) -> None:
    """Raise InputError (`amount_in_parts_of_cents`) for an amount in yuan that is finer than a cent."""
    if amount != cents(amount):
        raise InputError("amount_in_parts_of_cents", amount=str(amount))


def _by_the_books(
    principal: Decimal, yearly_percent: Decimal, *, extra: Decimal, level: Decimal, months: int
) -> Amortisation:
    payment = cents(level) + extra
    while True:
        # A cent above the level payment is more than a month's rounding, so this ends after two at most.
        rows = tuple(_books(principal, yearly_percent, monthly=payment, months=months))
        if rows[-1].payment <= payment * _LARGEST_LAST:
            return _amortisation(payment, rows)
        payment += CENT


def _digits(yearly_percent: Decimal, months: int) -> int:
    """Enough digits: an error in the level payment grows as a debt does over all the months."""
    return _DIGITS + int(months * (1 + yearly_percent / _A_YEAR).log10())


def _level(principal: Decimal, yearly_percent: Decimal, months: int) -> Decimal:
    with localcontext(prec=_digits(yearly_percent, months)):
        rate = yearly_percent / _A_YEAR
        if rate == 0:
            return principal / months
        return principal * rate / (1 - (1 + rate) ** -months)


def _books(
    principal: Decimal, yearly_percent: Decimal, *, monthly: Decimal, months: int = 0
) -> Iterator[Payment]:
    """Whole cents every month; the last of `months`, where they are given, settles what is left."""
    balance = principal
    for month in range(1, LONGEST + 1):
        interest = _interest(balance, yearly_percent)
        owed = balance + interest
        payment = owed if month == months else min(monthly, owed)
        yield Payment(month, payment, interest, payment - interest, owed - payment)
        balance = owed - payment
        if balance <= 0:
            return


def _carried(
    principal: Decimal, yearly_percent: Decimal, *, monthly: Decimal, months: int
) -> Iterator[Payment]:
    """Fractions of a cent are carried; what is shown is the difference of sums rounded to the cent."""
    exact, charged = principal, Decimal(0)
    shown, shown_charged = principal, Decimal(0)
    for month in range(1, months + 1):
        interest = exact * yearly_percent / _A_YEAR
        charged += interest
        exact = Decimal(0) if month == months else max(Decimal(0), exact + interest - monthly)
        balance, total = cents(exact), cents(charged)
        principal_paid, interest_paid = shown - balance, total - shown_charged
        yield Payment(month, principal_paid + interest_paid, interest_paid, principal_paid, balance)
        shown, shown_charged = balance, total
        if balance == 0:
            return


def _amortisation(payment: Decimal, rows: tuple[Payment, ...]) -> Amortisation:
    ended = rows[-1].balance == 0
    return Amortisation(
        payment=payment,
        months=len(rows) if ended else None,
        interest=sum((row.interest for row in rows), Decimal(0)) if ended else None,
        paid=sum((row.payment for row in rows), Decimal(0)) if ended else None,
        never=False,
        longer_than=None if ended else LONGEST,
        needs_more_than=None,
        rows=rows,
    )


def _interest(balance: Decimal, yearly_percent: Decimal) -> Decimal:
    return cents(balance * yearly_percent / _A_YEAR)


def _check(principal: Decimal, yearly_percent: Decimal) -> None:
    check_cents(bounded(principal, least=CENT))
    if not yearly_percent.is_finite() or yearly_percent > MOST_RATE:
        raise InputError("rate_absurd", rate=yearly_percent)
    if yearly_percent < 0:
        raise InputError("rate_negative", rate=yearly_percent)


def _check_months(months: int) -> None:
    if not 1 <= months <= LONGEST:
        raise InputError("months_absurd", months=months, most=LONGEST)
