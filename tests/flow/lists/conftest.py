"""Borrowers who list what they owe."""

import pytest

from tests.flow.lists.listed import opened
from tests.flow.tiny import Chat


@pytest.fixture
def chat() -> Chat:
    """At the empty list, after a first question."""
    return opened()
