"""The library in use: replaced by a good one when its files change, kept when they are wrong."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from bot.errors import ContentError
from bot.library import Library
from bot.runtime.journal import Journal

_SUFFIX = "*.yaml"
_FOLDERS = ("flows", "content")


class Shelf:
    """Holds the last good library. Raises ContentError at the start if there is none."""

    def __init__(self, load: Callable[[], Library], journal: Journal) -> None:
        self._load = load
        self._journal = journal
        self.library = load()

    async def get_ready(self) -> None:
        """Learn what would else be learnt when somebody first types a story."""
        await asyncio.to_thread(self.library.topics.learn)

    async def reload(self) -> bool:
        """Load again, beside the running bot; whether the new library is good, and so in use."""
        try:
            library = await asyncio.to_thread(self._load_ready)
        except ContentError as error:
            # `ashore check` draws them out; here they must be one line each.
            for line in str(error).splitlines():
                if line and not line.startswith(" "):
                    self._journal.warn("content_wrong", problem=line)
            self._journal.warn("library_kept")
            return False
        self.library = library
        self._journal.note("library_reloaded", flows=len(library.flows))
        return True

    def _load_ready(self) -> Library:
        library = self._load()
        library.topics.learn()
        return library

    async def watch(self, folder: Path, *, seconds: float = 2.0) -> None:
        """Reload whenever a file in the folder changes, for ever."""
        known = await asyncio.to_thread(_state, folder)
        while True:
            await asyncio.sleep(seconds)
            state = await asyncio.to_thread(_state, folder)
            if state != known:
                known = state
                await self.reload()


def _state(folder: Path) -> frozenset[tuple[str, int]]:
    files = (file for name in _FOLDERS for file in (folder / name).rglob(_SUFFIX))
    found = set()
    for file in files:
        try:
            found.add((str(file), file.stat().st_mtime_ns))
        except OSError:  # it went while we looked
            continue
    return frozenset(found)
