"""The store: one file, one connection, one transaction at a time; the borrowers' keys beside it."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import IO, Self

from bot.store.connection import BUSY_MS, claim, connect, explain, path_of
from bot.store.inbox import Inbox
from bot.store.key_file import NOBODY
from bot.store.keyring import Ring
from bot.store.ledger import Ledger
from bot.store.migrations import migrate
from bot.store.outbox import Outbox
from bot.store.sealing import move_cells, name_owners, refuse_unreadable, seal_up
from bot.store.sessions import Sessions, Timers
from bot.store.vault import Vault, open_vault

_SCRUB_BUSY_MS = 200


class Store:
    """Owns the connection and the file's lock. Used by one thread at a time.

    The tables hang on it (`inbox`, `outbox`, `sessions`, `timers`, `ledger`); their methods are
    called inside `with store.transaction():` and nowhere else.
    """

    def __init__(
        self, path: Path, connection: sqlite3.Connection, *, vault: Vault, lock: IO[str]
    ) -> None:
        self.path = path
        self._db = connection
        self._vault = vault
        self._lock = lock
        self.inbox = Inbox(connection, vault)
        self.outbox = Outbox(connection, vault)
        self.sessions = Sessions(connection, vault)
        self.timers = Timers(connection, vault)
        self.ledger = Ledger(connection, vault)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_details: object) -> None:
        self.close()

    @property
    def seals(self) -> bool:
        """Whether what borrowers say is encrypted."""
        return self._vault.seals

    def derive(self, purpose: str) -> bytes | None:
        """A secret of this installation for a purpose; None without a master key."""
        return self._vault.derive(purpose)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside, or nothing. On the disk when the block is left.

        Raises PassingStoreError for what may pass, StoreError for the rest of what is wrong with
        the file, BugError for a statement that was wrong.
        """
        try:
            self._db.execute("begin immediate")
            yield
            self._vault.commit()  # a key is on the disk before what was sealed with it
            self._db.execute("commit")
            self._vault.settle()
        except sqlite3.Error as error:
            self._roll_back()
            raise explain(error, self.path) from error
        except BaseException:
            self._roll_back()
            raise

    def forget(self, chat: int) -> None:
        """Erase every row of a chat, inside a transaction. `scrub` afterwards, outside of it.

        What is on its way to a counselor, or could not be sent there, is the borrower's; of a counselor
        who is forgotten, it stays.
        Its keys are noted in the same transaction and destroyed after it, so that neither a crash
        nor a transaction that fails leaves one without the other.
        """
        for table in ("sessions", "timers", "handoffs"):
            self._db.execute(f"delete from {table} where chat = ?", (chat,))  # noqa: S608 names of our own tables; values are bound
        for table in ("outbox", "dead_letters"):
            # And good-byes from before, which are nobody's.
            self._db.execute(
                f"delete from {table} where owner = ?1 or (owner = ?2 and chat = ?1)",  # noqa: S608 names of our own tables; values are bound
                (chat, NOBODY),
            )
        # The ids of its updates stay, without a chat, so that none is taken twice.
        self._db.execute(
            "update inbox set state = 'done', chat = null, event = null, pressed = null"
            " where chat = ? and state = 'pending'",
            (chat,),
        )
        self._doom(chat)

    def move_chat(self, old: int, new: int) -> None:
        """A group became another chat: everything of the old one is the new one's."""
        for table in ("sessions", "timers"):
            self._db.execute(f"delete from {table} where chat = ?", (new,))  # noqa: S608 names of our own tables; values are bound
        move_cells(self._db, self._vault, old, new)
        for table in ("sessions", "timers", "inbox", "dead_letters", "handoffs", "outbox"):
            self._db.execute(
                f"update {table} set chat = ? where chat = ?",  # noqa: S608 names of our own tables; values are bound
                (new, old),
            )
        for table in ("outbox", "dead_letters"):
            self._db.execute(f"update {table} set owner = ? where owner = ?", (new, old))  # noqa: S608 names of our own tables; values are bound
        self._doom(old)

    def renew_key(self, chat: int) -> None:
        """Seal what is kept of a chat with a new key, inside a transaction; `scrub` destroys the old."""
        self._doom(chat)
        move_cells(self._db, self._vault, chat, chat)

    def _doom(self, chat: int) -> None:
        self._db.executemany(
            "insert or ignore into doomed (key) values (?)",
            [(number,) for number in self._vault.retire(chat)],
        )

    def scrub(self) -> bool:
        """Destroy the keys of whom was forgotten and empty the write-ahead logs; whether all succeeded.

        Then erased text leaves no trace, and no copy of the file can be read for that borrower. It
        fails while another program reads a file: try again later.
        """
        try:
            doomed = _doomed(self._db)
            if doomed and not self._vault.destroy(doomed):
                return False
            self._db.execute(f"pragma busy_timeout = {_SCRUB_BUSY_MS}")
            if doomed:
                self._db.execute("delete from doomed")
            result = self._db.execute("pragma wal_checkpoint(truncate)").fetchone()
            self._db.execute(f"pragma busy_timeout = {BUSY_MS}")
        except sqlite3.Error as error:
            raise explain(error, self.path) from error
        return tuple(result) == (0, 0, 0)

    def close(self) -> None:
        """Empty the log, close the file and give up its lock."""
        with suppress(sqlite3.Error):
            self._db.execute("pragma wal_checkpoint(truncate)")
        self._vault.close()
        self._db.close()
        self._lock.close()

    def _roll_back(self) -> None:
        with suppress(sqlite3.Error):
            if self._db.in_transaction:
                self._db.execute("rollback")
        self._vault.undo()
        with suppress(
            sqlite3.Error
        ):  # a commit that failed may have happened, and have doomed keys
            self._vault.doom(_doomed(self._db))


def open_store(url: str, ring: Ring | None = None) -> Store:
    """Open the file that the URL names (`sqlite:///ashore.sqlite3`), made if there is none.

    With master keys, everything that borrowers say is sealed; what an older program left in the
    clear is sealed now. Without, it is kept as it is.

    Raises StoreError, one sentence: another process uses it, it is damaged, newer, not writable,
    or sealed with a key that is not at hand.
    """
    path = path_of(url)
    with ExitStack() as undone:
        lock = undone.enter_context(claim(path))
        connection = undone.enter_context(closing(connect(path)))
        try:
            migrate(connection, path)
            vault = undone.enter_context(closing(open_vault(path, ring)))
            vault.doom(_doomed(connection))
            refuse_unreadable(connection, vault, path)
            name_owners(connection, vault)
            seal_up(connection, vault)
        except sqlite3.Error as error:
            raise explain(error, path) from error
        undone.pop_all()
    store = Store(path, connection, vault=vault, lock=lock)
    with suppress(Exception):
        store.scrub()  # what a kill left in the log
    return store


def _doomed(connection: sqlite3.Connection) -> list[int]:
    """The ids of keys that are still to be destroyed."""
    return [key for (key,) in connection.execute("select key from doomed")]
