"""Plans month by month: told apart without colour, on axes that are exact."""

import re
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.charts import (
    Chart,
    Series,
    balances_chart,
)
from bot.core.charts.scale import amount_ticks, month_ticks
from tests.core.charts.drawn import is_label, sound, taken_apart
from tests.core.charts.samples import DAY, WORDS, balances


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_plan_has_its_words_its_dash_and_its_mark(count: int, lang: str) -> None:
    """Told apart without colour: the label beside a sample of the line, which ends in a mark."""
    svg = balances(count, lang=lang)
    texts = taken_apart(svg).texts
    labels = ["只还最低", "雪球", "先还最贵", "个性化分期（60 个月）", "一次结清"]
    if lang == "en":
        labels = ["Minimums only", "Snowball", "Avalanche", "Personalised instalments, 60 months", "One-off settlement"]  # fmt: skip
    for label in labels[:count]:
        assert any(is_label(text, label) for text in texts)
    lines = [part for part in svg.split("<path") if 'stroke-width="7"' in part]
    dashes = {re.sub('.*dasharray="([^"]*)".*|.*', r"\1", part) for part in lines}
    assert len(lines) == 2 * count
    assert len(dashes) == count


def test_amounts_on_the_axis_are_exact_and_months_have_their_dates() -> None:
    """What stands at the axis is what the caller worded of the exact tick."""
    texts = taken_apart(balances(2)).texts
    for wanted in ("¥0", "¥25,000", "¥100,000", "¥125,000", "2028年1月", "2030年1月"):
        assert wanted in texts


@given(st.decimals(0, 10**12, places=2, allow_nan=False), st.integers(2, 8))
def test_ticks_are_round_and_cover(most: Decimal, steps: int) -> None:
    """From 0 to the most or just above, evenly, in whole yuan, no more than asked for."""
    ticks = amount_ticks(most, steps=steps)
    assert ticks[0] == 0
    assert 2 <= len(ticks) <= steps + 1
    assert ticks[-1] >= most
    assert len(ticks) == 2 or ticks[-2] < most
    assert {after - tick for tick, after in pairwise(ticks)} == {ticks[1]}
    assert all(tick == tick.to_integral_value() for tick in ticks)
    assert str(ticks[1].normalize().as_tuple().digits) in {"(1,)", "(2,)", "(2, 5)", "(5,)"}


@given(st.dates(date(1990, 1, 1), date(9000, 1, 1)), st.integers(0, 40_000), st.integers(1, 12))
def test_month_ticks_are_firsts_of_months_within(first: date, days: int, most: int) -> None:
    """Evenly spaced in months, inside the span, as many as fit."""
    last = first + timedelta(days)
    ticks = month_ticks(first, last, fits=lambda found: len(found) <= most)
    assert len(ticks) <= most
    assert all(first <= tick <= last and tick.day == 1 for tick in ticks)
    months = [tick.year * 12 + tick.month for tick in ticks]
    assert len({b - a for a, b in pairwise(months)}) <= 1


def test_the_end_of_the_calendar_is_an_end() -> None:
    """The last day that a date can have raises nothing."""
    assert month_ticks(date(9990, 5, 5), date.max, fits=lambda _: True)[-1] == date(9999, 12, 1)


@pytest.mark.parametrize("points", [1, 2, 600])
def test_a_plan_may_be_a_day_or_fifty_years_long(points: int) -> None:
    """One point is a mark; six hundred are a line of no more points than can be seen."""
    line = tuple((DAY + timedelta(30 * n), Decimal(points - n)) for n in range(points))
    svg = balances_chart(Chart("t"), [Series("a", line)], words=WORDS)
    assert sound(taken_apart(svg))
    assert len(svg) < 9_000
