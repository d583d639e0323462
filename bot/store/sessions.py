"""Sessions and timers: what is kept of a chat between two messages, and what it waits for."""

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.store.cells import REMINDER, SESSION
from bot.store.json_text import numbers
from bot.store.times import moment, stamp
from bot.store.vault import Cell, Vault


@dataclass(frozen=True)
class Timer:
    """A reminder: `text` is JSON, `due_at` aware. One of a name in a chat."""

    chat: int
    name: str
    due_at: datetime
    text: str
    tries: int = 0


class Sessions:
    """The table `sessions`, inside `Store.transaction()`."""

    def __init__(self, connection: sqlite3.Connection, vault: Vault) -> None:
        self._db = connection
        self._vault = vault

    def read(self, chats: Collection[int]) -> dict[int, str]:
        """The sessions of these chats as JSON text, where there is one; empty if it cannot be read."""
        rows = self._db.execute(
            "select chat, session from sessions where chat in (select value from json_each(?))",
            numbers(chats),
        )
        opened = self._vault.open
        return {chat: opened(cell, SESSION.place(chat)) for chat, cell in rows}

    def save(self, rows: Iterable[tuple[int, str]], at: datetime) -> None:
        """Keep (chat, session as JSON text); a chat that writes has not blocked the bot."""
        updated_at, seal = stamp(at), self._vault.seal
        self._db.executemany(
            "insert into sessions (chat, session, updated_at) values (?, ?, ?) on conflict (chat)"
            " do update set session = excluded.session, updated_at = excluded.updated_at,"
            " blocked_at = null, swept = 0",
            [
                (chat, seal(chat, session, SESSION.place(chat)), updated_at)
                for chat, session in rows
            ],
        )

    def chats(self) -> list[int]:
        """Every chat that has a session."""
        return [chat for (chat,) in self._db.execute("select chat from sessions")]

    def block(self, chats: Collection[int], at: datetime) -> None:
        """These chats blocked the bot."""
        self._db.execute(
            "update sessions set blocked_at = ? where chat in (select value from json_each(?))",
            (stamp(at), *numbers(chats)),
        )

    def touch(self, chats: Collection[int], at: datetime) -> None:
        """These chats wrote, and said nothing to keep, or were reminded: their silence begins anew."""
        self._db.execute(
            "update sessions set updated_at = ? where chat in (select value from json_each(?))",
            (stamp(at), *numbers(chats)),
        )

    def silent_since(self, before: datetime, *, swept: int, limit: int) -> list[int]:
        """Chats that said nothing since a moment and were not swept so far yet."""
        rows = self._db.execute(
            "select chat from sessions where swept < ? and updated_at < ? limit ?",
            (swept, stamp(before), limit),
        )
        return [chat for (chat,) in rows]

    def unneeded_since(self, before: datetime, *, limit: int) -> list[int]:
        """Chats that said nothing since a moment and wait for no reminder."""
        rows = self._db.execute(
            "select chat from sessions where updated_at < ?"
            " and not exists (select 1 from timers where timers.chat = sessions.chat) limit ?",
            (stamp(before), limit),
        )
        return [chat for (chat,) in rows]

    def trim(self, chat: int, session: str) -> None:
        """Keep less of a chat; it counts as silent as before."""
        cell = self._vault.seal(chat, session, SESSION.place(chat))
        self._db.execute("update sessions set session = ? where chat = ?", (cell, chat))

    def mark_swept(self, chats: Collection[int], swept: int) -> None:
        """Note how far these chats were swept; what they say next undoes it."""
        self._db.execute(
            "update sessions set swept = ? where chat in (select value from json_each(?))",
            (swept, *numbers(chats)),
        )


class Timers:
    """The table `timers`, inside `Store.transaction()`."""

    def __init__(self, connection: sqlite3.Connection, vault: Vault) -> None:
        self._db = connection
        self._vault = vault

    def put(self, rows: Iterable[Timer]) -> None:
        """Set timers; one of the same chat and name is replaced."""
        self._db.executemany(
            "insert or replace into timers (chat, name, due_at, text, tries) values (?, ?, ?, ?, ?)",
            [
                (
                    row.chat,
                    row.name,
                    stamp(row.due_at),
                    self._vault.seal(row.chat, row.text, REMINDER.place(row.chat, row.name)),
                    row.tries,
                )
                for row in rows
            ],
        )

    def due(self, now: datetime, *, limit: int) -> list[Timer]:
        """The first `limit` timers that came due, the earliest first."""
        rows = self._db.execute(
            "select chat, name, due_at, text, tries from timers where due_at <= ?"
            " order by due_at limit ?",
            (stamp(now), limit),
        )
        return [self._timer(*row) for row in rows]

    def of_chat(self, chat: int) -> list[Timer]:
        """Every timer of a chat, the earliest first."""
        rows = self._db.execute(
            "select name, due_at, text, tries from timers where chat = ? order by due_at", (chat,)
        )
        return [self._timer(chat, *row) for row in rows]

    def _timer(self, chat: int, name: str, due_at: str, cell: Cell, tries: int) -> Timer:
        text = self._vault.open(cell, REMINDER.place(chat, name))
        return Timer(chat, name, moment(due_at), text, tries)

    def next_due(self) -> datetime | None:
        """When the next timer comes due."""
        (due_at,) = self._db.execute("select min(due_at) from timers").fetchone()
        return moment(due_at) if due_at else None

    def remove(self, keys: Iterable[tuple[int, str]]) -> None:
        """Take away timers by (chat, name)."""
        self._db.executemany("delete from timers where chat = ? and name = ?", list(keys))

    def remove_chats(self, chats: Collection[int]) -> None:
        """Take away every timer of these chats."""
        self._db.execute(
            "delete from timers where chat in (select value from json_each(?))", numbers(chats)
        )
