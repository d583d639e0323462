"""Debts that can be reckoned with, and those that are asked about or refused."""

from decimal import Decimal

import pytest

from bot.core.debts import MOST_DEBTS, Debt, Minimum, check_debts
from bot.errors import InputError
from tests.core.debt_examples import debt


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (debt("card", "-1", "24"), "debt_negative"),
        (debt("card", "0", "24"), "debt_zero"),
        (debt("card", "10000000000", "24"), "debt_absurd"),
        (debt("card", "1000000000000", "24"), "debt_absurd"),
        (debt("card", "NaN", "24"), "debt_absurd"),
        (debt("card", "10.005", "24"), "debt_in_parts_of_cents"),
        (debt("card", "100", "-1"), "debt_rate_negative"),
        (debt("card", "100", "10000.01"), "debt_rate_absurd"),
        (debt("card", "100", "Infinity"), "debt_rate_absurd"),
        (debt("card", "100", "0.24"), "rate_unclear"),
        (debt("card", "100", "24", "-5"), "minimum_negative"),
        (debt("card", "100", "24", "1e12"), "minimum_absurd"),
        (debt("card", "100", "24", "0.001"), "debt_in_parts_of_cents"),
        (Debt("card", Decimal(100), None, Minimum(percent=Decimal(101))), "minimum_absurd"),
        (Debt("card", Decimal(100), None, Minimum(percent=Decimal("0.05"))), "minimum_unclear"),
    ],
)
def test_what_cannot_be_is_refused_by_name(wrong: Debt, code: str) -> None:
    """Each impossible number has its own code, and nothing is corrected in silence."""
    with pytest.raises(InputError) as refused:
        check_debts([wrong])
    assert refused.value.code == code


@pytest.mark.parametrize(
    "fine",
    [
        debt("card", "9999999999.99", "10000"),
        debt("card", "0.01", "0"),
        debt("card", "100", None, "500"),  # a minimum above the balance is never paid in full
        debt("card", "100", "1"),
        debt("card", "100", "0.24", rate_is_sure=True),
        Debt("card", Decimal(100), Decimal(24), Minimum(Decimal(10), Decimal(100))),
    ],
)
def test_what_can_be_is_taken_as_it_is(fine: Debt) -> None:
    """Unusual numbers are not refused for being unusual."""
    check_debts([fine])


def test_a_rate_like_a_share_is_asked_about_with_what_it_may_mean() -> None:
    """0.24 may mean 24 %, and the question says so."""
    with pytest.raises(InputError) as asked:
        check_debts([debt("card", "100", "0.24")])
    assert asked.value.values == {"rate": Decimal("0.24"), "perhaps": Decimal(24)}


def test_sixty_debts_are_reckoned_and_one_more_is_too_many() -> None:
    """The limit is sixty, itself included; above it the limit is said."""
    debts = [debt(f"debt {number}", "100", "24") for number in range(MOST_DEBTS + 1)]
    check_debts(debts[:60])
    with pytest.raises(InputError) as refused:
        check_debts(debts)
    assert (refused.value.code, refused.value.values["limit"]) == ("too_many_debts", 60)


def test_no_debt_is_nothing_to_reckon() -> None:
    """An empty list is said to be one."""
    with pytest.raises(InputError, match="no_debts"):
        check_debts([])


def test_the_same_debt_twice_is_asked_about() -> None:
    """The same name, balance and rate is a slip; a difference in any of them is another debt."""
    card = debt("Card", "100", "24")
    with pytest.raises(InputError, match="same_debt_twice"):
        check_debts([card, debt("card ", "100.00", "24.0", "5")])
    check_debts(
        [card, debt("Card", "101", "24"), debt("Card", "100", "23"), debt("App", "100", "24")]
    )


def test_a_minimum_is_the_greater_of_share_and_floor_and_never_more_than_is_owed() -> None:
    """Two percent of 7,500 is 150; of 500 it is the floor; of 20 it is all, with its interest."""
    rule = Minimum(Decimal(35), Decimal(2))
    asked = [
        Debt("card", Decimal(balance), Decimal(24), rule).asked() for balance in (7500, 500, 20)
    ]
    assert asked == [Decimal("150.00"), Decimal(35), Decimal("20.40")]


def test_a_share_alone_is_at_least_a_cent() -> None:
    """Or the last cents of a debt would stay for ever."""
    assert Minimum(percent=Decimal(2)).asked(Decimal("0.20")) == Decimal("0.01")
    assert Minimum().asked(Decimal("0.20")) == 0
