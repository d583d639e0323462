"""Opening the database file, and saying in one sentence what is wrong with it."""

import fcntl
import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import IO

from bot.errors import AshoreError, BugError, StoreError

URL_PREFIX = "sqlite:///"
BUSY_MS = 2_000

_SAFE = "nothing was acknowledged, so no message is lost"
_TROUBLES = {
    "SQLITE_FULL": f"the disk is full; {_SAFE}. Free some space",
    "SQLITE_BUSY": f"another program keeps it locked; {_SAFE}. Close that program "
    "(a database browser, a backup)",
    "SQLITE_LOCKED": f"another program keeps it locked; {_SAFE}. Close that program",
    "SQLITE_IOERR": f"the disk fails to read or write it; {_SAFE}. Check the disk "
    "(dmesg, smartctl) and its free space",
    "SQLITE_READONLY": f"it may not be written; {_SAFE}. Give the bot's user the right to write "
    "the file and its folder",
}
_FAULTS = {
    "SQLITE_CANTOPEN": "it cannot be opened; nothing was changed. Check that its folder exists and "
    "that the bot's user may write there",
    "SQLITE_CORRUPT": "it is damaged; nothing more was written to it. Stop the bot, keep a copy of "
    "the file, and put the last backup in its place",
    "SQLITE_NOTADB": "it is not an SQLite database; nothing was changed. Point store.url at another "
    "file, or put the last backup in its place",
}
# A statement or a value of ours was wrong; the database is well.
_OURS = (
    sqlite3.IntegrityError,
    sqlite3.DataError,
    sqlite3.ProgrammingError,
    sqlite3.InterfaceError,
)


class PassingStoreError(StoreError):
    """A trouble that may pass (full disk, lock): the same transaction may be tried again.

    Its sentence says what to mend; what happens then is known to whoever tells of it.
    """


class InUseError(StoreError):
    """Another process holds the database."""


def path_of(url: str) -> Path:
    """The file that a store URL names: `sqlite:///relative.sqlite3`, `sqlite:////absolute.sqlite3`."""
    name = url.removeprefix(URL_PREFIX)
    if not url.startswith(URL_PREFIX) or not name or name.startswith(":"):
        raise StoreError(
            f"store.url is {url!r}, which names no SQLite file. "
            "Write it as sqlite:///ashore.sqlite3, or sqlite:////var/lib/ashore/ashore.sqlite3."
        )
    return Path(name)


def explain(error: sqlite3.Error, path: Path) -> AshoreError:
    """The error as one sentence: what happened, what is safe, what to do."""
    name = getattr(error, "sqlite_errorname", None) or ""
    for prefix, reason in _TROUBLES.items():
        if name.startswith(prefix):
            return PassingStoreError(f"The database {path} cannot be used: {reason} ({name}).")
    for prefix, reason in _FAULTS.items():
        if name.startswith(prefix):
            return StoreError(f"The database {path} cannot be used: {reason} ({name}).")
    sentence = f"The database {path} refused a statement: {error} ({name or 'no code'})."
    return BugError(sentence) if isinstance(error, _OURS) else StoreError(sentence)


def connect(path: Path) -> sqlite3.Connection:
    """The one writer connection: WAL, every commit on the disk, deleted content overwritten.

    Raises StoreError if the file cannot be opened or is no database.
    """
    try:
        # Made before SQLite does, so that nobody else may read it, nor the WAL that copies its mode.
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StoreError(
            f"The database {path} cannot be opened: {error.strerror}; nothing was changed. "
            "Check store.url, that its folder exists, and that the bot's user may write there."
        ) from None
    with suppress(OSError):  # of another user's file: then the mode is that user's choice
        os.fchmod(handle, 0o600)
    os.close(handle)
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        connection.execute(f"pragma busy_timeout = {BUSY_MS}")
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
        connection.execute("pragma foreign_keys = on")
        connection.execute("pragma secure_delete = on")
    except sqlite3.Error as error:
        connection.close()
        raise explain(error, path) from None
    return connection


def claim(path: Path) -> IO[str]:
    """Hold the file's lock, `<file>.lock`, until the returned handle is closed.

    Raises InUseError if another process holds it, StoreError if it cannot be made.
    """
    lock = path.with_name(path.name + ".lock")
    try:
        handle = os.fdopen(os.open(lock, os.O_RDWR | os.O_CREAT, 0o600), "r+")
    except OSError as error:
        raise StoreError(
            f"The lock {lock} cannot be made: {error.strerror}; nothing was changed. "
            "Check store.url, that its folder exists, and that the bot's user may write there."
        ) from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        holder = handle.read().strip()
        handle.close()
        raise InUseError(
            f"Another ashore{f' (process {holder})' if holder else ''} already uses {path} "
            f"(lock: {lock}); nothing was changed. Stop it first."
        ) from None
    with suppress(
        OSError
    ):  # a full disk: the lock holds, only the note for the operator is missing
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
    return handle
