"""What a date leaves open is understood from today, whenever that is: leap years, short months, other centuries."""

from datetime import date

import pytest

from bot.flow.model import Reading
from bot.flow.slot_types.date import Date

PAST, FUTURE, EITHER = Date(latest=0), Date(earliest=0), Date()


@pytest.mark.parametrize(
    ("today", "asked", "text", "expected"),
    [
        # 1900 and 2100 have no 29 February: eight years are the longest without one.
        ((2104, 2, 28), PAST, "2月29日", (2096, 2, 29)),
        ((2096, 3, 1), FUTURE, "2月29日", (2104, 2, 29)),
        ((2028, 2, 29), PAST, "2月29日", (2028, 2, 29)),
        ((2028, 2, 29), FUTURE, "Feb 29", (2028, 2, 29)),
        # A month may lack the day, and then the one beside it too.
        ((2026, 3, 1), PAST, "31号", (2026, 1, 31)),
        ((2026, 3, 1), PAST, "30号", (2026, 1, 30)),
        ((2026, 1, 31), FUTURE, "30号", (2026, 3, 30)),
        ((2026, 2, 1), FUTURE, "31号", (2026, 3, 31)),
        ((2026, 1, 5), PAST, "20号", (2025, 12, 20)),
        ((2026, 12, 20), FUTURE, "5号", (2027, 1, 5)),
        # The end of a month that is another length elsewhere.
        ((2028, 3, 31), EITHER, "上月底", (2028, 2, 29)),
        ((2026, 3, 31), EITHER, "end of last month", (2026, 2, 28)),
        ((2026, 3, 31), EITHER, "上个月", (2026, 2, 28)),
        ((2026, 1, 31), EITHER, "下个月底", (2026, 2, 28)),
        ((2026, 12, 31), EITHER, "下个月1号", (2027, 1, 1)),
        ((2026, 1, 1), EITHER, "last month", (2025, 12, 1)),
        # The week runs over the year's end; Monday begins it, Sunday ends it.
        ((2027, 1, 3), EITHER, "周一", (2026, 12, 28)),
        ((2027, 1, 4), EITHER, "上周日", (2027, 1, 3)),
        ((2027, 1, 3), EITHER, "next Monday", (2027, 1, 4)),
        # Two figures of a year are at most twenty years ahead, in any century.
        ((2101, 5, 1), EITHER, "99年3月5日", (2099, 3, 5)),
        ((2085, 5, 1), EITHER, "5 March '05", (2005, 3, 5)),
        # Which one is nearest: a tie goes to the earlier, the past and the future as they are asked for.
        ((2026, 7, 1), EITHER, "1月1日", (2026, 1, 1)),
        ((2026, 7, 3), EITHER, "1月1日", (2027, 1, 1)),
        ((2026, 1, 1), PAST, "12月31日", (2025, 12, 31)),
        ((2026, 12, 31), FUTURE, "1月1日", (2027, 1, 1)),
        # `last` and `next` before a month, either side of this one.
        ((2026, 6, 15), EITHER, "last May", (2026, 5, 1)),
        ((2026, 6, 15), EITHER, "last June", (2025, 6, 1)),
        ((2026, 6, 15), EITHER, "next July", (2026, 7, 1)),
        ((2026, 6, 15), EITHER, "next June", (2027, 6, 1)),
    ],
    ids=str,
)
def test_a_mention_is_understood_from_today(
    today: tuple[int, int, int], asked: Date, text: str, expected: tuple[int, int, int]
) -> None:
    """The day that somebody who says it on that day means."""
    assert asked.parse(text, Reading(date(*today))) == date(*expected)
