"""English number words, rewritten with plain digits: `thirty-five thousand` → `35000`."""

import re
from decimal import Decimal
from typing import Final

_SMALL: Final = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_SCALES: Final = {
    "hundred": 100,
    "thousand": 1000,
    "grand": 1000,
    "million": 10**6,
    "billion": 10**9,
}

_TEN, _TWENTY, _HUNDRED = 10, 20, 100
_WORD: Final = "|".join(sorted(_SMALL, key=len, reverse=True))
_SCALE: Final = "|".join(_SCALES)
_FIGURES: Final = rf"[0-9]+(?:\.[0-9]+)?(?= ?(?:{_SCALE})(?![a-z]))"
_TOKEN: Final = rf"(?:{_FIGURES}|(?:{_WORD}|{_SCALE})(?![a-z]))"
_RUN: Final = re.compile(
    rf"(?<![a-z0-9.])(?:an?(?= (?:{_SCALE})(?![a-z]))|{_FIGURES}|(?:{_WORD})(?![a-z]))"
    rf"(?:(?:[ -]|(?<=hundred) and |(?<=thousand) and )?{_TOKEN})*"
)

_HALF: Final = re.compile(
    rf"(?<![a-z0-9.,])(?:(?P<whole>{_WORD}|[0-9]+) and a half |half an? )(?=(?:{_SCALE})(?![a-z]))"
)
_PART: Final = re.compile(rf"(?:quarters?|thirds?) (?:of )?an? (?:{_SCALE})(?![a-z])")


def english_to_digits(text: str, unreadable: str) -> str:
    """`plain` text with its English numbers in digits, and `unreadable` for those without sense."""

    def rewritten(found: re.Match[str]) -> str:
        value = _value(re.findall(r"[0-9.]+|[a-z]+", found[0]))
        return unreadable if value is None else f"{value.normalize():f}"

    return _RUN.sub(rewritten, _PART.sub(unreadable, _HALF.sub(_halved, text)))


def _halved(found: re.Match[str]) -> str:
    """Half a million as 0.5 million; two and a half thousand as 2.5 thousand."""
    word = found["whole"] or "0"
    return f"{_SMALL.get(word, word)}.5 "


def _value(words: list[str]) -> Decimal | None:
    """The number of the words, or None where no number is said so: `two three`."""
    total = Decimal(0)
    part: Decimal | None = None
    ceiling = Decimal(10**12)
    for word in words:
        if word == "and":
            continue
        scale = _SCALES.get(word)
        if scale is None:
            part = _joined(part, _small(word))
        elif word == "hundred":
            part = part * scale if part is not None and 0 < part < scale else None
        else:
            part = _scaled(part, scale, ceiling)
            total, ceiling = total + (part or 0), Decimal(scale)
            part = part and Decimal(0)
        if part is None:
            return None
    return total + (part or 0)


def _scaled(part: Decimal | None, scale: int, ceiling: Decimal) -> Decimal | None:
    return part * scale if part is not None and scale < ceiling else None


def _small(word: str) -> Decimal:
    if word in {"a", "an"}:
        return Decimal(1)
    return Decimal(_SMALL[word]) if word in _SMALL else Decimal(word)


def _joined(part: Decimal | None, small: Decimal) -> Decimal | None:
    """The part so far with a small number after it: 20 and 5, 100 and 30; not 2 and 3."""
    if not part:
        return small
    if part % 100 == 0:
        return part + small if small < _HUNDRED else None
    return part + small if part % 10 == 0 and part % 100 >= _TWENTY and 0 < small < _TEN else None
