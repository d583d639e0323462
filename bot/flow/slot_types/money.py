"""An amount of yuan."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Final

from bot.flow.model import STRICT, Reading, Rejection
from bot.flow.normalise import plain, squeeze
from bot.flow.numerals import LONGEST, Written, numbers, read
from bot.flow.rejections import reject, within
from bot.flow.values import Value

_NONE: Final = frozenset({"没有", "没", "无", "none", "nothing"})
_CENT: Final = Decimal("0.01")
_PLACES: Final = 2
# Bare numbers below this, before a word, count things: 2 loans, 3张卡.
_COUNT: Final = 100

_YUAN: Final = r"(?:元|圆|块钱|块|人民币|rmb|cny|yuan|renminbi|kuai)"
# Of the words that may follow an amount, the rest say that it is none.
_OTHER_AFTER: Final = re.compile(
    r" ?(?:[%‰$€£:]|半|个|年|月|日|号|天|周|星期|礼拜|期|岁|次|笔|张|家|户|点|小时|分|份|项|厘|倍|折|成|"
    r"美|港币|港元|欧|日元|刀|(?:usd|us|hkd|eur|gbp|dollars?|bucks|euros?|percent|per cent|pct|days?|"
    r"weeks?|wks?|months?|mos?|mths?|years?|yrs?|hours?|times|cards?|loans?|st|nd|rd|th)(?![a-z]))"
)
_OTHER_BEFORE: Final = re.compile(r"(?:\$|€|£|usd|hkd|第|周|星期|分之)-? ?$")
_BEFORE: Final = re.compile(r"(?:¥|rmb|cny|人民币) ?-?$")
_AFTER: Final = re.compile(rf" ?{_YUAN}")
_WORD_AFTER: Final = re.compile(r" ?(?:[a-z]|[一-龥])")
_GLUED: Final = re.compile("[a-z]")
_EASY_AFTER: Final = re.compile(
    r" ?(?:和|与|跟|及|加|另|还|也|再|多|左右|上下|吧|了|啊|呢|的|以|每|整|都|or so|per |a |each |every |in |total|left|or |and |to |到|至|或)"
)
# Amounts a day or a year: which sum is meant, only the borrower knows.
_OTHER_PERIOD: Final = re.compile(
    r"(?:一|每|1) ?(?:年|天|日|晚|周|星期|礼拜)(?![前后以之])|[年日]薪|年收入|/ ?(?:年|天|日|周|day|year|week)"
    r"|\b(?:a|per|each|every|one) (?:day|year|week|night)\b|\b(?:yearly|annually|daily|weekly)\b"
)
_PHONE: Final = re.compile(r"(?<![0-9.])1[3-9][0-9]{9}(?![0-9.]| ?[元块万千])")
_DATE: Final = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}([-/.])[0-9]{1,2}\1[0-9]{1,2}(?![0-9])")

_COINS: Final = (
    (rf"([0-9]+) ?{_YUAN}零?([0-9])(?:毛|角)钱?零?([0-9])分?", r"\1.\2\3元"),
    (rf"([0-9]+) ?{_YUAN}零?([0-9])(?:毛|角)钱?", r"\1.\2元"),
    (rf"([0-9]+) ?{_YUAN}零?([0-9])分钱?", r"\1.0\2元"),
    (r"([0-9]+) ?块([0-9])(?=$|[ ,.;!?。]|左右|上下|多|[吧了的])", r"\1.\2元"),
    (r"(?<![0-9.])([0-9])(?:毛|角)(?:钱|(?=$|[ ,.;!?。吧了]))", r"0.\1元"),
    (r"(?<![0-9.])([0-9])(?:毛|角)([0-9])分?(?=$|[ ,.;!?。吧了])", r"0.\1\2元"),
    (r"(?<![0-9.])([0-9])分钱", r"0.0\1元"),
)


@dataclass(frozen=True)
class Money:
    """Yuan with two decimal places, between `min` and `max`, both allowed.

    大概三万 and 三万多 are 30000; 没有 is 0. Without `min`, a debt may be negative.
    """

    kind: ClassVar[str] = "money"
    __pydantic_config__: ClassVar = STRICT

    min: Decimal | None = None
    max: Decimal | None = None

    def parse(self, text: str, _: Reading, /) -> Value | Rejection:
        """The one amount in the text. A number with another unit (3个月, 24%) is no amount."""
        amounts = {Decimal(0)} if squeeze(text[:LONGEST]) in _NONE else _amounts(text)
        if len(amounts) == 1 and _OTHER_PERIOD.search(plain(text[:LONGEST])):
            return reject("other_period", text)
        if len(amounts) != 1:
            return reject("several_values" if amounts else "not_money", text)
        amount = within(amounts.pop(), text, least=self.min, most=self.max)
        if isinstance(amount, Rejection):
            return amount
        if len(str(amount).partition(".")[2]) > _PLACES:
            return reject("not_money", text)  # 35.000 may be 35 or 35000
        return amount.quantize(_CENT)


def _amounts(text: str) -> set[Decimal]:
    """The different amounts of a text; none if one of its numbers cannot be read."""
    even = _DATE.sub(" ", read(_PHONE.sub(" ", text)))
    for pattern, decimal in _COINS:
        even = re.sub(pattern, decimal, even)
    return {number.value for number in numbers(even) or () if _is_money(number)}


def _is_money(number: Written) -> bool:
    if _BEFORE.search(number.before) or _AFTER.match(number.after):
        return not _OTHER_BEFORE.search(number.before)
    if (
        _GLUED.match(number.after)
        or _OTHER_AFTER.match(number.after)
        or _OTHER_BEFORE.search(number.before)
    ):
        return False
    counts = abs(number.value) < _COUNT and _WORD_AFTER.match(number.after)
    return not counts or bool(_EASY_AFTER.match(number.after))
