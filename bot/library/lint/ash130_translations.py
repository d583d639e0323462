"""ASH130 to ASH132: a translation that the primary language has left behind, or that nobody has accepted.

Warnings: what a borrower reads is still true to what it was made from, and somebody should look.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot.library.folder import Folder
from bot.library.lint.check import Book, Check
from bot.library.problems import Problem
from bot.library.read_translated import read_translated
from bot.library.translations import compare

_CODES: Final = {"stale": "ASH130", "new": "ASH131"}


def _find(book: Book) -> Iterator[Problem]:
    primary, *others = book.manuscript.library.languages
    for language in others:
        yield from _found(book, primary, language)


def _found(book: Book, primary: str, language: str) -> Iterator[Problem]:
    folder = Folder(book.manuscript.folder)
    record = read_translated(folder, language)
    yield from folder.problems
    if folder.problems:
        return
    for pair in compare(book.manuscript.documents, (primary, language), record.hashes):
        if pair.state == "leftover" and record.document:
            place = record.document.key_place(pair.name)
            yield _warning(record.document.problem(place, "ASH132", key=pair.shown))
        elif pair.state in _CODES and pair.source and pair.translation:
            document, keys = pair.translation.document, pair.translation.keys
            place = document.text_place(keys, pair.translation.text, 0)
            code = _CODES[pair.state]
            yield _warning(document.problem(place, code, of=pair.source.place))


def _warning(problem: Problem) -> Problem:
    return replace(problem, severity="warning")


CHECK: Final = Check(("ASH130", "ASH131", "ASH132"), _find)
