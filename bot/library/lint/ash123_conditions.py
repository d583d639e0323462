"""ASH123: a condition of a flow that always holds, or never does, with the reason."""

from collections.abc import Iterator
from typing import Final

from bot.library.lint.check import Book, Check, finding_at
from bot.library.problems import Problem
from bot.library.ways.reasons import reason

_CONDITIONS: Final = ("if", "must", "sure")
_ALWAYS: Final = {"zh": "永远成立", "en": "always holds"}
_NEVER: Final = {"zh": "永远不成立", "en": "never holds"}


def _find(book: Book) -> Iterator[Problem]:
    slots = book.manuscript.library.slots
    for file, _, step in book.steps():
        for name in _CONDITIONS:
            verdict = book.ways.verdicts.get((id(step), name))
            if verdict is None or not verdict.settled:
                continue
            yield finding_at(
                file,
                (*file.place(step), name),
                "ASH123",
                severity="warning" if verdict.holds or name == "sure" else "error",
                condition=str(getattr(step, f"{name}_" if name == "if" else name)),
                way=_ALWAYS if verdict.holds else _NEVER,
                reason=reason(verdict, slots),
            )


CHECK: Final = Check(("ASH123",), _find)
