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


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("1.5天", [Span(days=2)]),
        ("0.5周", [Span(days=4)]),
        ("1.5周", [Span(days=11)]),
        ("0.25年", [Span(months=3)]),
        ("0.1年", [Span(months=1, days=6)]),
        ("1.25个月", [Span(months=1, days=8)]),
        ("半天", [Span(days=1)]),
        ("两天半", [Span(days=3)]),
        ("an hour", []),
        ("a day", [Span(days=1)]),
        ("half a month", [Span(days=15)]),
        ("a couple of weeks", [Span(days=14)]),
        ("3 and a half years", [Span(years=3, months=6)]),
        ("2 weeks and a half", [Span(days=18)]),
        ("999年", [Span(years=999)]),
        ("1000年", []),
    ],
)
def test_halves_and_fractions_are_carried_down(text: str, spans: list[Span]) -> None:
    """Into months and days of the calendar; half a day is a day. A year of four figures is a date."""
    assert [placed.span for placed in find_spans(read(text))] == spans


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("2个月1年", [Span(months=2), Span(years=1)]),
        ("3天3天", [Span(days=3), Span(days=3)]),
        ("1年又2个月", [Span(1, 2)]),
        ("1年、2个月、3天", [Span(1, 2, 3)]),
        ("1年欠2个月", [Span(years=1), Span(months=2)]),
        ("1年2个月3年", [Span(1, 2), Span(years=3)]),
        ("1年3天2个月", [Span(1, 0, 3), Span(months=2)]),
        ("2年3月", [Span(2, 3)]),
        ("1000年3月", []),
        ("3到5个月，7天", [Span(months=3), Span(months=5, days=7)]),
        ("6天，3到5天", [Span(days=6), Span(days=3), Span(days=5)]),
    ],
)
def test_lengths_join_where_each_is_smaller_than_the_last(text: str, spans: list[Span]) -> None:
    """With nothing but a joining word between them; a range stays two."""
    assert [placed.span for placed in find_spans(read(text))] == spans


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("5日", [Span(days=5)]),
        ("3月6", []),
        ("3月底", []),
        ("3月，6", [Span(months=3)]),
        ("3个月6", [Span(months=3)]),
        ("2月3日", []),
    ],
)
def test_loose_lengths_are_still_no_dates(text: str, spans: list[Span]) -> None:
    """A month before a figure, or a part of it, is a date however loosely it is read."""
    assert [placed.span for placed in find_spans(read(text), loose=True)] == spans


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("欠了3个月", [(2, 5)]),
        ("大概3~5个月了", [(2, 4), (4, 7)]),
        ("约1年2个月前", [(1, 6)]),
        ("3天，5天", [(0, 2), (3, 5)]),
    ],
)
def test_a_length_is_placed_where_it_stands(text: str, places: list[tuple[int, int]]) -> None:
    """Both ends of a range, and the whole of what is joined."""
    assert [(one.start, one.end) for one in find_spans(text)] == places
