"""Who fears for another's life is told how to stay with them, and nothing meant for themselves."""

import pytest

from bot.flow.events import Moved, Started, Tapped, Typed
from bot.flow.tokens import made_out
from bot.runtime.conversation import Conversation
from tests.flow.tiny import NOW
from tests.shipped import shipped_library


@pytest.fixture
def talk() -> Conversation:
    """A wife who has just told of her husband."""
    talk = Conversation(shipped_library(), language="zh", now=lambda: NOW)
    talk.go_to_hub()
    assert said(talk, "我老公说他要跳楼 门反锁了 我该咋办") == ["other_person"]
    return talk


def said(talk: Conversation, text: str) -> list[str]:
    """The steps of the screens that answer a text."""
    return [screen.step for screen in talk.take(Typed(text))]


def test_its_reply_leads_to_no_steps_for_oneself() -> None:
    """Numbers to copy, "I am safe", "go on"; at first contact too."""
    talk = Conversation(shipped_library(), language="en", now=lambda: NOW)
    screens = talk.take(Typed("my husband wants to kill himself"))
    assert [screen.step for screen in screens] == ["other_person"]
    buttons = screens[0].buttons
    assert [button.copy for button in buttons if button.copy][:2] == ["120", "110"]
    assert not any("crisis_steps" in button.press for button in buttons)
    assert talk.session.crisis_on is not None


@pytest.mark.parametrize("words", ["呃呃呃", "没有", "有"])
def test_words_that_are_not_understood_bring_it_again(talk: Conversation, words: str) -> None:
    """Nobody who is with someone on a roof is told to leave heights; nothing was asked of them."""
    assert said(talk, words) == ["other_person"]
    assert said(talk, words) == ["other_person"]


def test_what_they_ask_besides_is_answered_below_the_numbers(talk: Conversation) -> None:
    """The matter may be the very debt; after it, help is still that for another."""
    assert said(talk, "信用卡怎么分期") == ["first", "offer"]
    talk.take(Started("repayment_plan"))
    talk.take(Moved("back"))
    assert said(talk, "呃呃呃") == ["other_person"]


def test_what_they_then_say_of_themselves_wins(talk: Conversation) -> None:
    """From there on it is the one who writes who is asked and led on."""
    assert said(talk, "我也不想活了") == ["suicide"]
    assert said(talk, "呃呃呃")[0] == "steps"


def test_it_ends_with_their_word(talk: Conversation) -> None:
    """Saying that they are safe ends it; back is back, and erasing still asks first."""
    talk.take(Moved("forget"))
    assert talk.session.confirming == "forget"
    talk.take(Typed("我老公要跳楼"))
    talk.take(Tapped(made_out("=safe", talk.session.version)))
    assert (talk.session.crisis_on, talk.session.confirming) == (None, "")


def test_back_goes_back(talk: Conversation) -> None:
    """That another is in danger is no question which back could take away."""
    talk.take(Started("repayment_plan"))
    there = talk.position.stop
    talk.take(Moved("back"))
    assert talk.position.stop != there
