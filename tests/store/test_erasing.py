"""Whoever is forgotten goes from the disk with their key: from the database, the copies and the logs."""

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bot.errors import StoreError
from bot.store import NOBODY, Store, to_json
from bot.store.key_file import path_beside
from bot.store.ledger import Letter
from bot.store.outbox import Posted
from tests.store.sealed import (
    AMOUNT,
    CHAT,
    KEY,
    NOW,
    SAID,
    WORDS,
    keys_of,
    opened,
    session_of,
    tell,
    traces,
    undone,
)


def test_after_forgetting_no_byte_of_the_borrower_is_left(tmp_path: Path) -> None:
    """Not in the database, the keys or any log, though the pages were split many times before."""
    with opened(tmp_path) as store:
        for number in range(1, 200):
            tell(store, CHAT + number * 7919, SAID[: number * 10], first=number + 1)
        tell(store, CHAT)
        for number in range(200, 400):
            tell(store, CHAT - number * 7919, "{}" * number, first=number + 1)
        with store.transaction():
            store.forget(CHAT)
        assert store.scrub()
        assert traces(tmp_path, WORDS, AMOUNT, chat=CHAT) == []
        assert keys_of(tmp_path) == []
    assert traces(tmp_path, WORDS, AMOUNT, chat=CHAT) == []


def test_a_copy_from_before_cannot_be_read_for_who_was_forgotten(tmp_path: Path) -> None:
    """With the live master key and the live keys: the others are read, this one is a stranger."""
    live, copy = tmp_path / "live", tmp_path / "copy"
    live.mkdir()
    copy.mkdir()
    with opened(live) as store:
        tell(store, CHAT)
        tell(store, 7, first=2)
    shutil.copy(live / "a.sqlite3", copy)
    with opened(live) as store:
        with store.transaction():
            store.forget(CHAT)
        assert store.scrub()
    shutil.copy(path_beside(live / "a.sqlite3"), copy)
    with opened(copy) as store:
        assert session_of(store) == ""
        assert session_of(store, 7) == SAID
        with store.transaction():
            assert [row.chat for row in store.outbox.after()] == [7]
    assert traces(copy, WORDS, AMOUNT) == []


def test_who_comes_back_in_the_same_breath_is_kept_under_a_new_key(tmp_path: Path) -> None:
    """Erasing destroys what was, not what is said after."""
    with opened(tmp_path) as store:
        tell(store, CHAT)
        with store.transaction():
            store.forget(CHAT)
            store.sessions.save([(CHAT, '{"new":1}')], NOW)
        assert store.scrub()
        assert len(keys_of(tmp_path)) == 1
        assert session_of(store) == '{"new":1}'
    with opened(tmp_path) as store:
        assert session_of(store) == '{"new":1}'


def test_a_kill_between_erasing_and_destroying_the_key_is_made_good(tmp_path: Path) -> None:
    """The note of the key stands in the transaction that erased the rows; the next start acts on it."""
    with opened(tmp_path) as store:
        tell(store, CHAT)
        with store.transaction():
            store.forget(CHAT)
        assert len(keys_of(tmp_path)) == 1
    with opened(tmp_path) as store:
        assert keys_of(tmp_path) == []


def test_a_key_that_is_still_to_be_destroyed_seals_nothing_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else what a borrower says after coming back would go with what was erased."""
    with opened(tmp_path) as store:
        tell(store, CHAT)
        with store.transaction():
            store.forget(CHAT)
    with monkeypatch.context() as busy:
        busy.setattr(Store, "scrub", lambda _: False)
        again = opened(tmp_path)
    with again as store:
        assert len(keys_of(tmp_path)) == 1
        tell(store, CHAT, '{"new":1}', first=2)
        assert store.scrub()
        assert len(keys_of(tmp_path)) == 1
        assert session_of(store) == '{"new":1}'


def test_a_transaction_that_fails_forgets_nobody_and_leaves_no_key(tmp_path: Path) -> None:
    """All or nothing holds for keys, too."""
    with opened(tmp_path) as store:
        tell(store, CHAT)
        with undone(store):
            store.forget(CHAT)
            store.sessions.save([(8, SAID)], NOW)
        assert store.scrub()
        assert session_of(store) == SAID
        assert (len(keys_of(tmp_path)), len(keys_of(tmp_path, 8))) == (1, 0)
        tell(store, 8, first=2)
        assert session_of(store, 8) == SAID


def test_what_a_counselor_is_told_goes_with_the_borrower(tmp_path: Path) -> None:
    """A call to another chat, and the letter it became, are of whom they are about."""
    with opened(tmp_path) as store:
        with store.transaction():
            store.outbox.add([Posted(1, 9, SAID, owner=CHAT), Posted(2, 9, SAID)])
            store.ledger.bury([Letter("why", chat=9, call=SAID, owner=CHAT)], NOW)
            assert [row.owner for row in store.outbox.after()] == [CHAT, None]
            store.forget(CHAT)
        assert store.scrub()
        with store.transaction():
            assert [row.id for row in store.outbox.after()] == [2]
            assert store.ledger.letters() == []


def test_a_commit_that_failed_and_yet_happened_seals_nothing_with_a_doomed_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else what is said next would be lost with the key that the commit had retired."""

    class Late:
        """A connection whose commit fails after it has happened."""

        def __init__(self, db: sqlite3.Connection) -> None:
            self._db = db

        def __getattr__(self, name: str) -> object:
            return getattr(self._db, name)

        def execute(self, statement: str, *values: Any) -> object:
            done = self._db.execute(statement, *values)
            if statement == "commit":
                raise sqlite3.OperationalError("disk I/O error")
            return done

    with opened(tmp_path) as store:
        tell(store, CHAT)
        with monkeypatch.context() as failing:
            failing.setattr(store, "_db", Late(store._db))
            with pytest.raises(StoreError), store.transaction():
                store.renew_key(CHAT)
        with store.transaction():
            store.sessions.save([(CHAT, '{"new":1}')], NOW)
        assert store.scrub()
        assert session_of(store) == '{"new":1}'


def test_a_refused_start_names_no_owner(tmp_path: Path) -> None:
    """Without its keys an older file would be taken for the chats' own, for good."""
    with opened(tmp_path) as store, store.transaction():
        store.outbox.add([Posted(1, 9, SAID, owner=CHAT)])
        store._db.execute("update outbox set owner = null")
    keys = path_beside(tmp_path / "a.sqlite3")
    keys.rename(tmp_path / "elsewhere")
    for key in (KEY, None):
        with pytest.raises(StoreError, match="no answer was changed"):
            opened(tmp_path, key)
    (tmp_path / "elsewhere").rename(keys)
    with opened(tmp_path) as store, store.transaction():
        assert [row.owner for row in store.outbox.after()] == [CHAT]


@pytest.mark.parametrize("key", [KEY, None], ids=["sealed", "clear"])
def test_whose_the_calls_of_an_older_file_are_is_told_by_their_key(
    tmp_path: Path, key: str | None
) -> None:
    """Its rows have no owner yet. Without keys only the chat is known."""
    with opened(tmp_path, key) as store, store.transaction():
        store.outbox.add(
            [Posted(1, 9, SAID, owner=CHAT), Posted(2, 9, SAID), Posted(3, 9, SAID, owner=NOBODY)]
        )
        store.ledger.bury(
            [Letter("why", chat=9, event=SAID, owner=CHAT), Letter("why", event=SAID)], NOW
        )
        store._db.execute("update outbox set owner = null")
        store._db.execute("update dead_letters set owner = null")
    with opened(tmp_path, key) as store, store.transaction():
        owners = [row.owner for row in store.outbox.after()]
        assert owners == ([CHAT, None, NOBODY] if key else [None, None, None])
        owners = [kept.letter.owner for kept in store.ledger.letters()]
        assert owners == ([CHAT, None] if key else [None, None])


def test_a_new_key_for_a_borrower_leaves_what_a_counselor_is_told_readable(tmp_path: Path) -> None:
    """It is the borrower's, and is sealed anew with the rest."""
    with opened(tmp_path) as store:
        call = to_json({"payload": {"chat_id": 9, "text": SAID}})
        with store.transaction():
            store.outbox.add([Posted(1, 9, call, owner=CHAT)])
            store.ledger.bury([Letter("why", chat=9, call=call, owner=CHAT)], NOW)
            store.renew_key(CHAT)
        assert store.scrub()
        with store.transaction():
            assert [(row.chat, row.owner, row.call) for row in store.outbox.after()] == [
                (9, CHAT, call)
            ]
            (kept,) = store.ledger.letters()
            assert (kept.letter.chat, kept.letter.owner) == (9, CHAT)
