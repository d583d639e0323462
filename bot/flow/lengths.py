"""How long a text is, as Telegram counts it, and how long it may be."""

import re
from html import unescape
from typing import Final
from unicodedata import category, east_asian_width

TEXT_UNITS: Final = 4096  # of UTF-16, after the HTML is parsed; so are the other units here
CAPTION_UNITS: Final = 1024
COPY_CHARACTERS: Final = 256
LABEL_CHARACTERS: Final = 64  # our own: a longer button is cut on a phone
LABEL_COLUMNS: Final = 40  # one button in a row of a narrow phone shows no more

_JOINERS: Final = frozenset("\u200d\ufe0f\ufe0e")
_TAG: Final = re.compile(r"<[^<>]*>")


def units(text: str) -> int:
    """The length as Telegram counts it: UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def shown(html: str) -> str:
    """What a borrower sees of Telegram HTML: the tags gone, the entities resolved."""
    return unescape(_TAG.sub("", html))


def columns(text: str) -> int:
    """How wide a text is, in Latin letters: a Chinese character or an emoji takes two."""
    return sum(map(_column, text))


def _column(character: str) -> int:
    if character in _JOINERS or category(character) in {"Mn", "Me"}:
        return 0
    return 2 if east_asian_width(character) in {"W", "F"} else 1
