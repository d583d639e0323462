"""Options that are lengths of time, as 三个月以内 and 三个月以上: which of them a length that was typed is in."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.flow.model import Option
from bot.flow.normalise import plain
from bot.flow.numerals import UNREADABLE, arabic
from bot.flow.spans import DAYS_A_YEAR, find_spans

_AT_MOST: Final = re.compile(r"[以之]?内|以下|up to|at most|within")
_LESS: Final = re.compile(r"不到|不满|少于|(?<![a-z])(?:under|below|less than)(?![a-z])")
_FROM: Final = re.compile(r"以上|至少|(?<![a-z])(?:or more|at least)(?![a-z])")
_MORE: Final = re.compile(r"超过|大于|(?<![a-z])(?:over|above|more than)(?![a-z])")
_SEVERAL_YEARS: Final = re.compile(r"[好有]几年|several years")
_SEVERAL: Final = 3
_AND_MORE: Final = re.compile(r"多|以上|超过|(?<![a-z])(?:over|more)(?![a-z])|\+")
_FOREVER: Final = 10**6
_FEWEST: Final = 2


@dataclass(frozen=True)
class _Range:
    """Days, both included."""

    least: int
    most: int


def options_of_length(text: str, options: tuple[Option, ...]) -> list[str]:
    """The options whose range holds the one length in an `arabic` text, the narrowest beginning; or none.

    Only where at least two options are ranges: 七天 in one label makes no question of how long.
    """
    ranges = {option.name: found for option in options if (found := _strictest(option.labels))}
    lengths = {placed.span.in_days for placed in find_spans(text, loose=True)}
    if len(ranges) < _FEWEST or len(lengths) != 1 or UNREADABLE in text:
        return []
    days = lengths.pop() + bool(_AND_MORE.search(text))
    holding = {name: found for name, found in ranges.items() if found.least <= days <= found.most}
    begin = max((found.least for found in holding.values() if found.most == _FOREVER), default=0)
    return [
        name for name, found in holding.items() if found.most != _FOREVER or found.least == begin
    ]


def _strictest(labels: tuple[str, ...]) -> _Range | None:
    """What the labels in all languages agree on."""
    found = [one for label in labels if (one := _range(label))]
    if not found:
        return None
    return _Range(max(one.least for one in found), min(one.most for one in found))


# A label is content and comes with every message.
@lru_cache(maxsize=4096)
def _range(label: str) -> _Range | None:
    even = arabic(plain(label))
    if _SEVERAL_YEARS.search(even):
        return _Range(_SEVERAL * DAYS_A_YEAR, _FOREVER)
    days = [placed.span.in_days for placed in find_spans(even, loose=True)]
    match days:
        case [least, most]:
            return _Range(least, most)
        case [length] if _AT_MOST.search(even):
            return _Range(0, length)
        case [length] if _LESS.search(even):
            return _Range(0, length - 1)
        case [length] if _FROM.search(even):
            return _Range(length, _FOREVER)
        case [length] if _MORE.search(even):
            return _Range(length + 1, _FOREVER)
        case _:
            return None
