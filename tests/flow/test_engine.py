"""A conversation, turn by turn: what every step and every move does."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from bot.flow.effects import Finished, Forget, HandOff, Remind, Say
from bot.flow.events import Blocked, InGroup, Sent, Started, Tapped, Typed, Unreadable
from bot.flow.tokens import made_out, read_press
from bot.flow.values import UNKNOWN
from tests.flow.tiny import NOW, Chat, TinyLibrary


@pytest.fixture
def chat() -> Chat:
    return Chat().to_hub()


@pytest.fixture
def planning(chat: Chat) -> Chat:
    chat.press("plan")
    return chat


def through_plan(chat: Chat) -> Chat:
    for said in ("500", "some", "30"):
        chat.say(said)
    chat.press("+card")
    chat.press("=done")
    chat.say("100")
    return chat


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


def test_back_goes_one_answer_back_and_then_to_the_menu(planning: Chat) -> None:
    """Back drops the last answer; before the first one it leaves the conversation."""
    planning.say("500")
    planning.move("back")
    assert planning.at == "total"
    planning.move("back")
    assert planning.at == "hub"


def test_an_edit_asks_only_what_depends_on_it(planning: Chat) -> None:
    """After a change the other answers stand; those of the other branch wait for its return."""
    through_plan(planning)
    planning.press("=change/overdue")
    assert planning.steps == ["overdue"]
    planning.press("none")
    assert planning.at == "review"
    assert "days" not in planning.position.facts
    planning.press("=change/overdue")
    planning.press("some")
    assert planning.at == "review"
    assert planning.position.facts["days"] == 30


def test_an_edit_can_be_given_up(planning: Chat) -> None:
    """Keep leaves the old answer."""
    through_plan(planning)
    planning.press("=change/total")
    planning.press("=keep")
    assert planning.position.facts["total"] == 500
    assert planning.at == "review"


def test_a_change_after_the_review_asks_for_another_look(planning: Chat) -> None:
    """What was looked over must be looked over again once it changes."""
    through_plan(planning).press("=all_right")
    planning.press("=change/total")
    planning.say("700")
    assert planning.at == "review"


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


def test_an_old_button_changes_nothing(planning: Chat) -> None:
    """A stale press is answered kindly with the current question."""
    old = made_out("some", planning.session.version)
    planning.say("500")
    before = planning.session
    assert [s.step for s in planning.take(Tapped(old))] == ["stale", "overdue"]
    assert planning.session == before


def test_a_doubled_press_counts_once(planning: Chat) -> None:
    """The second of two equal presses finds its question answered."""
    planning.say("500")
    press = Tapped(made_out("some", planning.session.version))
    planning.take(press)
    before = planning.session
    planning.take(press)
    assert planning.session == before
    assert planning.steps[0] == "stale"


@pytest.mark.parametrize(
    "data", ["", ".", "1.", "zz", "0.agree.more", "-1.agree", "1.=", "🦀.x", "1." + "a" * 80]
)
def test_forged_buttons_change_nothing(planning: Chat, data: str) -> None:
    """Whatever a button claims to carry, the session stays as it is."""
    before = planning.session
    planning.take(Tapped(data))
    assert planning.session == before


def test_ticking_twice_is_ticking_once(planning: Chat) -> None:
    """A tick is idempotent, and keeps the order of the options."""
    planning.say("500")
    planning.press("none")
    for name in ("+friend", "+card", "+card", "-friend", "+bank"):
        planning.press(name)
    planning.press("=done")
    assert planning.position.facts["kinds"] == ("card", "bank")


def test_nothing_ticked_is_asked_about(planning: Chat) -> None:
    """Done without a tick does not invent an answer."""
    planning.say("500")
    planning.press("none")
    assert planning.press("=done")[0].step == "tick_one"
    assert planning.at == "kinds"


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


def test_crisis_help_can_be_entered_before_consent() -> None:
    """Nobody has to agree to anything first."""
    chat = Chat()
    chat.say("不想活")
    chat.press("=crisis_steps")
    assert chat.at == "person"


def test_a_conversation_can_be_set_aside_and_taken_up(planning: Chat) -> None:
    """Pause leads to the menu, which leads back to the same place with every answer."""
    planning.say("500")
    assert planning.move("pause")[0].step == "paused"
    assert planning.at == "hub"
    assert any(b.press.endswith("=resume/0") for b in planning.screens[-1].buttons)
    planning.press("=resume/0")
    assert planning.at == "overdue"
    assert planning.position.facts["total"] == 500


def test_the_menu_never_loses_an_answer(planning: Chat) -> None:
    """Going to the menu and into the same conversation again goes on where it was."""
    planning.say("500")
    planning.move("menu")
    planning.press("plan")
    assert planning.at == "overdue"


def test_what_home_said_is_not_said_again_at_the_menu(planning: Chat) -> None:
    """Back at the menu, or in a conversation taken up again, nothing is repeated."""
    planning.say("500")
    planning.move("menu")
    assert planning.steps == ["hub"]
    planning.press("=resume/0")
    assert planning.steps == ["resumed", "overdue"]


def test_a_finished_conversation_begins_anew_from_its_first_words(planning: Chat) -> None:
    """Who opens it again hears its introduction again."""
    through_plan(planning).press("=all_right")
    planning.press("no")
    planning.move("menu")
    planning.press("plan")
    assert planning.steps == ["intro", "total"]


def test_a_typed_yes_approves_the_review(planning: Chat) -> None:
    """The answers can be called right in words."""
    through_plan(planning)
    planning.say("对")
    assert planning.at == "check_in"


def test_language_changes_in_place(planning: Chat) -> None:
    """The other language, the same question."""
    planning.say("500")
    assert planning.move("language")[-1].step == "overdue"
    assert planning.session.language == "en"


def test_why_is_answered_and_the_question_stays(planning: Chat) -> None:
    """Why is asked and answered without losing the place."""
    screens = planning.move("why")
    assert screens[0].texts[0].key == "total.why"
    assert planning.at == "total"


def test_a_human_can_be_asked_for_anywhere(planning: Chat) -> None:
    """The numbers of people are shown, and the wish is passed on."""
    planning.move("human")
    assert any(isinstance(effect, HandOff) for effect in planning.turn.effects)
    assert planning.at == "total"


def test_forgetting_takes_two_steps(planning: Chat) -> None:
    """One press asks, the second erases; anything else calls it off."""
    planning.move("forget")
    planning.say("500")
    assert not any(
        isinstance(e, Forget)
        for e in planning.take(Tapped("0.=forget_yes")) and planning.turn.effects
    )
    planning.move("forget")
    planning.press("=forget_yes")
    assert isinstance(planning.turn.effects[0], Forget)
    assert isinstance(planning.turn.effects[1], Say)
    assert planning.session.visits[0].answers == {}


def test_who_presses_erase_twice_is_told_so_twice_and_not_welcomed(planning: Chat) -> None:
    """The second press comes from a stranger: it leaves no session of them either."""
    planning.move("forget")
    twice = next(b.press for b in planning.screens[0].buttons if "forget_yes" in b.press)
    planning.take(Tapped(twice))
    assert planning.steps == ["forgotten"]
    stranger = Chat()
    stranger.take(Tapped(twice))
    assert isinstance(stranger.turn.effects[0], Forget)
    assert stranger.steps == ["forgotten"]


def test_a_button_from_before_everything_was_erased_means_nothing(planning: Chat) -> None:
    """The messages are still on the phone; what they offered is no answer of the new conversation."""
    old = planning.session.version
    planning.move("forget")
    planning.press("=forget_yes")
    again = Chat(now=NOW + timedelta(seconds=1)).to_hub()
    assert again.session.version > planning.session.version > old
    for press in ("plan", "agree", "yes", "=done"):
        before = again.session
        assert again.take(Tapped(made_out(press, old)))[0].step == "stale"
        assert again.session == before


@pytest.mark.parametrize("data", ["0{}", "00{}", "{} ", " {}", "+{}"])
def test_a_press_is_read_as_it_was_made_and_no_other_way(planning: Chat, data: str) -> None:
    """Another way to write the same version was never made by us."""
    made = made_out("plan", planning.session.version)
    version, _, act = made.partition(".")
    assert read_press(made)
    assert read_press(f"{data.format(version)}.{act}") is None


@pytest.mark.parametrize(
    "press",
    [
        "+agree",
        "-agree",
        "=change/none",
        "agre",
        "=done",
        "=add",
        "=resume/x",
        "=resume/²",
        "=resume/",
    ],
)
def test_what_no_button_here_carries_changes_nothing(press: str) -> None:
    """A forged press of the right position: not a tick where one is chosen, not an act of a list."""
    chat = Chat()
    chat.take(Started())
    before = chat.session
    chat.press(press)
    assert chat.session == before
    assert chat.steps[0] == "stale"


def test_several_are_chosen_by_ticking_alone(planning: Chat) -> None:
    """A bare name is no button of a question with several; and a forged press calls off no erasure."""
    for said in ("500", "some", "30"):
        planning.say(said)
    before = planning.session
    planning.press("card")
    assert planning.session == before
    planning.move("forget")
    planning.press("nothing_of_that_name")
    assert planning.session.confirming == "forget"


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
def test_what_is_not_text_gets_its_own_answer(planning: Chat, media: str) -> None:
    """A kind word on what cannot be read, and the question again."""
    assert [s.step for s in planning.take(Sent(media))] == [media, "total"]  # type: ignore[arg-type]


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


def test_the_last_screen_offers_more_to_read(planning: Chat) -> None:
    """An end names what comes next, and the way back to one's answers."""
    through_plan(planning).press("=all_right")
    planning.press("no")
    presses = {button.press.partition(".")[2] for button in planning.screens[-1].buttons}
    assert {"@card:jail", "!review", "!menu"} <= presses


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


def test_skipping_an_offer_is_no_consent(planning: Chat) -> None:
    """Nothing is set or handed over to who does not say yes."""
    through_plan(planning).press("=all_right")
    planning.move("skip")
    assert not any(isinstance(effect, Remind) for effect in planning.turn.effects)
    assert planning.at == "planned"


def test_skipping_a_review_goes_on(planning: Chat) -> None:
    """Who does not want to look again need not."""
    through_plan(planning)
    planning.move("skip")
    assert planning.at == "check_in"


@pytest.mark.parametrize("digits", ["123456789012345", "1234567890123456", "620102199001011234"])
def test_numbers_as_long_as_an_identity_are_refused(planning: Chat, digits: str) -> None:
    """Fifteen digits are an old ID card, sixteen a bank card, eighteen an ID card."""
    assert planning.say(digits)[0].step == "sign_of_number"


def test_words_of_a_button_do_what_it_does(planning: Chat) -> None:
    """Done can be said as well as pressed."""
    for said in ("500", "none"):
        planning.say(said)
    planning.press("+card")
    planning.say("好了")
    assert planning.at == "income"
