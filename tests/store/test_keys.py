"""Keys: when they are on the disk, when they are gone, and what is said when they are wrong."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from bot.errors import ConfigError, StoreError
from bot.store import open_store, parse_ring
from bot.store.key_file import KeyFile, path_beside
from bot.store.keyring import make_key
from bot.store.rotation import rotate, write_key
from tests.store.sealed import (
    CHAT,
    KEY,
    NOW,
    SAID,
    keys_of,
    opened,
    rows_of,
    tell,
    tell_and_close,
    undone,
    url,
)


def test_forgetting_that_did_not_come_about_leaves_the_key_in_use(tmp_path: Path) -> None:
    """What is said next is sealed with the same key, and no second one lies about."""
    with opened(tmp_path) as store:
        tell(store, CHAT)
        before = keys_of(tmp_path, CHAT)
        with undone(store):
            store.forget(CHAT)
        with store.transaction():
            store.sessions.save([(CHAT, SAID)], NOW)
        assert len(before) == 1
        assert keys_of(tmp_path, CHAT) == before


def test_a_master_key_is_known_by_the_same_name_for_ever() -> None:
    """It stands in every wrapped key: another name would lock all borrowers out."""
    assert parse_ring("ashore-key-" + "A" * 43).current.name == "e5314d95"


def test_a_borrowers_key_that_was_damaged_is_named_as_such(tmp_path: Path) -> None:
    """What happened, that nothing was changed, and what to put in its place; never wrong text."""
    with opened(tmp_path) as store:
        tell(store, CHAT)
    with closing(sqlite3.connect(path_beside(tmp_path / "a.sqlite3"))) as keys:
        keys.execute(
            "update data_keys set wrapped = zeroblob(length(wrapped)) where chat = ?", (CHAT,)
        )
        keys.commit()

    def read() -> None:
        with opened(tmp_path) as store, store.transaction():
            store.sessions.read([CHAT])

    with pytest.raises(StoreError, match=r"damaged.*nothing was changed.*last copy"):
        read()


def test_a_new_master_key_is_on_the_disk_before_anything_is_wrapped_with_it(
    tmp_path: Path, synced: list[str]
) -> None:
    """File, name, folder, in this order: a power cut leaves the whole old or the whole new one."""
    master = tmp_path / "master"
    write_key(master, KEY)
    tell_and_close(tmp_path)
    master.with_name("master.new").write_text("left by a kill")
    with closing(sqlite3.connect(path_beside(tmp_path / "a.sqlite3"))) as held:
        (keys_before,) = held.execute("select count(*) from data_keys").fetchone()
    synced.clear()
    rotated = rotate(url(tmp_path), master, master.read_text())
    assert synced == ["sync master.new", "replace master", f"sync {tmp_path.name}"]
    assert rotated.anew == keys_before
    assert rotated.unused == (parse_ring(KEY).current.name,)
    assert master.read_text().split()[1:] == [KEY]
    with closing(
        KeyFile(path_beside(tmp_path / "a.sqlite3"), parse_ring(master.read_text()))
    ) as keys:
        assert set(keys.masters()) == {rotated.master}


def test_a_key_that_cannot_be_written_says_that_nothing_was_made(tmp_path: Path) -> None:
    """And makes nothing."""
    with pytest.raises(ConfigError, match=r"cannot be written.*nothing was made"):
        write_key(tmp_path / "no" / "where", make_key())
    assert list(tmp_path.iterdir()) == []


def test_which_of_several_master_keys_is_wrong_is_said_by_number() -> None:
    """Counted as people count; the text itself is not repeated."""
    with pytest.raises(ConfigError, match="Master key number 2 is no key"):
        parse_ring(f"{KEY} nonsense")


def test_a_rotation_beside_a_reader_says_that_traces_are_left(tmp_path: Path) -> None:
    """The keys are wrapped anew; a second time, without the reader, nothing is left to do."""
    master = tmp_path / "master"
    write_key(master, KEY)
    tell_and_close(tmp_path)
    with closing(sqlite3.connect(path_beside(tmp_path / "a.sqlite3"))) as reader:
        reader.execute("begin")
        reader.execute("select count(*) from data_keys").fetchone()
        with pytest.raises(StoreError, match="wrapped anew, but traces"):
            rotate(url(tmp_path), master, master.read_text())
    assert rotate(url(tmp_path), master, master.read_text()).master != parse_ring(KEY).current.name


def test_a_key_that_was_never_committed_is_not_remembered(tmp_path: Path) -> None:
    """What is sealed next can be read after a restart: no cell hangs on a key that never was."""
    store = opened(tmp_path)
    with undone(store):
        store.sessions.save([(CHAT, SAID)], NOW)
    with store.transaction():
        store.sessions.save([(CHAT, SAID)], NOW)
    store.close()
    with opened(tmp_path) as again, again.transaction():
        assert again.sessions.read([CHAT]) == {CHAT: SAID}


def test_an_installations_secret_hangs_on_its_purpose_and_needs_a_key(tmp_path: Path) -> None:
    """The same after a restart, another for another purpose, none without a master key."""
    with opened(tmp_path) as store:
        secret = store.derive("log")
        assert secret is not None
        assert len(secret) == 32
        assert store.derive("other") != secret
    with opened(tmp_path) as store:
        assert store.derive("log") == secret
    with open_store(f"sqlite:///{tmp_path / 'clear.sqlite3'}") as store:
        assert store.derive("log") is None


def test_scrubbing_fails_while_the_keys_are_read_and_is_made_good(tmp_path: Path) -> None:
    """Until then the key counts as one to be destroyed, also for the next process."""
    store = opened(tmp_path)
    tell(store, CHAT)
    with store.transaction():
        store.forget(CHAT)
    with closing(sqlite3.connect(path_beside(store.path))) as reader:
        reader.execute("begin")
        reader.execute("select count(*) from data_keys").fetchone()
        with suppress(StoreError):
            assert store.scrub() is False
    assert store.scrub() is True
    assert keys_of(tmp_path, CHAT) == []
    assert rows_of(tmp_path, "select count(*) from doomed") == [(0,)]
    store.close()


def test_trouble_with_the_keys_names_their_file(tmp_path: Path) -> None:
    """Not the database's, which is well; nothing of the statement stays half done."""
    path = path_beside(tmp_path / "a.sqlite3")
    with closing(KeyFile(path, parse_ring(KEY))) as keys:
        keys.add(CHAT)
        keys._db.execute("drop table data_keys")
        with pytest.raises(StoreError, match=rf"{path.name} "):
            keys.of_chat(CHAT)
        assert not keys._db.in_transaction
        assert len(keys.of_chat(CHAT)) == 0  # the table is back: what failed was taken back with it
