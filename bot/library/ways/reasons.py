"""Why a condition is settled, in words: what its facts can only be where it stands."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from bot.flow.model import Slot
from bot.library.forms import number
from bot.library.ways.going import Verdict
from bot.library.ways.held import Bound, Held

LANGUAGES: Final = ("zh", "en")
_PLAIN: Final = ("today", "law", "help")  # nothing is to be told of these
_MOST: Final = 6  # values that are named
_BEFORE: Final = {
    "zh": "前面已经判断过同样的事",
    "en": "a condition before it has settled it",
}
_AGAINST: Final = {
    "zh": "“and”两边不能同时成立",
    "en": "the two sides of its “and” exclude each other",
}
_KNOWN: Final = {"zh": "在这里一定有答案", "en": "always has an answer here"}
_UNKNOWN: Final = {"zh": "在这里一定没有答案", "en": "never has an answer here"}
_UNASKED: Final = {"zh": "到这里还没有问过", "en": "is never asked before this"}
_ONLY: Final = {"zh": "在这里只会是 {values}", "en": "can only be {values} here"}
_AND: Final = {"zh": "；", "en": "; "}
_OR: Final = {"zh": "、", "en": " or "}
_TRUTH: Final = {"zh": {True: "“是”", False: "“否”"}, "en": {True: "“yes”", False: "“no”"}}
_TODAY: Final = {"zh": "今天", "en": "today"}
_FROM_TODAY: Final = {"zh": "今天 {days} 天", "en": "today {days} days"}
# By whether there is a lower and an upper bound, of a number and of a day.
_BETWEEN: Final = {
    "zh": ("在这里从 {low} 到 {high}", "在这里不小于 {low}", "在这里不大于 {high}"),
    "en": (
        "is from {low} to {high} here",
        "is no less than {low} here",
        "is no more than {high} here",
    ),
}
_DAYS: Final = {
    "zh": ("在这里从{low}到{high}", "在这里不早于{low}", "在这里不晚于{high}"),
    "en": (
        "is from {low} to {high} here",
        "is no earlier than {low} here",
        "is no later than {high} here",
    ),
}


def reason(verdict: Verdict, slots: Mapping[str, Slot]) -> dict[str, str]:
    """The reason in each language."""
    if verdict.contradicts and not verdict.holds:
        return _AGAINST
    days = {name for name, slot in slots.items() if slot.type.kind == "date"}
    return {
        language: _AND[language].join(_told(verdict, days, language)) or _BEFORE[language]
        for language in LANGUAGES
    }


def _told(verdict: Verdict, days: set[str], language: str) -> list[str]:
    parts = []
    for name, held in sorted(verdict.seen.items()):
        said = "" if name in _PLAIN else _one(held, language, is_day=name in days)
        if not said and verdict.asks_unknown and not held.may_be_unknown:
            said = _KNOWN[language]
        if said:
            parts.append(f"`{name}` {said}")
    return parts


def _one(held: Held, language: str, *, is_day: bool) -> str:
    """What a fact can only be; empty where it may be anything."""
    if not held.may_be_known:
        unasked = held.missing and not held.unknown
        return (_UNASKED if unasked else _UNKNOWN)[language]
    if held.values is None:
        return _range(held, language, is_day=is_day)
    if len(held.values) > _MOST or held.values == {True, False}:
        return ""
    values = _OR[language].join(sorted(_shown(value, language) for value in held.values))
    return _ONLY[language].format(values=values)


def _shown(value: Any, language: str) -> str:
    if isinstance(value, bool):
        return _TRUTH[language][value]
    return number(value) if isinstance(value, int | Decimal) else f"`{value}`"


def _range(held: Held, language: str, *, is_day: bool) -> str:
    write = _day if is_day else _number
    low, high = write(held.low, language), write(held.high, language)
    both, least, most = (_DAYS if is_day else _BETWEEN)[language]
    if not (low or high):
        return ""
    wanted = both if low and high else least if low else most
    return wanted.format(low=low, high=high)


def _number(bound: Bound, _language: str) -> str:
    return "" if bound is None else number(bound[0])


def _day(bound: Bound, language: str) -> str:
    if bound is None:
        return ""
    if bound[0] == 0:
        return _TODAY[language]
    return _FROM_TODAY[language].format(days=f"{bound[0]:+}")
