"""ASH112, ASH113: half-width marks among Chinese characters, 您, and exclamation marks."""

import re
from collections.abc import Iterator
from typing import Final

from bot.library.lint.check import Book, Check
from bot.library.problems import Problem

_HALF: Final = re.compile(
    r"(?<=[\u4e00-\u9fff])[,;:!?()](?=[\u4e00-\u9fff\s“]|$)|(?<=[\u4e00-\u9fff])\.(?=[\u4e00-\u9fff])"
)
_FORMAL: Final = re.compile(r"您|！")


def _find(book: Book) -> Iterator[Problem]:
    for source in book.sources:
        if not source.language.startswith("zh"):
            continue
        said = source.own_words  # what is quoted may show how a file is written
        for found in _HALF.finditer(said):
            yield source.finding(found.start(), "ASH112", said=found[0])
        for found in _FORMAL.finditer(said):
            yield source.finding(found.start(), "ASH113", said=found[0])


CHECK: Final = Check(("ASH112", "ASH113"), _find)
