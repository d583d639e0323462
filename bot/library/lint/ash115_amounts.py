"""ASH115: an amount that is shortened, such as 2.4万 for 24,000; borrowers may type it, we do not."""

import re
from collections.abc import Iterator
from typing import Final

from bot.library.lint.check import Book, Check
from bot.library.problems import Problem

_SHORT: Final = re.compile(r"\d[\d.,]*\s?[万千亿]|[¥￥]\s?\d[\d.,]*[kKmMwW]\b|\b\d[\d.,]*[kK]\b")
_TYPED: Final = ("rejections.", "refusals.")


def _find(book: Book) -> Iterator[Problem]:
    for source in book.sources:
        shows_typing = source.source == "common" and source.key.startswith(_TYPED)
        if shows_typing or source.key.endswith(".example"):
            continue
        for found in _SHORT.finditer(source.own_words):
            yield source.finding(found.start(), "ASH115", said=found[0])


CHECK: Final = Check(("ASH115",), _find)
