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
_AND: Final = {"zh": "；", "en": "; "}


def reason(verdict: Verdict, slots: Mapping[str, Slot]) -> dict[str, str]:
    """The reason in each language."""
    told = {language: _told(verdict, slots, language) for language in LANGUAGES}
    return {
        language: _AND[language].join(parts) if parts else _BEFORE[language]
        for language, parts in told.items()
    }


def _told(verdict: Verdict, slots: Mapping[str, Slot], language: str) -> list[str]:
    parts = []
    for name, held in sorted(verdict.seen.items()):
        is_day = name in slots and slots[name].type.kind == "date"
        said = "" if name in _PLAIN else _one(held, language, is_day=is_day)
        if said:
            parts.append(f"`{name}` {said}")
    return parts


def _one(held: Held, language: str, *, is_day: bool) -> str:
    """What a fact can only be; empty where it may be anything."""
    chinese = language == "zh"
    if not held.may_be_known:
        if held.missing and not held.unknown:
            return "到这里还没有问过" if chinese else "is never asked before this"
        return "在这里一定没有答案" if chinese else "never has an answer here"
    known = (
        _values(held, language)
        if held.values is not None
        else _range(held, language, is_day=is_day)
    )
    if known or held.may_be_unknown:
        return known
    return "在这里一定有答案" if chinese else "always has an answer here"


def _values(held: Held, language: str) -> str:
    named = sorted(str(_shown(value, language)) for value in held.values or ())
    if len(named) > _MOST:
        return ""
    if language == "zh":
        return f"在这里只会是 {'、'.join(named)}"
    return f"can only be {' or '.join(named)} here"


def _shown(value: Any, language: str) -> str:
    if isinstance(value, bool):
        return {"zh": {True: "是", False: "否"}, "en": {True: "yes", False: "no"}}[language][value]
    return number(value) if isinstance(value, int | Decimal) else str(value)


def _range(held: Held, language: str, *, is_day: bool) -> str:
    low, high = (
        _bound(held.low, language, is_day=is_day),
        _bound(held.high, language, is_day=is_day),
    )
    chinese = language == "zh"
    if low and high:
        return f"在这里从 {low} 到 {high}" if chinese else f"is from {low} to {high} here"
    if low:
        return f"在这里不小于 {low}" if chinese else f"is no less than {low} here"
    if high:
        return f"在这里不大于 {high}" if chinese else f"is no more than {high} here"
    return ""


def _bound(bound: Bound, language: str, *, is_day: bool) -> str:
    if bound is None:
        return ""
    if not is_day:
        return number(bound[0])
    if bound[0] == 0:
        return "今天" if language == "zh" else "today"
    days = f"{bound[0]:+}"
    return f"今天 {days} 天" if language == "zh" else f"today {days} days"
