"""What was typed for the turn alone is gone after it, wherever the conversation goes on."""

from dataclasses import replace

from bot.flow.model import Flow
from tests.flow.tiny import Chat, TinyLibrary, step

GOES_ON = Flow(
    "crisis",
    (
        step(show="steps"),
        step(ask="person", optional=True),
        step(ask="total"),
        step(end="stayed"),
    ),
)
WHOLE = TinyLibrary()
LIBRARY = replace(WHOLE, person_is_text=True, flows={**WHOLE.flows, "crisis": GOES_ON})


def named() -> Chat:
    """Who has just named somebody, and is asked something else."""
    chat = Chat(LIBRARY).to_hub()
    chat.say("不想活")
    chat.press("=crisis_steps")
    chat.say("姐姐")
    assert chat.at == "total"
    return chat


def test_a_name_is_gone_though_the_conversation_goes_on() -> None:
    """It is noted that there was one, so that it is not asked again, and nothing more."""
    chat = named()
    assert "姐姐" not in str(chat.session)
    assert "person" in chat.session.visits[-1].answers
    assert chat.position.facts["person"] != "姐姐"


def test_it_stays_gone_and_what_follows_is_kept() -> None:
    """An amount right behind it is an answer like any other."""
    chat = named()
    before = chat.session.visits[-1].answers["person"]
    chat.say("什么")
    assert chat.session.visits[-1].answers["person"] == before
    chat.move("back")
    assert chat.at == "person"
    chat.say("哥哥")
    assert "哥哥" not in str(chat.session)
    assert chat.at == "total"


def test_free_text_in_the_middle_is_answered_by_its_offer_alone() -> None:
    """The question is not repeated below it, or the offer would scroll away."""
    chat = Chat().to_hub()
    assert [screen.step for screen in chat.say("欠钱会不会坐牢")] == ["offer"]
    assert [screen.kind for screen in chat.screens] == ["menu"]


def test_going_back_forgets_how_often_it_was_not_understood() -> None:
    """The ladder begins anew."""
    chat = Chat().to_hub()
    chat.press("plan")
    chat.say("500")
    chat.say("嗯嗯")
    assert chat.session.misses == 1
    chat.move("back")
    assert (chat.at, chat.session.misses) == ("total", 0)
