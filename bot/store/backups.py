"""Backups of the database: one file, whole, made beside a running bot; and put back in its place."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from itertools import count
from pathlib import Path

from bot.errors import StoreError
from bot.store.connection import claim, connect, explain, path_of
from bot.store.key_file import path_beside
from bot.store.migrations import check_history, migrate
from bot.store.reading import reading

_BESIDE = ("-wal", "-shm", "-journal")


def back_up(url: str, target: Path) -> int:
    """Copy the database as it is at one moment; the copy's size in bytes.

    What the bot commits meanwhile is wholly in it or not at all. The copy is checked before it gets
    its name, and nobody else may read it. Raises StoreError.
    """
    if target.exists():
        raise StoreError(
            f"{target} is there already; nothing was changed. Give the backup another name."
        )
    with reading(path_of(url)) as source, _passing(_beside(target, ".partial")) as partial:
        check_history(source, path_of(url))
        _copy(source, partial)
        partial.rename(target)
    _sync(target.parent)
    return target.stat().st_size


def back_up_keys(url: str, target: Path) -> None:
    """Copy the borrowers' keys in the place of their last copy, whose bytes are overwritten.

    To be called after `back_up`, so that no key of that copy is missing. Raises StoreError.
    """
    keys = path_beside(path_of(url))
    if target.exists() and keys.exists() and target.samefile(keys):
        raise StoreError(f"{target} is the keys' file itself; nothing was changed. Name a copy.")
    if target.exists():
        with reading(target) as last:
            if not _holds_keys(last):
                raise StoreError(
                    f"{target} is no copy of keys; nothing was changed. Name another file."
                )
    with reading(keys) as source, _passing(_beside(target, ".partial")) as partial:
        _copy(source, partial)
        with _overwritten(target):
            partial.replace(target)
    _sync(target.parent)


def restore(url: str, backup: Path, keys: Path | None = None) -> list[Path]:
    """Put a backup, and a copy of the keys if one is named, in their places; the former files' names.

    The backup is checked, copied and brought to this version's schema first; then one rename puts
    it in place, so that a kill leaves the old or the new, never something of both. Raises StoreError
    while a bot holds the database.
    """
    path = path_of(url)
    for named, place in ((backup, path), (keys, path_beside(path))):
        if named is not None and place.exists() and named.exists() and place.samefile(named):
            raise StoreError(
                f"{named} is itself the file to be replaced; nothing was changed. Name a copy."
            )
    with closing(claim(path)), _passing(_beside(path, ".restoring")) as fresh:
        with reading(backup) as source:
            if not check_history(source, backup):
                raise StoreError(
                    f"{backup} is empty; nothing was changed. Name another backup: this one was "
                    "perhaps not copied to its end."
                )
            _check(source, backup)
            _copy(source, fresh)
        _bring_up_to_date(fresh)
        former = _lay_keys(path_beside(path), keys) if keys else []
        former += _replace(path, fresh)
    return former


def _lay_keys(place: Path, copy: Path) -> list[Path]:
    with _passing(_beside(place, ".restoring")) as fresh:
        with reading(copy) as source:
            _check(source, copy)
            _copy(source, fresh)
        return _replace(place, fresh)


def _replace(path: Path, fresh: Path) -> list[Path]:
    """Put a file in another's place, whose log must not be replayed over it."""
    former = _set_aside(path)
    for suffix in _BESIDE:
        _beside(path, suffix).unlink(missing_ok=True)
    fresh.replace(path)
    _sync(path.parent)
    return [former] if former else []


def _holds_keys(connection: sqlite3.Connection) -> bool:
    query = "select 1 from sqlite_schema where name = 'data_keys'"
    return connection.execute(query).fetchone() is not None


@contextmanager
def _overwritten(path: Path) -> Iterator[None]:
    """What the file held is overwritten once another stands in its place."""
    with path.open("r+b") if path.exists() else nullcontext() as last:
        yield
        if last is not None:
            last.write(bytes(os.fstat(last.fileno()).st_size))
            last.flush()
            os.fsync(last.fileno())


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


@contextmanager
def _passing(path: Path) -> Iterator[Path]:
    """An empty file that nobody else may read; gone afterwards, unless it got another name.

    One that a kill has left is overwritten: it may hold keys.
    """
    with suppress(OSError), _overwritten(path):
        _remove(path)
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise StoreError(
            f"{path} cannot be written: {error.strerror}; nothing was changed. "
            "Check that its folder exists, and that you may write there."
        ) from None
    try:
        yield path
    finally:
        _remove(path)


def _remove(path: Path) -> None:
    for suffix in ("", *_BESIDE):
        with suppress(OSError):
            _beside(path, suffix).unlink(missing_ok=True)


def _copy(source: sqlite3.Connection, target: Path) -> None:
    """All pages in one read transaction, on the disk, and sound."""
    try:
        with closing(sqlite3.connect(target, isolation_level=None)) as copy:
            source.backup(copy)
            copy.execute("pragma journal_mode = delete")  # one file, nothing beside it
            _check(copy, target)
    except sqlite3.Error as error:
        raise explain(error, target) from error


def _check(connection: sqlite3.Connection, path: Path) -> None:
    found = [text for (text,) in connection.execute("pragma integrity_check(3)")]
    loose = connection.execute("pragma foreign_key_check").fetchall()
    if found != ["ok"] or loose:
        raise StoreError(
            f"{path} is damaged ({found[0]}); nothing was changed. Use another backup, and check "
            "the disk (dmesg, smartctl)."
        )


def _bring_up_to_date(path: Path) -> None:
    connection = connect(path)
    try:
        migrate(connection, path)
        _check(connection, path)
        connection.execute("pragma wal_checkpoint(truncate)")
    except sqlite3.Error as error:
        raise explain(error, path) from error
    finally:
        connection.close()


def _set_aside(path: Path) -> Path | None:
    """A second name for the database that is replaced, with all that its log holds."""
    if not path.exists():
        return None
    kept = next(
        name
        for number in count(1)
        if not (name := _beside(path, f".before-restore-{number}")).exists()
    )
    os.link(path, kept)
    log, kept_log = _beside(path, "-wal"), _beside(kept, "-wal")
    if log.exists():
        os.link(log, kept_log)
    if _is_read(path):
        _remove(kept)
        raise StoreError(
            f"Another program reads {path}; nothing was changed. Close it (a database browser, "
            "a backup), and restore again."
        )
    if kept_log.exists() and not kept_log.stat().st_size:  # emptied into the file, as it should be
        kept_log.unlink()
    return kept


def _is_read(path: Path) -> bool:
    """Empty the log into the file, if it is not damaged; whether another program prevents that."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(path, isolation_level=None)) as former:
        busy, *_ = former.execute("pragma wal_checkpoint(truncate)").fetchone()
        return bool(busy)
    return False


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
