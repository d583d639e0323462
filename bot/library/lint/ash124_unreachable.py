"""ASH124: a step that nobody comes to, because every way before it has ended or stays in a menu."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from bot.flow.model import Steps
from bot.library.lint.check import Book, Check, finding_at_key
from bot.library.problems import Problem
from bot.library.read_flows import FlowFile, branches


def _find(book: Book) -> Iterator[Problem]:
    for file in book.manuscript.flow_files.values():
        yield from _within(book, file, file.flow.steps)


def _within(book: Book, file: FlowFile, steps: Steps) -> Iterator[Problem]:
    entered = book.ways.entered
    for step, later in pairwise(steps):
        if id(step) in entered and id(later) not in entered:
            yield finding_at_key(file, file.place(later), "ASH124")
    for step in steps:
        for inside in branches(step):
            yield from _within(book, file, inside)


CHECK: Final = Check(("ASH124",), _find)
