"""What is not known fails no condition and no sum; what is stored comes back the same."""

import operator
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.flow.values import UNKNOWN, Unknown, Value, dump_value, load_value

COMPARED = (operator.lt, operator.le, operator.gt, operator.ge)
COUNTED = (
    operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.mod,
)  # fmt: skip


@pytest.mark.parametrize("compare", COMPARED)
@pytest.mark.parametrize("other", [0, Decimal(5), "five", UNKNOWN], ids=str)
def test_every_comparison_with_the_unknown_is_false(
    compare: Callable[[Any, Any], object], other: object
) -> None:
    """False itself, whichever side it stands on: no condition is met, none fails."""
    assert compare(UNKNOWN, other) is False
    assert compare(other, UNKNOWN) is False


@pytest.mark.parametrize("count", COUNTED)
def test_every_sum_with_the_unknown_is_unknown(count: Callable[[Any, Any], object]) -> None:
    """On either side."""
    assert count(UNKNOWN, Decimal(5)) == UNKNOWN
    assert count(Decimal(5), UNKNOWN) == UNKNOWN


def test_the_unknown_is_empty() -> None:
    """Nothing is in it, it counts for nothing, and is shown as a question mark."""
    assert not UNKNOWN
    assert len(UNKNOWN) == 0
    assert "x" not in UNKNOWN
    assert str(UNKNOWN) == "?"
    assert [-UNKNOWN, +UNKNOWN, abs(UNKNOWN)] == [Unknown()] * 3


@pytest.mark.parametrize(
    ("value", "data"),
    [
        (UNKNOWN, {"?": 1}),
        (Decimal("3500.50"), {"n": "3500.50"}),
        (date(2026, 3, 5), {"on": "2026-03-05"}),
        (True, True),
        (90, 90),
        ("card", "card"),
        ((), []),
        (("a", Decimal(1)), ["a", {"n": "1"}]),
        ({"debt": Decimal(1), "of": UNKNOWN}, {"of": {"debt": {"n": "1"}, "of": {"?": 1}}}),
    ],
    ids=str,
)
def test_a_value_is_stored_and_read(value: Value, data: object) -> None:
    """Of the same type, to the last figure."""
    assert dump_value(value) == data
    assert load_value(data) == value
    assert type(load_value(data)) is type(value)


@pytest.mark.parametrize("data", [None, {"n": 1}, {"on": 5}, {"?": 2}, {}, 1.5], ids=str)
def test_what_was_never_stored_is_refused(data: object) -> None:
    """Rather an error than a guess at what somebody said."""
    with pytest.raises(ValueError, match="not a stored value"):
        load_value(data)
