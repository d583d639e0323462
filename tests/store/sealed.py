"""What the tests of the vault share: a master key, a borrower's words, a search for every trace."""

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store import Store, make_key, open_store, parse_ring, to_json
from bot.store.inbox import Waiting
from bot.store.key_file import path_beside
from bot.store.ledger import Handed, Letter
from bot.store.outbox import Posted
from bot.store.sessions import Timer

KEY = make_key()
NOW = datetime(2026, 11, 24, 4, tzinfo=UTC)
CHAT = 918273645546
WORDS = "秘密债主的名字"
AMOUNT = "73519.46"
SAID = to_json({"words": WORDS, "amount": AMOUNT})


def url(folder: Path) -> str:
    return f"sqlite:///{folder / 'a.sqlite3'}"


def opened(folder: Path, key: str | None = KEY) -> Store:
    return open_store(url(folder), parse_ring(key) if key else None)


@contextmanager
def undone(store: Store) -> Iterator[None]:
    """A transaction that fails at its end: what is done in it comes to nothing."""
    with pytest.raises(RuntimeError), store.transaction(), _failing():
        yield


@contextmanager
def _failing() -> Iterator[None]:
    yield
    raise RuntimeError


def tell(store: Store, chat: int, said: str = SAID, *, first: int = 1) -> None:
    """Write what a borrower said wherever it may come to lie."""
    with store.transaction():
        store.sessions.save([(chat, said)], NOW)
        store.inbox.add_waiting([Waiting(first, chat, said, None, 0)], NOW)
        store.outbox.add([Posted(first, chat, to_json({"payload": {"text": said}}))])
        store.timers.put([Timer(chat, "plan.pay", NOW, said)])
        store.ledger.bury([Letter("why", first, chat, said, said)], NOW)
        store.ledger.hand_off([Handed(chat, "plan", "help", said)], NOW)


def tell_and_close(folder: Path) -> None:
    """A store in which a borrower said something, and which nobody has open."""
    with opened(folder) as store:
        tell(store, CHAT)


def rows_of(folder: Path, query: str) -> list[tuple[object, ...]]:
    """What another program would find in the database."""
    with closing(sqlite3.connect(folder / "a.sqlite3")) as other:
        return other.execute(query).fetchall()


def session_of(store: Store, chat: int = CHAT) -> str | None:
    """What is kept of a borrower's conversation."""
    with store.transaction():
        return store.sessions.read([chat]).get(chat)


def keys_of(folder: Path, chat: int = CHAT) -> list[int]:
    """The ids of a borrower's keys in the keys' file."""
    with closing(sqlite3.connect(path_beside(folder / "a.sqlite3"))) as keys:
        query = "select id from data_keys where chat = ?"
        return [number for (number,) in keys.execute(query, (chat,))]


def traces(folder: Path, *texts: str, chat: int | None = None) -> list[str]:
    """Where any of the texts, or the chat as text or in SQLite's number formats, stands in a file."""
    marks = [text.encode() for text in texts]
    if chat is not None:
        marks += [str(chat).encode(), struct.pack(">q", chat)[2:], _varint(chat)]
    return [
        f"{file.name}: {mark!r}"
        for file in sorted(folder.iterdir())
        if file.is_file()
        for mark in marks
        if mark in file.read_bytes()
    ]


def _varint(number: int) -> bytes:
    """A whole number as SQLite writes a rowid."""
    groups = [number & 127]
    while number := number >> 7:
        groups.append(number & 127 | 128)
    return bytes(reversed(groups))
