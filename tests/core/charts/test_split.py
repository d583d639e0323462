"""Where a month's money goes: the parts, and what is left or missing."""

from decimal import Decimal
from itertools import pairwise

import pytest

from bot.core.charts import (
    Chart,
    Part,
    split_chart,
)
from tests.core.charts.drawn import taken_apart
from tests.core.charts.samples import split, yuan


@pytest.mark.parametrize(("income", "fill"), [(6500, "left"), (5000, "gap"), (0, "gap")])
def test_what_is_left_or_missing_is_seen(income: int, fill: str) -> None:
    """A remainder is a bar of its own; what is missing is a hatched gap beyond the income."""
    svg = split(Decimal(income))
    left = Decimal(income) - Decimal("5820.50")
    assert yuan(left) in taken_apart(svg).texts
    assert ('fill="url(#gap)"' in svg) == (fill == "gap")
    for amount in ("¥1,800", "¥1,500", "¥420", "¥1,300.50", "¥800"):
        assert amount in taken_apart(svg).texts


def test_the_parts_of_a_month_follow_each_other() -> None:
    """Each bar begins where the former ends, and the last one where the money is spent."""
    names_ = [Part(str(n), Decimal(100), "¥100") for n in range(4)]
    svg = split_chart(
        Chart("t"),
        Part("in", Decimal(1000), "¥1,000"),
        names_,
        left=Part("left", Decimal(600), "¥600"),
    )
    bars = [
        tuple(float(part.split(f'{name}="')[1].split('"')[0]) for name in ("x", "width"))
        for part in svg.split("<rect")[1:]
        if 'height="26"' in part
    ]
    whole = bars[0][1]
    assert bars[0][0] == bars[1][0]
    for (x, width), (after, _) in pairwise(bars[1:]):
        assert x + width == pytest.approx(after, abs=0.2)
    assert bars[-1][1] == pytest.approx(whole * 0.6, abs=0.2)
