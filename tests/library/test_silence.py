"""After a time of silence: what expired is asked again, and the rest goes on where it was."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.flow.events import Moved, Typed
from bot.flow.retention import Class, expire
from bot.flow.session import dump_session
from bot.library import Library
from bot.runtime.conversation import Conversation
from tests.shipped import shipped_library

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 24, 4, tzinfo=UTC)


@pytest.fixture(scope="module")
def library() -> Library:
    return shipped_library()


def come_back(library: Library, classes: set[Class]) -> Conversation:
    """A borrower in the middle of the month's money who was silent until these classes expired."""
    talk = Conversation(library, language="zh", now=lambda: NOW)
    talk.go_to_hub()
    for text in ("6", "2", "1", "1", "1", "5000"):
        talk.take(Typed(text))
    assert talk.position.stop.step == "incomes"
    talk._saved = json.dumps(dump_session(expire(library, talk.session, classes)))
    return talk


def test_after_days_the_sum_goes_on_and_safety_is_asked_on_the_way_home(library: Library) -> None:
    """How safe somebody was three days ago says nothing; what they earn still holds."""
    talk = come_back(library, {"session"})
    assert talk.position.stop.step == "incomes"
    talk.take(Moved("menu"))
    assert talk.position.stop.step == "safe"
    talk.take(Typed("1"))
    assert talk.position.stop.step == "hub"


def test_after_months_it_begins_at_safety_without_asking_for_consent_again(
    library: Library,
) -> None:
    """Language and consent are kept; no amount is."""
    talk = come_back(library, {"session", "case"})
    assert "5000" not in talk._saved
    for step in ("safe", "urgent", "basics", "hub"):
        assert talk.position.stop.step == step
        talk.take(Typed("1"))
