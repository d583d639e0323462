"""Builds the objects that a command needs. The only place that reads a clock or makes randomness."""

import os
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.library import load_library
from bot.runtime.conversation import Conversation

ZONE = ZoneInfo("Asia/Shanghai")


def library_folder() -> Path:
    """The folder with flows/ and content/: ASHORE_LIBRARY__FOLDER, or the project's own."""
    return Path(os.environ.get("ASHORE_LIBRARY__FOLDER") or Path(__file__).parents[1])


def open_conversation(
    folder: Path | None, *, language: str | None, today: date | None
) -> Conversation:
    """A conversation in memory, on a day of one's choice or today; nothing of it is kept.

    Raises ContentError if the library cannot be used.
    """
    library = load_library(folder or library_folder())
    if language is None:
        language = "en" if os.environ.get("LANG", "").startswith("en") else library.languages[0]

    def now() -> datetime:
        moment = datetime.now(ZONE)
        return datetime.combine(today, time(12), ZONE) if today else moment

    return Conversation(library, language=language, now=now)
