"""ASH102: a figure of the law that does not say where it stands, or that nobody has read there."""

from collections.abc import Iterator
from typing import Any, Final

from bot.library.lint.check import Book, Check
from bot.library.problems import Problem

# What may have been read. Not: memory, a draft alone, nothing found, a low degree of certainty.
BASES: Final = frozenset(
    ("statute_text", "official_page", "secondary", "news", "computed", "provisional", "inference")
)
_HOLIDAYS: Final = "content/law/holidays.yaml"


def _find(book: Book) -> Iterator[Problem]:
    for name, document in book.manuscript.under("content/law"):
        if name == _HOLIDAYS:
            continue
        for figure, entry in document.data.items():
            for number, value in enumerate(entry["values"]):
                missing = _missing(value)
                if missing:
                    place = document.key_place((figure, "values", number))
                    yield document.problem(place, "ASH102", name=figure, missing=missing)


def _missing(value: dict[str, Any]) -> str:
    """The first key without which the value must not be used; empty where it is sourced."""
    if not (value.get("article") or value.get("issuer")):
        return "article / issuer"
    needed = (key for key in ("source", "level", "checked") if not value.get(key))
    unread = value.get("basis") not in BASES
    return next(needed, f"basis ({value.get('basis')})" if unread else "")


CHECK: Final = Check(("ASH102",), _find, blocks=True)
