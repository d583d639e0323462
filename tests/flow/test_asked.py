"""What was asked in the welcome is not lost: it is offered at the menu, and its words are not kept."""

import json

import pytest

from bot.flow.events import Sent, Started, Typed
from bot.flow.session import dump_session
from tests.flow.tiny import Chat

ASKED = "会坐牢吗"


def test_what_was_asked_in_the_welcome_is_offered_at_the_menu_once() -> None:
    """There was no time for it before consent; nobody has to type it again."""
    chat = Chat()
    chat.take(Started())
    chat.say(ASKED)
    assert chat.steps == ["ladder", "consent"]
    chat.press("agree")
    offer, hub = chat.screens
    assert [button.press.rpartition("@")[2] for button in offer.buttons] == ["card:jail"]
    assert (offer.texts[0].key, hub.step) == ("notices.asked_before", "hub")
    chat.move("menu")
    assert chat.steps == ["hub"]


@pytest.mark.parametrize("first", [Typed(ASKED), Sent("photo", ASKED)])
def test_so_is_what_came_before_any_welcome(first: Typed | Sent) -> None:
    """Whoever writes before pressing Start is welcomed, and their question waits."""
    chat = Chat()
    chat.take(first)
    assert chat.steps == ["consent"]
    chat.press("agree")
    assert chat.steps == ["offer", "hub"]


def test_its_words_are_not_kept() -> None:
    """Only what it may be about is."""
    chat = Chat()
    chat.take(Started())
    chat.say(ASKED)
    kept = json.dumps(dump_session(chat.session), ensure_ascii=False)
    assert "card:jail" in kept
    assert ASKED not in kept


def test_who_declines_leaves_nothing_of_it() -> None:
    """Nothing is kept, and nothing offered."""
    chat = Chat()
    chat.take(Started())
    chat.say(ASKED)
    chat.press("decline")
    assert chat.steps == ["declined", "declined"]
    assert "card:jail" not in str(chat.session)


def test_it_waits_while_help_in_a_crisis_is_open() -> None:
    """Help comes first; the question is still there after it."""
    chat = Chat()
    chat.take(Started())
    chat.say(ASKED)
    chat.say("不想活")
    chat.press("=crisis_steps")
    chat.press("=safe")
    chat.move("menu")
    chat.press("agree")
    assert chat.steps == ["offer", "hub"]


@pytest.mark.parametrize("said", ["坐牢", "返回", "随便说说而已啊"])
def test_a_short_word_and_what_fits_nothing_are_no_question(said: str) -> None:
    """An answer that was not understood comes not back as an offer."""
    chat = Chat()
    chat.take(Started())
    chat.say(said)
    chat.press("agree")
    assert chat.steps == ["hub"]


def test_a_card_that_is_gone_is_not_offered() -> None:
    """The library may have changed since."""
    chat = Chat()
    chat.take(Started())
    chat.say(ASKED)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(chat.library), "has", lambda self, text: text.source != "topics")
        chat.press("agree")
    assert chat.steps == ["hub"]
