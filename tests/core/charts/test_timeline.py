"""Days in their order, today among them."""

from datetime import date

import pytest

from bot.core.charts import (
    LIGHT,
    Chart,
    Moment,
    timeline_chart,
)
from tests.core.charts.drawn import taken_apart
from tests.core.charts.samples import timeline


def test_a_timeline_says_every_day_and_marks_today() -> None:
    """In order of time, today among them in a band of its own."""
    texts = taken_apart(timeline()).texts
    days = [text for text in texts if text.startswith("20")]
    assert days == ["2023年3月5日", "2024年6月30日", "2026年11月20日", "2026年11月25日", "2026年12月7日", "2029年6月30日"]  # fmt: skip
    assert "今天" in texts
    assert LIGHT.band in timeline()


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2026, 6, 1), date(2040, 1, 1)])
def test_today_may_be_first_or_last(day: date) -> None:
    """All past, or all to come."""
    moments = [Moment("a", date(2025, 1, 1), "d1"), Moment("b", date(2027, 1, 1), "d2")]
    texts = taken_apart(timeline_chart(Chart("t"), moments, today=Moment("now", day, "d0"))).texts
    order = sorted([(day, "d0"), (date(2025, 1, 1), "d1"), (date(2027, 1, 1), "d2")])
    assert [text for text in texts if text in {"d0", "d1", "d2"}] == [text for _, text in order]
