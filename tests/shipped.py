"""The project's own flows and words, read once in each process of the tests."""

from pathlib import Path

from bot.library import Library
from bot.testing.plugin import library_of


def shipped_library() -> Library:
    """The one that the conversation tests have. Frozen: `dataclasses.replace` makes another."""
    return library_of(Path(__file__).parents[1])
