"""A cry for help comes before everything, and leaves the conversation where it was."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.flow.events import Sent, Typed
from tests.flow.tiny import Chat, TinyLibrary


def test_crisis_words_come_before_everything_and_leave_the_place(planning: Chat) -> None:
    """In the middle of a question: help at once, the flow as it was, help first until safe."""
    before = planning.position
    screens = planning.say("我 不想活 了 500")
    assert [(s.kind, s.step) for s in screens] == [("crisis", "suicide")]
    assert screens[0].buttons[0].copy == "police"
    assert planning.position == before
    assert planning.say("500")[0].step == "first"
    assert planning.at == "overdue"
    planning.press("=safe")
    assert [s.kind for s in planning.say("none")] == ["text", "question"]


def test_crisis_words_are_heard_in_captions_and_edits_and_at_first_contact() -> None:
    """Wherever text comes with a message, it is listened to."""
    for event in (
        Typed("不想活"),
        Sent("photo", "不想活"),
        Typed("不想活", edited=True),
        Typed("不想活", forwarded=True),
    ):
        assert Chat().take(event)[0].kind == "crisis"


def test_an_answer_to_the_crisis_question_is_not_lectured(planning: Chat) -> None:
    """The crisis screen asks; whatever words come back lead on to its steps, not to the ladder."""
    planning.say("不想活")
    planning.say("有，昨天站在阳台上")
    assert planning.at == "person"
    assert "ladder" not in planning.steps
    planning.press("=safe")
    planning.move("menu")
    planning.press("=resume/0") if planning.session.paused else planning.press("plan")
    assert planning.at == "total"


def test_the_numbers_stand_once_in_an_answer(planning: Chat) -> None:
    """What has them itself needs none before it; whatever has not begins with them, echo and all."""
    planning.say("不想活")
    numbers, asked = planning.say("500")
    assert (numbers.step, numbers.echo, asked.step) == ("first", None, "overdue")
    assert asked.echo is not None
    planning.say("昨天站在阳台上")
    assert planning.steps == ["steps", "person"]


@pytest.mark.parametrize("no", ["没有", "no", "nope"])
def test_a_no_to_the_crisis_question_is_taken_and_the_numbers_stay(planning: Chat, no: str) -> None:
    """No long page and no second asking; the numbers still come first, until they say they are safe."""
    planning.say("不想活")
    planning.say(no)
    assert planning.steps == ["first", "safe", "total"]
    assert planning.session.crisis_on is not None
    planning.press("=safe")
    assert planning.session.crisis_on is None


def test_crisis_help_can_be_entered_before_consent() -> None:
    """Nobody has to agree to anything first."""
    chat = Chat()
    chat.say("不想活")
    chat.press("=crisis_steps")
    assert chat.at == "person"


def test_the_person_named_in_a_crisis_is_not_kept() -> None:
    """The name is said back once, in the turn itself; the session never holds it."""
    chat = Chat().to_hub()
    chat.say("不想活")
    chat.press("=crisis_steps")
    chat.say("42")
    assert chat.position.facts["person"] == Decimal(42)  # an amount is no name
    library = replace(TinyLibrary(), person_is_text=True)
    chat = Chat(library).to_hub()
    chat.say("不想活")
    chat.press("=crisis_steps")
    screens = chat.say("姐姐")
    assert screens[-1].echo is not None or screens[0].echo is not None
    assert "姐姐" not in str(chat.session)
