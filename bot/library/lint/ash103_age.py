"""ASH103: words, figures and telephone numbers whose day of review has passed; ASH137: one yet to come.

ASH103 is a warning at first; an error once half the time between two reviews has passed again. It never keeps
a library from being used: a bot that was sound yesterday must start today, so only `ashore check` asks.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from bot.library.lint.check import Book, Check
from bot.library.problems import Problem
from bot.library.yaml_reader import Document, Keys

_YEAR: Final = 365
_ELSEWHERE: Final = timedelta(days=1)  # it may be tomorrow already where it was reviewed
_CARD_DAYS: Final = 180  # where a card does not say: the default of `CardEntry.review_every`
_DATES: Final = ("reviewed", "checked")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")  # an option may be called `reviewed` too


def _find(book: Book) -> Iterator[Problem]:
    for path, document in book.manuscript.under("content"):
        if path.endswith("/common.yaml"):  # `checked` is a word there
            continue
        days = _YEAR
        if "/topics/" in path:
            days = int(document.data.get("review_every", _CARD_DAYS))
        for keys, day in _days(document.data, ()):
            reviewed = date.fromisoformat(day)
            found = _aged(document, keys, reviewed, days=days, today=book.today)
            if found is not None:
                yield found
            elif reviewed > book.today + _ELSEWHERE:
                place = document.value_place(keys)
                yield document.problem(place, "ASH137", today=book.today.isoformat())


def _days(data: Any, keys: Keys) -> Iterator[tuple[Keys, str]]:
    """Every day of review or checking in a file, with the keys that lead to it."""
    inside = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data if isinstance(data, list) else ())
    )
    for key, value in inside:
        if key in _DATES and isinstance(value, str) and _DAY.fullmatch(value):
            yield (*keys, key), value
        else:
            yield from _days(value, (*keys, key))


def _aged(
    document: Document, keys: Keys, reviewed: date, *, days: int, today: date
) -> Problem | None:
    due = reviewed + timedelta(days=days)
    if today <= due:
        return None
    found = document.problem(document.value_place(keys), "ASH103", due=due.isoformat())
    late = today > due + timedelta(days=days // 2)
    return replace(found, severity="error" if late else "warning")


CHECK: Final = Check(("ASH103", "ASH137"), _find)
