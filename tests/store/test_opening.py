"""Opening the database: made private, migrated, held by one process; every fault one sentence."""

import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.store import PassingStoreError, Store, open_store
from bot.store.connection import explain, path_of
from bot.store.migrations import MIGRATIONS

NOW = datetime(2026, 11, 24, 4, tzinfo=UTC)


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def _apply(store: Store, session: str) -> None:
    with store.transaction():
        store.inbox.add_done([1], NOW)
        store.sessions.save([(7, session)], NOW)


def _read_all(path: Path) -> None:
    with open_store(url(path)) as store, store.transaction():
        store.sessions.read(range(100))


def test_a_new_file_is_private_and_durable(tmp_path: Path) -> None:
    """Nobody else may read it; every commit is on the disk; deleted text is overwritten."""
    with open_store(url(tmp_path / "a.sqlite3")) as store:
        pragmas = {
            name: store._db.execute(f"pragma {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
        assert pragmas == {
            "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1,
        }  # fmt: skip
        for file in tmp_path.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_every_migration_is_recorded_and_every_table_strict(tmp_path: Path) -> None:
    """The schema's history stands in the file."""
    with open_store(url(tmp_path / "a.sqlite3")) as store:
        names = store._db.execute("select name from _sqlite_migrations order by id").fetchall()
        assert [name for (name,) in names] == [step.__name__ for step in MIGRATIONS]
        loose = store._db.execute(
            "select name from pragma_table_list where schema = 'main' and strict = 0"
            " and name not like 'sqlite%' and name not like '\\_sqlite%' escape '\\'"
        )
        assert loose.fetchall() == []


@pytest.mark.parametrize("done", range(len(MIGRATIONS)))
def test_a_file_of_any_older_schema_is_brought_up_to_date(
    lay_older: Callable[[int], Path], done: int
) -> None:
    """Whatever version wrote it, it opens, and works."""
    with open_store(url(lay_older(done))) as store, store.transaction():
        store.inbox.add_done([1], NOW)
        store.ledger.count([("plan", "ready")])


def test_opening_an_up_to_date_file_imports_no_migration_tool(tmp_path: Path) -> None:
    """The cold start pays for sqlite-utils only when there is something to migrate."""
    open_store(url(tmp_path / "a.sqlite3")).close()
    code = (
        "import sys; from bot.store import open_store; "
        f"open_store({url(tmp_path / 'a.sqlite3')!r}).close(); "
        "sys.exit('sqlite_utils' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_second_process_is_refused_by_name_of_the_file(tmp_path: Path) -> None:
    """Two writers would answer everything twice."""
    path = tmp_path / "a.sqlite3"
    with open_store(url(path)):
        with pytest.raises(StoreError, match="already uses") as refusal:
            open_store(url(path))
        assert str(path) in str(refusal.value)
    open_store(url(path)).close()


def test_a_newer_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    """An older program must not write what it does not understand."""
    path = tmp_path / "a.sqlite3"
    with open_store(url(path)) as store:
        store._db.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at)"
            " values ('ashore', 'm999_future', '')"
        )
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"newer Ashore .*m999_future"):
        open_store(url(path))
    assert path.read_bytes() == before


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    """A wrong path must not mix two programs' tables."""
    path = tmp_path / "a.sqlite3"
    other = sqlite3.connect(path)
    other.execute("create table theirs (x)")
    other.close()
    with pytest.raises(StoreError, match="belongs to another program"):
        open_store(url(path))


@pytest.mark.parametrize(
    "content", [b"this is a letter, not a database" * 99, b"SQLite format 3\0" + b"\xff" * 9000]
)
def test_a_file_that_is_no_database_is_named_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    """Damaged or something else: say so, and leave it as it is."""
    path = tmp_path / "a.sqlite3"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"a\.sqlite3 cannot be used: it is .*(damaged|not an)"):
        open_store(url(path))
    assert path.read_bytes() == content


def test_a_damaged_page_is_told_when_it_is_met(tmp_path: Path) -> None:
    """The sentence says what to do: the last backup."""
    path = tmp_path / "a.sqlite3"
    with open_store(url(path)) as store, store.transaction():
        store.sessions.save([(chat, "x" * 2000) for chat in range(100)], NOW)
    content = bytearray(path.read_bytes())
    content[4096 * 8 :] = b"\xee" * (len(content) - 4096 * 8)
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"damaged.*backup") as fault:
        _read_all(path)
    assert not isinstance(fault.value, PassingStoreError)


@pytest.mark.parametrize("folder", ["missing/deeper", "/proc"])
def test_a_folder_that_cannot_be_written_is_named_in_a_sentence(
    tmp_path: Path, folder: str
) -> None:
    """No folder, or no right to write: which file, and what to check."""
    path = tmp_path / folder / "a.sqlite3"
    with pytest.raises(StoreError, match=r"Check store.url") as fault:
        open_store(url(path))
    assert str(path) in str(fault.value)


def test_a_full_disk_is_a_trouble_that_may_pass(tmp_path: Path) -> None:
    """Nothing is half-written, and it goes on when there is space."""
    with open_store(url(tmp_path / "a.sqlite3")) as store:
        pages = store._db.execute("pragma page_count").fetchone()[0]
        store._db.execute(f"pragma max_page_count = {pages + 2}")
        with pytest.raises(PassingStoreError, match=r"disk is full.*no message is lost"):
            _apply(store, "x" * 50_000)
        with store.transaction():
            assert store.inbox.seen([1]) == set()
            store.inbox.add_done([1], NOW)


def test_a_lock_by_another_program_is_a_trouble_that_may_pass(tmp_path: Path) -> None:
    """A database browser that holds the file stops nobody for good."""
    with open_store(url(tmp_path / "a.sqlite3")) as store:
        store._db.execute("pragma busy_timeout = 0")
        other = sqlite3.connect(store.path, isolation_level=None)
        other.execute("begin immediate")
        with pytest.raises(PassingStoreError, match="keeps it locked"), store.transaction():
            pass
        other.execute("rollback")
        other.close()
        with store.transaction():
            store.inbox.add_done([1], NOW)


@pytest.mark.parametrize(
    ("url_", "path"),
    [
        ("sqlite:///ashore.sqlite3", "ashore.sqlite3"),
        ("sqlite:////var/lib/a.sqlite3", "/var/lib/a.sqlite3"),
        ("sqlite:///data/b.db", "data/b.db"),
    ],
)
def test_a_url_names_a_relative_or_absolute_file(url_: str, path: str) -> None:
    """Three slashes: here. Four: absolute."""
    assert path_of(url_) == Path(path)


@pytest.mark.parametrize(
    "url_",
    ["", "ashore.sqlite3", "sqlite:///", "sqlite://a.db", "sqlite:///:memory:", "postgres://x"],
)
def test_a_url_that_names_no_file_is_told_how_to_be_written(url_: str) -> None:
    """A sentence with an example."""
    with pytest.raises(StoreError, match=r"sqlite:///ashore.sqlite3"):
        path_of(url_)


def test_an_unforeseen_fault_still_names_the_file() -> None:
    """No bare traceback of SQLite's."""
    assert "a.db" in str(explain(sqlite3.OperationalError("no such column"), Path("a.db")))
