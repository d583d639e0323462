"""The ways in which lenders state a rate, what each comes to a year, and the way back.

日息万五 is `Daily(Decimal("0.05"))`, 月息2分 is `Monthly(Decimal(2))`, 手续费 0.6%/期 for twelve periods
is `FlatFee(Decimal("0.6"), 12)`. All percentages are percent: 0.05 is a two-thousandth.
"""

from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Final, TypeAlias, assert_never

from bot.core.money import CENT, bounded, cents
from bot.core.rates import (
    DAYS_A_YEAR,
    MOST_FLOWS,
    Flow,
    Rate,
    rate_from_effective,
    rate_from_nominal,
    rate_of,
)
from bot.core.roots import CONTEXT
from bot.errors import BugError, InputError

MONTHS_A_YEAR: Final = 12


@dataclass(frozen=True)
class Daily:
    """Percent of what is still owed, a day: 日息, 365 days a year."""

    percent: Decimal


@dataclass(frozen=True)
class Monthly:
    """Percent of what is still owed, a month: 月息; 1 分 is 1 %."""

    percent: Decimal


@dataclass(frozen=True)
class Yearly:
    """Percent of what is still owed, a year, nominal: 年利率, 年化（单利）."""

    percent: Decimal


@dataclass(frozen=True)
class Compounded:
    """Percent of what is still owed, a year, with interest on interest: 年化（复利）."""

    percent: Decimal


@dataclass(frozen=True)
class FlatFee:
    """Percent of the first principal, each period to the last, however much is repaid: 手续费/期.

    The principal comes back in `periods` equal parts. The rate is nearly twice what it looks like.
    """

    percent: Decimal
    periods: int


Statement: TypeAlias = Daily | Monthly | Yearly | Compounded | FlatFee


def rate_stated(statement: Statement, *, per_year: int = MONTHS_A_YEAR) -> Rate:
    """What a statement comes to, nominal and effective, where interest falls due `per_year` times a year.

    A day's rate counts 365 times, a month's 12 times, without interest on interest: 0.05 % a day is
    18.25 % nominal and, paid monthly, 19.86 % effective. Raises InputError (`rate_negative`,
    `rate_absurd`, `count_absurd`).
    """
    if statement.percent < 0:
        raise InputError("rate_negative", rate=statement.percent)
    match statement:
        case Daily(percent):
            return rate_from_nominal(percent * DAYS_A_YEAR, per_year=per_year)
        case Monthly(percent):
            return rate_from_nominal(percent * MONTHS_A_YEAR, per_year=per_year)
        case Yearly(percent):
            return rate_from_nominal(percent, per_year=per_year)
        case Compounded(percent):
            return rate_from_effective(percent, per_year=per_year)
        case FlatFee(percent, periods):
            return _flat_rate(percent, periods, per_year)
        case _:
            assert_never(statement)


def daily_of(nominal: Decimal) -> Daily:
    """The day's rate of a nominal rate a year, in percent; not rounded."""
    return Daily(nominal / DAYS_A_YEAR)


def monthly_of(nominal: Decimal) -> Monthly:
    """The month's rate of a nominal rate a year, in percent; not rounded."""
    return Monthly(nominal / MONTHS_A_YEAR)


def flat_fee_of(nominal: Decimal, periods: int, *, per_year: int = MONTHS_A_YEAR) -> FlatFee:
    """The flat fee a period that costs as much as a nominal rate a year over so many periods.

    In percent of the first principal, not rounded: the level payment of one yuan, less the part of it
    that is principal. Raises InputError (`rate_negative`, `rate_absurd`, `count_absurd`).
    """
    _check_periods(periods)
    if nominal < 0:
        raise InputError("rate_negative", rate=nominal)
    with localcontext(CONTEXT):
        payment = _level(rate_from_nominal(nominal, per_year=per_year), periods)
        return FlatFee((payment - Decimal(1) / periods) * 100, periods)


def repayments(
    principal: Decimal, statement: Statement, periods: int, *, per_year: int = MONTHS_A_YEAR
) -> tuple[Decimal, ...]:
    """What is paid at the end of each period, in yuan to the cent, half up.

    A flat fee: an equal part of the principal and the fee. Any other statement: level payments with
    interest on what is still owed, to the cent each period. The last payment takes up what rounding
    left; none is below zero. `periods` of a flat fee are its own. Raises InputError (`amount_absurd`, `amount_too_small`,
    `rate_negative`, `rate_absurd`, `count_absurd`).
    """
    bounded(principal, least=CENT)
    if isinstance(statement, FlatFee):
        periods = statement.periods
    _check_periods(periods)
    rate = rate_stated(statement, per_year=per_year)
    owed, paid = cents(principal), []
    if isinstance(statement, FlatFee):
        part, fee = cents(owed / periods), cents(owed * statement.percent / 100)
        for _ in range(periods - 1):
            paid.append(min(part, owed) + fee)
            owed -= paid[-1] - fee
        return (*paid, owed + fee)
    with localcontext(CONTEXT):
        payment = cents(owed * _level(rate, periods))
    for _ in range(periods - 1):
        owed += cents(owed * rate.periodic / 100)
        paid.append(min(payment, owed))
        owed -= paid[-1]
    return (*paid, owed + cents(owed * rate.periodic / 100))


def _level(rate: Rate, periods: int) -> Decimal:
    """The level payment that repays one yuan."""
    interest = rate.periodic / 100
    if interest == 0:
        return Decimal(1) / periods
    return interest / (1 - (1 + interest) ** -periods)


def _flat_rate(percent: Decimal, periods: int, per_year: int) -> Rate:
    _check_periods(periods)
    with localcontext(CONTEXT):
        payment = Decimal(1) / periods + percent / 100
    flows = (Flow(0, Decimal(1)), *(Flow(period, -payment) for period in range(1, periods + 1)))
    rate = rate_of(flows, per_year=per_year)
    if not isinstance(rate, Rate):
        raise BugError(f"a loan repaid from the next period on has one rate, not {rate}")
    return rate


def _check_periods(periods: int) -> None:
    if not 0 < periods < MOST_FLOWS:
        raise InputError("count_absurd", count=periods, most=MOST_FLOWS - 1)
