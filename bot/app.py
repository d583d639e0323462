"""Builds the objects that a command needs. The only place that reads a clock or makes randomness."""

import asyncio
import logging
import os
import random
import secrets
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.library import Library, load_library

if TYPE_CHECKING:
    from bot.config import Config
    from bot.runtime.conversation import Conversation
    from bot.store import Store

_ZONE = "Asia/Shanghai"
_ROOT = Path(__file__).parents[1]


def library_folder(configured: str = "") -> Path:
    """The folder with flows/ and content/: the one configured if it has them, or the project's own."""
    named = os.environ.get("ASHORE_LIBRARY__FOLDER") or configured
    return Path(named) if named and (Path(named) / "flows").is_dir() else _ROOT


def open_conversation(
    folder: Path | None, *, language: str | None, today: date | None
) -> "Conversation":
    """A conversation in memory, on a day of one's choice or today; nothing of it is kept.

    Raises ContentError if the library cannot be used.
    """
    from bot.runtime.conversation import Conversation

    library = load_library(folder or library_folder())
    if language is None:
        language = "en" if os.environ.get("LANG", "").startswith("en") else library.languages[0]
    zone = ZoneInfo(_ZONE)

    def now() -> datetime:
        return datetime.combine(today, time(12), zone) if today else datetime.now(zone)

    return Conversation(library, language=language, now=now)


def read_config(path: Path | None) -> "Config":
    """The settings of a file (./config.yaml if there is one) and of the environment.

    Raises ConfigError, or ContentError for a file that is no YAML.
    """
    from bot.config import parse
    from bot.library.yaml_reader import read_yaml

    found = path or Path("config.yaml")
    settings = read_yaml(found).data if path or found.is_file() else None
    return parse(settings, os.environ)


class Shelf:
    """Holds the last good library."""

    def __init__(self, library: Library) -> None:
        """The library until a better one is put in its place."""
        self.library = library


def run_telegram(config: "Config") -> None:
    """Run the bot until it is told to stop. Raises AshoreError where it cannot go on."""
    from bot.config import token_of
    from bot.store import open_store

    logging.basicConfig(
        level=config.log.level.upper(), format="%(asctime)s %(levelname)s %(message)s"
    )
    logging.getLogger("telegram").setLevel(logging.WARNING)
    token = token_of(config).reveal()
    shelf = Shelf(load_library(library_folder(config.library.folder)))
    # SQLite is opened and used in one thread, so that the loop goes on sending meanwhile.
    with ThreadPoolExecutor(1, "store") as thread:
        store = thread.submit(open_store, config.store.url).result()
        try:
            asyncio.run(_serve(config, token, store=store, shelf=shelf, thread=thread))
        finally:
            thread.submit(store.close).result()


async def _serve(
    config: "Config", token: str, *, store: "Store", shelf: Shelf, thread: ThreadPoolExecutor
) -> None:
    from bot.channels.telegram.client import open_api
    from bot.channels.telegram.draw import draw
    from bot.channels.telegram.ingress import batches
    from bot.flow.engine import advance
    from bot.runtime.batch import Batcher
    from bot.runtime.journal import Journal
    from bot.runtime.pace import Pace, Senses
    from bot.runtime.ports import Parts
    from bot.runtime.sender import Sender
    from bot.runtime.serve import serve
    from bot.runtime.worker import Worker

    zone = ZoneInfo(config.time_zone)

    def clock() -> datetime:
        return datetime.now(zone)

    journal = Journal(secrets.token_bytes(16))
    limits = config.telegram.limits
    pace = Pace(
        per_second=limits.per_second, per_chat_second=limits.per_chat_second, burst=limits.burst
    )
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with open_api(token, config.telegram.base_url) as api:
        sender = Sender(api, pace, Senses(clock, random.random), journal)
        batcher = Batcher(store, Parts(shelf, advance, draw), journal)
        worker = Worker(batcher, sender, thread=thread, clock=clock, journal=journal)
        incoming = batches(
            api,
            poll_seconds=config.telegram.poll_seconds,
            on_failure=lambda failure: journal.warn("poll_failed", kind=type(failure).__name__),
        )
        await serve(incoming, worker, sender=sender, stop=stop, journal=journal)
