"""ASH104: a promise that nobody can keep, in the bot's own voice. Which words: content/safety/never.yaml."""

from collections.abc import Iterator
from typing import Final

from bot.library.lint.check import Book, Check
from bot.library.lint.shunned import find_shunned
from bot.library.problems import Problem


def _find(book: Book) -> Iterator[Problem]:
    for source, at, words in find_shunned(book.sources, book.manuscript.never.promises):
        yield source.finding(at, "ASH104", said=words)


CHECK: Final = Check(("ASH104",), _find, blocks=True)
