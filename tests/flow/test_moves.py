"""Back, change, menu, aside, another language, a human: nothing that was said is lost."""

import pytest

from bot.flow.effects import HandOff, Remind
from bot.flow.events import Typed
from bot.runtime.conversation import Conversation
from tests.flow.tiny import NOW, Chat, through_plan
from tests.shipped import shipped_library


def test_back_goes_one_answer_back_and_then_to_the_menu(planning: Chat) -> None:
    """Back drops the last answer; before the first one it leaves the conversation."""
    planning.say("500")
    planning.move("back")
    assert planning.at == "total"
    planning.move("back")
    assert planning.at == "hub"


def test_back_from_the_menu_is_the_menu() -> None:
    """Whoever has read a card there means the menu, not the welcome's last question."""
    chat = Chat().to_hub()
    before = chat.session.visits
    chat.move("back")
    assert (chat.at, chat.session.visits) == ("hub", before)


@pytest.mark.parametrize(
    ("said", "steps"),
    [
        ("谢谢", ["thanks", "total"]),
        ("谢谢！", ["thanks", "total"]),
        ("不知道，谢谢", ["overdue"]),
        ("返回 谢谢", ["hub"]),
        ("返回，不知道", ["ladder", "total"]),
        ("谢谢，再说", ["ladder", "total"]),
    ],
)
def test_a_remark_is_answered_and_beside_a_move_only_the_move_is_meant(
    planning: Chat, said: str, steps: list[str]
) -> None:
    """It is no failed answer; two moves at once, or other words beside a remark, are none."""
    planning.say(said)
    assert planning.steps == steps


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ("怎么办怎么办", "lost"), ("😭😭😭", "lost"), ("💔🙏", "lost"), ("what do I do?", "lost"), ("谢谢你❤️", "thanks"), ("谢谢你❤️ 我好多了", "better"),
        ("太长了看不懂", "too_hard"), ("别跟我扯这些，给我找个真人", "human"), ("I want a human!!", "human"), ("救救我", "asked"),
        ("不安全", "asked"), ("把我的信息都删了", "forget"), ("delete everything about me", "forget"), ("先不聊了", "paused_home"), ("再见", "paused_home"),
    ],
)  # fmt: skip
def test_what_people_say_beside_the_matter_is_understood(said: str, step: str) -> None:
    """Nobody who is lost, thanks, or asks for a human is told that a shorter word would do."""
    talk = Conversation(shipped_library(), language="zh", now=lambda: NOW)
    talk.go_to_hub()
    assert talk.take(Typed(said))[0].step == step


@pytest.mark.parametrize(
    "said", ["求助，欠了网贷怎么办", "有人吗，我欠了三家网贷，一共六万，催收天天打电话给我"]
)
def test_a_story_that_begins_with_a_call_is_read_as_a_story(said: str) -> None:
    """The word alone would hide it."""
    talk = Conversation(shipped_library(), language="zh", now=lambda: NOW)
    talk.go_to_hub()
    assert talk.take(Typed(said))[0].step == "offer"


@pytest.mark.parametrize("nod", ["好的", "嗯", "ok"])
def test_a_nod_at_the_menu_is_no_riddle(nod: str) -> None:
    """There is nothing to be understood in it."""
    talk = Conversation(shipped_library(), language="zh", now=lambda: NOW)
    talk.go_to_hub()
    assert [screen.step for screen in talk.take(Typed(nod))] == ["hub"]


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


def test_what_was_ticked_stands_ticked_when_it_is_asked_again(planning: Chat) -> None:
    """By back and by change: nobody has to remember their ticks, or tick them anew."""
    planning.say("500")
    planning.press("none")
    for press in ("+card", "+bank", "=done"):
        planning.press(press)
    planning.move("back")
    assert planning.at == "kinds"
    ticked = [planning.session.selected]
    planning.press("-bank")
    planning.press("=done")
    assert planning.position.facts["kinds"] == ("card",)
    planning.say("3000")
    planning.press("=change/kinds")
    ticked.append(planning.session.selected)
    planning.press("=keep")
    assert [*ticked, planning.session.selected] == [("card", "bank"), ("card",), ()]
    assert planning.position.facts["kinds"] == ("card",)


def test_a_change_after_the_review_asks_for_another_look(planning: Chat) -> None:
    """What was looked over must be looked over again once it changes."""
    through_plan(planning).press("=all_right")
    planning.press("=change/total")
    planning.say("700")
    assert planning.at == "review"


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
