"""ASH102: a figure of the law that does not say where it stands, or that nobody has read there."""

from collections.abc import Iterator
from typing import Any, Final

from bot.library.lint.check import Book, Check
from bot.library.problems import Problem
from bot.library.yaml_reader import Keys

# What may have been read. Not: memory, a draft alone, nothing found, a low degree of certainty.
BASES: Final = frozenset(
    ("statute_text", "official_page", "secondary", "news", "computed", "provisional", "inference")
)


def _find(book: Book) -> Iterator[Problem]:
    for _, document in book.manuscript.under("content/law"):
        for keys, value in _sourced(document.data, ()):
            missing = _missing(value)
            if missing:
                place = document.key_place(keys)
                yield document.problem(place, "ASH102", name=str(keys[0]), missing=missing)


def _sourced(data: Any, keys: Keys) -> Iterator[tuple[Keys, dict[str, Any]]]:
    """Everything in a file that rests on a source: values of figures, and the holidays of a year."""
    if isinstance(data, dict) and "basis" in data:
        yield keys, data
    elif isinstance(data, dict | list):
        inside = data.items() if isinstance(data, dict) else enumerate(data)
        for key, value in inside:
            yield from _sourced(value, (*keys, key))


def _missing(value: dict[str, Any]) -> str:
    """The first key without which the value must not be used; empty where it is sourced."""
    if not (value.get("article") or value.get("issuer")):
        return "article / issuer"
    needed = (key for key in ("source", "checked") if not value.get(key))
    unread = value.get("basis") not in BASES
    return next(needed, f"basis ({value.get('basis')})" if unread else "")


CHECK: Final = Check(("ASH102",), _find, blocks=True)
