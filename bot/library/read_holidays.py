"""Reading content/law/holidays.yaml: the published rest days and made-up working days of each year."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from bot.core.calendar import WEEKENDS, Calendar
from bot.core.figures import FigureValue
from bot.library.folder import Folder
from bot.library.models import EveryYearEntry, HolidaysEntry, HolidayYearEntry
from bot.library.validate import Checker

HOLIDAYS: Final = "content/law/holidays.yaml"
_SATURDAY: Final = 5


def read_calendar(folder: Folder) -> Calendar:
    """The calendar; without the file, one that knows only weekends."""
    checker = folder.read_map(folder.path / HOLIDAYS) if folder.has(HOLIDAYS) else None
    if checker is None:
        return WEEKENDS
    entry = checker.check(HolidaysEntry, checker.document.data, ())
    return WEEKENDS if entry is None else _calendar(checker, entry)


def _calendar(checker: Checker, entry: HolidaysEntry) -> Calendar:
    """The calendar of a file; what is wrong with its days is a problem now."""
    years: dict[int, FigureValue] = {}
    for number, year in enumerate(entry.years):
        if year.year in years:
            checker.add_at_value(("years", number, "year"), "ASH087", year=str(year.year))
        _check_year(checker, number, year)
        first, last = date(year.year, 1, 1), date(year.year, 12, 31)
        years[year.year] = _source(year, first, last)
    every = entry.every_year
    return Calendar(
        years=years,
        rest=frozenset(day for year in entry.years for day in _rest_days(year)),
        work=frozenset(day for year in entry.years for day in year.work),
        fixed=frozenset(_month_and_day(day) for day in every.days) if every else frozenset(),
        fixed_source=_source(every, every.from_, None, article=every.article) if every else None,
    )


def _rest_days(entry: HolidayYearEntry) -> Iterator[date]:
    for period in entry.rest:
        for number in range((period.to - period.from_).days + 1):
            yield period.from_ + timedelta(days=number)


def _check_year(checker: Checker, number: int, entry: HolidayYearEntry) -> None:
    """Each day lies in its year; periods are in order; a made-up working day was a free weekend day."""
    keys = ("years", number)
    last = None
    for place, period in enumerate(entry.rest):
        where = (*keys, "rest", place)
        if period.to < period.from_ or (last is not None and period.from_ <= last):
            checker.add(where, "ASH080")
        for day in (period.from_, period.to):
            if day.year != entry.year:
                checker.add(where, "ASH085", day=day.isoformat(), year=str(entry.year))
        last = period.to
    rest = frozenset(_rest_days(entry))
    for place, day in enumerate(entry.work):
        where = (*keys, "work", place)
        if day.year != entry.year:
            checker.add(where, "ASH085", day=day.isoformat(), year=str(entry.year))
        elif day.weekday() < _SATURDAY or day in rest:
            checker.add(where, "ASH086", day=day.isoformat())


def _month_and_day(text: str) -> tuple[int, int]:
    month, _, day = text.partition("-")
    return int(month), int(day)


def _source(
    entry: HolidayYearEntry | EveryYearEntry, start: date, end: date | None, *, article: str = ""
) -> FigureValue:
    return FigureValue(
        start,
        end,
        None,
        entry.source,
        article,
        entry.issuer,
        entry.doc_no,
        "rule",
        entry.basis,
        entry.checked,
    )
