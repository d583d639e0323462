from datetime import date

import pytest

from bot.flow.numerals import read
from bot.flow.spans import Span, find_spans, shifted


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("一年半", [Span(years=1, months=6)]),
        ("一个半月", [Span(months=1, days=15)]),
        ("1 year, 2 months and 3 days", [Span(1, 2, 3)]),
        ("三年零两个月", [Span(years=3, months=2)]),
        ("3个月，5个月", [Span(months=3), Span(months=5)]),
        ("3-5个月", [Span(months=3), Span(months=5)]),
        ("two weeks", [Span(days=14)]),
        ("2026年3月5日", []),
        ("3月5日", []),
        ("3月", []),
        ("many days", []),
    ],
)
def test_lengths_of_time_are_found(text: str, spans: list[Span]) -> None:
    assert [placed.span for placed in find_spans(read(text))] == spans


@pytest.mark.parametrize(
    ("text", "spans"),
    [("3月", [Span(months=3)]), ("90日", [Span(days=90)]), ("2026年3月", []), ("3月5日", [])],
)
def test_month_and_day_count_as_lengths_only_when_loose(text: str, spans: list[Span]) -> None:
    assert [placed.span for placed in find_spans(read(text), loose=True)] == spans


@pytest.mark.parametrize(
    ("day", "span", "expected"),
    [
        (date(2026, 3, 31), Span(months=-1), date(2026, 2, 28)),
        (date(2024, 2, 29), Span(years=1), date(2025, 2, 28)),
        (date(2026, 11, 24), Span(months=2), date(2027, 1, 24)),
        (date(2026, 11, 24), Span(years=-1, months=-6), date(2025, 5, 24)),
        (date(2026, 11, 24), Span(days=7), date(2026, 12, 1)),
        (date(2026, 11, 24), Span(years=-9999), None),
        (date(2026, 11, 24), Span(days=10**9), None),
        (date(2026, 11, 24), Span(years=10**9), None),
    ],
)
def test_day_is_shifted_by_the_calendar(day: date, span: Span, expected: date | None) -> None:
    assert shifted(day, span) == expected


def test_year_has_365_days_and_a_month_30() -> None:
    assert Span(1, 2, 3).in_days == 365 + 60 + 3
