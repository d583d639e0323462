"""The project's own figures and calendar, read once for the tests of dates."""

from datetime import date
from typing import Final

from bot.core.deadlines import Deadline, find_deadline
from tests.shipped import shipped_library

_LIBRARY: Final = shipped_library()
FIGURES: Final = _LIBRARY.figures
CALENDAR: Final = _LIBRARY.calendar
TODAY: Final = date(2026, 11, 25)


def day(text: str) -> date:
    """2026-11-25 as a day."""
    return date.fromisoformat(text)


def deadline(kind: str, received: str | date, *, today: str | date = TODAY) -> Deadline:
    """A deadline by the project's own law."""
    return find_deadline(
        kind,
        day(received) if isinstance(received, str) else received,
        today=day(today) if isinstance(today, str) else today,
        figures=FIGURES,
        calendar=CALENDAR,
    )
