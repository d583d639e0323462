"""ASH105: a question for a number of identity or of a card, a password, or a code out of a message."""

from collections.abc import Iterator
from typing import Final

from bot.library.lint.check import Book, Check
from bot.library.problems import Problem
from bot.library.texts import TextSource

_ASKING: Final = ("ask", "sure", "must", "example")


def _find(book: Book) -> Iterator[Problem]:
    for source in filter(_asks, book.sources):
        for shunned in book.manuscript.never.secrets.get(source.language, ()):
            for at in shunned.find(source.prose):
                words = source.text[at : at + len(shunned.say)]
                yield source.finding(at, "ASH105", said=words)


def _asks(source: TextSource) -> bool:
    """Whether the text is part of a question of a flow."""
    return source.key.rpartition(".")[2] in _ASKING and source.source not in ("common", "topics")


CHECK: Final = Check(("ASH105",), _find, blocks=True)
