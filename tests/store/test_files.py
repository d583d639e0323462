"""The database on the disk: what is left in it, who holds it, and what is said when it cannot be used."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.store import open_store
from bot.store.backups import back_up, restore
from bot.store.connection import BUSY_MS, claim, connect, explain
from bot.store.key_file import path_beside
from bot.store.outbox import Posted
from bot.store.reading import reading
from bot.store.sessions import Timer
from tests.store.sealed import (
    CHAT,
    NOW,
    SAID,
    opened,
    rows_of,
    tell,
    tell_and_close,
    url,
)

OTHER = 7
COUNSELOR = 9


def test_a_group_that_moved_takes_the_place_of_what_the_new_one_had(tmp_path: Path) -> None:
    """Its session and reminders are the old group's; no row of the other stays beside them."""
    with opened(tmp_path) as store, store.transaction():
        store.sessions.save([(OTHER, "{}"), (CHAT, SAID)], NOW)
        store.timers.put([Timer(OTHER, "other", NOW, "{}"), Timer(CHAT, "pay", NOW, SAID)])
        store.move_chat(CHAT, OTHER)
        assert store.sessions.read([CHAT, OTHER]) == {OTHER: SAID}
        assert store.timers.due(NOW, limit=9) == [Timer(OTHER, "pay", NOW, SAID)]


def test_a_call_that_nobody_can_read_any_more_is_taken_out(tmp_path: Path) -> None:
    """The counselor's copy of a borrower's words goes from the table, not only from sight."""
    with opened(tmp_path) as store:
        with store.transaction():
            store.outbox.add(
                [Posted(1, COUNSELOR, "told", owner=CHAT), Posted(2, COUNSELOR, "own")]
            )
            store.forget(CHAT)
        assert store.scrub()
        with store.transaction():
            assert [row.call for row in store.outbox.after()] == ["own"]
        assert rows_of(tmp_path, "select id from outbox") == [(2,)]


def test_after_scrubbing_a_lock_is_waited_for_as_long_as_before(tmp_path: Path) -> None:
    """The short patience is for emptying the log alone."""
    with opened(tmp_path) as store:
        assert store.scrub()
        assert store._db.execute("pragma busy_timeout").fetchone() == (BUSY_MS,)


def test_a_store_tells_whether_it_seals(tmp_path: Path) -> None:
    """With a master key it does."""
    with opened(tmp_path) as store:
        assert store.seals is True
    with open_store(f"sqlite:///{tmp_path / 'clear.sqlite3'}") as store:
        assert store.seals is False


def test_the_log_is_empty_after_closing_though_another_program_has_the_file_open(
    tmp_path: Path,
) -> None:
    """Else what was erased would stay in the log until that program ends."""
    store = opened(tmp_path)
    tell(store, CHAT)
    with (
        closing(sqlite3.connect(store.path)) as reader,
        closing(sqlite3.connect(path_beside(store.path))) as keys,
    ):
        for other in (reader, keys):
            other.execute("select count(*) from sqlite_schema").fetchone()
        store.close()
        logs = sorted(tmp_path.glob("*-wal"))
        assert [log.stat().st_size for log in logs] == [0, 0]


def test_an_error_without_a_code_says_so() -> None:
    """The sentence is whole in any case."""
    assert "(no code)" in str(explain(sqlite3.Error("odd"), Path("a")))


def test_the_lock_names_the_process_that_holds_it_and_no_other(tmp_path: Path) -> None:
    """A longer number from before does not show behind it."""
    path = tmp_path / "a.sqlite3"
    path.with_name("a.sqlite3.lock").write_text("99999999999999")
    with claim(path):
        assert path.with_name("a.sqlite3.lock").read_text() == str(os.getpid())


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("select chat from timers where due_at <= '2026' order by due_at limit 9", "timers_due"),
        ("select update_id from inbox where state = 'pending' and chat = 7", "inbox_pending"),
    ],
)
def test_what_is_asked_at_every_turn_has_an_index(tmp_path: Path, query: str, index: str) -> None:
    """However many rows there are, none but those wanted is looked at."""
    opened(tmp_path).close()
    plan = rows_of(tmp_path, f"explain query plan {query}")
    assert any(index in str(step[-1]) for step in plan), plan


def test_a_connection_overwrites_what_it_deletes_and_waits_for_the_disk(tmp_path: Path) -> None:
    """Whatever the machine's SQLite does by itself."""
    with closing(connect(tmp_path / "a.sqlite3")) as connection:
        held = {
            name: connection.execute(f"pragma {name}").fetchone()[0]
            for name in ("synchronous", "secure_delete", "foreign_keys", "journal_mode")
        }
    assert held == {"synchronous": 2, "secure_delete": 1, "foreign_keys": 1, "journal_mode": "wal"}


def test_a_second_one_is_told_which_process_holds_the_database(tmp_path: Path) -> None:
    """By its number; and nothing is changed."""
    path = tmp_path / "a.sqlite3"
    with claim(path), pytest.raises(StoreError, match=rf"\(process {os.getpid()}\)"):
        claim(path)


def test_rows_of_an_older_schema_are_all_there_after_the_upgrade(
    tmp_path: Path, lay_older: Callable[[int], Path]
) -> None:
    """Every table that is rebuilt keeps what it held."""
    with closing(connect(lay_older(5))) as db:
        at = "2026-11-24T04:00:00.000000Z"
        db.execute("insert into sessions (chat, session, updated_at) values (7, '{}', ?)", (at,))
        db.execute("insert into outbox (id, chat, call) values (3, 7, 'call')")
        db.execute("insert into timers (chat, name, due_at, text) values (7, 'pay', ?, 'x')", (at,))
        db.execute(
            "insert into inbox (update_id, chat, event, state, tries, received_at)"
            " values (5, 7, 'event', 'pending', 1, ?)",
            (at,),
        )
        db.execute(
            "insert into dead_letters (chat, event, reason, at) values (7, 'e', 'why', ?)", (at,)
        )
    with open_store(url(tmp_path)) as store, store.transaction():
        assert store.sessions.read([7]) == {7: "{}"}
        assert [(row.id, row.chat, row.call) for row in store.outbox.after()] == [(3, 7, "call")]
        assert [(row.update_id, row.event, row.tries) for row in store.inbox.waiting()] == [
            (5, "event", 1)
        ]
        assert [kept.letter.event for kept in store.ledger.letters()] == ["e"]
        assert store.timers.next_due() is not None


def test_a_store_in_the_clear_forgets_too(tmp_path: Path) -> None:
    """There is no key to destroy, and the rows are gone."""
    with open_store(url(tmp_path)) as store:
        tell(store, CHAT)
        with store.transaction():
            store.forget(CHAT)
        assert store.scrub() is True
        with store.transaction():
            assert store.sessions.read([CHAT]) == {}
            assert store.outbox.after() == []


def test_a_backup_and_what_it_is_restored_to_are_on_the_disk_with_their_names(
    tmp_path: Path, synced: list[str]
) -> None:
    """The folder is written after the name was given, or a power cut would take the name back."""
    tell_and_close(tmp_path)
    (tmp_path / "kept").mkdir()
    synced.clear()
    back_up(url(tmp_path), tmp_path / "kept" / "copy")
    assert synced[-1] == "sync kept"
    restore(url(tmp_path), tmp_path / "kept" / "copy")
    assert synced[-1] == f"sync {tmp_path.name}"


def test_a_database_that_cannot_be_opened_is_named_with_what_to_check(tmp_path: Path) -> None:
    """Before SQLite has a say."""
    with pytest.raises(StoreError, match=r"cannot be opened: .*; nothing was changed"):
        connect(tmp_path / "no" / "a.sqlite3")


def test_looking_into_what_is_no_database_is_told_by_its_name(tmp_path: Path) -> None:
    """As a sentence, not as SQLite's error."""
    path = tmp_path / "a.sqlite3"
    path.write_bytes(b"no database" * 500)

    def look() -> None:
        with reading(path) as connection:
            connection.execute("select * from sessions")

    with pytest.raises(
        StoreError, match=r"a\.sqlite3 cannot be used: it is not an SQLite database"
    ):
        look()


def test_whoever_was_reminded_is_silent_from_then_on(tmp_path: Path) -> None:
    """Those who were not stay as silent as they were."""
    later = NOW + timedelta(days=10)
    with opened(tmp_path) as store, store.transaction():
        store.sessions.save([(CHAT, SAID), (OTHER, SAID)], NOW)
        store.sessions.touch([CHAT], later)
        assert store.sessions.silent_since(later, swept=1, limit=9) == [OTHER]
        after = later + timedelta(days=1)
        assert sorted(store.sessions.silent_since(after, swept=1, limit=9)) == [OTHER, CHAT]
