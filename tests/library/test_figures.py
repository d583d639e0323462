"""On this day the figure is."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.figures import FigureValue, value_on

FIRST = FigureValue(date(2020, 1, 1), date(2020, 6, 30), Decimal(1), "甲")
SECOND = FigureValue(date(2020, 9, 1), date(2021, 12, 31), Decimal(2), "乙")
THIRD = FigureValue(date(2022, 1, 1), None, Decimal(3), "丙")
VALUES = (SECOND, THIRD, FIRST)


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2019, 12, 31), None),
        (date(2020, 1, 1), FIRST),
        (date(2020, 6, 30), FIRST),
        (date(2020, 7, 1), None),
        (date(2020, 8, 31), None),
        (date(2020, 9, 1), SECOND),
        (date(2021, 12, 31), SECOND),
        (date(2022, 1, 1), THIRD),
        (date(2099, 1, 1), THIRD),
    ],
)
def test_a_value_holds_from_its_first_day_to_its_last(day: date, value: FigureValue | None) -> None:
    """Both included; in a gap there is none."""
    assert value_on(VALUES, day) == value


def test_there_may_be_no_values() -> None:
    """Then none holds."""
    assert value_on((), date(2026, 1, 1)) is None


@given(st.integers(0, 2000), st.permutations(VALUES))
def test_the_order_of_the_values_does_not_matter(days: int, values: list[FigureValue]) -> None:
    """Whoever appends a value may do so anywhere."""
    day = date(2019, 1, 1) + timedelta(days=days)
    assert value_on(values, day) == value_on(VALUES, day)
