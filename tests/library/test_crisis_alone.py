"""A library that has words for a crisis, and no conversation for it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.flow.events import Event, Tapped, Typed
from bot.flow.tokens import made_out
from bot.runtime.conversation import Conversation
from tests.library import tiny


@pytest.mark.parametrize("steps", [False, True])
def test_after_a_cry_for_help_the_numbers_come_first_and_the_talk_goes_on(
    tmp_path: Path, *, steps: bool
) -> None:
    """Words that answer nothing, or the button to its steps: help again, and what was asked."""
    moment = datetime(2026, 11, 25, 12, tzinfo=UTC)
    talk = Conversation(tiny.load(tmp_path), language="zh", now=lambda: moment)
    talk.go_to_hub()
    assert talk.take(Typed("想自杀"))[0].kind == "crisis"
    said: Event = Typed("没有人懂我")
    screens = talk.take(Tapped(made_out("=crisis_steps", talk.session.version)) if steps else said)
    assert screens[0].kind == "crisis"
    assert talk.position.stop.step == "hub"
