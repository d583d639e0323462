"""A conversation, turn by turn: what every step and every move does."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.flow.effects import Finished, Remind
from bot.flow.events import Blocked, InGroup, Media, Sent, Started, Typed, Unreadable
from bot.flow.values import UNKNOWN
from tests.flow.tiny import Chat, TinyLibrary, through_plan


def test_a_stranger_is_welcomed_whatever_they_send() -> None:
    """First contact opens home, also when it begins with a story."""
    chat = Chat()
    chat.say("你好，我欠了很多钱")
    assert chat.at == "consent"
    assert chat.steps == ["consent"]


def test_nothing_is_entered_before_consent() -> None:
    """A deep link waits until consent is given."""
    chat = Chat()
    chat.take(Started())
    assert chat.take(Started("plan"))[0].step == "consent_first"
    assert chat.at == "consent"


def test_declining_ends_kindly_and_can_be_taken_back() -> None:
    """Who declines hears so once; back returns to the question."""
    chat = Chat()
    chat.take(Started())
    chat.press("decline")
    assert chat.steps == ["declined", "declined"]
    chat.move("back")
    assert chat.at == "consent"


def test_a_whole_conversation(planning: Chat) -> None:
    """From the menu through every kind of step to the end and its outcome."""
    assert planning.steps == ["intro", "total"]
    through_plan(planning)
    assert planning.steps == ["review"]
    planning.press("=all_right")
    assert planning.steps == ["result", "check_in"]
    planning.press("yes")
    assert any(isinstance(effect, Remind) for effect in planning.turn.effects)
    assert Finished("plan", "planned") in planning.turn.effects
    assert planning.at == "planned"


def test_a_reminder_comes_in_the_morning(planning: Chat) -> None:
    """A reminder is set for ten in the morning of its day, in the borrower's time zone."""
    through_plan(planning).press("=all_right")
    planning.press("yes")
    reminder = next(e for e in planning.turn.effects if isinstance(e, Remind))
    assert reminder.at == datetime(2026, 12, 1, 10, tzinfo=reminder.at.tzinfo)


def test_what_was_understood_is_echoed(planning: Chat) -> None:
    """The answer to a question comes back on the next screen."""
    screen = planning.say("500")[0]
    assert screen.echo is not None
    assert (screen.echo.slot, screen.echo.value) == ("total", 500)


@pytest.mark.parametrize("word", ["跳过", "不知道", "不知道。"])
def test_not_knowing_is_an_answer_everywhere(planning: Chat, word: str) -> None:
    """Skip and don't know are taken as such, and conditions on them are simply not met."""
    planning.say(word)
    assert planning.position.facts["total"] == UNKNOWN
    assert planning.at == "overdue"


def test_the_ladder_has_three_rungs(planning: Chat) -> None:
    """Explain; then an example; then it can wait, or a human helps; never a dead end."""
    first = planning.say("???")[0]
    assert [text.key for text in first.texts] == ["rejections.not_money"]
    second = planning.say("???")[0]
    assert [text.key for text in second.texts] == [
        "rejections.not_money",
        "ladder.example",
        "total.example",
    ]
    third = planning.say("???")
    assert [text.key for text in third[0].texts] == ["ladder.out"]
    assert {"!skip", "!pause", "!human"} <= {b.press.partition(".")[2] for b in third[-1].buttons}
    planning.say("500")
    assert planning.session.misses == 0


def test_a_condition_that_is_not_met_says_so_in_its_own_words(planning: Chat) -> None:
    """The flow's own `must` words answer a value that it cannot take."""
    screen = planning.say("0")[0]
    assert screen.texts[0].key == "total.must"
    assert planning.at == "total"
    planning.say("500")
    assert "answer" not in planning.position.facts  # it is a word of that condition alone


def test_a_card_offered_in_the_middle_of_home_can_be_followed_once_consent_stands() -> None:
    """What is asked of consent is consent, not the rest of home."""
    chat = Chat()
    chat.take(Started())
    chat.press("agree")
    chat.take(Started("plan"))
    assert chat.at == "total"


def test_a_story_is_ticked_for_a_look_not_taken_for_one_answer(planning: Chat) -> None:
    """Out of words that name some options and more, those are ticked, and shown before they count."""
    planning.say("500")
    planning.press("none")
    screens = planning.say("card 还有别的事")
    assert screens[0].step == "ticked_some"
    assert planning.session.selected == ("card",)
    assert planning.at == "kinds"


def test_a_typed_yes_approves_the_review(planning: Chat) -> None:
    """The answers can be called right in words."""
    through_plan(planning)
    planning.say("对")
    assert planning.at == "check_in"


def test_free_text_outside_a_question_is_offered_topics(chat: Chat) -> None:
    """What it may be about, as buttons; nothing is guessed."""
    screens = chat.say("欠钱会不会坐牢")
    assert screens[0].step == "offer"
    assert screens[0].buttons[0].press.endswith("@card:jail")
    chat.press("@card:jail")
    assert chat.steps == ["jail"]
    assert chat.at == "hub"


def test_free_text_about_nothing_known_says_so(chat: Chat) -> None:
    """No topic, no guess."""
    assert chat.say("qwxyz")[0].step == "no_topic"


def test_an_identity_number_is_not_kept(planning: Chat) -> None:
    """What looks like an ID or card number is refused before any parser sees it."""
    for said in ("620102199001011234", "6222 0212 3456 7890 123"):
        assert planning.say(said)[0].step == "sign_of_number"
    assert planning.session.visits[-1].answers == {}


@pytest.mark.parametrize("media", ["voice", "photo", "sticker", "location", "file", "contact"])
def test_what_is_not_text_gets_its_own_answer(planning: Chat, media: Media) -> None:
    """A kind word on what cannot be read, and the question again."""
    assert [s.step for s in planning.take(Sent(media))] == [media, "total"]


def test_edited_and_forwarded_messages_are_no_answers(planning: Chat) -> None:
    """Neither a corrected old message nor somebody else's words answer a question."""
    assert planning.take(Typed("500", edited=True))[0].step == "edited"
    assert planning.take(Typed("500", forwarded=True))[0].step == "forwarded"
    assert planning.at == "total"


def test_a_group_hears_one_sentence() -> None:
    """Debts are not talked about in a group; after one polite sentence, silence."""
    chat = Chat()
    assert [s.step for s in chat.take(InGroup())] == ["group"]
    assert chat.take(InGroup()) == []


def test_what_cannot_be_read_is_kept_and_said(planning: Chat) -> None:
    """An unreadable update becomes a dead letter, and the borrower is told."""
    assert planning.take(Unreadable("no text"))[0].step == "unreadable"
    assert planning.at == "total"


def test_a_borrower_who_blocks_is_not_reminded(planning: Chat) -> None:
    """Blocking cancels reminders and says nothing."""
    assert planning.take(Blocked()) == []
    assert len(planning.turn.effects) == 1


def test_new_consent_words_are_asked_before_going_on(planning: Chat) -> None:
    """When the consent text changes, it is asked again; the conversation waits for it, whole."""
    planning.say("500")
    planning.library = replace(TinyLibrary(), consent_version="2")
    planning.say("none")
    assert planning.at == "consent"
    assert planning.steps[0] == "asked_again"
    planning.press("agree")
    planning.press("=resume/0")
    assert planning.at == "overdue"


def test_consent_is_on_record_with_its_words_language_and_time(planning: Chat) -> None:
    """Which words, in which language, when; new words need a new record, going back takes it away."""
    first = planning.session.agreement
    assert first is not None
    assert first.version == planning.session.visits[0].answers["consent"].print
    assert first.language == planning.session.language
    assert first.at.tzinfo is not None
    planning.say("500")
    assert planning.session.agreement == first
    planning.library = replace(TinyLibrary(), consent_version="2")
    planning.say("none")
    assert planning.session.agreement == first
    planning.press("agree")
    assert planning.session.agreement is not None
    assert planning.session.agreement.version != first.version
    planning.move("forget")
    planning.press("=forget_yes")
    assert planning.session.agreement is None


def test_what_was_said_elsewhere_is_offered_again(planning: Chat) -> None:
    """A number told once need not be typed again: one tap confirms it."""
    through_plan(planning).press("=all_right")
    planning.press("no")
    planning.move("menu")
    screen = planning.press("plan")[-1]
    assert any(button.press.endswith("=same") for button in screen.buttons)
    planning.press("=same")
    assert planning.position.facts["total"] == 500
    assert planning.at == "overdue"


def test_an_option_that_was_chosen_elsewhere_stands_once(planning: Chat) -> None:
    """It is in its own place, so that numbers mean the same, and says that it was said."""
    through_plan(planning).press("=all_right")
    planning.press("no")
    planning.move("menu")
    planning.press("plan")
    screen = planning.press("=same")[-1]
    options = [b for b in screen.buttons if b.press.split(".")[-1] in ("none", "some", "=same")]
    said = planning.session.past[-1].answers["overdue"].value
    assert [button.press.split(".")[-1] for button in options] == ["none", "some"]
    assert [b.label.key == "buttons.same" for b in options] == [said == "none", said == "some"]


def test_the_last_screen_offers_more_to_read(planning: Chat) -> None:
    """An end names what comes next, and the way back to one's answers."""
    through_plan(planning).press("=all_right")
    planning.press("no")
    presses = {button.press.partition(".")[2] for button in planning.screens[-1].buttons}
    assert {"@card:jail", "!review", "!menu"} <= presses


@pytest.mark.parametrize("digits", ["123456789012345", "1234567890123456", "620102199001011234"])
def test_numbers_as_long_as_an_identity_are_refused(planning: Chat, digits: str) -> None:
    """Fifteen digits are an old ID card, sixteen a bank card, eighteen an ID card."""
    assert planning.say(digits)[0].step == "sign_of_number"
