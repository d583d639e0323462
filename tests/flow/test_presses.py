"""A press counts once, on its own screen, and for what it was made."""

import pytest

from bot.flow.events import Started, Tapped
from bot.flow.tokens import made_out, read_press
from tests.flow.tiny import Chat


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


def test_words_of_a_button_do_what_it_does(planning: Chat) -> None:
    """Done can be said as well as pressed."""
    for said in ("500", "none"):
        planning.say(said)
    planning.press("+card")
    planning.say("好了")
    assert planning.at == "income"
