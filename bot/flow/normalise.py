"""Text made even: `clean` for showing it, `plain` for reading it, `squeeze` for finding phrases.

Each takes any text, lone surrogates included, never raises, and changes nothing when applied again.
"""

import re
import unicodedata
from typing import Final

from bot.flow.traditional import SIMPLIFIED_OF

# Controls except tab and newline; soft hyphen; characters that turn the writing direction or are
# never seen; line markers; tags; halves of surrogate pairs, which cannot be written as UTF-8. The
# two joiners (200C, 200D) are kept in shown text, because emoji are built with them.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
_JOINERS: Final = re.compile("[\u200c\u200d\ufe00-\ufe0f]")
_NEWLINE: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACE: Final = re.compile(r"\s+")
_MARKS: Final = re.compile(r"[\W_]+")


def clean(text: str) -> str:
    """The text fit to be shown again: no controls, no direction marks, NFC, trimmed. Lines remain."""
    visible = _UNSEEN.sub("", _NEWLINE.sub("\n", text).replace("\t", " "))
    return unicodedata.normalize("NFC", visible).strip()


def plain(text: str) -> str:
    """The text fit to be read: NFKC, lower case, Simplified characters, single spaces, one line."""
    visible = _JOINERS.sub("", _UNSEEN.sub("", _NEWLINE.sub("\n", text).replace("\t", " ")))
    narrow = unicodedata.normalize("NFKC", visible).lower().translate(SIMPLIFIED_OF)
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", narrow)).strip()


def squeeze(text: str) -> str:
    """Letters and digits alone: what is left of `plain` without spaces, punctuation, marks, emoji."""
    return _MARKS.sub("", plain(text))
