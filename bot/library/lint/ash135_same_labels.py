"""ASH135: two options of one question that a borrower cannot tell apart; ASH136: one that stands twice."""

from collections.abc import Iterator
from typing import Final

from bot.flow.normalise import squeeze
from bot.library.lint.check import Book, Check, finding_at_key
from bot.library.problems import Problem
from bot.library.texts import TextSource

_GROUPS: Final = ("options", "marks")


def _find(book: Book) -> Iterator[Problem]:
    seen: dict[tuple[str, ...], TextSource] = {}
    for source in book.sources:
        parts = source.key.split(".")
        if not source.label or len(parts) < len(_GROUPS) or parts[-2] not in _GROUPS:
            continue
        key = (source.language, source.source, *parts[:-1], squeeze(source.text))
        first = seen.setdefault(key, source)
        if first is not source:
            other = first.key.rpartition(".")[2]
            yield source.finding(0, "ASH135", name=parts[-1], other=other)
    yield from _twice(book)


def _twice(book: Book) -> Iterator[Problem]:
    for file, _, step in book.steps():
        for group in _GROUPS:
            names = getattr(step, group, ())
            for number, name in enumerate(names if isinstance(names, tuple) else ()):
                if name in names[:number]:
                    keys = (*file.place(step), group, number)
                    yield finding_at_key(file, keys, "ASH136", name=name)


CHECK: Final = Check(("ASH135", "ASH136"), _find)
