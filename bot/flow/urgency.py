"""What must be heard even of somebody who writes too fast: a cry for help, and the way out. Pure."""

import re
from typing import Final

from bot.flow.events import REMARKS, Event, Moved, Sent, Tapped, Typed
from bot.flow.normalise import plain
from bot.flow.ports import Library
from bot.flow.tokens import read_press

_MOVES: Final = frozenset({"sos", "human", "forget"})
_ACTS: Final = frozenset({"forget_yes"})
_ENDS: Final = "。.!！?？~～ "
_PARTS: Final = re.compile(r"[,，、;；。.!！]+|(?<=[一-龥])\s+")
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
    """The move, act or remark that was typed in so many words, such as 返回 or skip, or 不知道，谢谢."""
    said = plain(text).strip(_ENDS)
    if said in library.move_words:
        return library.move_words[said]
    words = {library.move_words.get(part.strip(_ENDS)) for part in _PARTS.split(said)}
    meant = (words - {*REMARKS}) or words
    return meant.pop() if len(meant) == 1 else None
