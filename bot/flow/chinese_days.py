"""Days as Chinese writes them, and dates in figures."""

import re
from datetime import date
from typing import Final

from bot.flow.mentions import (
    DECEMBER,
    DayPattern,
    Mention,
    away,
    full_year,
    in_month,
    in_some_month,
    in_some_week,
    in_some_year,
    in_week,
    month_end,
    on,
)
from bot.flow.spans import Span

_YEARS_ON: Final = {
    "大前年": -3,
    "前年": -2,
    "去年": -1,
    "今年": 0,
    "本年": 0,
    "明年": 1,
    "后年": 2,
}
_ON: Final = {"上上": -2, "上": -1, "这": 0, "本": 0, "当": 0, "下": 1, "下下": 2}
_DAYS_ON: Final = {
    "大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3,
}  # fmt: skip
_WEEKDAY: Final = {"1": 0, "2": 1, "3": 2, "4": 3, "5": 4, "6": 5, "日": 6, "天": 6}

_YEAR_WORD: Final = "|".join(_YEARS_ON)
_ON_WORD: Final = "上上|上|这|本|当|下下|下"
_WEEK: Final = "(?:周|星期|礼拜)"
_DAY: Final = r"(?:(?P<day>[0-9]{1,2})(?![0-9天.]) ?[日号]?|(?P<part>初|底|末|中旬?))"


def _year(written: str, today: date) -> int:
    if written in _YEARS_ON:
        return today.year + _YEARS_ON[written]
    return full_year(written, today)


def _day(found: re.Match[str], year: int, month: int) -> int:
    """The day written, or that of 初, 中 or 底, or the first where the month alone is named."""
    if found["day"]:
        return int(found["day"])
    part = found["part"] or "初"
    return {"初": 1, "中": 15}.get(part[0]) or month_end(year, month)


def _in_year(found: re.Match[str], today: date) -> Mention:
    year, month = _year(found["year"], today), int(found["month"])
    return on(year, month, _day(found, year, month))


def _in_no_year(found: re.Match[str], today: date) -> Mention:
    month = int(found["month"])
    return in_some_year(month, _day(found, today.year, month), today)


def _in_other_month(found: re.Match[str], today: date) -> Mention:
    months_on = _ON[found["on"]]
    if not found["day"] and not found["part"]:
        return away(Span(months=months_on), today)
    first = in_month(months_on, 1, today).day or today
    return in_month(months_on, _day(found, first.year, first.month), today)


def _end_of_year(found: re.Match[str], today: date) -> Mention:
    year = _year(found["year"] or "今年", today)
    return on(year, 1, 1) if found["part"] == "初" else on(year, 12, 31)


def _weekday(found: re.Match[str], today: date) -> Mention:
    weekday = _WEEKDAY[found["weekday"]]
    return (
        in_week(_ON[found["on"]], weekday, today) if found["on"] else in_some_week(weekday, today)
    )


def _figures(found: re.Match[str], today: date) -> Mention:
    month, day = int(found["month"]), int(found["day"])
    return in_some_year(day, month, today) if month > DECEMBER else in_some_year(month, day, today)


def _this_month(found: re.Match[str], today: date) -> Mention:
    first = found["part"] == "初"
    return on(today.year, today.month, 1 if first else month_end(today.year, today.month))


PATTERNS: Final[tuple[DayPattern, ...]] = tuple(
    (re.compile(pattern), handler)
    for pattern, handler in (
        (
            (
                r"(?<![0-9])(?P<year>[0-9]{4}) ?[-/.年] ?(?P<month>[0-9]{1,2}) ?[-/.月] ?"
                r"(?P<day>[0-9]{1,2})(?![0-9]) ?[日号]?"
            ),
            _in_year,
        ),
        (
            r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})(?![0-9])",
            _in_year,
        ),
        (
            (
                rf"(?P<year>(?<![0-9])(?:[0-9]{{4}}|[0-9]{{2}})(?=年)|{_YEAR_WORD})年?的? ?"
                rf"(?P<month>[0-9]{{1,2}}) ?月份?的? ?{_DAY}?"
            ),
            _in_year,
        ),
        (
            r"(?<![0-9.])(?P<year>(?:19|20)[0-9]{2})[-/.](?P<month>0?[1-9]|1[0-2])(?![0-9.])(?P<day>)(?P<part>)",
            _in_year,
        ),
        (
            r"(?<![0-9])(?P<day>1[3-9]|2[0-9]|3[01])([-/.])(?P<month>[0-9]{1,2})\2(?P<year>[0-9]{4})(?![0-9])",
            _in_year,
        ),
        (
            r"(?<![0-9])(?P<month>[0-9]{1,2})([-/.])(?P<day>1[3-9]|2[0-9]|3[01])\2(?P<year>[0-9]{4})(?![0-9])",
            _in_year,
        ),
        (
            r"(?<![0-9])(?P<month>[0-9]{1,2})([-/.])(?P<day>(?P=month))\2(?P<year>[0-9]{4})(?![0-9])",
            _in_year,
        ),
        (
            rf"(?:(?P<year>{_YEAR_WORD}|[0-9]{{4}}(?=年))年{{0,2}}|年)(?P<part>初|底|末)",
            _end_of_year,
        ),
        (rf"(?P<on>{_ON_WORD}) ?1? ?个?月份?的? ?{_DAY}?", _in_other_month),
        (
            rf"(?<![0-9.])(?P<month>[0-9]{{1,2}}) ?月(?!前|后|内|以)份?的? ?{_DAY}?",
            _in_no_year,
        ),
        (r"(?<![0-9上下个])月(?P<part>初|底|末)", _this_month),
        (
            r"(?<![0-9.月年-])(?P<day>[0-9]{1,2}) ?[号日](?![0-9前后内以])",
            lambda found, today: in_some_month(int(found["day"]), today),
        ),
        (
            r"(?P<on>大前|大后|前|昨|今|明|后)(?:天|日|晚|早)",
            lambda found, today: away(Span(days=_DAYS_ON[found["on"]]), today),
        ),
        (rf"(?P<on>{_ON_WORD})? ?1? ?个?{_WEEK}(?P<weekday>[1-6日天])(?![0-9个])", _weekday),
        (
            rf"(?P<on>上上|上|下下|下) ?1? ?个?{_WEEK}(?!末)",
            lambda found, today: away(Span(days=7 * _ON[found["on"]]), today),
        ),
        (r"^(?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})$", _figures),
    )
)
