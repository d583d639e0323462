"""What the tests of several commands stand on."""

from datetime import date

import pytest

import bot.app


@pytest.fixture
def _on_a_known_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today is 24 November 2026."""
    monkeypatch.setattr(bot.app, "today", lambda: date(2026, 11, 24))
