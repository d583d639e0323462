"""ASH100: a number of the law that was typed into a text, where it should come from content/law."""

import re
from collections.abc import Iterator
from typing import Final

from bot.library.lint.check import Book, Check
from bot.library.problems import Problem
from bot.library.texts import TextSource

# Small counting in words ("两个月", "seven days") is how people talk of their own months; so are a
# single day or instalment, and "one". What only the law counts in is meant: years, long terms, rates,
# articles, fines, sums in yuan. An example's money is written with its sign, ¥8,000; the line of "four
# times the LPR" is a name.
_NUMERALS: Final = "零一二两三四五六七八九十百千万亿"
_SPELT: Final = (
    "(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty"
    "|seventy|eighty|ninety|hundred|thousand|million)"
)
_SPACED: Final = r"(?<![\d,.])\d{1,3}(?: \d{3})+(?!\d| \d)"
# Each pattern begins with what any of its ways begins with: most places are left at once.
_PATTERNS: Final = {
    "zh": re.compile(
        rf"(?=[\d第百千立起追罚年月利息{_NUMERALS}])(?:"
        r"第\s*(?!一条)[\d零一二三四五六七八九十百千]+\s*条"
        r"|百分之[零一二三四五六七八九十百]+"
        r"|(?<![\d,.])(?!1\s*(?:年|个月|天|日|期|次)(?!\d))\d[\d,]*(?:\.\d+)?\s*"
        r"(?:年|个?月|天|日|个?工作日|个?小时|周|个?星期|%|％|倍|个百分点)"
        r"|[二两三四五六七八九十百]+年(?!级|代|前|来)"
        r"|[二三四五六七八九]?十[一二三四五六七八九]?(?:天|日|个工作日|个月|个小时)"
        rf"|[百千万]分之[{_NUMERALS}\d]+|(?<![\d,.])\d[\d,. ]{{0,20}}(?:元|块)|{_SPACED}"
        rf"|(?<![几数第{_NUMERALS}])(?!一元)[{_NUMERALS}]+(?:元|个百分点|[%％]|(?<=[十百千万亿])块|(?<=[十百千万亿].)块)"
        rf"|(?:[年月]息|[年月]?利[率息]?)[是为]?[{_NUMERALS}]+[分厘]|(?<![{_NUMERALS}])[{_NUMERALS}]+分利"
        r"|(?<!第)[二两三四五六七八九]成(?=[，。、；：）\s]|以[上下内]|的|多|左右|$)"
        r"|(?:罚|立案|起刑|追诉)[^。；\n]{0,12}?\d[\d,.]*\s*万?元|\d[\d,.]*\s*万?元[^。；\n]{0,12}?罚)"
    ),
    "en": re.compile(
        r"(?=\d|\b[acefhmnrst])(?:"
        r"\b(?:article|art\.|section)s? (?:\d+|[a-z]+ty(?:-[a-z]+)?)\b"
        r"|(?<![\d,.¥])(?!1[ -](?:year|month|day|time|hour))\d[\d,]*(?:\.\d+)?(?:[ -]*%|[ -](?:working )?"
        r"(?:years?|months?|days?|weeks?|hours?|per ?cent|percent|times)\b)"
        r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty)[ -]years?\b"
        r"|\b(?:ten|fifteen|twenty|thirty|sixty|ninety)[ -](?:working )?(?:days?|months?)\b"
        rf"|{_SPACED}(?: ?(?:yuan|RMB|CNY)\b)?"
        r"|(?<![\d,.¥])\d[\d,.]*(?: (?:thousand|million))?[ -]?(?:yuan|RMB|CNY)\b|\b(?:RMB|CNY) ?\d[\d,.]*"
        rf"|\b{_SPELT}(?:[ -](?:and |an? )?{_SPELT})*[ -](?:yuan|per ?cent|percent)\b"
        r"|\bfine[sd]? [^.;\n]{0,20}?(?:¥\s?\d[\d,.]*|\d[\d,.]* yuan))",
        re.IGNORECASE,
    ),
}  # fmt: skip
# What every one of them has: a quick look spares most texts the slow one.
_COUNTS: Final = re.compile(
    r"\d|第|分之|[年十元块分厘成％%]|个百分点|(?:ty|en)[ -]|(?i:article|section|yuan|rmb|cny|per ?cent)|year"
)
# As a Chinese keyboard has them, and the blanks that some put between thousands: character for character.
_HALF: Final = str.maketrans(
    "０１２３４５６７８９．％\u3000\u00a0\u2009\u202f", "0123456789.%\x20\x20\x20\x20"
)
_THOUSANDS: Final = re.compile(r"(?<=\d)[，＇’'](?=\d{3})")
# What shows how to type an answer, what the program says of what was typed, and borrowers' options.
_EXAMPLES: Final = ("example",)
_TYPED: Final = ("rejections.", "refusals.")


def _find(book: Book) -> Iterator[Problem]:
    for source in book.sources:
        pattern = _PATTERNS.get(source.language)
        if pattern is None or not _COUNTS.search(source.text) or _is_exempt(source):
            continue
        said = source.own_words
        for found in pattern.finditer(_THOUSANDS.sub(",", said.translate(_HALF))):
            written = said[found.start() : found.end()]
            yield source.finding(found.start(), "ASH100", said=written.strip())


def _is_exempt(source: TextSource) -> bool:
    parts = source.key.split(".")
    if source.label and len(parts) > 1 and parts[-2] in ("options", "labels", "marks"):
        return True
    return parts[-1] in _EXAMPLES or (source.source == "common" and source.key.startswith(_TYPED))


CHECK: Final = Check(("ASH100",), _find, blocks=True)
