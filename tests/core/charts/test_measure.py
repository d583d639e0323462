"""Words that are set: no wider than their place, and nothing lost unless it is cut."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.charts import (
    Chart,
    OwedBar,
    owed_chart,
)
from bot.core.charts.measure import cut, typeset, width_of, wrap
from tests.core.charts.drawn import taken_apart
from tests.core.charts.samples import ANY_NAME


@given(ANY_NAME, st.floats(40, 900))
def test_cut_text_fits_and_begins_the_same(text: str, width: float) -> None:
    """Whole if it fits, else its beginning and …."""
    short = cut(text, 33, width=width)
    text = typeset(text)
    assert short == text or short.endswith("…")
    assert width_of(short, 33) <= max(width, width_of("…", 33))
    assert text.startswith(short.removesuffix("…").rstrip()) or short == text


@example("1" * 8 + "“" * 6 + "。“", 2)
@given(st.text("银行 the loan，。（“”）¥12,345", max_size=120), st.integers(1, 4))
def test_wrapped_text_fits_and_loses_nothing_unless_cut(text: str, lines: int) -> None:
    """No line is too wide; if none is cut, all the characters are there in order.

    A line is drawn by itself: quotes of a Chinese text are straight on a line without Chinese.
    """
    wrapped = wrap(text, 33, width=400, lines=lines)
    assert len(wrapped) <= lines
    assert all(width_of(line, 33) <= 400 for line in wrapped)
    assert [typeset(line) for line in wrapped] == wrapped
    if not any(line.endswith("…") for line in wrapped):
        straight = str.maketrans("‘’“”", "''\"\"")
        kept, said = (
            "".join(held.split()).translate(straight) for held in ("".join(wrapped), text)
        )
        assert kept == said


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("the month’s “own” money", 'the month\'s "own" money'),
        ("写“我有异议”就行", "写“我有异议”就行"),
        ("Wang’s 店", "Wang's 店"),
        ("★ the month’s", "★ the month's"),
        ("plain", "plain"),
    ],
)
def test_quotes_are_as_wide_as_their_language_has_them(text: str, drawn: str) -> None:
    """The font has curly ones for Chinese alone; what is measured is what is drawn."""
    assert typeset(text) == drawn
    assert width_of(text, 10) == width_of(drawn, 10)
    assert drawn in taken_apart(owed_chart(Chart(text), [OwedBar("a", None, "?")])).texts


def test_lines_do_not_begin_with_a_closing_mark() -> None:
    """As Chinese is set."""
    for line in wrap("还清那天起，满五年。" * 8, 33, width=300, lines=20):
        assert line[0] not in "，。"
