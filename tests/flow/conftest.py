"""Borrowers of the tiny library who have come some way."""

import pytest

from tests.flow.tiny import Chat


@pytest.fixture
def chat() -> Chat:
    """At the menu."""
    return Chat().to_hub()


@pytest.fixture
def planning(chat: Chat) -> Chat:
    """At the first question of a plan."""
    chat.press("plan")
    return chat
