"""What people look at: dead letters, counts of outcomes, cases handed to a counselor."""

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.store.cells import FACTS, LETTER_CALL, LETTER_EVENT
from bot.store.json_text import numbers
from bot.store.key_file import NOBODY
from bot.store.times import moment, stamp
from bot.store.vault import Cell, Vault


@dataclass(frozen=True)
class Letter:
    """An update or a call that was given up, as JSON text, and why, without a word of it.

    `owner` is whose answers it may hold, if not the chat's.
    """

    reason: str
    update_id: int | None = None
    chat: int | None = None
    event: str | None = None
    call: str | None = None
    owner: int | None = None

    @property
    def whose(self) -> int | None:
        """Whose answers it may hold; None if nobody's."""
        return self.chat if self.owner is None else self.owner


@dataclass(frozen=True)
class KeptLetter:
    """A dead letter in the table: its number, since when."""

    id: int
    at: datetime
    letter: Letter


@dataclass(frozen=True)
class Handed:
    """A case for a counselor: its facts as JSON text."""

    chat: int
    flow: str
    name: str
    facts: str


class Ledger:
    """The tables `dead_letters`, `outcomes` and `handoffs`, inside `Store.transaction()`."""

    def __init__(self, connection: sqlite3.Connection, vault: Vault) -> None:
        self._db = connection
        self._vault = vault

    def bury(self, letters: Iterable[Letter], at: datetime) -> None:
        """Keep dead letters."""
        when = stamp(at)
        self._db.executemany(
            "insert into dead_letters (update_id, chat, owner, event, call, reason, at)"
            " values (?, ?, ?, ?, ?, ?, ?)",
            [
                (e.update_id, e.chat, _owner(e), *self._sealed(e), _utf8(e.reason), when)
                for e in letters
            ],
        )

    def letters(
        self, ids: Collection[int] | None = None, *, owner: int | None = None
    ) -> list[KeptLetter]:
        """The dead letters with these numbers, or all; of a borrower, or of all; the oldest first."""
        rows = self._db.execute(
            "select id, at, reason, update_id, chat, event, call, owner from dead_letters"
            " where (?1 is null or id in (select value from json_each(?1)))"
            " and (?2 is null or owner = ?2) order by id",
            (*((None,) if ids is None else numbers(ids)), owner),
        )
        return [
            KeptLetter(number, moment(at), self._opened(Letter(*letter)))
            for number, at, *letter in rows
        ]

    def drop_letters(self, ids: Collection[int]) -> int:
        """Erase dead letters; how many went."""
        return self._db.execute(
            "delete from dead_letters where id in (select value from json_each(?))", numbers(ids)
        ).rowcount

    def count(self, outcomes: Iterable[tuple[str, str]]) -> None:
        """Count (flow, outcome) once more each."""
        self._db.executemany(
            "insert into outcomes (flow, outcome, count) values (?, ?, 1)"
            " on conflict (flow, outcome) do update set count = count + 1",
            list(outcomes),
        )

    def hand_off(self, cases: Iterable[Handed], at: datetime) -> None:
        """Put cases before the counselors."""
        when = stamp(at)
        self._db.executemany(
            "insert into handoffs (chat, flow, name, facts, at) values (?, ?, ?, ?, ?)",
            [
                (
                    case.chat,
                    case.flow,
                    case.name,
                    self._vault.seal(case.chat, case.facts, FACTS.place(case.chat)),
                    when,
                )
                for case in cases
            ],
        )

    def handed(self, chat: int) -> list[tuple[datetime, Handed]]:
        """When which cases of a chat were put before the counselors, the oldest first."""
        rows = self._db.execute(
            "select at, flow, name, facts from handoffs where chat = ? order by id", (chat,)
        )
        opened = self._vault.open
        return [
            (moment(at), Handed(chat, flow, name, opened(cell, FACTS.place(chat))))
            for at, flow, name, cell in rows
        ]

    def prune_letters(self, before: datetime, *, limit: int) -> list[int]:
        """Erase dead letters from before a moment; whose each of them was."""
        return self._prune("dead_letters", "owner", before, limit)

    def prune_handoffs(self, before: datetime, *, limit: int) -> list[int]:
        """Erase cases from before a moment; whose each of them was."""
        return self._prune("handoffs", "chat", before, limit)

    def _prune(self, table: str, owner: str, before: datetime, limit: int) -> list[int]:
        rows = self._db.execute(
            f"delete from {table} where id in"  # noqa: S608 names of our own tables; values are bound
            f" (select id from {table} where at < ? order by id limit ?) returning {owner}",
            (stamp(before), limit),
        )
        return [chat for (chat,) in rows]

    def _opened(self, letter: Letter) -> Letter:
        event = self._vault.open(letter.event, LETTER_EVENT.place(letter.chat))
        call = self._vault.open(letter.call, LETTER_CALL.place(letter.chat))
        owner = None if letter.owner in {letter.chat, NOBODY} else letter.owner
        return replace(letter, event=event or None, call=call or None, owner=owner)

    def _sealed(self, letter: Letter) -> tuple[Cell | None, Cell | None]:
        chat, owner = letter.chat, _owner(letter)
        return (
            self._vault.seal(owner, letter.event, LETTER_EVENT.place(chat)),
            self._vault.seal(owner, letter.call, LETTER_CALL.place(chat)),
        )


def _owner(letter: Letter) -> int:
    return NOBODY if letter.whose is None else letter.whose


def _utf8(reason: str) -> str:
    """An error may quote half a character, which would keep its own letter from being kept."""
    return reason.encode(errors="replace").decode()
