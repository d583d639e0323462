"""Lengths of time as people write them: 3个月, 一年半, 两周, half a year, 1 year 2 months."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, TypeAlias

from bot.flow.numerals import NUMBER

MONTHS_A_YEAR, DAYS_A_YEAR, DAYS_A_MONTH, DAYS_A_WEEK = 12, 365, 30, 7

_UNIT: Final = {
    "年": "year", "月": "month", "星期": "week", "礼拜": "week", "周": "week", "天": "day", "日": "day",
    "y": "year", "m": "month", "w": "week", "d": "day",
}  # fmt: skip
_SIZE: Final = {"year": 3, "month": 2, "week": 1, "day": 0}
_NUMBER: Final = r"(?<![0-9.])[0-9]{1,6}(?:\.[0-9]{1,4})?"
_CHINESE: Final = rf"""
    (?P<number>{_NUMBER}|半)\ ?[多来余+]?\ ?
    (?P<measure>个)?(?P<half>半)?多?\ ?
    (?P<unit>年|月(?!份|底|初|中|末|开始|起|以来)|星期(?![0-9日天末])|礼拜(?![0-9日天])|周(?![0-9日末])|天|日)
    (?P<then_half>半(?!个|年|月|天|[日夜]))?
"""
_ENGLISH: Final = rf"""
    (?<![a-z])(?:(?P<half_en>half|one\ half|0\.5)(?:\ of)?(?:\ an?|-|\ )\ ?
    |(?P<number_en>{_NUMBER}|an?(?=[\ -])|a\ couple\ of)\+?(?P<and_half>\ (?:and|&)\ a\ half)?\ ?-?\ ?)
    (?P<unit_en>year|yr|y|month|mth|mo|week|wk|w|day|d)s?(?![a-z])
    (?P<then_half_en>\ and\ a\ half)?
"""
_ELEMENT: Final = re.compile(rf"{_CHINESE}|{_ENGLISH}", re.VERBOSE)
_JOIN: Final = re.compile(r"[ ,、]*(?:又|零|加|and|&)? *")
_RANGE: Final = re.compile(rf"(?<![0-9.])({NUMBER}) ?(?:~|-|–|—|到|至|或|to |or )+ ?$")
_LONGEST_YEARS: Final = 1000  # 2026年 is a date

Found: TypeAlias = re.Match[str]


@dataclass(frozen=True)
class Span:
    """A length of time in calendar units; halves are carried down: half a year is six months."""

    years: int = 0
    months: int = 0
    days: int = 0

    @property
    def in_days(self) -> int:
        """Its days, a year being 365 and a month 30: for how long, never for until when."""
        return self.years * DAYS_A_YEAR + self.months * DAYS_A_MONTH + self.days

    def __add__(self, other: "Span") -> "Span":
        return Span(self.years + other.years, self.months + other.months, self.days + other.days)

    def __neg__(self) -> "Span":
        return Span(-self.years, -self.months, -self.days)


def shifted(day: date, span: Span) -> date | None:
    """The day so much later (earlier if negative), by the calendar; None outside of the calendar.

    The 31st becomes the last day of a shorter month.
    """
    year, month = divmod(
        (day.year + span.years) * MONTHS_A_YEAR + day.month - 1 + span.months, MONTHS_A_YEAR
    )
    if not date.min.year <= year <= date.max.year:
        return None
    last = calendar.monthrange(year, month + 1)[1]
    try:
        return date(year, month + 1, min(day.day, last)) + timedelta(days=span.days)
    except OverflowError:
        return None


@dataclass(frozen=True)
class Placed:
    """A span and where in the text it stands."""

    span: Span
    start: int
    end: int


def find_spans(text: str, *, loose: bool = False) -> tuple[Placed, ...]:
    """The lengths of time in an `arabic` text. Adjoining ones of falling size are one: 1年2个月.

    `3-5个月` is two. With `loose`, 3月 and 5日 are lengths too, which elsewhere are dates.
    """
    placed: list[Placed] = []
    size = 0
    for found, span, unit in _elements(text, loose=loose):
        joins = (
            placed and _SIZE[unit] < size and _JOIN.fullmatch(text, placed[-1].end, found.start())
        )
        if joins:
            placed[-1] = Placed(placed[-1].span + span, placed[-1].start, found.end())
        else:
            # The lower end stands after what was found before: looked for further back, a long text
            # of nothing but lengths would take the square of its length.
            since = placed[-1].end if placed else 0
            if lower := _RANGE.search(text, since, found.start()):
                placed.append(Placed(_span(Decimal(lower[1]), unit), lower.start(), lower.end()))
            placed.append(Placed(span, found.start(), found.end()))
        size = _SIZE[unit]
    return tuple(placed)


def _elements(text: str, *, loose: bool) -> Iterator[tuple[Found, Span, str]]:
    in_years = False
    for found in _ELEMENT.finditer(text):
        unit, number = _UNIT[found["unit"] or found["unit_en"][0]], _amount(found)
        is_year = unit == "year" and number >= _LONGEST_YEARS
        if not is_year and not _is_date(found, loose=loose, in_years=in_years):
            yield found, _span(number, unit), unit
        in_years = unit == "year" and not is_year


def _is_date(found: Found, *, loose: bool, in_years: bool) -> bool:
    """Whether 3月 or 5日 names a month or a day rather than a length."""
    before, after = found.string[found.start() - 1 : found.start()], found.string[found.end() :][:1]
    if found["unit"] == "日":
        return before == "月" or not loose
    if found["unit"] != "月" or found["measure"] or in_years:
        return False
    return before == "年" or after.isdigit() or not loose


def _amount(found: Found) -> Decimal:
    number = found["number"] or found["number_en"] or "半"
    halves = found["half"] or found["then_half"] or found["and_half"] or found["then_half_en"]
    words = {"半": "0.5", "a": "1", "an": "1", "a couple of": "2"}
    return Decimal(words.get(number, number)) + (Decimal("0.5") if halves else 0)


def _span(number: Decimal, unit: str) -> Span:
    whole, rest = int(number), number % 1
    match unit:
        case "year":
            return Span(years=whole) + (_span(rest * MONTHS_A_YEAR, "month") if rest else Span())
        case "month":
            return Span(months=whole) + (_span(rest * DAYS_A_MONTH, "day") if rest else Span())
        case "week":
            return _span(number * DAYS_A_WEEK, "day")
        case _:
            return Span(days=int(number.quantize(Decimal(1), ROUND_HALF_UP)))
