"""Numbers as people write them, Chinese above all, rewritten with plain digits.

`arabic` takes a text to the same text with every number in plain digits, so that whoever reads an
amount, a rate, a date or a duration needs one way of writing only:

    欠了三万五            → 欠了35000           3.5万, 3w5, 35k, 35,000, 35 000 → 35000
    thirty-five thousand → 35000              两三个月 → 2个月~3个月
    逾期一年半            → 逾期1年半            百分之二十四 → 百分之24

A numeral that cannot be read for certain (`2700百`, `十几万`, `三五`) becomes `UNREADABLE`: to guess
at a debt is worse than to ask again.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

from bot.flow.english_numbers import english_to_digits
from bot.flow.normalise import plain

UNREADABLE: Final = "\ufffd"
LONGEST: Final = 5000  # characters read; a chat message has at most 4096
CEILING: Final = Decimal(10**12)  # beyond it nobody's debts lie, and arithmetic would round
NUMBER: Final = r"[0-9]+(?:\.[0-9]+)?"

_FIGURES: Final = str.maketrans("零〇一二两三四五六七八九", "001223456789")
_UNIT: Final = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
# How much may stand before a unit: 35千 is 35k, but 2700百 is nothing anybody means.
_MOST_BEFORE: Final = {10: 10, 100: 10, 1000: 100, 10**4: 10**8, 10**8: 10**5}
_FINANCIAL: Final = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")

# Everyday words with a numeral in them that counts nothing.
_WORDS: Final = (
    "一共|一起|一直|一般|一些|一点(?![零〇一二三四五六七八九])|一下|一定|一样|一边|一旦|一切|一向|一会|"
    "一时|万一|第一时间|统一|唯一|不一|同一|(?<!分)之一|十分(?!之)|三方|四处"
)
_CHINESE: Final = (
    r"[零〇一二两三四五六七八九几]+(?:点[零〇一二三四五六七八九]+)?|点[零〇一二三四五六七八九]+"
)
_TOKEN: Final = re.compile(rf"(?P<number>{NUMBER}|{_CHINESE})| ?(?P<unit>[十百千万亿])")
_START: Final = re.compile(
    rf"(?:{_WORDS})|[0-9零〇一二两三四五六七八九]|(?<!数)十|几(?=[十百千万亿])"
)
# After 3万, the 1 of 一个月 or the 3 of 3年 counts something else: it is no shorthand for 31000.
_COUNTED: Final = re.compile(r" ?(?:[个年月天日号周期次张笔家人份%]|星期|礼拜)")
_READ_OUT: Final = 3  # figures: 三五 may be 3 to 5, 三五零 and 三五七 are figures one by one

_WRITTEN: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_GLUED_BEFORE: Final = re.compile(r"(?<!rmb)(?<!cny)(?<!yuan)(?<=[a-z_])$|(?<=[百千万亿/.])$")
_GLUED_AFTER: Final = re.compile(r"[a-z_]+[0-9]|/[0-9]")
_NEGATIVE: Final = re.compile(
    r"(?:(?:负|minus|亏了?|倒贴) ?|(?<![0-9元块月年天])[-−–]|^[-−–] )(?:(?:¥|rmb|cny) ?)?-?$|¥-$"
)
_AROUND: Final = re.compile(
    r"大概|大约|差不多|左右|上下|将近|接近|已经|可能|应该|估计|不到|[约近快多来余吧了的啊呢有是]|"
    r"\b(?:about|around|roughly|nearly|almost|approx(?:imately)?|maybe|some|over|just|only|is|it|s)\b|"
    r"(?<![0-9])\.|\.(?![0-9])|[\s~≈,;!?。、:()'\"]"
)

Token: TypeAlias = tuple[str, bool]  # as written, and whether it is a unit


@dataclass(frozen=True)
class Written:
    """A number found in a text: its value, sign included, and what stands before and after it."""

    value: Decimal
    before: str
    after: str


def read(text: str) -> str:
    """A borrower's text, made plain and with its numbers in plain digits. Lines become sentences."""
    return arabic(plain(text[:LONGEST].replace("\n", " ; ")))


def arabic(text: str) -> str:
    """`plain` text with its numbers in plain digits, unreadable ones as `UNREADABLE`."""
    return _chinese_to_digits(_even(english_to_digits(text, UNREADABLE)))


def numbers(text: str) -> tuple[Written, ...] | None:
    """Every number of an `arabic` text, or None if one of them cannot be read: `3,5`, `1.2.3`, `1e5`."""
    found = []
    for match in _WRITTEN.finditer(text):
        before, after = text[max(0, match.start() - 12) : match.start()], text[match.end() :][:24]
        if (
            not re.fullmatch(NUMBER, match[0])
            or _GLUED_AFTER.match(after)
            or _GLUED_BEFORE.search(before)
        ):
            return None
        value = Decimal(match[0])
        found.append(Written(-value if _NEGATIVE.search(before) else value, before, after))
    return None if UNREADABLE in text else tuple(found)


def bare_number(text: str) -> Decimal | None:
    """The number that is all an `arabic` text says, besides 大概, 左右, about and the like."""
    alone = _AROUND.sub("", text).replace("−", "-")
    return Decimal(alone) if re.fullmatch(rf"-?{NUMBER}", alone) else None


def _even(text: str) -> str:
    """Digits without grouping; k and w as factors; one set of numerals; 两三万 as 两万~三万."""
    for pattern, replacement in _EVEN:
        text = pattern.sub(replacement, text)
    return text


def _without_groups(found: re.Match[str]) -> str:
    return re.sub("[, ]", "", found[0])


def _factor(found: re.Match[str]) -> str:
    factor = 1000 if found[2] == "k" else 10000
    if found[3] and "." in found[1]:
        return UNREADABLE
    return written(Decimal(found[1]) * factor + int(found[3] or 0) * factor // 10)


def _chinese_factor(found: re.Match[str]) -> str:
    return "千" if found[1] == "k" else "万"


def _everyday(found: re.Match[str]) -> str:
    """壹万贰仟 as 一万二千; 收拾 and 大陆 stay, having no figure with a unit."""
    numeral = found[0]
    figures, units = set("壹贰叁肆伍陆柒捌玖"), set("拾佰仟万亿")
    alone = len(numeral) == 1
    if not set(numeral) & figures or not (alone or set(numeral) & units):
        return numeral
    return numeral.translate(_FINANCIAL)


def _after_zero(found: re.Match[str]) -> str:
    """3万零5 as 3万零五: 30005, where 3万5 would be 35000."""
    return "零" + found[1].translate(str.maketrans("0123456789", "零一二三四五六七八九"))


def _range(found: re.Match[str]) -> str:
    *ends, unit = (group for group in found.groups() if group)
    return "~".join(end + unit for end in ends)


_NEIGHBOURS: Final = (
    r"(?<![0-9零〇一二两三四五六七八九十百千万亿.点第周期月])"
    r"(?:(一)([二两])|([两二])(三)|(三)([四五])|(四)(五)|(五)(六)|(六)(七)|(七)(八)|(八)(九))"
    r"([十百千万亿]*(?:个半?月|个?星期|个?礼拜|[年天周块元%])|[十百千万亿]+)"
)
_EVEN: Final = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=[0-9]{4}),(?=[0-9]{4})", " ; "),
        (r"(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?!,?[0-9])", _without_groups),
        (r"(?<![0-9.,])[0-9]{1,3}(?: [0-9]{3})+(?!,?[0-9]| [0-9])", _without_groups),
        (r"(?<=[0-9])点(?=[0-9])", "."),
        (r"(?<=[0-9]) ?w ?([1-9]) ?k(?![a-z0-9])", r"w\1"),
        (rf"(?<![0-9.])({NUMBER}) ?([kw])([1-9])?(?![a-z0-9]|\.[0-9])", _factor),
        (r"[壹贰叁肆伍陆柒捌玖拾佰仟万亿零]{2,}|[壹贰叁肆伍陆柒捌玖](?=[元圆块角])", _everyday),
        (r"(?<=[百千万亿])零([0-9]{1,4})(?![0-9])", _after_zero),
        (r"零(?=[0-9])", ""),
        # Beyond all reckoning already; the rest would only cost time.
        (
            r"([0-9]{40})[0-9]+|([零〇一二两三四五六七八九几]{40})[零〇一二两三四五六七八九几]+",
            r"\1\2",
        ),
        (r"(?<=[0-9一二两三四五六七八九十])[拾佰仟]", lambda found: found[0].translate(_FINANCIAL)),
        (r"(?<=[一二两三四五六七八九十百]) ?([kw])(?![a-z0-9])", _chinese_factor),
        ("廿", "二十"),
        ("卅", "三十"),
        (r"(?<=[0-9十百千])[多来余馀](?=[百千万亿])", ""),
        (_NEIGHBOURS, _range),
    )
)


def written(value: Decimal) -> str:
    """The number in plain digits, without an exponent or idle zeros after the point."""
    digits = f"{value:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _chinese_to_digits(text: str) -> str:
    pieces = [""]
    place = 0
    while found := _START.search(text, place):
        touches = found.start() == place and pieces[-1][-1:].isdigit()
        pieces.append(text[place : found.start()])
        place = found.end()
        if len(found[0]) > 1:
            pieces.append(found[0])
            continue
        tokens, place = _take(text, found.start())
        pieces.append(" " * touches + _rewritten(tokens))
    return "".join((*pieces, text[place:]))


def _take(text: str, place: int) -> tuple[list[Token], int]:
    """The tokens of the numeral that starts here, and the place after it."""
    taken: list[Token] = []
    while found := _TOKEN.match(text, place):
        is_unit = found["unit"] is not None
        if taken and not is_unit and not _may_follow(taken, found):
            break
        taken.append((found["unit"] or found["number"], is_unit))
        place = found.end()
    return taken, place


def _may_follow(taken: list[Token], found: re.Match[str]) -> bool:
    """Whether a number may stand here: after a unit, and not as the count of something else."""
    if not taken[-1][1]:
        return False
    is_shorthand = taken[-1][0] != "十" and len(found["number"]) == 1
    return not (is_shorthand and _COUNTED.match(found.string, found.end()))


def _rewritten(tokens: list[Token]) -> str:
    if len(tokens) == 1 and re.fullmatch(r"[0-9.]+", tokens[0][0]):
        return tokens[0][0]  # as it was written: 05 of a date
    value = _value(tokens)
    return UNREADABLE if value is None else written(value)


def _value(tokens: list[Token]) -> Decimal | None:
    """The number that the tokens write, or None."""
    units = [_UNIT[token] for token, is_unit in tokens if is_unit]
    if not units:
        return _single(tokens[0][0]) if len(tokens) == 1 else None
    largest = max(units)
    if units.count(largest) > 1:
        return None
    place = next(
        place for place, token in enumerate(tokens) if token[1] and _UNIT[token[0]] == largest
    )
    before = _before(tokens[:place], largest)
    after = _after(tokens[place + 1 :], largest)
    if before is None or after is None or (after and before % 1):
        return None
    return before * largest + after


def _single(token: str) -> Decimal | None:
    """A number without units: 35.5, 五, 三点五, and figures read out one by one, as 三五零零."""
    whole, _, fraction = token.replace("点", ".").partition(".")
    if "几" in token:
        return None
    if not whole.isascii() and 1 < len(whole) < _READ_OUT and not set(whole) & {"零", "〇"}:
        return None
    return Decimal(f"{whole or 0}.{fraction or 0}".translate(_FIGURES))


def _before(tokens: list[Token], unit: int) -> Decimal | None:
    if not tokens:
        return Decimal(1) if unit == _UNIT["十"] else None
    value = _value(tokens)
    return value if value is not None and value < _MOST_BEFORE[unit] else None


def _after(tokens: list[Token], unit: int) -> Decimal | None:
    """What follows a unit: nothing, a shorthand (3万5), or a number of smaller size."""
    if not tokens:
        return Decimal(0)
    first = tokens[0][0]
    if first[0] in "零〇" and first.strip("零〇"):
        value = _value([(first.lstrip("零〇"), False), *tokens[1:]])
        return value if value is not None and value < max(unit, 10) else None
    value = _value(tokens)
    if value is None or value >= unit or value == 0:
        return None
    if len(tokens) > 1 or unit == _UNIT["十"]:
        return value
    if len(first) == 1:
        return value * (unit // 10)
    return value if value * 100 >= unit else None  # 3万50 may be slips of several kinds
