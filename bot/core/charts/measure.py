"""How wide text is in the font of the pictures, and how it is cut and wrapped to fit.

The font has no kerning, so a text is as wide as its characters together. What is not in the table is
taken for wider than it is rather than narrower: a cut too early is better than an overlap.
"""

import re
from collections.abc import Mapping
from typing import Final
from unicodedata import category, east_asian_width

ELLIPSIS: Final = "…"

# Thousandths of the size, from the font's own metrics: ASCII from the space to the tilde.
_ASCII: Final = (
    224, 323, 474, 555, 555, 921, 680, 278, 338, 338, 467, 555, 278, 347, 278, 392,
    555, 555, 555, 555, 555, 555, 555, 555, 555, 555, 278, 278, 555, 555, 555, 474,
    946, 608, 657, 638, 688, 589, 552, 689, 728, 293, 535, 646, 543, 812, 723, 742,
    633, 742, 635, 596, 599, 721, 575, 878, 573, 531, 603, 338, 392, 338, 555, 559,
    606, 563, 618, 510, 620, 554, 325, 564, 607, 275, 275, 552, 284, 926, 610, 606,
    620, 620, 388, 468, 377, 607, 521, 802, 498, 521, 475, 338, 270, 338, 555,
)  # fmt: skip
_WIDTHS: Final[Mapping[str, int]] = {
    **{chr(32 + place): width for place, width in enumerate(_ASCII)},
    "\u00a0": 224, "¥": 555, "£": 555, "€": 555, "–": 536, "—": 894, "−": 555, "°": 370, "≅": 1000, "Ю": 1014,
}  # fmt: skip
_FULL: Final = 1000
_OTHER: Final = 920  # Latin with accents, Greek, Cyrillic
_NO_LINE_STARTS_WITH: Final = frozenset("，。、；：？！）》」』】”’…,.;:?!)%")
_STRAIGHT: Final = str.maketrans("‘’“”", "''\"\"")
_APOSTROPHE: Final = re.compile(r"(?<=[A-Za-z])’(?=[A-Za-z])")
_NO_LINE_ENDS_WITH: Final = frozenset("（《「『【“‘(¥")


def typeset(text: str) -> str:
    """The text as it is drawn: curly quotes are straight unless they stand in Chinese.

    The font has them as wide as a Chinese character. An apostrophe in a Latin word is always straight.
    """
    if text.isascii():
        return text
    if any(east_asian_width(character) in {"W", "F"} for character in text):
        return _APOSTROPHE.sub("'", text)
    return text.translate(_STRAIGHT)


def width_of(text: str, size: float) -> float:
    """How wide the text is, in the unit of `size`, the height of the letters' em."""
    return _drawn_width(typeset(text), size)


def cut(text: str, size: float, *, width: float) -> str:
    """The text, or as much of its beginning as fits with … at the end; … alone in the worst case."""
    text = typeset(text)
    if _drawn_width(text, size) <= width:
        return text
    left = width - _drawn_width(ELLIPSIS, size)
    kept = 0
    for character in text:
        left -= _drawn_width(character, size)
        if left < 0:
            break
        kept += 1
    return text[:kept].rstrip() + ELLIPSIS


def wrap(text: str, size: float, *, width: float, lines: int) -> list[str]:
    """The text in at most so many lines, broken at spaces and between Chinese characters.

    No line begins with a closing mark or ends with an opening one. What is too much is cut with ….
    """
    wrapped: list[str] = []
    line = ""
    pieces = _pieces(typeset(text))
    for place, piece in enumerate(pieces):
        if line and _drawn_width((line + piece).rstrip(), size) > width:
            if len(wrapped) == lines - 1:
                rest = line + "".join(pieces[place:])
                return [*wrapped, cut(rest, size, width=width)]
            wrapped.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    if line.strip():
        wrapped.append(line.rstrip())
    return [cut(kept, size, width=width) for kept in wrapped]


def _drawn_width(text: str, size: float) -> float:
    return sum(map(_width, text)) * size / _FULL


def _width(character: str) -> int:
    known = _WIDTHS.get(character)
    if known is not None:
        return known
    if category(character) in {"Mn", "Me"}:
        return 0
    # The font draws what is "ambiguous" (· “ → ★) as wide as a Chinese character.
    return _FULL if east_asian_width(character) in {"W", "F", "A"} else _OTHER


def _pieces(text: str) -> list[str]:
    """What stays together: a Latin word with the space after it, a Chinese character with its marks."""
    pieces: list[str] = []
    for character in " ".join(text.split()):
        if pieces and _stay_together(pieces[-1][-1], character):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _stay_together(former: str, character: str) -> bool:
    if character == " " or character in _NO_LINE_STARTS_WITH or former in _NO_LINE_ENDS_WITH:
        return True
    return former != " " and not _is_chinese(former) and not _is_chinese(character)


def _is_chinese(character: str) -> bool:
    return character not in _WIDTHS and east_asian_width(character) in {"W", "F", "A"}
