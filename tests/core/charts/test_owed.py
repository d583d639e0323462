"""Who is owed how much: every debt with its amount and mark, the largest first."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.charts import Chart, OwedBar, owed_chart
from bot.core.charts.owed import MOST_BARS
from tests.core.charts.drawn import is_label, sound, taken_apart
from tests.core.charts.samples import ANY_NAME, owed, owed_bars, yuan


@pytest.mark.parametrize("count", [1, 2, 8, 9, 10, MOST_BARS])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_debt_is_there_with_its_amount_and_mark(count: int, lang: str) -> None:
    """Amounts and marks in full; a name in full or its beginning with …; the largest first."""
    bars = owed_bars(count, lang=lang)
    texts = taken_apart(owed(count, lang=lang)).texts
    for bar in bars:
        assert bar.amount_text in texts
        assert not bar.mark_text or bar.mark_text in texts
        assert any(is_label(text, bar.label) for text in texts), bar.label
    amounts = [text for text in texts if text in {bar.amount_text for bar in bars}]
    known = sorted(
        (bar for bar in bars if bar.amount is not None), key=lambda bar: -(bar.amount or 0)
    )
    assert amounts == [bar.amount_text for bar in known] + [
        bar.amount_text for bar in bars if bar.amount is None
    ]


def test_more_debts_than_bars_are_summed() -> None:
    """Sixty debts are twenty rows; the last is worded by the caller, from the debts without a bar."""
    bars = owed_bars(60)
    seen: list[OwedBar] = []

    def rest(others: object) -> tuple[str, str]:
        assert isinstance(others, list)
        seen.extend(others)
        return "其余", "¥41"

    texts = taken_apart(owed_chart(Chart("t"), bars, rest=rest)).texts
    assert texts.count("其余") == texts.count("¥41") == 1
    shown = [bar for bar in bars if bar.amount_text in texts and bar not in seen]
    assert len(shown) == MOST_BARS - 1
    assert len(shown) + len(seen) == len(bars)
    least = min(bar.amount or Decimal(0) for bar in shown)
    assert all((bar.amount or Decimal(0)) <= least for bar in seen)


def test_a_mark_and_a_star_are_shapes_not_colours() -> None:
    """Each mark has a pattern of its own; the star is drawn."""
    plain = OwedBar("a", Decimal(5), "¥5")
    marked = [
        OwedBar("b", Decimal(4), "¥4", "disputed", "d"),
        OwedBar("c", Decimal(3), "¥3", "guarantor", "g"),
        OwedBar("d", Decimal(2), "¥2", "not_mine", "n"),
    ]
    svg = owed_chart(Chart("t"), [plain, *marked])
    for mark in ("disputed", "guarantor", "not_mine"):
        assert svg.count(f'fill="url(#{mark})"') == 1
        assert svg.count(f'id="{mark}"') == 1
    starred = owed_chart(Chart("t"), [OwedBar("a", Decimal(5), "¥5", starred=True)])
    unstarred = owed_chart(Chart("t"), [plain])
    assert len(taken_apart(starred).points) - len(taken_apart(unstarred).points) == 10


amounts = st.decimals(0, 10**12, places=2, allow_nan=False, allow_infinity=False)


@given(st.lists(st.tuples(ANY_NAME, amounts), min_size=1, max_size=30))
def test_any_debts_make_a_sound_picture(debts: list[tuple[str, Decimal]]) -> None:
    """Whatever the names and amounts: well-formed, nothing outside, nothing overlapping."""
    bars = [OwedBar(name, amount, yuan(amount)) for name, amount in debts]
    drawn = taken_apart(owed_chart(Chart("谁欠多少"), bars, rest=lambda _: ("其余", "¥1")))
    assert sound(drawn)
    largest = sorted((amount for _, amount in debts), reverse=True)[: MOST_BARS - 1]
    assert {yuan(amount) for amount in largest} <= set(drawn.texts)
