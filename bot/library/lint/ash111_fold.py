"""ASH111: more Chinese before the fold than anybody reads: 300 characters, or 120 of a question or card.

The second is a warning: a long question may be needed now and then, a wall of text never is.
"""

from collections.abc import Iterator
from typing import Final

from bot.library.lint.check import Book, Check
from bot.library.lint.proofs import Proof
from bot.library.lint.reading import characters, open_part
from bot.library.problems import Problem

_MOST: Final = 300
_MOST_ASKED: Final = 120


def _find(book: Book) -> Iterator[Problem]:
    longest: dict[int, tuple[int, Proof]] = {}
    for proof in book.proofs:
        if proof.profile != "extreme" and proof.source.language.startswith("zh"):
            size = characters(open_part(proof.html))
            if size > longest.get(id(proof.source), (0, proof))[0]:
                longest[id(proof.source)] = size, proof
    for size, proof in longest.values():
        yield from _judge(proof, size)


def _judge(proof: Proof, size: int) -> Iterator[Problem]:
    source = proof.source
    short = source.source == "topics" or source.key.rpartition(".")[2] == "ask"
    if size > _MOST:
        yield source.finding(0, "ASH111", size=str(size), limit=str(_MOST))
    elif short and size > _MOST_ASKED:
        limit = str(_MOST_ASKED)
        yield source.finding(0, "ASH111", severity="warning", size=str(size), limit=limit)


CHECK: Final = Check(("ASH111",), _find)
