"""A day of the calendar."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import ClassVar, Final

from bot.flow.days import find_days
from bot.flow.mentions import chosen
from bot.flow.model import STRICT, Reading, Rejection
from bot.flow.numerals import read
from bot.flow.rejections import reject
from bot.flow.spans import Span, shifted
from bot.flow.values import Value

_FIRST: Final = dt.date(1900, 1, 1)
_LAST: Final = dt.date(2200, 1, 1)
_CLAUSE: Final = re.compile(r"[,，;；。、\n]|(?<=[一-龥])\s+(?=[0-9])")
_HEARING: Final = re.compile(
    r"开庭(?!传票|通知)|庭审|出庭|(?<![a-z])(?:hearing|trial)(?![a-z])", re.IGNORECASE
)


@dataclass(frozen=True)
class Date:
    """A day from `earliest` to `latest`, both counted in days from today.

    What is left open is understood from today: 3月5号 is the latest one where only the past is asked
    for (`latest` ≤ 0), the next where only the future is (`earliest` ≥ 0), or else the nearest. A
    month alone means its first day, which is the cautious one for a period that runs; 上个月 and 上周
    mean the same day a month or a week ago. Weeks begin on Monday: 上周五, last Friday, is last week's.
    Where only the past is asked for, the day of a hearing beside another day is not the one meant.
    """

    kind: ClassVar[str] = "date"
    __pydantic_config__: ClassVar = STRICT

    earliest: int | None = None
    latest: int | None = None

    def parse(self, text: str, reading: Reading, /) -> Value | Rejection:
        """The one day in the text."""
        today = reading.today
        days = self._days(text, today)
        if len(days) > 1 and self.latest is not None and self.latest <= 0:
            clauses = _CLAUSE.split(text)
            days = (
                self._days("，".join(c for c in clauses if not _HEARING.search(c)), today) or days
            )
        if len(days) != 1:
            return reject("several_values" if days else "not_date", text)
        day = days.pop()
        if day is None:
            return reject("no_such_day", text)
        first, last = _bound(self.earliest, today) or _FIRST, _bound(self.latest, today) or _LAST
        if day < first:
            return reject("too_early", text, limit=first)
        return reject("too_late", text, limit=last) if day > last else day

    def _days(self, text: str, today: dt.date) -> set[dt.date | None]:
        return {
            chosen(mention, today, earliest=self.earliest, latest=self.latest)
            for mention in find_days(read(text), today)
        }


def _bound(days: int | None, today: dt.date) -> dt.date | None:
    return None if days is None else shifted(today, Span(days=days))
