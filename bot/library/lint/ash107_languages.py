"""ASH107: an entry that one language has and another has not."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.library.lint.check import Book, Check
from bot.library.problems import Problem
from bot.library.yaml_reader import Document, Keys

# How people ask, and what is said of the file itself, is each language's own.
_OWN: Final = frozenset(("phrases", "move_words", "review_status", "jargon", "also", "reviewed"))
_SAME: Final = frozenset(("copy", "related"))  # lists that must hold the same


def _find(book: Book) -> Iterator[Problem]:
    languages = book.manuscript.library.languages
    files = {language: dict(_files(book, language)) for language in languages}
    for language in languages:
        for other in languages:
            for name in files[language].keys() & files[other].keys():
                yield from _lacking(files[language][name], files[other][name], other)


def _files(book: Book, language: str) -> Iterator[tuple[str, Document]]:
    """A language's files, by their path below its folder."""
    start = f"content/{language}"
    return ((name.removeprefix(start), held) for name, held in book.manuscript.under(start))


def _lacking(document: Document, other: Document, language: str) -> Iterator[Problem]:
    """What stands in the other language's file alone."""
    own = set(_entries(document.data, ()))
    for keys in _entries(other.data, ()):
        if keys not in own:
            shown = ".".join(map(str, keys))
            place = document.key_place(keys)
            yield document.problem(place, "ASH107", key=shown, language=language)


def _entries(data: Mapping[str, Any], keys: Keys) -> Iterator[Keys]:
    """The keys of every text; a text with numbers to copy is a text."""
    for key, value in data.items():
        here = (*keys, key)
        if key in _OWN:
            continue
        if key in _SAME and isinstance(value, list):
            yield from ((*here, item) for item in value)
        elif isinstance(value, dict) and value.keys() - {"text", "copy"}:
            yield from _entries(value, here)
        elif isinstance(value, dict):
            yield here
            yield from ((*here, "copy", item) for item in value.get("copy", ()))
        else:
            yield here


CHECK: Final = Check(("ASH107",), _find, blocks=True)
