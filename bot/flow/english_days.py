"""Days as English writes them."""

import re
from datetime import date
from typing import Final

from bot.flow.mentions import (
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

_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ON: Final = {"last": -1, "this": 0, "next": 1}
_DAYS_ON: Final = {
    "day before yesterday": -2, "day after tomorrow": 2, "yesterday": -1, "last night": -1,
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0,
    "tomorrow": 1, "tmrw": 1, "tomorow": 1,
}  # fmt: skip

_MONTH: Final = (
    r"(?<![a-z])(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_WEEKDAY: Final = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    r"(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)",
)
_DAY: Final = r"(?P<day>[0-9]{1,2})(?![0-9.])(?:st|nd|rd|th)?(?![a-z])"
_YEAR: Final = (
    r"(?:,? ?(?:of )?(?P<year>'?[0-9]{2}(?![0-9:])|[0-9]{4}(?![0-9])|(?:last|this|next) year))"
)


def _month(found: re.Match[str]) -> int:
    return _MONTHS.index(found["month"][:3]) + 1


def _dated(found: re.Match[str], today: date) -> Mention:
    return _in_year(found["year"], _month(found), int(found["day"]), today)


def _in_year(written: str | None, month: int, day: int, today: date) -> Mention:
    if not written:
        return in_some_year(month, day, today)
    figures = written.removeprefix("'")
    if not figures.isdigit():
        return on(today.year + _ON[written.split()[0]], month, day)
    return on(full_year(figures, today), month, day)


def _month_alone(found: re.Match[str], today: date) -> Mention:
    """The first of the month: the one before this month for `last`, the one to come for `next`."""
    month = _month(found)
    match found["on"]:
        case "last":
            return on(today.year - (month >= today.month), month, 1)
        case "next":
            return on(today.year + (month <= today.month), month, 1)
        case "this":
            return on(today.year, month, 1)
        case "end of":
            first = _in_year(found["year"], month, 1, today).day if found["year"] else today
            day = month_end((first or today).year, month)
            return _in_year(found["year"], month, day, today)
        case "mid":
            return _in_year(found["year"], month, 15, today)
        case _:
            return _in_year(found["year"], month, 1, today)


def _other_month(found: re.Match[str], today: date) -> Mention:
    day = found["day"] or found["then_day"]
    months_on = _ON[found["on"]]
    return in_month(months_on, int(day), today) if day else away(Span(months=months_on), today)


def _end_of_month(found: re.Match[str], today: date) -> Mention:
    months_on = _ON.get(found["on"], 0)
    first = in_month(months_on, 1, today).day or today
    last = month_end(first.year, first.month)
    return in_month(months_on, last if found["part"] == "end" else 1, today)


def _weekday(found: re.Match[str], today: date) -> Mention:
    weekday = _WEEKDAYS.index(found["weekday"][:3])
    on_ = _ON.get(found["on"] or "")
    return in_some_week(weekday, today) if on_ is None else in_week(on_, weekday, today)


PATTERNS: Final[tuple[DayPattern, ...]] = tuple(
    (re.compile(pattern), handler)
    for pattern, handler in (
        (
            rf"(?<![a-z])(?P<on>{'|'.join(_DAYS_ON)})(?![a-z])",
            lambda found, today: away(Span(days=_DAYS_ON[found["on"]]), today),
        ),
        (rf"(?<![0-9.])(?:the )?{_DAY},?(?: of)? ?{_MONTH}{_YEAR}?", _dated),
        (rf"{_MONTH} ?(?:the )?{_DAY}{_YEAR}?", _dated),
        (
            rf"(?:(?P<on>end of|mid|last|this|next|in|since|early|of|from)[ -])?{_MONTH}{_YEAR}",
            _month_alone,
        ),
        (
            rf"(?<![a-z])(?P<on>end of|mid|last|this|next|in|since|early|of|from)[ -]{_MONTH}(?P<year>)",
            _month_alone,
        ),
        (rf"^(?P<on>){_MONTH}(?P<year>)$", _month_alone),
        (
            r"(?<![a-z])(?P<part>end|beginning|start) of (?P<on>last|this|next|the) month",
            _end_of_month,
        ),
        (
            (
                rf"(?:(?:the )?{_DAY} (?:of )?)?(?<![a-z])(?P<on>last|this|next) month(?:,? (?:on )?the "
                r"(?P<then_day>[0-9]{1,2})(?:st|nd|rd|th)?)?"
            ),
            _other_month,
        ),
        (
            r"(?<![0-9.])(?P<day>[0-9]{1,2})(?:st|nd|rd|th)(?![a-z])",
            lambda found, today: in_some_month(int(found["day"]), today),
        ),
        (
            rf"(?:(?<![a-z])(?P<on>last|this|next) )?(?<![a-z])(?P<weekday>{_WEEKDAY[0]})(?![a-z])",
            _weekday,
        ),
        (rf"(?<![a-z])(?P<on>last|this|next|on) (?P<weekday>{_WEEKDAY[1]})(?![a-z])", _weekday),
        (
            r"(?<![a-z])(?P<on>last|next) week(?![a-z])",
            lambda found, today: away(Span(days=7 * _ON[found["on"]]), today),
        ),
    )
)
