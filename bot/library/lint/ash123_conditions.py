"""ASH123: a condition of a flow that always holds, or never does, with the reason."""

from collections.abc import Iterator
from typing import Final

from bot.flow.model import Step
from bot.library.lint.check import Book, Check, finding_at
from bot.library.problems import Problem
from bot.library.ways.reasons import reason

_CONDITIONS: Final = ("if", "must", "sure", "to")  # in `to`, that between its own `if` and `else`
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
                condition=_condition(step, name),
                way=_ALWAYS if verdict.holds else _NEVER,
                reason=reason(verdict, slots),
            )


def _condition(step: Step, name: str) -> str:
    source = str(getattr(step, "if_" if name == "if" else name))
    return source.partition(" if ")[2].rpartition(" else ")[0] if name == "to" else source


CHECK: Final = Check(("ASH123",), _find)
