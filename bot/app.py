"""Builds the objects that a command needs. The only place that reads a clock or makes randomness.

Keys and nonces alone are made where they are used, in `bot/store`: no test may choose them.
"""

import asyncio
import os
import random
import secrets
import signal
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.errors import ConfigError, ContentError, StoreError
from bot.library import load_library

if TYPE_CHECKING:
    from bot.channels.telegram.client import BotApi
    from bot.channels.telegram.decode import Decoded
    from bot.channels.telegram.webhook import Address
    from bot.config import Config, Secret
    from bot.flow.session import Session
    from bot.runtime.conversation import Conversation
    from bot.runtime.journal import Journal
    from bot.runtime.pace import Pace
    from bot.runtime.shelf import Shelf
    from bot.store import Ring, Store

_ZONE = "Asia/Shanghai"
_ROOT = Path(__file__).parents[1]
_SPARE_CONNECTIONS = 4
_OPEN = "Others on this machine can read the master key, and with it every answer; close it:"
_BACKLOG = 2  # replies to a chat that may wait, for each message that it may send at once


def library_folder(configured: str = "") -> Path:
    """The folder with flows/ and content/: the one configured, or the project's own."""
    named = configured or os.environ.get("ASHORE_LIBRARY__FOLDER")
    return Path(named) if named else _ROOT


def today() -> date:
    """The day it is in China, by which a date lies in the future or does not."""
    return datetime.now(ZoneInfo(_ZONE)).date()


def terminal_locale() -> str:
    """What the terminal speaks, such as zh_CN.UTF-8: the first that is set, as everywhere."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    return next((value for name in names if (value := os.environ.get(name))), "")


def now() -> datetime:
    """The moment, aware."""
    return datetime.now(UTC)


def open_conversation(
    folder: Path | None, *, language: str | None, today: date | None
) -> "Conversation":
    """A conversation in memory, on a day of one's choice or today; nothing of it is kept.

    Raises ContentError if the library cannot be used.
    """
    from bot.runtime.conversation import Conversation

    library = load_library(folder or library_folder())
    if language is None:
        language = "en" if terminal_locale().startswith("en") else library.languages[0]
    zone = ZoneInfo(_ZONE)

    def now() -> datetime:
        return datetime.combine(today, time(12), zone) if today else datetime.now(zone)

    return Conversation(library, language=language, now=now)


def read_config(path: Path | None) -> "Config":
    """The settings of a file (./config.yaml if there is one) and of the environment.

    Raises ConfigError.
    """
    from bot.config import parse
    from bot.library.yaml_reader import read_yaml
    from bot.store.connection import path_of

    found = path or Path("config.yaml")
    try:
        settings = read_yaml(found).data if path or os.path.lexists(found) else None
        config = parse(settings, os.environ)
        path_of(config.store.url)
    except (ContentError, StoreError) as error:  # an operator has to mend it, by a setting
        raise ConfigError(str(error)) from None
    return config


def ring_of(config: "Config") -> "Ring | None":
    """The master keys; None where config.yaml says in as many words that it does without.

    Raises ConfigError.
    """
    from bot.store import parse_ring

    key = key_in_use(config)
    return parse_ring(key.reveal()) if key else None


def key_in_use(config: "Config") -> "Secret | None":
    """The text of the master keys; what to do without depends on whether a key has sealed anything.

    Raises ConfigError.
    """
    from bot.config.keys import key_of
    from bot.store.connection import path_of
    from bot.store.key_file import path_beside

    path = path_of(config.store.url)
    return key_of(config, sealed=path_beside(path).exists(), kept=path.exists())


def read_sessions(config: "Config") -> "list[Session]":
    """What is kept of every chat, without whose it is. Raises ConfigError; StoreError, also while it runs."""
    from bot.runtime.kept_sessions import kept_sessions
    from bot.store import open_store
    from bot.store.connection import path_of

    path = path_of(config.store.url)
    if not path.is_file():
        raise StoreError(f"There is no database {path}; nothing was made. Check store.url.")
    with open_store(config.store.url, ring_of(config)) as store:
        return kept_sessions(store)


def run_telegram(config: "Config", *, webhook: bool = False) -> None:
    """Run the bot until SIGTERM or SIGINT; SIGHUP takes up changed flows and words.

    With `webhook` Telegram brings the updates, else they are fetched. Raises ConfigError, ContentError, StoreError or ChannelError where it cannot go on.
    """
    from bot.channels.telegram.public_url import check_public_url
    from bot.channels.telegram.webhook import Address
    from bot.config import token_of, webhook_secret_of
    from bot.config.keys import readable_by_others
    from bot.runtime.journal import Journal, set_up_log
    from bot.runtime.shelf import Shelf
    from bot.store import open_store

    token, ring = token_of(config), ring_of(config)
    if webhook and config.webhook.public_url:
        check_public_url(config.webhook.public_url, config.telegram.base_url)
    address = Address.of(webhook_secret_of(config).reveal()) if webhook else None
    set_up_log(config.log.level)
    with open_store(config.store.url, ring) as store, ThreadPoolExecutor(1, "store") as thread:
        journal = Journal(store.derive("pseudonyms in the log") or secrets.token_bytes(32))
        if not store.seals:
            journal.warn("answers_unencrypted")
        if open_file := readable_by_others(config):
            journal.warn("key_file_open", file=open_file, why=f"{_OPEN} `chmod 600 {open_file}`.")
        folder = library_folder(config.library.folder)
        shelf = Shelf(lambda: load_library(folder), journal)
        built = _Built(store, thread, shelf, folder, journal, address)
        asyncio.run(_run(config, token.reveal(), built))


@dataclass(frozen=True)
class _Built:
    """What is there before the event loop is."""

    store: "Store"
    thread: ThreadPoolExecutor
    shelf: "Shelf"
    folder: Path
    journal: "Journal"
    address: "Address | None"  # of the webhook; None for long polling


async def _run(config: "Config", token: str, built: _Built) -> None:
    from bot.channels.pictures import can_rasterise, open_renderer
    from bot.channels.telegram.client import Connecting, open_api
    from bot.runtime.introduction import introduce_in_words
    from bot.runtime.pace import Pace

    limits = config.telegram.limits
    backlog = _BACKLOG * config.flood.burst
    pace = Pace(limits.per_second, limits.per_chat_second, limits.burst, backlog=backlog)
    # A connection for every call that may be open, so that the poll never queues behind replies.
    connecting = Connecting(connections=pace.in_flight + pace.answers + _SPARE_CONNECTIONS)
    stop = asyncio.Event()
    _listen(stop, built)
    async with (
        open_renderer() as pictures,
        open_api(token, config.telegram.base_url, connecting=connecting, pictures=pictures) as api,
    ):
        built.journal.note("started", languages=",".join(built.shelf.library.languages))
        if not can_rasterise():
            built.journal.note("pictures_off")
        works = [
            introduce_in_words(api, built.shelf.library, built.journal),
            built.shelf.get_ready(),
        ]
        if config.library.watch:
            works.append(built.shelf.watch(built.folder))
        beside = [asyncio.create_task(work) for work in works]
        try:
            await _serve(config, api, pace=pace, built=built, stop=stop)
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)


async def _serve(
    config: "Config", api: "BotApi", *, pace: "Pace", built: _Built, stop: asyncio.Event
) -> None:
    from bot.channels.telegram.draw import draw
    from bot.flow.engine import advance
    from bot.runtime.batch import Batcher
    from bot.runtime.pace import Senses
    from bot.runtime.ports import Parts
    from bot.runtime.sender import Sender
    from bot.runtime.serve import serve
    from bot.runtime.worker import Worker

    journal = built.journal
    zone = ZoneInfo(config.time_zone)

    def clock() -> datetime:
        return datetime.now(zone)

    sender = Sender(api, pace, Senses(clock, random.random), journal)
    parts = Parts(built.shelf, advance, draw, config.counselors)
    batcher = Batcher(built.store, parts, journal, config.retention, config.flood)
    async with _ingress(config, api, built) as (incoming, store_is):
        worker = Worker(batcher, sender, thread=built.thread, clock=clock, journal=journal)
        worker.tells(store_is)
        await serve(incoming, worker, sender=sender, stop=stop, journal=journal)


@asynccontextmanager
async def _ingress(
    config: "Config", api: "BotApi", built: _Built
) -> "AsyncIterator[tuple[AsyncIterator[list[Decoded]], Callable[[bool], None]]]":
    """Where the updates come from, and who must know whether the store works."""
    from bot.channels.telegram.ingress import batches
    from bot.channels.telegram.webhook import Listening, open_webhook, tls_context
    from bot.runtime.registered import watching

    journal, settings = built.journal, config.webhook
    if built.address is None:
        yield (
            batches(
                api,
                poll_seconds=config.telegram.poll_seconds,
                on_failure=lambda failure: journal.warn(
                    "poll_failed", error=type(failure).__name__, why=failure.advice
                ),
            ),
            lambda _: None,
        )
        return
    tls = tls_context(settings.certificate_file, settings.key_file)
    async with open_webhook(
        built.address, Listening(settings.listen, settings.port, tls)
    ) as webhook:
        journal.note("webhook_open", listen=settings.listen, port=settings.port)
        async with watching(api, webhook, settings.public_url, journal):
            yield webhook, lambda well: webhook.store_is(well=well)


def _listen(stop: asyncio.Event, built: _Built) -> None:
    """The first SIGTERM or SIGINT stops in order, a second one at once. SIGHUP reloads."""
    loop = asyncio.get_running_loop()
    reloading: set[asyncio.Task[bool]] = set()

    def end() -> None:
        stop.set()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)

    def reload() -> None:
        task = loop.create_task(built.shelf.reload())
        reloading.add(task)
        task.add_done_callback(reloading.discard)

    loop.add_signal_handler(signal.SIGTERM, end)
    loop.add_signal_handler(signal.SIGINT, end)
    loop.add_signal_handler(signal.SIGHUP, reload)
    # The default handler logs what the trouble was about, which may be a borrower's text.
    loop.set_exception_handler(lambda _, details: built.journal.loop_error(details))
