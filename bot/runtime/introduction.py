"""What the bot says of itself before anybody presses Start: description and commands, by language."""

from collections.abc import Mapping
from typing import Any

from bot.channels.telegram.ingress import introduce
from bot.library import Library
from bot.runtime.journal import Journal
from bot.runtime.ports import Api

_COMMANDS = "telegram.commands."


async def introduce_in_words(api: Api, library: Library, journal: Journal) -> None:
    """Tell Telegram, best effort: the bot works without."""
    for failure in await introduce(api, descriptions(library)):
        journal.warn("introduction_failed", error=type(failure).__name__)


def descriptions(library: Library) -> Mapping[str, Mapping[str, Any]]:
    """Description, short description and commands, from the common words of each language."""
    names = [
        key.removeprefix(_COMMANDS)
        for source, key in library.texts[library.languages[0]]
        if source == "common" and key.startswith(_COMMANDS)
    ]
    return {
        language: {
            "description": library.common_word("telegram.description", language),
            "short_description": library.common_word("telegram.short_description", language),
            "commands": {name: library.common_word(_COMMANDS + name, language) for name in names},
        }
        for language in library.languages
    }
