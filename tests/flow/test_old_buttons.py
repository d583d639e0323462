"""Which buttons are too old once something was answered, and which never are."""

import pytest

from bot.flow.events import Tapped
from bot.flow.tokens import made_out
from tests.flow.tiny import Chat


@pytest.fixture
def answered() -> tuple[Chat, int]:
    """A borrower who has answered one question, and the version at which it was asked."""
    chat = Chat().to_hub()
    chat.press("plan")
    version = chat.session.version
    chat.say("500")
    return chat, version


@pytest.mark.parametrize(
    "press",
    [
        "some",
        "+card",
        "=keep",
        "=change/total",
        "=done",
        "=all_right",
        "=same",
        "!back",
        "!skip",
        "!undo",
    ],
)
def test_a_button_of_a_question_is_too_old_after_its_answer(
    answered: tuple[Chat, int], press: str
) -> None:
    """The question that waits is shown again and the session stays as it is."""
    chat, version = answered
    before = chat.session
    assert [screen.step for screen in chat.take(Tapped(made_out(press, version)))] == [
        "stale",
        "overdue",
    ]
    assert chat.session == before


@pytest.mark.parametrize(
    "press",
    ["=safe", "=dark", "=go_on", "=lang/en", "@card:jail", "!menu", "!sos", "!human", "!language",
     "!help", "!forget", "!export"],
)  # fmt: skip
def test_help_and_ways_out_are_never_too_old(answered: tuple[Chat, int], press: str) -> None:
    """They mean the same whenever they are pressed."""
    chat, version = answered
    steps = [screen.step for screen in chat.take(Tapped(made_out(press, version)))]
    assert "stale" not in steps
