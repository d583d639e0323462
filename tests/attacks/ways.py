"""Ways to where a conversation is worth attacking."""

from datetime import datetime
from functools import cache

from bot.flow.events import Event, Tapped
from bot.library import Library
from bot.runtime.conversation import Conversation


@cache
def way_to_hub(library: Library, now: datetime, language: str = "zh") -> tuple[str, ...]:
    """What a stranger who begins now presses after /start to come to the menu."""
    pressed: list[str] = []

    def note(event: Event, _turn: object) -> None:
        if isinstance(event, Tapped):
            pressed.append(event.press)

    talk = Conversation(library, language=language, now=lambda: now, heard=note)
    talk.go_to_hub()
    return tuple(pressed)
