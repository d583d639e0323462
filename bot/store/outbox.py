"""Calls to be made: each at least once, in order per chat."""

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.store.cells import CALL
from bot.store.json_text import numbers
from bot.store.key_file import NOBODY
from bot.store.times import moment, stamp
from bot.store.vault import Cell, Vault


@dataclass(frozen=True)
class Posted:
    """A call in the outbox, as JSON text. `not_before` is aware.

    `owner` is whose answers the call may hold, if not the chat's: what a counselor is told of a
    borrower is the borrower's. A good-bye is nobody's.
    """

    id: int
    chat: int
    call: str
    not_before: datetime | None = None
    tries: int = 0
    owner: int | None = None


class Outbox:
    """The table `outbox`, inside `Store.transaction()`."""

    def __init__(self, connection: sqlite3.Connection, vault: Vault) -> None:
        self._db = connection
        self._vault = vault

    def last_id(self) -> int:
        """The highest id in use, 0 if the outbox is empty."""
        (last,) = self._db.execute("select coalesce(max(id), 0) from outbox").fetchone()
        return int(last)

    def add(self, rows: Iterable[Posted]) -> None:
        """Post calls."""
        self._db.executemany(
            "insert into outbox (id, chat, owner, call) values (?, ?, ?, ?)",
            [(row.id, row.chat, _owner(row), self._sealed(row)) for row in rows],
        )

    def after(self, last_id: int = 0) -> list[Posted]:
        """The calls with a higher id, in order. Those that nobody can read any more are taken out."""
        rows = self._db.execute(
            "select id, chat, owner, not_before, tries, call from outbox where id > ? order by id",
            (last_id,),
        ).fetchall()
        found = [
            Posted(
                number,
                chat,
                self._vault.open(cell, CALL.place(chat, number)),
                moment(not_before) if not_before else None,
                tries,
                None if owner == chat else owner,
            )
            for number, chat, owner, not_before, tries, cell in rows
        ]
        if lost := [row.id for row in found if not row.call]:
            self.remove(lost)
        return [row for row in found if row.call]

    def chats_of(self, ids: Collection[int]) -> dict[int, int]:
        """Of these calls, those that are still there: id → chat."""
        query = "select id, chat from outbox where id in (select value from json_each(?))"
        return dict(self._db.execute(query, numbers(ids)).fetchall()) if ids else {}

    def of_nobody(self) -> set[int]:
        """The calls that are nobody's: good-byes to whom was forgotten."""
        rows = self._db.execute(
            "select id from outbox where owner = ? and owner <> chat", (NOBODY,)
        )
        return {number for (number,) in rows}

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

    def _sealed(self, row: Posted) -> Cell | None:
        return self._vault.seal(_owner(row), row.call, CALL.place(row.chat, row.id))


def _owner(row: Posted) -> int:
    return row.chat if row.owner is None else row.owner
