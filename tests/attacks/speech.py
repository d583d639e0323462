"""What anybody might type, made by chance: amounts, days, phrases, slips, and what no keyboard has."""

import random
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Final

from bot.library import Library

LONGEST: Final = 4096  # what Telegram lets through
_LONG_SHARE: Final = 0.01  # of texts that fill a message; they cost as much as fifty others
_FIGURES: Final = (
    "零〇一二两三四五六七八九十百千万亿几廿卅壹贰叁肆伍陆柒捌玖拾佰仟０１２３４５６７８９"
)
_UNITS: Final = (
    "元", "块", "块钱", "万", "w", "k", "千", "亿", "%", "％", "分", "厘", "毛", "个点", "天", "日", "周", "个月",
    "月", "年", "年半", "个半月", "days", " months", " years", " yuan", "rmb", "/月", "/mo", "期", "笔", "号", "½",
)  # fmt: skip
_BEFORE: Final = (
    "", "", "大概", "约", "欠了", "每月", "about ", "-", "负", "≈", "逾期", "还有", "不到", "¥", "￥", "$", "第", "(", "年化", "last ",
)  # fmt: skip
_AFTER: Final = (
    "",
    "",
    "左右",
    "多",
    "吧",
    "前",
    "后",
    "以内",
    " ago",
    "?",
    "。",
    "!!!",
    ")",
    "…",
    "的样子",
    " or so",
)
_DAYS: Final = (
    "昨天", "前天", "上周五", "下个月", "去年三月", "2024-02-30", "2026年2月29日", "3月5号", "5/13", "13/5/2025", "明年底",
    "last Friday", "next month", "March 5", "the 31st", "1900-01-01", "9999年12月31日", "0000-00-00", "腊月二十", "三天前", "in two weeks",
    "20250230", "2025.1", "1月1日~3月", "周日", "上上个月15号", "yesterday", "Feb 29 2025", "99年", "十二月三十二日",
)  # fmt: skip
_ENGLISH: Final = [
    "zero",
    "one",
    "two",
    "three",
    "five",
    "ten",
    "eleven",
    "twenty",
    "thirty-five",
    "ninety",
    "hundred",
    "thousand",
    "grand",
    "million",
    "billion",
    "and",
    "a",
    "half",
    "quarter",
    "an",
    "of",
]
_IN_FRONT: Final = ("不", "没", "not ", "我", "是不是", "no ", "别", "what is ")
_BEHIND: Final = ("吗", "？", "了", "...", "啊啊啊", " please", "的", "👍")
_CODE: Final = (
    "<b>", "</b>", "<script>", "&lt;", "&#0;", "&", "{{ 7*7 }}", "{% for %}", "{0}", "{}", "%s", "%(x)s", "\\", "\\u0000",
    "'; drop table sessions;--", "../../etc/passwd", "${jndi}", "`", "*_~[", "<a href=", "]]>", "\x00", "#2", "/start", "@!",
)  # fmt: skip
_ODD: Final = (
    "\u200b", "\u200d", "\u2800", "\u3000", "\u00ad", "\ufeff", "\u202e", "\u2066", "\ufe0f", "\u0301", "\u0e33", "\U0001f468\u200d\U0001f469",
    "\U0001f1e8\U0001f1f3", "\ud83d", "\udfff", "\uffff", "\U0010ffff", "\u0130", "ß", "ﬃ", "㍿", "㈱", "㊿", "½", "²", "٣", "१", "Ⅻ", "①",
    "\r", "\x0b", "\x85", "\u2028", "\t", "\n\n\n", "\u1160", "\ufdfa", "\u0344", "𝟙", "臘", "﷽", "\U000e0041",
)  # fmt: skip
_ALIKE: Final = str.maketrans(
    {
        "a": "а",
        "e": "е",
        "o": "о",
        "c": "ϲ",
        "1": "l",
        "0": "O",
        "死": "𣦵",
        "钱": "銭",
        "不": "\u4e0d",
        "款": "款",
        "，": "‚",
        ".": "．",
    }
)
_EVEN_PIECES: Final = (
    "1",
    "0",
    "9",
    "万",
    "一",
    "亿",
    "零",
    "点",
    "百",
    "(",
    "（",
    "【",
    "<",
    "&",
    "\n",
    " ",
    ".",
    ",",
    "-",
    "~",
    "a",
)
Made = Callable[[], str]


class Speaker:
    """Somebody who may type anything; the same chance makes the same texts."""

    def __init__(self, library: Library, chance: random.Random) -> None:
        self._library = library
        self._chance = chance
        self._kinds: Sequence[tuple[Made, int]] = (
            (self._amount, 22),
            (self._day, 10),
            (self._chinese_number, 8),
            (self._english_number, 5),
            (self._phrase, 22),
            (self._slip, 16),
            (self._several, 8),
            (self._odd, 6),
            (self._code, 3),
        )

    def text(self) -> str:
        """The next text."""
        if self._chance.random() < _LONG_SHARE:
            return self._long()
        return self._one()[:LONGEST]

    def _one(self) -> str:
        makers, weights = zip(*self._kinds, strict=True)
        made: str = self._chance.choices(makers, weights)[0]()
        return made

    @cached_property
    def _phrases(self) -> tuple[str, ...]:
        """Everything that the project knows somebody to say: labels, topics, moves, cries for help."""
        library = self._library
        labels = (
            template.constant
            for texts in library.texts.values()
            for (_, key), template in texts.items()
            if ".options." in key and template.constant
        )
        topics = (text for one in library.topics.topics for text in (*one.titles, *one.phrases))
        crises = (text for several in library.lexicon.phrases.values() for text in several)
        also = (text for several in library.option_words.values() for text in several)
        found = (*labels, *topics, *crises, *also, *library.lexicon.exclusions)
        return (*dict.fromkeys((*found, *library.move_words)),)

    @cached_property
    def _crises(self) -> tuple[str, ...]:
        return tuple(text for several in self._library.lexicon.phrases.values() for text in several)

    def _pick(self, several: Sequence[str]) -> str:
        return several[self._chance.randrange(len(several))]

    def _number(self) -> str:
        chance = self._chance
        whole = str(chance.randrange(10 ** chance.choice((1, 1, 2, 3, 4, 5, 6, 9, 15, 40))))
        match chance.randrange(8):
            case 0:
                return f"{int(whole):,}"
            case 1:
                return f"{whole}.{chance.randrange(10 ** chance.randrange(1, 6))}"
            case 2:
                return whole.zfill(len(whole) + chance.randrange(4))
            case 3:
                return whole.translate({48 + n: 0xFF10 + n for n in range(10)})
            case _:
                return whole

    def _amount(self) -> str:
        chance = self._chance
        more = chance.random() < 0.2
        number = self._number() if chance.random() < 0.7 else self._chinese_number()
        rest = f"{self._number()}{self._pick(_UNITS)}" if more else ""
        unit = self._pick(_UNITS) if chance.random() < 0.7 else ""
        return f"{self._pick(_BEFORE)}{number}{unit}{rest}{self._pick(_AFTER)}"

    def _day(self) -> str:
        chance = self._chance
        if chance.random() < 0.5:
            return self._pick(_BEFORE) + self._pick(_DAYS) + self._pick(_AFTER)
        year, month, day = chance.randrange(1890, 2210), chance.randrange(14), chance.randrange(33)
        joint = self._pick(("-", "/", ".", "年", " ", "－", ""))
        return f"{year}{joint}{month:02}{'月' if joint == '年' else joint}{day:02}"

    def _chinese_number(self) -> str:
        length = self._chance.choice((1, 2, 2, 3, 4, 6, 12))
        return "".join(self._pick(_FIGURES) for _ in range(length))

    def _english_number(self) -> str:
        joint = self._pick((" ", " ", "-", ""))
        return joint.join(self._pick(_ENGLISH) for _ in range(self._chance.randrange(1, 7)))

    def _phrase(self) -> str:
        return self._pick(self._crises if self._chance.random() < 0.05 else self._phrases)

    def _slip(self) -> str:
        """A real phrase, mistyped, misspelt or disguised."""
        text = self._phrase()
        for _ in range(self._chance.randrange(1, 4)):
            text = self._slipped(text)
        return text

    def _slipped(self, text: str) -> str:
        at = self._chance.randrange(len(text) + 1)
        head, tail = text[:at], text[at:]
        slips: tuple[Callable[[], str], ...] = (
            lambda: head + tail[1:],
            lambda: head + self._pick(_ODD) + tail,
            lambda: head + tail[:2][::-1] + tail[2:],
            lambda: text.translate(_ALIKE),
            text.upper,
            text.title,
            lambda: self._pick((" ", "\u200b", ".", "，", "\n")).join(text),
            lambda: self._pick(_IN_FRONT) + text,
            lambda: text + self._pick(_BEHIND),
            lambda: head + self._character() + tail,
        )
        return slips[self._chance.randrange(len(slips))]()

    def _several(self) -> str:
        joint = self._pick(("，", ",", " ", "。", "\n", "和", "、", " and ", "", "但是", "~", "到"))
        return joint.join(self._one() for _ in range(self._chance.randrange(2, 5)))

    def _character(self) -> str:
        chance = self._chance
        ranges = (
            (0x20, 0x7F),
            (0x4E00, 0x9FFF),
            (0xA0, 0x3000),
            (0x3000, 0xFFFF),
            (0x10000, 0x11FFFF),
        )
        return chr(min(chance.randrange(*self._chance.choice(ranges)), 0x10FFFF))

    def _odd(self) -> str:
        length = self._chance.choice((1, 1, 2, 5, 20))
        return "".join(
            self._pick(_ODD) if self._chance.random() < 0.4 else self._character()
            for _ in range(length)
        )

    def _code(self) -> str:
        return self._pick(_CODE) + self._one() + self._pick(_CODE)

    def _long(self) -> str:
        """A message filled to its end with one piece, with a few, or with a story."""
        chance = self._chance
        match chance.randrange(4):
            case 0:
                pieces = [self._pick(_EVEN_PIECES)]
            case 1:
                pieces = [self._one()[:20] or "1"]
            case 2:
                pieces = [self._one()[:20] or "1" for _ in range(3)]
            case _:
                pieces = [self._one() or "1" for _ in range(60)]
        filled = "".join(pieces)
        length = chance.choice((500, 1000, LONGEST, LONGEST))
        return (filled * (length // len(filled) + 1))[:length]
