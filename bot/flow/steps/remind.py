"""`remind`: a message at a date, if the borrower wants it."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from bot.flow.model import STRICT
from bot.flow.stops import Stop
from bot.flow.walk import Walk


@dataclass(frozen=True, kw_only=True)
class Remind:
    """Offer a reminder; `at` is an expression that gives a date."""

    __pydantic_config__: ClassVar = STRICT
    asks: ClassVar[bool] = False

    remind: str
    at: str
    if_: str | None = None

    def walk(self, walk: Walk) -> Stop | None:
        """Wait for yes or no; on yes set the reminder."""
        day = walk.evaluate(self.at)
        if not isinstance(day, date):
            return None  # the date hangs on something the borrower does not know
        return walk.offer("remind", self.remind, day)
