"""Ways to where a conversation is worth attacking."""

from functools import cache

from bot.flow.events import Event, Tapped
from bot.library import Library
from bot.runtime.conversation import Conversation
from tests.attacks.desk import BEGIN


@cache
def way_to_hub(library: Library, language: str = "zh") -> tuple[str, ...]:
    """What a stranger presses after /start to come to the menu."""
    pressed: list[str] = []

    def note(event: Event, _turn: object) -> None:
        if isinstance(event, Tapped):
            pressed.append(event.press)

    talk = Conversation(library, language=language, now=lambda: BEGIN, heard=note)
    talk.go_to_hub()
    return tuple(pressed)
