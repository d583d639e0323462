"""A length of time, in days."""

import re
from dataclasses import dataclass
from typing import ClassVar, Final, Literal

from bot.flow.model import STRICT, Reading, Rejection
from bot.flow.numerals import UNREADABLE, bare_number, read
from bot.flow.rejections import reject
from bot.flow.spans import DAYS_A_MONTH, find_spans
from bot.flow.values import Value

_LONGEST_DAYS: Final = 36500
_WEEKS: Final = re.compile(r"(?<=[0-9]) ?w(?:ks?)?(?![a-z0-9])", re.IGNORECASE)
_OVERDUE: Final = re.compile("逾期|overdue|past due")
_NEGATIVE: Final = re.compile(r"^(?:负|minus|[-−–]) ?[0-9]")


@dataclass(frozen=True)
class Duration:
    """Days, at most `max_days`: a week is 7, a month 30, half a year 180, a year 365.

    `bare` is the unit of a number without one.
    """

    kind: ClassVar[str] = "duration"
    __pydantic_config__: ClassVar = STRICT

    max_days: int | None = None
    bare: Literal["days", "months"] = "days"

    def parse(self, text: str, _: Reading, /) -> Value | Rejection:
        """The one length of time in the text: 逾期三个月, 一年半, 90 days, 1年2个月."""
        even = read(_WEEKS.sub("周", text[:_LONGEST_DAYS]))
        lengths = {placed.span.in_days for placed in find_spans(even, loose=True)}
        if not lengths and (number := bare_number(_OVERDUE.sub("", even))) is not None:
            days = number * (DAYS_A_MONTH if self.bare == "months" else 1)
            lengths = (
                {min(int(days), _LONGEST_DAYS + 1)} if days == days.to_integral_value() else set()
            )
        if UNREADABLE in even or _NEGATIVE.match(even):
            lengths = set()
        if len(lengths) != 1:
            return reject("several_values" if lengths else "not_duration", text)
        longest = _LONGEST_DAYS if self.max_days is None else min(self.max_days, _LONGEST_DAYS)
        length = lengths.pop()
        return reject("too_big", text, limit=longest) if length > longest else length
