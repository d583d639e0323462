"""Which of the options on the screen a typed text means: by number, label, name, length, part of a label, or words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.flow.model import Option
from bot.flow.normalise import plain, squeeze
from bot.flow.numerals import LONGEST, arabic
from bot.flow.option_lengths import options_of_length
from bot.flow.phrases import level

_ORDINAL: Final = re.compile(
    r"(?:(?P<marked>(?:我?[选要]|第|我选第|选择|选项|option|number|no\.?|#|choice|答案)+) ?)?"
    r"[(\[]?(?P<place>[0-9]{1,2})[)\].、。,:!]*"
    r" ?(?:(?P<counts>[个条种款])|项|号|st|nd|rd|th)?(?: ?(?:吧|的|选项|one|option|please))*[.。!]*"
)
_ENGLISH_ORDINALS: Final = {
    word: place
    for place, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 1
    )
}  # fmt: skip
_ENGLISH_ORDINAL: Final = re.compile(
    rf"(?:the )?({'|'.join(_ENGLISH_ORDINALS)})(?: (?:one|option|choice))?[.!]*"
)
_DENIED: Final = re.compile(
    r"(?:[不没][太大是怎么很想要会有愿]{0,3}|非|别|(?<![a-z])(?:not|no|never|isn't|aren't|don't have)(?: an?| any| the)?) ?$"
)
_CHINESE: Final = re.compile(r"[一-龥]")
_LETTERS: Final = re.compile(r"[a-z]")
_LEAST_CHINESE, _LEAST_LETTERS = 2, 3


def matching_options(text: str, options: tuple[Option, ...]) -> tuple[str, ...]:
    """The names of the options that the text may mean, the surest reading that finds any; or none."""
    written = plain(text[:LONGEST])
    typed = _Typed(written, arabic(written))
    for reading in (_exact, _by_place, _named_in_text, _by_length, _part_of_label):
        if names := reading(typed, options):
            return tuple(dict.fromkeys(names))
    return ()


@dataclass(frozen=True)
class _Typed:
    """What was typed, `plain`, and with its numbers in figures: made once for every reading."""

    written: str
    figures: str


def _exact(typed: _Typed, options: tuple[Option, ...]) -> list[str]:
    key = _key(typed.figures)
    return [
        option.name
        for option in options
        if typed.written == option.name
        or (
            key and any(key == label for label in (*_labels(option), *map(_label_key, option.also)))
        )
    ]


def _by_place(typed: _Typed, options: tuple[Option, ...]) -> list[str]:
    """The option at a number that is all that was typed: 2, 第二个, option 2; not the 3 of 3个月."""
    worded = _ENGLISH_ORDINAL.fullmatch(typed.written)
    found = _ORDINAL.fullmatch(re.sub("[\u20e3\ufe0f]", "", typed.figures))
    place = 0
    if worded:
        place = _ENGLISH_ORDINALS[worded[1]]
    elif found and (found["marked"] or not found["counts"]):
        place = int(found["place"])
    return [options[place - 1].name] if 0 < place <= len(options) else []


def _named_in_text(typed: _Typed, options: tuple[Option, ...]) -> list[str]:
    """The options whose label stands in the text undenied, or which the text tells of.

    A label within a longer option's label does not count.
    """
    even, levelled = _even(typed.figures), level(typed.written)
    told = [option.name for option in options if option.told and option.told.search(levelled)]
    found = {
        (option.name, start, start + len(label))
        for option in options
        for label in _plain_labels(option)
        if _tells(label)
        for start in _places(label, even)
    }
    named = [
        name
        for name, start, end in sorted(found, key=lambda place: place[1])
        if not any(
            a <= start and end <= b and (b - a) > (end - start)
            for other, a, b in found
            if other != name
        )
        and not _DENIED.search(even[:start])
    ]
    return [*named, *told]


def _by_length(typed: _Typed, options: tuple[Option, ...]) -> list[str]:
    return options_of_length(typed.figures, options)


def _part_of_label(typed: _Typed, options: tuple[Option, ...]) -> list[str]:
    """The options with a label that the text is a telling part of: 信用 for 信用卡."""
    even = _even(typed.figures).strip(" .,!?。、")
    if not _tells(even):
        return []
    return [
        option.name
        for option in options
        if any(
            len(even) <= len(label) and _places(even, label, whole_end=False)
            for label in _plain_labels(option)
        )
    ]


def _places(part: str, text: str, *, whole_end: bool = True) -> list[int]:
    """Where the part stands in the text, English at the start (and end) of words only."""
    before = r"(?<![a-z0-9])" if part[0].isascii() else ""
    after = r"(?![a-z0-9])" if part[-1].isascii() and (whole_end or part[-1].isdigit()) else ""
    return [found.start() for found in re.finditer(before + re.escape(part) + after, text)]


def _tells(text: str) -> bool:
    """Whether it is long enough to mean something by itself."""
    return (
        len(_CHINESE.findall(text)) >= _LEAST_CHINESE
        or len(_LETTERS.findall(text)) >= _LEAST_LETTERS
    )


def _even(figures: str) -> str:
    """An `arabic` text without spaces beside Chinese characters."""
    return re.sub(r"(?<=[一-龥]) | (?=[一-龥])", "", figures)


def _key(figures: str) -> str:
    """What is compared of an `arabic` text and a label: letters and figures, and what joins figures."""
    even = re.sub(r"(?<=[0-9])\.(?=[0-9])", "点", figures)
    return squeeze(re.sub(r"(?<=[0-9]) ?[-~–—] ?(?=[0-9])", "到", even))


def _labels(option: Option) -> Iterable[str]:
    return (key for label in option.labels if (key := _label_key(label)))


def _plain_labels(option: Option) -> Iterable[str]:
    return (even for label in option.labels if (even := _label_even(label)))


# A label is content and comes with every message; what was typed is never kept here.
@lru_cache(maxsize=4096)
def _label_key(label: str) -> str:
    return _key(arabic(plain(label)))


@lru_cache(maxsize=4096)
def _label_even(label: str) -> str:
    return _even(arabic(plain(label))).rstrip("了的 ")
