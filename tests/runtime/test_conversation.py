"""A conversation without Telegram: what preview, tests and records hold of it."""

from datetime import UTC, datetime

from bot.flow.effects import Say
from bot.flow.engine import Turn
from bot.flow.events import Event, Started
from bot.runtime.conversation import Conversation
from tests.shipped import shipped_library

NOW = datetime(2026, 11, 24, 4, tzinfo=UTC)


def test_at_the_menu_its_last_screen_is_shown_and_every_event_was_heard() -> None:
    """Home's questions are answered with their first options, one by one."""
    heard: list[tuple[Event, Turn]] = []
    talk = Conversation(
        shipped_library(), language="en", now=lambda: NOW, heard=lambda *one: heard.append(one)
    )
    (screen,) = talk.go_to_hub()
    assert (screen.kind, screen.step) == ("menu", "hub")
    assert isinstance(heard[0][0], Started)
    assert len(heard) > 3
    assert talk.effects == heard[-1][1].effects
    assert any(isinstance(effect, Say) for effect in talk.effects)
    assert talk.session.language == "en"


def test_a_stranger_is_spoken_to_in_the_conversations_language() -> None:
    """Before any was chosen."""
    said = {
        language: Conversation(shipped_library(), language=language, now=lambda: NOW).start()
        for language in ("zh", "en")
    }
    assert said["zh"][-1].step == said["en"][-1].step
    assert said["zh"][-1].html != said["en"][-1].html
