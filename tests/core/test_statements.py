"""The ways of stating a rate: what each comes to, and the way back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.money import percent
from bot.core.rates import Rate, instalments, rate_of
from bot.core.statements import (
    Compounded,
    Daily,
    FlatFee,
    Monthly,
    Statement,
    Yearly,
    daily_of,
    flat_fee_of,
    monthly_of,
    rate_stated,
    repayments,
)
from bot.errors import InputError

PERCENTS = st.decimals(min_value=0, max_value=300, places=4)
NEAR = Decimal("1e-18")


@pytest.mark.parametrize(
    ("statement", "nominal", "effective"),
    [
        (Daily(Decimal("0.05")), "18.25", "19.86"),  # 日息万五
        (Daily(Decimal("0.1")), "36.50", "43.27"),
        (Monthly(Decimal(2)), "24.00", "26.82"),  # 月息2分
        (Monthly(Decimal("1.5")), "18.00", "19.56"),
        (Yearly(Decimal(12)), "12.00", "12.68"),
        (Compounded(Decimal("26.82417946")), "24.00", "26.82"),
        (FlatFee(Decimal("0.6"), 12), "13.03", "13.84"),  # 手续费0.6%/期
        (FlatFee(Decimal("0.75"), 12), "16.22", "17.48"),
        (FlatFee(Decimal(0), 12), "0.00", "0.00"),
    ],
)
def test_what_lenders_say_comes_to(statement: Statement, nominal: str, effective: str) -> None:
    """Small numbers a day or a month, and what they are a year, both ways."""
    rate = rate_stated(statement)
    assert (percent(rate.nominal), percent(rate.effective)) == (
        Decimal(nominal),
        Decimal(effective),
    )


@given(PERCENTS, st.integers(1, 60))
def test_there_and_back(nominal: Decimal, periods: int) -> None:
    """A nominal rate said by the day, by the month or as a flat fee comes back as itself."""
    for said in (daily_of(nominal), monthly_of(nominal), flat_fee_of(nominal, periods)):
        assert abs(rate_stated(said).nominal - nominal) < NEAR * (1 + nominal)


@given(PERCENTS)
def test_compounded_is_compounded(effective: Decimal) -> None:
    """A yearly rate with interest on interest is its own effective rate."""
    assert abs(rate_stated(Compounded(effective)).effective - effective) < NEAR * (1 + effective)


@given(st.decimals(min_value="0.01", max_value=5, places=2), st.integers(2, 60))
def test_a_flat_fee_is_more_than_it_looks(fee: Decimal, periods: int) -> None:
    """A fee on the first principal costs more a year than twelve times itself."""
    assert rate_stated(FlatFee(fee, periods)).nominal > fee * 12


@given(
    st.decimals(min_value=100, max_value=1_000_000, places=2),
    st.sampled_from(
        [Daily(Decimal("0.05")), Monthly(Decimal(2)), Yearly(Decimal("7.2")), Yearly(Decimal(0))]
    ),
    st.integers(1, 60),
)
def test_the_table_has_the_rate_that_was_stated(
    principal: Decimal, statement: Statement, periods: int
) -> None:
    """The payments made from a statement give its rate back, as far as cents allow."""
    table = repayments(principal, statement, periods)
    assert len(table) == periods
    assert all(payment == table[0] for payment in table[:-1])
    rate = rate_of(instalments(principal, [(1, payment) for payment in table]))
    assert isinstance(rate, Rate)
    # Cents weigh more in a small loan: at most half a cent a period, on half the loan on average.
    assert abs(rate.nominal - rate_stated(statement).nominal) < 24 / principal * 100


def test_a_flat_fees_table() -> None:
    """10,000 at 0.6 % a period: 893.33 a month, and the last takes up the cents."""
    assert repayments(Decimal(10000), FlatFee(Decimal("0.6"), 12), 12) == (
        *[Decimal("893.33")] * 11,
        Decimal("893.37"),
    )


@given(
    st.decimals(min_value="0.01", max_value=20, places=2),
    st.sampled_from([FlatFee(Decimal(1), 360), Monthly(Decimal(3)), Daily(Decimal(2))]),
)
def test_no_payment_is_below_zero(principal: Decimal, statement: Statement) -> None:
    """Even where a cent a period is too much, nobody is paid by the borrower's loan."""
    assert all(payment >= 0 for payment in repayments(principal, statement, 360))


@pytest.mark.parametrize("statement", [Daily(Decimal(-1)), FlatFee(Decimal(-1), 12)])
def test_a_rate_below_zero_is_refused(statement: Statement) -> None:
    """No lender states one; it is a slip."""
    with pytest.raises(InputError, match="rate_negative"):
        rate_stated(statement)


@pytest.mark.parametrize("periods", [0, -3, 5000])
def test_periods_that_cannot_be(periods: int) -> None:
    """None, fewer than none, or more than are reckoned with."""
    with pytest.raises(InputError, match="count_absurd"):
        rate_stated(FlatFee(Decimal(1), periods))
    with pytest.raises(InputError, match="count_absurd"):
        repayments(Decimal(1000), Yearly(Decimal(6)), periods)
    with pytest.raises(InputError, match="count_absurd"):
        flat_fee_of(Decimal(12), periods)
