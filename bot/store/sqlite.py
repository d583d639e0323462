"""The store: one file, one connection, one transaction at a time."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Self

from bot.store.connection import BUSY_MS, claim, connect, explain, path_of
from bot.store.inbox import Inbox
from bot.store.ledger import Ledger
from bot.store.migrations import migrate
from bot.store.outbox import Outbox
from bot.store.sessions import Sessions, Timers

_SCRUB_BUSY_MS = 200


class Store:
    """Owns the connection and the file's lock. Used by one thread at a time.

    The tables hang on it (`inbox`, `outbox`, `sessions`, `timers`, `ledger`); their methods are
    called inside `with store.transaction():` and nowhere else.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: IO[str]) -> None:
        self.path = path
        self._db = connection
        self._lock = lock
        self.inbox = Inbox(connection)
        self.outbox = Outbox(connection)
        self.sessions = Sessions(connection)
        self.timers = Timers(connection)
        self.ledger = Ledger(connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_details: object) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside, or nothing. On the disk when the block is left.

        Raises PassingStoreError for what may pass, StoreError for the rest of what is wrong with
        the file, BugError for a statement that was wrong.
        """
        try:
            self._db.execute("begin immediate")
            yield
            self._db.execute("commit")
        except sqlite3.Error as error:
            self._roll_back()
            raise explain(error, self.path) from error
        except BaseException:
            self._roll_back()
            raise

    def forget(self, chat: int) -> None:
        """Erase every row of a chat, inside a transaction. `scrub` afterwards, outside of it."""
        for table in ("sessions", "outbox", "timers", "dead_letters", "handoffs"):
            self._db.execute(f"delete from {table} where chat = ?", (chat,))  # noqa: S608 own names
        # The ids of its updates stay, without a chat, so that none is taken twice.
        self._db.execute(
            "update inbox set state = 'done', chat = null, event = null, pressed = null"
            " where chat = ? and state = 'pending'",
            (chat,),
        )

    def move_chat(self, old: int, new: int) -> None:
        """A group became another chat: everything of the old one is the new one's."""
        for table in ("sessions", "timers"):
            self._db.execute(f"delete from {table} where chat = ?", (new,))  # noqa: S608 own names
        for table in ("sessions", "timers", "inbox", "dead_letters", "handoffs"):
            self._db.execute(
                f"update {table} set chat = ? where chat = ?",  # noqa: S608 own names
                (new, old),
            )
        self._db.execute(
            "update outbox set chat = ?, call = json_set(call, '$.payload.chat_id', ?)"
            " where chat = ?",
            (new, new, old),
        )

    def scrub(self) -> bool:
        """Empty the write-ahead log, so that erased text leaves no trace; whether it succeeded.

        It fails while another program reads the file: try again later.
        """
        try:
            self._db.execute(f"pragma busy_timeout = {_SCRUB_BUSY_MS}")
            result = self._db.execute("pragma wal_checkpoint(truncate)").fetchone()
            self._db.execute(f"pragma busy_timeout = {BUSY_MS}")
        except sqlite3.Error as error:
            raise explain(error, self.path) from error
        return tuple(result) == (0, 0, 0)

    def close(self) -> None:
        """Empty the log, close the file and give up its lock."""
        with suppress(sqlite3.Error):
            self._db.execute("pragma wal_checkpoint(truncate)")
        self._db.close()
        self._lock.close()

    def _roll_back(self) -> None:
        with suppress(sqlite3.Error):
            if self._db.in_transaction:
                self._db.execute("rollback")


def open_store(url: str) -> Store:
    """Open the file that the URL names (`sqlite:///ashore.sqlite3`), made if there is none.

    Raises StoreError, one sentence: another process uses it, it is damaged, newer, not writable.
    """
    path = path_of(url)
    lock = claim(path)
    try:
        connection = connect(path)
        try:
            migrate(connection, path)
        except BaseException as error:
            connection.close()
            if isinstance(error, sqlite3.Error):
                raise explain(error, path) from error
            raise
    except BaseException:
        lock.close()
        raise
    store = Store(path, connection, lock)
    with suppress(Exception):
        store.scrub()  # what a kill left in the log
    return store
