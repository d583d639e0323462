"""ASH108, ASH109: what Telegram would refuse, or nobody could word, were the values at their longest."""

from collections.abc import Iterator
from typing import Final

from bot.flow.lengths import (
    CAPTION_UNITS,
    COPY_CHARACTERS,
    LABEL_CHARACTERS,
    TEXT_UNITS,
    shown,
    units,
)
from bot.library.lint.check import Book, Check
from bot.library.lint.proofs import Proof
from bot.library.problems import Problem
from bot.library.texts import markup_mistakes

_MOST_PARTS: Final = 3  # messages that a list may take
_CAPTIONS: Final = (
    "alt",
    "page_caption",
    "data_caption",
    "summary_caption",
    "summary_text_caption",
)


def _find(book: Book) -> Iterator[Problem]:
    yield from _labels(book)
    yield from _copied(book)
    reported: set[tuple[int, str]] = set()  # a text once for each code, whatever the profile
    for proof in book.proofs:
        for problem in _wrong(proof):
            if (id(proof.source), problem.code) not in reported:
                reported.add((id(proof.source), problem.code))
                yield problem


def _labels(book: Book) -> Iterator[Problem]:
    for source in book.sources:
        size = len(source.text.strip()) if source.label else 0
        if size > LABEL_CHARACTERS:
            limit = str(LABEL_CHARACTERS)
            yield source.finding(0, "ASH108", size=str(size), limit=limit, what="label")


def _copied(book: Book) -> Iterator[Problem]:
    for _, document in book.manuscript.under("content/help"):
        for name, entry in document.data.items():
            size = len(str(entry["number"]))
            if size > COPY_CHARACTERS:
                place = document.value_place((name, "number"))
                limit = str(COPY_CHARACTERS)
                yield document.problem(place, "ASH108", size=str(size), limit=limit, what="copy")


def _wrong(proof: Proof) -> Iterator[Problem]:
    source = proof.source
    if proof.failed:
        yield source.finding(0, "ASH109", reason=proof.failed.rstrip("."))
        return
    for _, code, tag in markup_mistakes(proof.html):
        yield source.finding(0, code, tag=tag)
    caption = source.key.rpartition(".")[2] in _CAPTIONS
    limit = CAPTION_UNITS if caption else TEXT_UNITS * (_MOST_PARTS if proof.lists else 1)
    size = units(shown(f"{proof.html}\n\n{proof.sources}" if proof.sources else proof.html))
    if size > limit:
        what = "caption" if caption else "text"
        yield source.finding(0, "ASH108", size=str(size), limit=str(limit), what=what)


CHECK: Final = Check(("ASH108", "ASH109"), _find)
