"""ASH116: an explanation of a hard word that is longer than a glance."""

from collections.abc import Iterator
from typing import Final

from bot.library.lint.check import Book, Check
from bot.library.problems import Problem
from bot.library.read_glossary import SOURCE

_MOST_CHARACTERS: Final = 40
_MOST_WORDS: Final = 25


def _find(book: Book) -> Iterator[Problem]:
    for source in book.sources:
        if source.source != SOURCE:
            continue
        chinese = source.language.startswith("zh")
        size = len(source.text.strip()) if chinese else len(source.text.split())
        limit = _MOST_CHARACTERS if chinese else _MOST_WORDS
        if size > limit:
            yield source.finding(0, "ASH116", size=str(size), limit=str(limit))


CHECK: Final = Check(("ASH116",), _find)
