"""ASH114: English that needs more than eight years of school (Flesch and Kincaid), from 30 words on."""

from collections.abc import Iterator
from typing import Final

from bot.flow.lengths import shown
from bot.library.lint.check import Book, Check
from bot.library.lint.reading import grade, words
from bot.library.problems import Problem

_HIGHEST: Final = 8
_FEWEST_WORDS: Final = 30


def _find(book: Book) -> Iterator[Problem]:
    reported: set[int] = set()
    for proof in book.proofs:
        source = proof.source
        if proof.profile != "usual" or source.language != "en" or id(source) in reported:
            continue
        text = shown(proof.html)
        if len(words(text)) >= _FEWEST_WORDS and grade(text) > _HIGHEST:
            reported.add(id(source))
            yield source.finding(0, "ASH114", size=f"{grade(text):.1f}", limit=str(_HIGHEST))


CHECK: Final = Check(("ASH114",), _find)
