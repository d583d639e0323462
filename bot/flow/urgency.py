"""What must be heard even of somebody who writes too fast: a cry for help, and the way out. Pure."""

import re
from typing import Final

from bot.flow.events import REMARKS, Event, Moved, Sent, Tapped, Typed
from bot.flow.normalise import plain
from bot.flow.ports import Library
from bot.flow.tokens import read_press

_MOVES: Final = frozenset({"sos", "human", "forget"})
_ACTS: Final = frozenset({"forget_yes"})
_ENDS: Final = "。.!！?？~～\ufe0f "
_PARTS: Final = re.compile(
    r"[,，、;；。.!！?？~～\u2600-\u27bf\U0001f300-\U0001faff]+|(?<=[一-龥])\s+|\s+(?=[一-龥])"
)
_REPEATED: Final = re.compile(r"^(.{1,4}?)\1+$")
_SHORT: Final = 24  # characters
_LONGEST_WORD = 40  # characters; no move has so long a name


def asks_for_help(library: Library, event: Event) -> bool:
    """Whether it asks for help, a human or erasure, by command, button or word."""
    match event:
        case Moved():
            return event.move in _MOVES
        case Tapped():
            press = read_press(event.press)
            if press is None:
                return False
            return press.name in {"!": _MOVES, "=": _ACTS}.get(press.kind, frozenset())
        case Typed():
            return len(event.text) <= _LONGEST_WORD and spoken_word(library, event.text) in _MOVES
        case _:
            return False


def text_of(event: Event) -> str:
    """The words that came with an event."""
    if isinstance(event, Typed):
        return event.text
    return event.caption if isinstance(event, Sent) else ""


def spoken_word(library: Library, text: str) -> str | None:
    """The move, act or remark that was typed in so many words, such as 返回 or skip, or 不知道，谢谢.

    Who asks for a human beside a few other words is heard, too.
    """
    said = plain(text).strip(_ENDS)
    once = _REPEATED.sub(r"\1", said)
    if word := library.move_words.get(said) or library.move_words.get(once):
        return word
    parts = [part for one in _PARTS.split(said) if (part := one.strip(_ENDS))]
    words = [library.move_words.get(part) for part in parts or said]
    if "human" in words and len(said) <= _SHORT:
        return "human"
    moves = {word for word in words if word not in REMARKS}
    if not moves:
        return words[-1 if parts else 0] if words else None
    return moves.pop() if len(moves) == 1 else None
