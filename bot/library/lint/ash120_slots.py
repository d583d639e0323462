"""ASH120: a slot that no flow asks for."""

from collections.abc import Iterator
from typing import Final

from bot.library.lint.check import Book, Check
from bot.library.problems import Problem, as_warning

_SLOTS: Final = "flows/slots.yaml"


def _find(book: Book) -> Iterator[Problem]:
    document = book.manuscript.documents.get(_SLOTS)
    asked = {getattr(step, verb, "") for _, verb, step in book.steps() if verb != "review"}
    for name in book.manuscript.library.slots:
        if document is not None and name not in asked:
            place = document.key_place((name,))
            yield as_warning(document.problem(place, "ASH120", name=name))


CHECK: Final = Check(("ASH120",), _find)
