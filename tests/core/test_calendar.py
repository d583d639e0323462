"""Rest days, working days, and days added to days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calendar import Calendar
from bot.core.figures import FigureValue
from bot.core.periods import add_months, add_years, last_counted_day
from tests.core.real_law import CALENDAR, day

DAYS = st.dates(date(2023, 1, 1), date(2029, 12, 31))


@pytest.mark.parametrize(
    ("text", "rests"),
    [
        ("2026-02-14", False),  # a Saturday that is worked
        ("2026-02-15", True),
        ("2026-02-23", True),
        ("2026-02-24", False),
        ("2026-02-28", False),
        ("2026-09-20", False),  # a Sunday that is worked
        ("2026-10-01", True),
        ("2026-10-07", True),
        ("2026-10-08", False),
        ("2026-10-10", False),
        ("2026-11-21", True),  # an ordinary Saturday
        ("2026-11-23", False),
        ("2027-01-01", True),  # fixed by law, though the year is not announced
        ("2027-05-02", True),
        ("2027-10-04", False),
        ("2023-10-02", False),  # before the law that fixes it in the data
    ],
)
def test_a_day_is_a_rest_day_or_not(text: str, rests: bool) -> None:  # noqa: FBT001  # a column of the table
    """By the announced calendar; in other years by weekends and by what the law fixes."""
    assert CALENDAR.is_rest_day(day(text)) is rests


def test_only_announced_years_are_known() -> None:
    """The calendar never pretends to know a year that was not announced."""
    assert CALENDAR.knows(2026)
    assert not CALENDAR.knows(2027)


def test_an_empty_calendar_knows_weekends() -> None:
    """Without data nothing is known, and Saturday and Sunday still rest."""
    empty = Calendar()
    assert not empty.knows(2026)
    assert empty.is_rest_day(day("2026-10-03"))
    assert not empty.is_rest_day(day("2026-10-01"))


def test_what_was_announced_outranks_what_is_fixed() -> None:
    """In an announced year its own list decides, also on a day that is otherwise fixed."""
    source = FigureValue(day("2025-01-01"), None, None, "x")
    calendar = Calendar({2025: source}, fixed=frozenset({(1, 1)}), fixed_source=source)
    assert not calendar.is_rest_day(day("2025-01-01"))
    assert calendar.is_rest_day(day("2026-01-01"))


@given(DAYS)
def test_rolling_ends_on_the_first_working_day_and_never_before(start: date) -> None:
    """All days between the start and where it rolls to are rest days."""
    end = CALENDAR.roll(start)
    assert end >= start
    assert not CALENDAR.is_rest_day(end)
    between = (start + timedelta(days=number) for number in range((end - start).days))
    assert all(map(CALENDAR.is_rest_day, between))
    assert CALENDAR.roll(end) == end


@given(DAYS)
def test_going_back_ends_on_a_working_day_and_never_after(start: date) -> None:
    """The last working day by a day is that day or an earlier one, the next is a later one."""
    before, after = CALENDAR.working_day_by(start), CALENDAR.working_day_after(start)
    assert before <= start < after
    assert not CALENDAR.is_rest_day(before)
    assert not CALENDAR.is_rest_day(after)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-11-30", 3, "2027-02-28"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-05-31", -3, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
    ],
)
def test_a_month_without_the_day_ends_on_its_last(start: str, months: int, end: str) -> None:
    """30 November and three months is the end of February, 29th in a leap year."""
    assert add_months(day(start), months) == day(end)


def test_years_keep_the_day_of_the_month() -> None:
    """Only 29 February has to give way."""
    assert add_years(day("2024-02-29"), 3) == day("2027-02-28")
    assert add_years(day("2024-02-29"), 4) == day("2028-02-29")
    assert add_years(day("2021-05-01"), 3) == day("2024-05-01")


@given(DAYS, st.integers(1, 400))
def test_a_period_of_days_starts_the_next_day(start: date, length: int) -> None:
    """Counting off the days one by one from the day after the start comes to the same day."""
    counted = [start + timedelta(days=number) for number in range(1, length + 1)]
    assert last_counted_day(start, length, "days") == counted[-1]


@given(DAYS, DAYS, st.integers(1, 60))
def test_a_later_start_never_ends_earlier(one: date, other: date, months: int) -> None:
    """In months too, where several days may share an end."""
    first, second = sorted((one, other))
    assert last_counted_day(first, months, "months") <= last_counted_day(second, months, "months")
    assert last_counted_day(first, months, "years") <= last_counted_day(second, months, "years")
