"""An offer that is answered in words, and moves that a forged or rare press asks for."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.flow.effects import Remind
from bot.flow.events import Started, Tapped, Typed, Woke, dump_event, load_event
from bot.flow.values import UNKNOWN, load_value
from tests.flow.tiny import Chat, TinyLibrary

THREE = TinyLibrary(languages=("zh", "en", "yue"))


def offered() -> Chat:
    """A borrower who is offered a reminder."""
    chat = Chat().to_hub()
    chat.press("plan")
    for said in ("500", "none"):
        chat.say(said)
    chat.press("+card")
    chat.press("=done")
    chat.say("100")
    chat.press("=all_right")
    assert chat.at == "check_in"
    return chat


@pytest.mark.parametrize(("said", "set_"), [("好", True), ("yes", True), ("不用", False)])
def test_a_typed_yes_or_no_decides_a_reminder(said: str, *, set_: bool) -> None:
    """As the buttons do, and the conversation goes on to its end."""
    chat = offered()
    chat.say(said)
    assert any(isinstance(effect, Remind) for effect in chat.turn.effects) is set_
    assert chat.at == "planned"


def test_what_is_neither_yes_nor_no_is_asked_again() -> None:
    """Nothing is set by it, and what was said is repeated with the question."""
    chat = offered()
    screens = chat.say("下下个星期之后吧也许")
    assert not any(isinstance(effect, Remind) for effect in chat.turn.effects)
    assert chat.at == "check_in"
    texts = [text for screen in screens for text in screen.texts]
    assert "rejections.not_yes_no" in [text.key for text in texts]


def test_of_three_languages_one_is_chosen() -> None:
    """The two others are offered; the pressed one is spoken, at the same place."""
    chat = Chat(THREE).to_hub()
    chat.press("plan")
    (menu,) = (screen for screen in chat.move("language") if screen.kind == "menu")
    assert [button.press.partition(".")[2] for button in menu.buttons] == ["=lang/en", "=lang/yue"]
    assert chat.session.language == "zh"
    assert chat.press("=lang/yue")[-1].step == "total"
    assert chat.session.language == "yue"


def test_a_language_that_is_not_there_changes_nothing() -> None:
    """A button of a language since taken out is an old button."""
    chat = Chat(THREE).to_hub()
    chat.move("language")
    chat.library = replace(THREE, languages=("zh", "en"))
    (screen, *_) = chat.press("=lang/yue")
    assert screen.texts[0].key == "notices.stale"
    assert chat.session.language == "zh"


def test_with_one_language_there_is_nothing_to_choose() -> None:
    """The question is shown again."""
    chat = Chat(TinyLibrary(languages=("zh",))).to_hub()
    chat.press("plan")
    assert chat.move("language")[-1].step == "total"
    assert chat.session.language == "zh"


def test_a_link_opens_the_conversation_that_it_names() -> None:
    """Home, or a name that no conversation has, opens home."""
    assert Chat().to_hub().take(Started("debts"))[-1].step == "debts"
    for name in ("home", "nowhere"):
        assert Chat().to_hub().take(Started(name))[-1].step == "hub"


def test_nothing_typed_is_said_to_be_nothing() -> None:
    """Blanks and invisible characters are no answer."""
    chat = offered()
    (screen, *_) = chat.say(" \u200b\n")
    assert screen.texts[0].key == "notices.empty"
    assert chat.at == "check_in"


@pytest.mark.parametrize(
    "event",
    [
        Started("plan"),
        Typed("三万五", edited=True),
        Tapped("x"),
        Woke("plan", "check_in", {"day": date(2026, 12, 1), "sum": Decimal("0.10"), "no": UNKNOWN}),
    ],
)
def test_an_event_that_waits_in_the_inbox_comes_back_the_same(
    event: Started | Typed | Woke,
) -> None:
    """Also the values of a reminder, by type."""
    assert load_event(dump_event(event)) == event


def test_what_no_program_wrote_is_no_stored_value() -> None:
    """A damaged cell is an error where it is read, not a wrong answer later."""
    with pytest.raises(ValueError, match="not a stored value"):
        load_value({"of": ["a"]})
