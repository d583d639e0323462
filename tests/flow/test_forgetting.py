"""Erasing everything takes two steps, and then nothing is known."""

from datetime import timedelta

from bot.flow.effects import Forget, Say
from bot.flow.events import Tapped
from bot.flow.tokens import made_out
from tests.flow.tiny import NOW, Chat


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
