"""ASH133: a figure, rule or help line that one language gives and another does not."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot.library.lint.check import Book, Check
from bot.library.problems import Problem
from bot.library.texts import TextSource


def _find(book: Book) -> Iterator[Problem]:
    library = book.manuscript.library
    primary, *others = library.languages
    by_name = {(one.language, one.source, one.key): one for one in book.sources}
    for (source, key), template in library.texts[primary].items():
        for language in others:
            translated = library.texts[language].get((source, key))
            here, there = by_name[primary, source, key], by_name.get((language, source, key))
            if translated is not None and there is not None:
                ours, theirs = template.uses.given, translated.uses.given
                yield from _lost(there, here, ours - theirs)
                yield from _lost(here, there, theirs - ours)


def _lost(source: TextSource, other: TextSource, names: frozenset[str]) -> Iterator[Problem]:
    document = other.checker.document
    of = f"{document.shown}:{document.key_place(other.keys)[0]}"
    for name in sorted(names):
        found = source.finding(0, "ASH133", name=name, of=of)
        yield replace(found, severity="warning")


CHECK: Final = Check(("ASH133",), _find)
