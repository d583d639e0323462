"""Phrases looked for anywhere in a text, however it is spaced, marked, accented or cased.

Both are levelled first: without spaces, punctuation, emoji, case, accents and Traditional characters.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

from bot.flow.normalise import squeeze

LEAST: Final = 2  # characters; shorter text holds no phrase

# Letters with accents and tone marks, as in zìshā, stand for the letter below the mark; and three
# characters, which are Simplified too, stand for what is written in the south in their place.
_VARIANT: Final = re.compile("[\u00c0-\u024f\u1e00-\u1eff著妳甚]")
_ORDINARY: Final = {
    code: unicodedata.normalize("NFD", chr(code))[0]
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
} | {ord("著"): "着", ord("妳"): "你", ord("甚"): "什"}
GAP: Final = "…"
_ANYTHING: Final = ".{0,12}?"
# What stands right before a phrase and denies it: 不收定金, no deposit.
_NOT_DENIED: Final = "".join(
    f"(?<!{denial})"
    for denial in ("不", "没", "无", "不用", "不收", "无需", "不需", "不需要", "没有", "不要", "勿", "别",
                   "没把", "没有把", "没跟他说",
                   "未", "no", "never", "without", "not", "dont", "havent", "hasnt", "hadnt", "didnt",
                   "doesnt", "isnt", "wasnt", "cant", "wont")
)  # fmt: skip


def level(text: str) -> str:
    """The text as phrases are looked for in it."""
    squeezed = squeeze(text)
    return squeezed.translate(_ORDINARY) if _VARIANT.search(squeezed) else squeezed


def level_parts(phrases: Iterable[str]) -> tuple[str, ...]:
    """The phrases, levelled, with `…` kept between two parts of one.

    Raises ValueError for one that is too short: it would fire on nearly anything.
    """
    levelled = {}
    for phrase in phrases:
        parts = [part for part in map(level, phrase.split(GAP)) if part]
        if len("".join(parts)) < LEAST:
            raise ValueError(f"too short to look for: {phrase!r}")
        levelled[GAP.join(parts)] = phrase
    return tuple(sorted(levelled))


def any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Any of the levelled phrases, the longest at its place; shared beginnings are tried only once.

    `…` in one stands for a few characters.
    """
    ways = sorted(set(phrases))
    return re.compile(_branching(ways) if ways else r"(?!)")


def parts_of(phrase: str) -> list[str]:
    """What stands between the `…` of a phrase, levelled. Raises ValueError if it is too short."""
    parts = [level(part) for part in phrase.split(GAP)]
    if not all(parts) or len("".join(parts)) < LEAST:
        raise ValueError(f"too short to look for: {phrase!r}")
    return parts


def any_said(phrases: Iterable[str]) -> re.Pattern[str]:
    """Any of the phrases, unless denied right before it; `…` in one stands for a few characters.

    It is for a levelled text. Raises ValueError for a phrase that is too short.
    """
    ways, begins = [], set()
    for phrase in phrases:
        parts = parts_of(phrase)
        ways.append(_ANYTHING.join(map(re.escape, parts)))
        begins.add(parts[0][0])
    if not ways:
        return re.compile(r"(?!)")
    # Whether any can begin here is told at once; what denies it is then looked for at few places.
    begin = f"(?=[{re.escape(''.join(sorted(begins)))}])"
    return re.compile(begin + _NOT_DENIED + f"(?:{'|'.join(ways)})")


def _branching(phrases: Sequence[str], start: int = 0) -> str:
    """Any of the sorted phrases, from a character on up to which they are the same."""
    ends = len(phrases[0]) == start
    if ends and len(phrases) == 1:
        return ""
    branches = []
    for _, group in groupby(phrases[ends:], itemgetter(start)):
        alike = list(group)
        shared = _shared(alike[0], alike[-1])
        branches.append(_escaped(alike[0][start:shared]) + _branching(alike, shared))
    # What is written after the others may stand for any of them: it is tried last.
    branches.sort(key=lambda branch: branch.startswith(_ANYTHING))
    joined = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{joined})?" if ends else joined


def _shared(first: str, last: str) -> int:
    """As far as two phrases are the same, and with them those that are sorted between the two."""
    return next(
        (n for n, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]),
        len(first),
    )


def _escaped(phrase: str) -> str:
    return re.escape(phrase).replace(GAP, _ANYTHING)
