"""ASH110: Chinese whose sentences are long: more than 30 characters in the mean."""

from collections.abc import Iterator
from typing import Final

from bot.flow.lengths import shown
from bot.library.lint.check import Book, Check
from bot.library.lint.reading import characters, sentences
from bot.library.problems import Problem

_MOST: Final = 30
_FROM: Final = 60  # characters; a shorter text has no mean to speak of


def _find(book: Book) -> Iterator[Problem]:
    reported: set[int] = set()
    for proof in book.proofs:
        source = proof.source
        usual = proof.profile == "usual" and source.language.startswith("zh")
        if not usual or id(source) in reported:
            continue
        parts = sentences(shown(proof.html))
        size = sum(map(characters, parts))
        if size >= _FROM and size > _MOST * len(parts):
            reported.add(id(source))
            mean = f"{size / len(parts):.1f}"
            yield source.finding(0, "ASH110", size=mean, limit=str(_MOST))


CHECK: Final = Check(("ASH110",), _find)
