"""ASH128: a label that is cut on a narrow phone, where a button takes a whole row."""

from collections.abc import Iterator
from typing import Final

from bot.flow.lengths import LABEL_COLUMNS, columns
from bot.library.lint.check import Book, Check
from bot.library.problems import Problem

_OF_PICTURES: Final = ".labels."  # names in a picture stand on no button


def _find(book: Book) -> Iterator[Problem]:
    for source in book.sources:
        if not source.label or _OF_PICTURES in source.key:
            continue
        size = columns(source.text.strip())
        if size > LABEL_COLUMNS:
            limit = str(LABEL_COLUMNS)
            yield source.finding(0, "ASH128", severity="warning", size=str(size), limit=limit)


CHECK: Final = Check(("ASH128",), _find)
