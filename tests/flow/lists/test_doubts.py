"""An unusual answer is asked about before it counts; it is neither refused nor swallowed."""

from decimal import Decimal

import pytest

from bot.flow.case import make_case
from bot.flow.model import Given
from bot.flow.values import UNKNOWN
from tests.flow.lists.listed import add, facts, presses
from tests.flow.tiny import NOW, Chat


def doubted(chat: Chat) -> Chat:
    chat.press("=add")
    chat.say("bank")
    chat.say("5000")
    return chat


def test_an_unusual_answer_is_asked_about_before_it_counts(chat: Chat) -> None:
    """In its own words, with the value as its slot shows it; nothing is echoed yet."""
    screen = doubted(chat).screens[-1]
    assert (chat.at, screen.step) == ("balance.sure", "balance.sure")
    assert screen.texts[0].values["answer"] == Given("balance", Decimal(5000), "owing")
    assert screen.echo is None
    assert "balance" not in chat.position.facts
    assert presses(screen)[:2] == ["yes", "no"]


@pytest.mark.parametrize("yes", ["press", "对", "是的"])
def test_yes_makes_it_count_once_and_for_all(chat: Chat, yes: str) -> None:
    """It is not asked about again: not after a change of language, nor on the way back."""
    doubted(chat)
    screens = chat.press("yes") if yes == "press" else chat.say(yes)
    assert screens[0].echo == Given("balance", Decimal(5000), "owing")
    assert chat.at == "rate"
    chat.move("language")
    chat.move("back")
    assert chat.at == "balance"
    chat.say("5000")
    assert chat.at == "rate"


def test_what_was_said_again_is_exported_as_in_use(chat: Chat) -> None:
    """A confirmed amount is not set aside: it counts."""
    doubted(chat).press("yes")
    case = make_case(chat.library, chat.session, NOW.date())
    kept = {one.key: one.live for talk in case.talks for one in talk.kept}
    (sure,) = (live for key, live in kept.items() if key.endswith("#sure"))
    assert sure


def test_no_drops_it_and_asks_again(chat: Chat) -> None:
    """The same value is asked about again; another ordinary one is not."""
    doubted(chat).press("no")
    assert chat.at == "balance"
    chat.say("5000")
    assert chat.at == "balance.sure"
    chat.say("不是")
    chat.say("400")
    assert facts(chat, "balance") == [400]


def test_another_answer_may_be_typed_in_its_place(chat: Chat) -> None:
    """Who sees the slip types the right amount; what is neither is asked about."""
    doubted(chat)
    assert chat.say("???")[0].texts[0].key == "rejections.not_yes_no"
    chat.say("400")
    assert facts(chat, "balance") == [400]


def test_back_and_skip_at_a_doubt(chat: Chat) -> None:
    """Back returns to the question; skip says that it is not known."""
    doubted(chat).move("back")
    assert chat.at == "balance"
    chat.say("5000")
    chat.move("skip")
    assert facts(chat, "balance") == [UNKNOWN]


def test_a_change_to_an_unusual_answer_is_asked_about(chat: Chat) -> None:
    """From the item's screen as well; no leaves the question to be answered."""
    add(chat, "bank", "100")
    chat.press("=item/1")
    chat.press("=change/debts/1/balance")
    chat.say("5000")
    assert chat.at == "balance.sure"
    chat.press("no")
    chat.say("100")
    assert facts(chat, "balance") == [100]
