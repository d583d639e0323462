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


def test_what_was_set_aside_goes_by_its_number() -> None:
    """The first is 0; a number that nothing has is an old button's."""
    chat = Chat().to_hub()
    chat.press("plan")
    chat.say("500")
    chat.move("menu")
    for press in ("=resume/1", "=resume/99"):
        assert chat.press(press)[0].step == "stale"
        assert chat.at == "hub"
    assert chat.press("=resume/0")[0].step == "resumed"
    assert chat.at == "overdue"
    assert not chat.session.paused


def test_what_was_not_begun_is_not_set_aside() -> None:
    """Without an answer there is nothing to come back to."""
    chat = Chat().to_hub()
    chat.press("plan")
    chat.move("menu")
    assert (chat.session.paused, chat.session.past, len(chat.session.visits)) == ((), (), 1)


def test_entered_again_it_goes_on_where_it_was() -> None:
    """Once, however often it is set aside."""
    chat = Chat().to_hub()
    chat.press("plan")
    chat.say("500")
    for _ in range(2):
        chat.move("menu")
        assert len(chat.session.paused) == 1
        chat.press("plan")
        assert chat.at == "overdue"
        assert not chat.session.paused
