"""ASH101: a telephone number that was typed into a text, where it should come from content/help."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot.library.lint.check import Book, Check
from bot.library.problems import Problem

_NUMBER: Final = re.compile(
    r"(?<![\d,.¥-])(?:(?<!到 )(?<!至 )(?<!to )(?<!and )1(?:10|19|20|22)|12\d{3}|9[56]\d{3,4}|400-?\d{3}-?\d{4}|0\d{2,3}-\d{7,8}"
    r"|1[3-9]\d{9}|\d{6,})(?![\d,]|\.\d|\s*(?:元|块|万|%|天|字|个|笔|期|days|yuan|characters))"
)
_DIGITS: Final = re.compile(r"\d{3}")  # a quick look spares most texts the slow one
_TYPED: Final = ("rejections.", "refusals.")


def _find(book: Book) -> Iterator[Problem]:
    lines = book.manuscript.library.help.items()
    known = {_bare(line.number): f"{{{{ help.{name}.number }}}}" for name, line in lines}
    for source in book.sources:
        shows_typing = source.source == "common" and source.key.startswith(_TYPED)
        if shows_typing or source.key.endswith(".example") or not _DIGITS.search(source.text):
            continue
        for found in _NUMBER.finditer(source.own_words):
            problem = source.finding(found.start(), "ASH101", said=found[0])
            yield replace(problem, near=known.get(_bare(found[0]), ""))


def _bare(number: str) -> str:
    return number.replace("-", "")


CHECK: Final = Check(("ASH101",), _find, blocks=True)
