"""The days that a text mentions, in Chinese or English, whole or to be understood from today."""

import re
from datetime import date
from typing import Final

from bot.flow.chinese_days import PATTERNS as CHINESE
from bot.flow.english_days import PATTERNS as ENGLISH
from bot.flow.mentions import Mention, away
from bot.flow.numerals import UNREADABLE
from bot.flow.spans import find_spans

# 初五 and 正月 are of the lunar calendar, which the law does not reckon by.
_LUNAR: Final = re.compile("农历|阴历|旧历|腊月|正月|初[0-9]|除夕|春节|中秋|端午")
_EARLIER: Final = re.compile(r" ?多?(?:[以之]?前|ago(?![a-z])|earlier|back(?![a-z]))")
_LATER: Final = re.compile(r" ?多?(?:[以之过]?后|later|from (?:now|today))")
_LATER_BEFORE: Final = re.compile(r"(?:(?<![a-z])(?:in|after) |再?过) ?$")


def find_days(text: str, today: date) -> tuple[Mention, ...]:
    """Every mention of a day in an `arabic` text; none if a numeral in it cannot be read."""
    if UNREADABLE in text or _LUNAR.search(text):
        return ()
    mentions = list(_away(text, today))
    for pattern, handler in (*CHINESE, *ENGLISH):
        mentions += [handler(found, today) for found in pattern.finditer(text)]
        text = pattern.sub(lambda found: "\0" * len(found[0]), text)
    certain = [mention for mention in mentions if not mention.passing]
    return tuple(certain or mentions)


def _away(text: str, today: date) -> tuple[Mention, ...]:
    """三天前, in two weeks, 2天~3天前: a length of time and which way it goes."""
    placed = find_spans(text)
    if not placed:
        return ()
    last = placed[-1]
    if _EARLIER.match(text, last.end):
        return tuple(away(-one.span, today) for one in placed)
    if _LATER.match(text, last.end) or _LATER_BEFORE.search(text, 0, placed[0].start):
        return tuple(away(one.span, today) for one in placed)
    return ()
