"""ASH100: a number of the law that was typed into a text, where it should come from content/law."""

import re
from collections.abc import Iterator
from typing import Final

from bot.library.lint.check import Book, Check
from bot.library.problems import Problem
from bot.library.texts import TextSource

# Small counting in words ("两个月", "seven days") is how people talk of their own months; so are a
# single day or instalment, and "one". What only the law counts in is meant: years, long terms, rates,
# articles, fines.
_PATTERNS: Final = {
    "zh": re.compile(
        r"第\s*(?!一条)[\d零一二三四五六七八九十百千]+\s*条"
        r"|百分之[零一二三四五六七八九十百]+"
        r"|(?<![\d,.])(?!1\s*(?:年|个月|天|日|期|次)(?!\d))\d[\d,]*(?:\.\d+)?\s*"
        r"(?:年|个?月|天|日|个?工作日|个?小时|周|个?星期|%|％|倍|个百分点)"
        r"|[二两三四五六七八九十百]+年(?!级|代|前|来)"
        r"|[二三四五六七八九]?十[一二三四五六七八九]?(?:天|日|个工作日|个月|个小时)"
        r"|(?:罚|立案|起刑|追诉)[^。；\n]{0,12}?\d[\d,.]*\s*万?元|\d[\d,.]*\s*万?元[^。；\n]{0,12}?罚"
    ),
    "en": re.compile(
        r"\b(?:article|art\.|section)s? (?:\d+|[a-z]+ty(?:-[a-z]+)?)\b"
        r"|(?<![\d,.¥])(?!1[ -](?:year|month|day|time|hour))\d[\d,]*(?:\.\d+)?(?:[ -]*%|[ -](?:working )?"
        r"(?:years?|months?|days?|weeks?|hours?|per ?cent|percent|times)\b)"
        r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty)[ -]years?\b"
        r"|\b(?:ten|fifteen|twenty|thirty|sixty|ninety)[ -](?:working )?(?:days?|months?)\b"
        r"|\bfine[sd]? [^.;\n]{0,20}?(?:¥\s?\d[\d,.]*|\d[\d,.]* yuan)",
        re.IGNORECASE,
    ),
}  # fmt: skip
# What every one of them has: a quick look spares most texts the slow one.
_COUNTS: Final = re.compile(r"\d|第|百分之|[年十]|(?:ty|en)[ -]|(?i:article|section)|year")
# What shows how to type an answer, what the program says of what was typed, and borrowers' options.
_EXAMPLES: Final = ("example",)
_TYPED: Final = ("rejections.", "refusals.")


def _find(book: Book) -> Iterator[Problem]:
    for source in book.sources:
        pattern = _PATTERNS.get(source.language)
        if pattern is None or not _COUNTS.search(source.text) or _is_exempt(source):
            continue
        for found in pattern.finditer(source.own_words):
            yield source.finding(found.start(), "ASH100", said=found[0].strip())


def _is_exempt(source: TextSource) -> bool:
    parts = source.key.split(".")
    if source.label and len(parts) > 1 and parts[-2] in ("options", "labels", "marks"):
        return True
    return parts[-1] in _EXAMPLES or (source.source == "common" and source.key.startswith(_TYPED))


CHECK: Final = Check(("ASH100",), _find, blocks=True)
