"""ASH126: a branch of a text that no borrower can ever read, with the reason."""

from collections.abc import Iterator
from typing import Final

from bot.library.lint.check import Book, Check
from bot.library.problems import Problem
from bot.library.ways.reasons import reason

_THIS: Final = {"zh": "这一支永远不会显示", "en": "This branch is never shown"}
_REST: Final = {"zh": "后面的分支永远不会显示", "en": "What follows this branch is never shown"}


def _find(book: Book) -> Iterator[Problem]:
    slots = book.manuscript.library.slots
    for source, telling in book.tellings:
        for branch in telling.branches:
            verdict = branch.verdict
            if not verdict.settled or (verdict.holds and not branch.follows):
                continue
            which = _REST if verdict.holds else _THIS
            why = reason(verdict, slots)
            yield source.finding(branch.offset, "ASH126", which=which, reason=why)


CHECK: Final = Check(("ASH126",), _find)
