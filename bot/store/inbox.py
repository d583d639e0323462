"""Updates that came in: each applied once, known by its id; the ones that failed wait here."""

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.store.cells import EVENT
from bot.store.json_text import numbers
from bot.store.times import stamp
from bot.store.vault import Cell, Vault


@dataclass(frozen=True)
class Waiting:
    """An update that is not applied yet: one that failed, or one behind such a one in its chat."""

    update_id: int
    chat: int
    event: str
    pressed: int | None
    tries: int


class Inbox:
    """The table `inbox`, inside `Store.transaction()`."""

    def __init__(self, connection: sqlite3.Connection, vault: Vault) -> None:
        self._db = connection
        self._vault = vault

    def seen(self, update_ids: Collection[int]) -> set[int]:
        """Those of the ids that came before."""
        rows = self._db.execute(
            "select update_id from inbox where update_id in (select value from json_each(?))",
            numbers(update_ids),
        )
        return {update_id for (update_id,) in rows}

    def add_done(self, update_ids: Iterable[int], at: datetime) -> None:
        """Keep the ids of updates that are applied in this same transaction, and nothing else."""
        received_at = stamp(at)
        self._db.executemany(
            "insert into inbox (update_id, state, received_at) values (?, 'done', ?)",
            [(update_id, received_at) for update_id in update_ids],
        )

    def add_waiting(self, rows: Iterable[Waiting], at: datetime) -> None:
        """Keep updates that could not be applied yet."""
        received_at = stamp(at)
        self._db.executemany(
            "insert into inbox (update_id, chat, event, pressed, state, tries, received_at)"
            " values (?, ?, ?, ?, 'pending', ?, ?)",
            [(r.update_id, r.chat, self._sealed(r), r.pressed, r.tries, received_at) for r in rows],
        )

    def forget(self, update_ids: Collection[int]) -> None:
        """Take updates for unseen, so that they can be applied once more."""
        self._db.execute(
            "delete from inbox where update_id in (select value from json_each(?))",
            numbers(update_ids),
        )

    def waiting(self, chats: Collection[int] | None = None) -> list[Waiting]:
        """What waits, of these chats or of all, in the order of arrival."""
        rows = self._db.execute(
            "select update_id, chat, event, pressed, tries from inbox where state = 'pending'"
            " and (?1 is null or chat in (select value from json_each(?1)))"
            " order by received_at, update_id",
            (None,) if chats is None else numbers(chats),
        )
        return [
            Waiting(number, chat, self._vault.open(cell, EVENT.place(chat, number)), *rest)
            for number, chat, cell, *rest in rows
        ]

    def finish(self, update_ids: Collection[int]) -> None:
        """Updates that waited are applied or given up: only their ids stay."""
        self._db.execute(
            "update inbox set state = 'done', chat = null, event = null, pressed = null"
            " where update_id in (select value from json_each(?))",
            numbers(update_ids),
        )

    def set_tries(self, rows: Iterable[tuple[int, int]]) -> None:
        """How often each (update id, tries) was tried in vain."""
        self._db.executemany(
            "update inbox set tries = ? where update_id = ?",
            [(tries, update_id) for update_id, tries in rows],
        )

    def prune(self, before: datetime, *, limit: int) -> int:
        """Forget at most `limit` ids of done updates from before a moment; how many went."""
        return self._db.execute(
            "delete from inbox where update_id in (select update_id from inbox"
            " where state = 'done' and received_at < ? limit ?)",
            (stamp(before), limit),
        ).rowcount

    def _sealed(self, row: Waiting) -> Cell | None:
        return self._vault.seal(row.chat, row.event, EVENT.place(row.chat, row.update_id))
