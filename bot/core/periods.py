"""Days, months and years added to a day, as the law counts them."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias

PeriodUnit: TypeAlias = Literal["days", "months", "years"]

_MONTHS: Final = 12


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the month's last day where there is no such day.

    Raises ValueError or OverflowError beyond the years 1 to 9999.
    """
    years, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def add_years(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes the 28th where there is none.

    Raises ValueError or OverflowError beyond the years 1 to 9999.
    """
    return add_months(day, years * _MONTHS)


def last_counted_day(begin: date, length: int, unit: PeriodUnit) -> date:
    """The last day of a period that starts the day after `begin`.

    So 15 days from the 1st end on the 16th, and months and years end on the day of the same number.
    Source: 民事诉讼法第85条 and 民法典第201条、第202条; holidays are not looked at here.
    """
    match unit:
        case "days":
            return begin + timedelta(days=length)
        case "months":
            return add_months(begin, length)
        case "years":
            return add_years(begin, length)
