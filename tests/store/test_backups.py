"""Backups: whole though somebody writes, checked, private; put back by one rename, nothing mixed."""

import os
import sqlite3
import stat
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.errors import StoreError
from bot.store import Store, open_store
from bot.store.backups import back_up, restore
from bot.store.migrations import MIGRATIONS
from tests.store import sealed

NOW = datetime(2026, 11, 24, 4, tzinfo=UTC)


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def fill(store: Store, mark: str, *, chats: int = 50) -> None:
    """One transaction that marks every chat, and counts itself."""
    with store.transaction():
        store.sessions.save([(chat, mark * 200) for chat in range(chats)], NOW)
        store.ledger.count([("marked", "once")])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database in which every chat is marked old, and which nobody has open."""
    path = tmp_path / "a.sqlite3"
    with open_store(url(path)) as store:
        fill(store, "old")
    return path


@pytest.fixture
def copy(path: Path) -> Path:
    """A backup of it."""
    copy = path.with_name("a.backup")
    back_up(url(path), copy)
    return copy


def sessions(path: Path) -> set[str]:
    connection = sqlite3.connect(path)
    found = {text for (text,) in connection.execute("select session from sessions")}
    connection.close()
    return found


def test_a_backup_is_one_moment_though_the_bot_writes(tmp_path: Path, path: Path) -> None:
    """Twenty copies while every chat is rewritten again and again: in each, all chats agree."""
    stop = threading.Event()
    with open_store(url(path)) as store:

        def write() -> None:
            number = 0
            while not stop.is_set():
                number += 1
                fill(store, str(number))

        writer = threading.Thread(target=write)
        writer.start()
        try:
            for number in range(20):
                copy = tmp_path / f"{number}.backup"
                assert back_up(url(path), copy) > 0
                assert len(sessions(copy)) == 1
                assert stat.S_IMODE(copy.stat().st_mode) == 0o600
        finally:
            stop.set()
            writer.join()
        fill(store, "still writing")
    assert not [file.name for file in tmp_path.iterdir() if file.name.endswith(("-wal", "partial"))]


def test_a_restored_backup_is_what_it_was_and_the_former_is_kept(tmp_path: Path) -> None:
    """Each is whole: nothing of the one is in the other, its log included."""
    path, copy = tmp_path / "a.sqlite3", tmp_path / "a.backup"
    for mark in ("old", "older"):
        with open_store(url(path)) as store:
            fill(store, mark)
            copy.unlink(missing_ok=True)
            back_up(url(path), copy)
            fill(store, "new")
        (former,) = restore(url(path), copy)
        assert sessions(path) == {mark * 200}
        assert sessions(former) == {"new" * 200}
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with open_store(url(path)) as store:
        fill(store, "goes on")
    assert {file.name for file in tmp_path.iterdir()} == {
        "a.sqlite3", "a.sqlite3.lock", "a.backup",
        "a.sqlite3.before-restore-1", "a.sqlite3.before-restore-2",
    }  # fmt: skip


def test_a_log_that_a_kill_left_goes_with_the_former(
    tmp_path: Path, path: Path, copy: Path
) -> None:
    """What stood only in the write-ahead log is in the kept file, and not in the restored one."""
    with open_store(url(path)) as store:
        fill(store, "new")
        killed = tmp_path / "b.sqlite3"
        killed.write_bytes(path.read_bytes())
        (tmp_path / "b.sqlite3-wal").write_bytes((tmp_path / "a.sqlite3-wal").read_bytes())
    (former,) = restore(url(killed), copy)
    assert sessions(killed) == {"old" * 200}
    assert sessions(former) == {"new" * 200}


def test_a_damaged_database_is_replaced_too(path: Path, copy: Path) -> None:
    """That is what backups are for; what is left of it is kept as it is."""
    path.write_bytes(b"nothing but noise" * 999)
    Path(f"{path}-wal").write_bytes(b"more noise" * 99)
    (former,) = restore(url(path), copy)
    assert former.read_bytes().startswith(b"nothing but noise")
    assert Path(f"{former}-wal").read_bytes().startswith(b"more noise")
    assert sessions(path) == {"old" * 200}


@pytest.mark.parametrize("done", range(1, len(MIGRATIONS)))
def test_a_backup_of_any_older_schema_is_brought_up_to_date(
    tmp_path: Path, lay_older: Callable[[int], Path], done: int
) -> None:
    """The backup itself stays as it is."""
    path, copy = lay_older(done), tmp_path / "a.backup"
    back_up(url(path), copy)
    before = copy.read_bytes()
    restore(url(path), copy)
    assert not path.with_name("a.sqlite3-wal").exists()
    with closing(sqlite3.connect(path)) as restored:
        (applied,) = restored.execute("select count(*) from _sqlite_migrations").fetchone()
    assert applied == len(MIGRATIONS)
    with open_store(url(path)) as store:
        fill(store, "works")
    assert copy.read_bytes() == before


def test_a_wrong_backup_changes_nothing(tmp_path: Path, path: Path, copy: Path) -> None:
    """Not there, empty, damaged, another's, a newer version's, the database itself: one sentence."""
    damaged, other, newer, empty = (
        tmp_path / name for name in ("damaged", "other", "newer", "empty")
    )
    empty.touch()
    content = bytearray(copy.read_bytes())
    content[4096 * 4 : 4096 * 6] = b"\xee" * 8192
    damaged.write_bytes(content)
    with sqlite3.connect(other) as connection:
        connection.execute("create table theirs (x)")
    newer.write_bytes(copy.read_bytes())
    with sqlite3.connect(newer) as connection:
        connection.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at)"
            " values ('ashore', 'm999_future', '')"
        )
    before = path.read_bytes()
    for wrong, sentence in (
        (tmp_path / "nowhere", "There is no database"),
        (empty, "is empty"),
        (damaged, "damaged"),
        (other, "belongs to another program"),
        (newer, "newer Ashore"),
        (path, "itself the file to be replaced"),
    ):
        with pytest.raises(StoreError, match=sentence):
            restore(url(path), wrong)
        assert path.read_bytes() == before
    assert not list(tmp_path.glob("*restor*"))


def test_nothing_is_restored_under_a_running_bot(path: Path, copy: Path) -> None:
    """It would go on writing into the file that was replaced."""
    with open_store(url(path)) as store:
        with pytest.raises(StoreError, match="already uses"):
            restore(url(path), copy)
        fill(store, "new")
    assert sessions(path) == {"new" * 200}


def test_a_reader_of_the_former_database_must_let_go_first(
    tmp_path: Path, path: Path, copy: Path
) -> None:
    """Its view of the old log would be mixed into the new file."""
    with open_store(url(path)) as store:
        reader = sqlite3.connect(path, isolation_level=None)
        reader.execute("begin")
        reader.execute("select count(*) from sessions").fetchone()
        fill(store, "new")
    with pytest.raises(StoreError, match="Another program reads"):
        restore(url(path), copy)
    reader.close()
    assert not list(tmp_path.glob("*before-restore*"))
    assert sessions(path) == {"new" * 200}


def test_a_backup_never_overwrites_and_leaves_nothing_half_done(tmp_path: Path, path: Path) -> None:
    """A name that is taken, a folder that is not there: a sentence, and no file."""
    taken = tmp_path / "taken"
    taken.write_text("mine")
    with pytest.raises(StoreError, match="there already"):
        back_up(url(path), taken)
    assert taken.read_text() == "mine"
    with pytest.raises(StoreError, match="cannot be written"):
        back_up(url(path), tmp_path / "missing" / "b")
    with pytest.raises(StoreError, match="There is no database"):
        back_up(url(tmp_path / "b.sqlite3"), tmp_path / "c")
    assert {file.name for file in tmp_path.iterdir()} == {"a.sqlite3", "a.sqlite3.lock", "taken"}


def test_the_commands_say_what_they_did(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And end with 1 and a sentence where they could not."""
    copy = path.with_name("a.backup")
    monkeypatch.setenv("ASHORE_STORE__URL", url(path))
    made = CliRunner().invoke(main, ["backup", str(copy)])
    assert made.exit_code == 0
    assert "whole and checked" in made.output
    assert "keys" not in made.output  # nothing was sealed
    put = CliRunner().invoke(main, ["restore", str(copy)])
    assert put.exit_code == 0
    assert "before-restore-1" in put.output
    again = CliRunner().invoke(main, ["backup", str(copy)])
    assert again.exit_code == 1
    assert "there already" in again.output
    assert os.access(copy, os.R_OK)


def test_a_sealed_backup_is_told_to_need_its_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which file, and that it is kept apart: without it the backup is of no use to anybody."""
    monkeypatch.setenv("ASHORE_STORE__URL", sealed.url(tmp_path))
    with sealed.opened(tmp_path) as store:
        sealed.tell(store, sealed.CHAT)
    made = CliRunner().invoke(main, ["backup", str(tmp_path / "copy")])
    assert made.exit_code == 0
    assert str(tmp_path / "a.keys.sqlite3") in made.output
    assert "to another" in made.output
