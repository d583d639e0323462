"""A day as somebody mentions it: whole, or leaving the year, the month or the week to be understood."""

import calendar
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from re import Match, Pattern
from typing import TypeAlias

from bot.flow.spans import DAYS_A_WEEK, Span, shifted

DECEMBER = 12
_LEAP_YEARS = 8  # the longest time without a 29 February
_SHORTENED = 2  # figures of a year that is not written out
_THIS_CENTURY = 20  # years ahead at most; later ones of two figures are of the last century
_FEW_MONTHS = 2  # every third month at least has 31 days


@dataclass(frozen=True)
class Mention:
    """The day meant if nothing else is known, and all days that it may be; no day: there is none such.

    `passing` says that the mention only accompanies a date, as the weekday in 11月20日（周五）.
    """

    day: date | None
    days: tuple[date, ...] = ()
    passing: bool = False


DayPattern: TypeAlias = tuple[Pattern[str], Callable[[Match[str], date], Mention]]


def on(year: int, month: int, day: int) -> Mention:
    """A whole date."""
    return Mention(_valid(year, month, day))


def full_year(figures: str, today: date) -> int:
    """The year that its last two figures name, this century's if it is not far ahead; else itself."""
    if len(figures) > _SHORTENED:
        return int(figures)
    year = today.year // 100 * 100 + int(figures)
    return year if year <= today.year + _THIS_CENTURY else year - 100


def in_some_year(month: int, day: int, today: date) -> Mention:
    """3月5号: the nearest one, earlier if there are two, unless the question looks one way."""
    years = range(today.year - _LEAP_YEARS, today.year + _LEAP_YEARS + 1)
    days = _existing(_valid(year, month, day) for year in years)
    return Mention(min(days, key=lambda one: abs(one - today), default=None), days)


def in_some_month(day: int, today: date) -> Mention:
    """5号: this month's, unless the question looks one way."""
    months = range(-_FEW_MONTHS, _FEW_MONTHS + 1)
    days = _existing(in_month(months_on, day, today).day for months_on in months)
    return Mention(_valid(today.year, today.month, day), days)


def in_month(months_on: int, day: int, today: date) -> Mention:
    """上个月20号: the day of the month so many months from this one."""
    month = shifted(today.replace(day=1), Span(months=months_on))
    return Mention(_valid(month.year, month.month, day) if month else None)


def in_some_week(weekday: int, today: date) -> Mention:
    """周三 (0 is Monday): this week's, weeks beginning on Monday, unless the question looks one way."""
    days = _existing(in_week(weeks_on, weekday, today).day for weeks_on in (-1, 0, 1))
    return Mention(in_week(0, weekday, today).day, days, passing=True)


def in_week(weeks_on: int, weekday: int, today: date) -> Mention:
    """上周五, last Friday: the day of the week so many weeks from this one."""
    return away(Span(days=weeks_on * DAYS_A_WEEK + weekday - today.weekday()), today)


def away(span: Span, today: date) -> Mention:
    """三天前, 上个月: so much from today."""
    return Mention(shifted(today, span))


def month_end(year: int, month: int) -> int:
    """The last day of a month; 31 where there is no such month, so that no day is made of it."""
    return calendar.monthrange(year, month)[1] if 1 <= month <= DECEMBER and year else 31


def chosen(
    mention: Mention, today: date, *, earliest: int | None, latest: int | None
) -> date | None:
    """The day meant in a question about the past (`latest` ≤ 0), the future (`earliest` ≥ 0) or either."""
    fitting = [
        day
        for day in mention.days
        if (earliest is None or (day - today).days >= earliest)
        and (latest is None or (day - today).days <= latest)
    ]
    one_way = (latest is not None and latest <= 0) or (earliest is not None and earliest >= 0)
    if not fitting or (not one_way and (mention.day is None or mention.day in fitting)):
        return mention.day
    if latest is not None and latest <= 0:
        return max(fitting)
    if earliest is not None and earliest >= 0:
        return min(fitting)
    return min(fitting, key=lambda day: abs(day - today))


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _existing(days: Iterable[date | None]) -> tuple[date, ...]:
    return tuple(day for day in days if day is not None)
