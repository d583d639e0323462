"""How long a debt takes to clear at so much a month."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.plans import months_to_clear

MONEY = st.decimals(min_value=1, max_value=1_000_000, places=2)


@pytest.mark.parametrize(
    ("balance", "monthly", "rate", "months"),
    [
        ("1000", "100", "0", 10),
        ("1001", "100", "0", 11),
        ("0", "100", "24", 0),
        ("5000", "100", "12", 70),  # a published payoff table
        ("1000", "0", "0", None),
        ("10000", "100", "12", None),  # the payment equals the interest: it never ends
    ],
)
def test_known_payoffs(balance: str, monthly: str, rate: str, months: int | None) -> None:
    """Published and hand-made payoffs come out to the month."""
    found = months_to_clear(Decimal(balance), Decimal(monthly), yearly_percent=Decimal(rate))
    assert found == months


@given(balance=MONEY, monthly=MONEY)
def test_without_interest_it_is_division_rounded_up(balance: Decimal, monthly: Decimal) -> None:
    """Without interest, the months are the balance over the payment, rounded up."""
    if balance / monthly > 5_000:
        monthly = balance / 100
    months = months_to_clear(balance, monthly)
    assert months is not None
    assert monthly * (months - 1) < balance <= monthly * months


@given(balance=MONEY, monthly=MONEY, rate=st.decimals(min_value=0, max_value=36, places=2))
def test_paying_more_never_takes_longer(balance: Decimal, monthly: Decimal, rate: Decimal) -> None:
    """A larger payment never takes longer, and never turns a plan into none."""
    monthly += balance * Decimal("0.031")
    less = months_to_clear(balance, monthly, yearly_percent=rate)
    more = months_to_clear(balance, monthly + 1, yearly_percent=rate)
    assert less is not None
    assert more is not None
    assert more <= less


def test_a_negative_balance_is_a_mistake_of_the_caller() -> None:
    """A negative balance is refused, not turned into an answer."""
    with pytest.raises(ValueError, match="not negative"):
        months_to_clear(Decimal(-1), Decimal(1))
