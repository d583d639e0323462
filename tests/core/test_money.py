"""Rounding to the cent, and amounts that nobody can mean."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.money import CENT, MOST, bounded, cents, percent
from bot.errors import InputError


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [
        ("0.005", "0.01"),
        ("0.0049", "0.00"),
        ("1.115", "1.12"),
        ("-0.005", "-0.01"),
        ("2.5", "2.50"),
    ],
)
def test_the_middle_goes_up(exact: str, rounded: str) -> None:
    """Half a cent becomes a whole one, never the even one, away from zero."""
    assert str(cents(Decimal(exact))) == rounded


@given(st.decimals(min_value=-MOST, max_value=MOST, places=6))
def test_cents_are_within_half_a_cent_and_stay(amount: Decimal) -> None:
    """Rounding moves an amount by half a cent at most, and a second time not at all."""
    once = cents(amount)
    assert abs(once - amount) <= CENT / 2
    assert cents(once) == once


def test_a_percentage_keeps_the_places_it_is_shown_with() -> None:
    """Two places unless more are asked for, however large the rate of a few days is."""
    assert str(percent(Decimal("26.82417946"))) == "26.82"
    assert str(percent(Decimal("26.8249999"), places=4)) == "26.8250"
    assert percent(Decimal("1e60")) == Decimal("1e60")


@pytest.mark.parametrize("amount", [MOST + 1, -MOST - 1, Decimal("NaN"), Decimal("Infinity")])
def test_what_nobody_can_mean_is_refused(amount: Decimal) -> None:
    """A telephone number typed as an amount is refused, not reckoned with."""
    with pytest.raises(InputError) as caught:
        bounded(amount)
    assert caught.value.code == "amount_absurd"


def test_ten_thousand_million_and_the_least_are_allowed() -> None:
    """Both bounds belong to what is allowed."""
    assert bounded(MOST) == MOST
    assert bounded(CENT, least=CENT) == CENT
    with pytest.raises(InputError, match="amount_too_small"):
        bounded(Decimal(0), least=CENT)
