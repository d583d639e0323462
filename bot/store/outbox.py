"""Calls to be made: each at least once, in order per chat."""

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.store.json_text import numbers
from bot.store.times import moment, stamp


@dataclass(frozen=True)
class Posted:
    """A call in the outbox, as JSON text. `not_before` is aware."""

    id: int
    chat: int
    call: str
    not_before: datetime | None = None
    tries: int = 0


class Outbox:
    """The table `outbox`, inside `Store.transaction()`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def last_id(self) -> int:
        """The highest id in use, 0 if the outbox is empty."""
        (last,) = self._db.execute("select coalesce(max(id), 0) from outbox").fetchone()
        return int(last)

    def add(self, rows: Iterable[Posted]) -> None:
        """Post calls."""
        self._db.executemany(
            "insert into outbox (id, chat, call) values (?, ?, ?)",
            [(row.id, row.chat, row.call) for row in rows],
        )

    def after(self, last_id: int = 0) -> list[Posted]:
        """The calls with a higher id, in order."""
        rows = self._db.execute(
            "select id, chat, call, not_before, tries from outbox where id > ? order by id",
            (last_id,),
        )
        return [
            Posted(number, chat, call, moment(not_before) if not_before else None, tries)
            for number, chat, call, not_before, tries in rows
        ]

    def remove(self, ids: Collection[int]) -> None:
        """Calls that were accepted, or given up."""
        self._db.execute(
            "delete from outbox where id in (select value from json_each(?))", numbers(ids)
        )

    def remove_chats(self, chats: Collection[int]) -> None:
        """Every call of these chats."""
        self._db.execute(
            "delete from outbox where chat in (select value from json_each(?))", numbers(chats)
        )

    def postpone(self, rows: Iterable[tuple[int, datetime, int]]) -> None:
        """(id, not before, tries) of calls that must wait."""
        self._db.executemany(
            "update outbox set not_before = ?, tries = ? where id = ?",
            [(stamp(not_before), tries, number) for number, not_before, tries in rows],
        )
