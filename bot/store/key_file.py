"""The borrowers' own keys, wrapped, in a file beside the database: `ashore.keys.sqlite3`.

It lies apart so that copies of the database hold no key: what was sealed with a key that is gone
from here can be read nowhere, in no copy however old. Only its latest copy may be kept.
"""

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from os import urandom
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import StoreError
from bot.store.connection import connect, explain
from bot.store.json_text import numbers
from bot.store.keyring import Ring

NOBODY = 0  # no chat of Telegram's: the owner of what belongs to no borrower
_SCHEMA = """create table if not exists data_keys (
    id integer primary key, chat integer not null, master text not null, wrapped blob not null)
    strict"""


def path_beside(database: Path) -> Path:
    """Where the keys of a database are."""
    return database.with_name(f"{database.stem}.keys{database.suffix}")


class KeyFile:
    """The wrapped keys. A key that is added is on the disk when `commit` returns, not before."""

    def __init__(self, path: Path, ring: Ring) -> None:
        """Raises StoreError if the file cannot be used, or was written with a key not at hand."""
        self.path = path
        self._ring = ring
        self._db = connect(path)
        try:
            with self._explained():
                self._db.execute("pragma temp_store = memory")  # a copy elsewhere outlives a key
                # Who copies the file while the bot runs gets every key, though not its log.
                self._db.execute("pragma wal_autocheckpoint = 1")
                self._db.execute(_SCHEMA)
                self._db.execute("create index if not exists data_keys_chat on data_keys (chat)")
                self._check_masters()
        except BaseException:
            self.close()
            raise

    def of_chat(self, chat: int) -> list[int]:
        """The ids of a chat's keys."""
        with self._explained():
            return [
                n for (n,) in self._db.execute("select id from data_keys where chat = ?", (chat,))
            ]

    def read(self, number: int) -> tuple[int, bytes] | None:
        """The chat of a key and the key itself; None if it was destroyed."""
        with self._explained():
            row = self._db.execute(
                "select chat, master, wrapped from data_keys where id = ?", (number,)
            ).fetchone()
        if row is None:
            return None
        chat, master, wrapped = row
        return chat, self._unwrap(number, chat, master, wrapped)

    def add(self, chat: int) -> tuple[int, bytes]:
        """A new key for a chat, and its id: by chance, so that no id ever comes again."""
        number, key = int.from_bytes(urandom(8)) >> 1, AESGCM.generate_key(256)
        current = self._ring.current
        with self._explained():
            self._begin()
            self._db.execute(
                "insert into data_keys (id, chat, master, wrapped) values (?, ?, ?, ?)",
                (number, chat, current.name, current.wrap(key, _about(number, chat))),
            )
        return number, key

    def commit(self) -> None:
        """Put what was added on the disk."""
        if self._db.in_transaction:
            with self._explained():
                self._db.execute("commit")

    def roll_back(self) -> None:
        """What was added since `commit` never was."""
        with suppress(sqlite3.Error):
            if self._db.in_transaction:
                self._db.execute("rollback")

    def destroy(self, ids: Collection[int]) -> bool:
        """Erase keys, so that no byte of them stays in the file or its log; whether that succeeded."""
        with self._explained():
            self._begin()
            self._db.execute(
                "delete from data_keys where id in (select value from json_each(?))", numbers(ids)
            )
            self._db.execute("commit")
            return self.scrub()

    def rewrap(self, *, limit: int) -> int:
        """Wrap at most so many keys anew with the key in use, for good; how many there were."""
        current = self._ring.current
        with self._explained():
            self._begin()
            rows = self._db.execute(
                "select id, chat, master, wrapped from data_keys where master <> ? limit ?",
                (current.name, limit),
            ).fetchall()
            anew = [
                (current.name, current.wrap(self._unwrap(*row), _about(row[0], row[1])), row[0])
                for row in rows
            ]
            self._db.executemany("update data_keys set master = ?, wrapped = ? where id = ?", anew)
            self._db.execute("commit")
        return len(rows)

    def masters(self) -> dict[str, int]:
        """How many keys each master key wraps, by its name."""
        with self._explained():
            return dict(
                self._db.execute(
                    "select master, count(*) from data_keys group by master"
                ).fetchall()
            )

    def scrub(self) -> bool:
        """Write the file anew, without what was erased, and empty its log."""
        with self._explained():
            # Erasing overwrites a row where it lies; rewriting also drops copies in pages that split.
            self._db.execute("vacuum")
            result = self._db.execute("pragma wal_checkpoint(truncate)").fetchone()
        return tuple(result) == (0, 0, 0)

    def close(self) -> None:
        """Empty the log and close the file."""
        with suppress(sqlite3.Error):
            self._db.execute("pragma wal_checkpoint(truncate)")
        self._db.close()

    def _begin(self) -> None:
        if not self._db.in_transaction:
            self._db.execute("begin immediate")

    def _unwrap(self, number: int, chat: int, master: str, wrapped: bytes) -> bytes:
        key = self._ring.named(master)
        if key is None:
            raise StoreError(_foreign(self.path, [master]))
        return key.unwrap(wrapped, _about(number, chat))

    def _check_masters(self) -> None:
        missing = [name for name in self.masters() if self._ring.named(name) is None]
        if missing:
            raise StoreError(_foreign(self.path, missing))

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            self.roll_back()
            raise explain(error, self.path) from error


def _about(number: int, chat: int) -> str:
    return f"data key/{number}/{chat}"


def _foreign(path: Path, names: list[str]) -> str:
    return (
        f"The keys in {path} were wrapped with the master key {' and '.join(sorted(names))}, which is "
        "not among those given; nothing was changed. Give that key, too: in ASHORE_KEY or in the file "
        "that store.key_file names, after the one in use. Without it nobody can read those answers."
    )
