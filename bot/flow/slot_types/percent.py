"""An interest rate, as a percentage a year."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import ClassVar, Final

from bot.flow.model import STRICT, Reading, Rejection
from bot.flow.normalise import squeeze
from bot.flow.numerals import LONGEST, NUMBER, numbers, read, written
from bot.flow.rejections import reject, within
from bot.flow.values import Value

_CEILING: Final = Decimal(100_000)
_PLACES: Final = 4
_FREE: Final = frozenset(
    {"免息", "无息", "零利率", "没有利息", "没利息", "无利息", "interestfree", "nointerest"}
)

# How often a year interest of each period falls due: simple interest, as the law compares it.
_A_YEAR: Final = {"y": 1, "q": 4, "m": 12, "w": 52, "d": 365}


def _period(words: str, units: str) -> re.Pattern[str]:
    """The words for a period, or its unit after 每 or `a`, or beside a rate: 2% 1个月."""
    each = r"(?:/|每1?个?|\b(?:per|an?|each|every)\b) ?"
    beside = rf"(?<=[%分∝]) ?1个?(?:{units})|(?<![0-9个])(?:1个?)?(?:{units})(?= ?[0-9.]+ ?[%分∝])"
    return re.compile(rf"{words}|{each}(?:{units})(?![a-z])|{beside}")


# What is written for a period becomes its letter between brackets, …
_PERIODS: Final = {
    "⟨y⟩": _period(
        r"年化|年综合|年利率?|年息|年费率|\b(?:annual(?:ly|ized)?|yearly|apr|p\.?a\b\.?)(?![a-z])",
        "年|year|yr|annum",
    ),
    "⟨q⟩": _period(r"季利率?|季息|\bquarterly\b", "季度?|quarter"),
    "⟨m⟩": _period(r"月利率?|月息|月费率|\bmonthly\b", "月|month|mo"),
    "⟨w⟩": _period(r"周利率?|周息|\bweekly\b", "周|星期|week"),
    "⟨d⟩": _period(r"[日天](?:利率?|息|费率)|\bdaily\b", "天|日|day"),
}
# … and every way of writing a share becomes a number with %, with ∝ (a share that needs its period
# to be understood, still as a percentage) or with 分.
_PERCENT: Final = re.compile(
    rf"百分之 ?({NUMBER})|({NUMBER}) ?(?:percent|per cent|pct|个点|个百分点)"
)
_THOUSANDTH: Final = re.compile(rf"千分之 ?({NUMBER})|({NUMBER}) ?‰")
_MYRIAD: Final = re.compile(
    rf"万分之 ?({NUMBER})|({NUMBER}) ?‱|(?<![0-9])万({NUMBER})(?![0-9元块])"
)
_LI: Final = re.compile(rf"({NUMBER})厘")
_SIGNS: Final = ((_PERCENT, 1, "%"), (_THOUSANDTH, 10, "∝"), (_MYRIAD, 100, "∝"), (_LI, 10, "分"))
_LI_AND_HAO: Final = re.compile(r"(?<![0-9.])([0-9]+)厘([0-9])(?![0-9个年月周天日])")
_FEN_AND_LI: Final = re.compile(rf"({NUMBER})分(?:([0-9])厘?|(半))(?![0-9个年月周天日])")

_TOKEN: Final = re.compile(
    rf"⟨(?P<period>[yqmwd])⟩|(?P<minus>负|(?<![0-9%分⟩])[-−])?(?P<number>(?<![0-9.]){NUMBER})"
    r" ?(?P<sign>%|∝|分(?!之|期|钱|钟))?"
)
_OTHER_UNIT: Final = re.compile(
    r" ?(?:[年月日号天周元块圆万毛角折期岁次笔张份家人个分]|星期|"
    r"(?:times|days?|weeks?|months?|years?|yuan|rmb|cny)(?![a-z]))"
)
_APART: Final = re.compile(r"[0-9,;。⟨]")
_FAR: Final = 12  # characters between a period and its rate


@dataclass(frozen=True)
class _Rate:
    number: Decimal
    sign: str
    period: str


@dataclass(frozen=True)
class Percent:
    """Percent a year, nominal, between `min` and `max`, both allowed: 月息2分 and 2% a month are 24."""

    kind: ClassVar[str] = "percent"
    __pydantic_config__: ClassVar = STRICT

    min: Decimal | None = None
    max: Decimal | None = None

    def parse(self, text: str, _: Reading, /) -> Value | Rejection:
        """The one rate in the text; `unclear_percent` if it could be two, as 0.24 or 两分利."""
        even = read(text)
        if squeeze(text[:LONGEST]) in _FREE:
            found: set[Decimal | None] = {Decimal(0)}
        else:
            found = {_a_year(rate) for rate in _rates(even)}
        if len(found) != 1:
            return reject("several_values" if found else "not_percent", text)
        rate = found.pop()
        if rate is None:
            return reject("unclear_percent", text)
        most = _CEILING if self.max is None else min(self.max, _CEILING)
        value = within(rate, text, least=self.min, most=most)
        return value if isinstance(value, Rejection) else Decimal(written(round(value, _PLACES)))


def _rates(text: str) -> list[_Rate]:
    """The rates of a text: those with a sign, or else those with a period, or else bare numbers."""
    text = _shares(text)
    for bracketed, pattern in _PERIODS.items():
        text = pattern.sub(bracketed, text)
    found = numbers(text)
    if found is None or "倍" in text:
        return []
    rates = list(_scanned(text))
    signed = [rate for rate in rates if rate.sign]
    alone = rates if len(rates) == len(found) else []
    return signed or [rate for rate in rates if rate.period] or alone


def _shares(text: str) -> str:
    text = _LI_AND_HAO.sub(r"\1.\2厘", _FEN_AND_LI.sub(_fen, text))
    for pattern, size, sign in _SIGNS:
        text = pattern.sub(partial(_share, size=size, sign=sign), text)
    return text


def _share(found: re.Match[str], *, size: int, sign: str) -> str:
    digits = next(group for group in found.groups() if group)
    return written(Decimal(digits) / size) + sign


def _fen(found: re.Match[str]) -> str:
    return written(Decimal(found[1]) + Decimal(found[2] or 5) / 10) + "分"


def _scanned(text: str) -> Iterator[_Rate]:
    """The numbers with their signs and periods; a period stands before its rate, or right behind it."""
    before, end = "", 0
    tokens = [*_TOKEN.finditer(text), None]
    for token, after in pairwise(tokens):
        if token is None or token.start() < end:
            continue  # a period that the rate before it took
        if token["period"]:
            before, end = token["period"], token.end()
            continue
        gap = text[end : token.start()]
        period = before if len(gap) <= _FAR and not _APART.search(gap) else ""
        before, end = "", token.end()
        if not period and after and after["period"] and not text[end : after.start()].strip():
            period, end = after["period"], after.end()
        if token["sign"] or not _OTHER_UNIT.match(text, token.end()):
            number = Decimal(f"{'-' if token['minus'] else ''}{token['number']}")
            yield _Rate(number, token["sign"] or "", period)


def _a_year(rate: _Rate) -> Decimal | None:
    """The rate in percent a year, or None where it is not clear."""
    match rate:
        case _Rate(number, "%", period):
            return number * _A_YEAR[period or "y"]
        case _Rate(number, "∝", period):
            return number * _A_YEAR[period] if period else None
        case _Rate(number, "分", "y"):
            return (
                number * 10
            )  # a 分 is a tenth a year, a hundredth a month; a day, people disagree
        case _Rate(number, "分", "m"):
            return number * 12
        case _Rate(number, "", "" | "y" | "q" | "m" as period) if not 0 < abs(number) < 1:
            return number * _A_YEAR[period or "y"]
        case _:
            return None
