"""The calendar as it is read from content/law/holidays.yaml."""

from datetime import date
from pathlib import Path

import pytest

from bot.core.calendar import Calendar
from bot.library import Library, load_library
from tests.library.tiny import FILES, load
from tests.shipped import shipped_library


@pytest.fixture(scope="module")
def library() -> Library:
    return shipped_library()


def test_the_announced_years_are_read_day_by_day(tmp_path: Path) -> None:
    """Both ends of a holiday are rest days; the day after it is none; a worked Saturday is none."""
    calendar = load(tmp_path).calendar
    for day in (date(2026, 2, 15), date(2026, 2, 23), date(2026, 10, 1), date(2026, 10, 7)):
        assert calendar.is_rest_day(day)
    for day in (date(2026, 2, 24), date(2026, 10, 8), date(2026, 2, 14), date(2026, 10, 10)):
        assert not calendar.is_rest_day(day)
    assert calendar.years[2026].doc_no == "国办发明电〔2025〕7号"


def test_a_library_without_holidays_knows_weekends_alone(tmp_path: Path) -> None:
    """A folder that has no such file can still be used, and says of no year that it is known."""
    files = {name: text for name, text in FILES.items() if not name.endswith("holidays.yaml")}
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert load_library(tmp_path).calendar == Calendar()


@pytest.mark.parametrize(
    ("year", "days_off", "worked"), [(2024, 30, 8), (2025, 28, 5), (2026, 33, 6)]
)
def test_each_published_year_has_as_many_days_as_its_notice_says(
    library: Library, year: int, days_off: int, worked: int
) -> None:
    """The sums of the notices: a day lost or doubled in copying shows."""
    calendar = library.calendar
    assert calendar.knows(year)
    assert len([day for day in calendar.rest if day.year == year]) == days_off
    assert len([day for day in calendar.work if day.year == year]) == worked


def test_every_year_says_where_it_was_read_and_when(library: Library) -> None:
    """Rest days are law for a borrower, and carry their source as every figure does."""
    for source in library.calendar.years.values():
        assert source.source
        assert source.doc_no
        assert source.checked
