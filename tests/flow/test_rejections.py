"""What an answer that is turned down says, and where an amount's bounds lie."""

from decimal import Decimal

import pytest

from bot.flow.model import Rejection
from bot.flow.numerals import CEILING
from bot.flow.rejections import reject, within


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("about five", "about five"),
        ("  a\n\n b ", "a b"),
        ("甲" * 41, "甲" * 40),
        (" " * 399 + "ab", "a"),  # of a text that begins so, no more is read
        ("", ""),
    ],
)
def test_the_beginning_of_an_answer_is_said_again(text: str, said: str) -> None:
    """On one line, forty characters at most, whatever stands before them."""
    assert reject("not_money", text) == Rejection("not_money", {"said": said})


@pytest.mark.parametrize(
    ("value", "least", "most", "code", "limit"),
    [
        (5, 5, 5, None, None),
        (4, 5, None, "too_small", 5),
        (6, None, 5, "too_big", 5),
        (CEILING, None, None, None, None),
        (CEILING + 1, None, CEILING * 2, "too_big", CEILING),
        (-CEILING, None, None, None, None),
        (-CEILING - 1, -CEILING * 2, None, "too_small", -CEILING),
    ],
)
def test_bounds_are_allowed_and_nothing_beyond_them(
    value: Decimal, least: Decimal | None, most: Decimal | None, code: str | None, limit: Decimal
) -> None:
    """The question's own, or those of what can be reckoned with where they are nearer."""
    answer = within(Decimal(value), "so much", least=least, most=most)
    if code is None:
        assert answer == value
    else:
        assert answer == Rejection(code, {"said": "so much", "limit": limit})
