"""ASH122: a text that says a fact which was, on some way there, neither asked nor set."""

from collections.abc import Iterator
from typing import Final

from bot.library.lint.check import Book, Check
from bot.library.problems import Problem
from bot.library.uses import Code


def _find(book: Book) -> Iterator[Problem]:
    for source, telling in book.tellings:
        code = Code(source.text, whole=False)
        for name, line in telling.unasked.items():
            place = code.place(line, name)
            yield source.finding(place, "ASH122", severity="warning", name=name)


CHECK: Final = Check(("ASH122",), _find)
