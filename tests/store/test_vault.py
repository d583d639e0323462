"""What borrowers say is sealed on the disk, each with a key of their own, under the master key."""

import stat
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import ConfigError, StoreError
from bot.store import NOBODY, make_key, parse_ring
from bot.store.inbox import Waiting
from bot.store.key_file import KeyFile, path_beside
from bot.store.sessions import Timer
from bot.store.vault import REMEMBERED, Vault
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
)


def test_nothing_that_was_said_stands_on_the_disk(tmp_path: Path) -> None:
    """Neither words nor amounts, in no table, in no log; and all of it can be read again."""
    with opened(tmp_path) as store:
        tell(store, CHAT)
        assert traces(tmp_path, WORDS, AMOUNT) == []
    assert traces(tmp_path, WORDS, AMOUNT) == []
    with opened(tmp_path) as store:
        assert session_of(store) == SAID
        with store.transaction():
            assert store.inbox.waiting() == [Waiting(1, CHAT, SAID, None, 0)]
            assert WORDS in store.outbox.after()[0].call
            assert store.timers.due(NOW, limit=9) == [Timer(CHAT, "plan.pay", NOW, SAID)]


def test_every_file_is_the_owners_alone(tmp_path: Path) -> None:
    """Nobody else on the machine reads the keys or the database."""
    with opened(tmp_path) as store:
        tell(store, CHAT)
        files = sorted(tmp_path.iterdir())
        assert path_beside(store.path) in files
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_cell_is_read_in_its_own_row_and_as_it_was_sealed(tmp_path: Path) -> None:
    """Whoever can write the file cannot put one borrower's answers into another's row, or change them."""
    with opened(tmp_path) as store:
        tell(store, 7)
        tell(store, 8, '{"mine":1}', first=2)
        (cell,) = store._db.execute("select session from sessions where chat = 7").fetchone()
        store._db.execute("update sessions set session = ? where chat = 8", (cell,))
        assert session_of(store, 8) == ""
        for changed in (cell[:-1] + bytes([cell[-1] ^ 1]), cell[:9], b"", '{"clear":1}'):
            store._db.execute("update sessions set session = ? where chat = 7", (changed,))
            assert session_of(store, 7) == ""


def test_no_two_cells_of_the_same_text_are_alike(tmp_path: Path) -> None:
    """A nonce never comes twice, so equal answers cannot be told by their cells."""
    with opened(tmp_path) as store:
        cells = {store._vault.seal(7, SAID, "x") for _ in range(1000)}
        assert len({cell[9:21] for cell in cells if isinstance(cell, bytes)}) == 1000


def test_keys_in_memory_are_bounded(tmp_path: Path) -> None:
    """However many borrowers write, old keys are read from the file again."""
    with closing(KeyFile(tmp_path / "k.sqlite3", parse_ring(KEY))) as keys:
        vault = Vault(keys)
        cells = [vault.seal(chat, "x", "p") for chat in range(1, REMEMBERED + 50)]
        vault.commit()
        vault.settle()
        assert len(vault._by_id) == len(vault._by_chat) == REMEMBERED
        assert {vault.open(cell, "p") for cell in cells} == {"x"}


def test_without_its_key_a_sealed_database_is_refused(tmp_path: Path) -> None:
    """No key, another key, or the borrowers' keys gone: one sentence each, and nothing is changed."""
    with opened(tmp_path) as store:
        tell(store, CHAT)
    with pytest.raises(StoreError, match=r"are encrypted, and there is no master key.*ASHORE_KEY"):
        opened(tmp_path, key=None)
    name = parse_ring(KEY).current.name
    with pytest.raises(StoreError, match=rf"master key {name}, which is not among those given"):
        opened(tmp_path, key=make_key())
    keys = path_beside(tmp_path / "a.sqlite3")
    keys.rename(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match="borrowers' keys is missing or empty"):
        opened(tmp_path)
    (tmp_path / "elsewhere").replace(keys)
    with opened(tmp_path) as store:
        assert session_of(store) == SAID


def test_an_empty_database_may_go_back_to_the_clear(tmp_path: Path) -> None:
    """Nothing is sealed yet, so nothing is lost."""
    opened(tmp_path).close()
    with opened(tmp_path, key=None) as store:
        assert not store.seals
        tell(store, CHAT)
    assert traces(tmp_path, WORDS)


@pytest.mark.parametrize("key", ["", "# only a remark", "ashore-key-short", "x" * 54])
def test_what_is_no_key_is_refused_without_being_quoted(key: str) -> None:
    """The sentence may end in a log."""
    with pytest.raises(ConfigError, match="ashore keys new") as refusal:
        parse_ring(key)
    assert not key or key.partition("#")[2] or key not in str(refusal.value)


def test_several_keys_are_told_apart_by_a_name_that_tells_nothing() -> None:
    """The first is the one in use; a text with remarks and blanks is read."""
    first, second = make_key(), make_key()
    ring = parse_ring(f"# since May\n{first}\n\n{second} # old\n")
    assert ring.current.name == parse_ring(first).current.name
    assert [key.name for key in ring.keys] == [parse_ring(k).current.name for k in (first, second)]
    assert ring.named("nobody") is None
    assert first not in repr(ring)
    assert first.removeprefix("ashore-key-")[:6] not in repr(ring)


def test_a_group_that_moved_is_sealed_for_its_new_number(tmp_path: Path) -> None:
    """Everything can be read in the new rows; the old number's key goes."""
    with opened(tmp_path) as store:
        tell(store, -5)
        with store.transaction():
            store.move_chat(-5, -1005)
            assert store.sessions.read([-5, -1005]) == {-1005: SAID}
            assert [row.event for row in store.inbox.waiting([-1005])] == [SAID]
            (call,) = store.outbox.after()
            assert (call.chat, call.owner) == (-1005, None)
            assert '"chat_id":-1005' in call.call
        assert store.scrub()
        assert (len(keys_of(tmp_path, -5)), len(keys_of(tmp_path, -1005))) == (0, 1)


def test_a_secret_of_the_installation_stays_the_same_and_is_of_its_purpose(tmp_path: Path) -> None:
    """Pseudonyms in the log are the same after a restart; another purpose has another secret."""
    with opened(tmp_path) as store:
        secret, other = store.derive("log"), store.derive("more")
    with opened(tmp_path) as store:
        assert store.derive("log") == secret != other
        assert len(keys_of(tmp_path, NOBODY)) == 1
    clear = tmp_path / "clear"
    clear.mkdir()
    with opened(clear, key=None) as store:
        assert store.derive("log") is None
