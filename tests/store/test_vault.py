"""What borrowers say is sealed on the disk, each with a key of their own; a key that goes takes all."""

import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import ConfigError, StoreError
from bot.store import NOBODY, Store, make_key, parse_ring
from bot.store.connection import connect
from bot.store.inbox import Waiting
from bot.store.key_file import KeyFile, path_beside
from bot.store.ledger import Letter
from bot.store.migrations import MIGRATIONS, migrate
from bot.store.outbox import Posted
from bot.store.sealing import AT_ONCE
from bot.store.sessions import Timer
from bot.store.vault import REMEMBERED, Vault
from tests.store.sealed import AMOUNT, CHAT, KEY, NOW, SAID, WORDS, opened, tell, traces, url


def session_of(store: Store, chat: int = CHAT) -> str | None:
    with store.transaction():
        return store.sessions.read([chat]).get(chat)


def keys_of(store: Store, chat: int = CHAT) -> int:
    with closing(sqlite3.connect(path_beside(store.path))) as keys:
        query = "select count(*) from data_keys where chat = ?"
        return int(keys.execute(query, (chat,)).fetchone()[0])


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
        assert keys_of(store) == 0
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
        assert keys_of(store) == 1
        assert session_of(store) == '{"new":1}'
    with opened(tmp_path) as store:
        assert session_of(store) == '{"new":1}'


def test_a_kill_between_erasing_and_destroying_the_key_is_made_good(tmp_path: Path) -> None:
    """The note of the key stands in the transaction that erased the rows; the next start acts on it."""
    with opened(tmp_path) as store:
        tell(store, CHAT)
        with store.transaction():
            store.forget(CHAT)
        assert keys_of(store) == 1
    with opened(tmp_path) as store:
        assert keys_of(store) == 0


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
        assert keys_of(store) == 1
        tell(store, CHAT, '{"new":1}', first=2)
        assert store.scrub()
        assert keys_of(store) == 1
        assert session_of(store) == '{"new":1}'


def test_a_transaction_that_fails_forgets_nobody_and_leaves_no_key(tmp_path: Path) -> None:
    """All or nothing holds for keys, too."""

    def fail() -> None:
        with store.transaction():
            store.forget(CHAT)
            store.sessions.save([(8, SAID)], NOW)
            raise RuntimeError

    with opened(tmp_path) as store:
        tell(store, CHAT)
        with pytest.raises(RuntimeError):
            fail()
        assert store.scrub()
        assert session_of(store) == SAID
        assert (keys_of(store), keys_of(store, 8)) == (1, 0)
        tell(store, 8, first=2)
        assert session_of(store, 8) == SAID


def test_what_a_counselor_is_told_goes_with_the_borrower(tmp_path: Path) -> None:
    """A call to another chat, and the letter it became, are under the key of whom they are about."""
    with opened(tmp_path) as store:
        with store.transaction():
            store.outbox.add([Posted(1, 9, SAID, owner=CHAT), Posted(2, 9, SAID)])
            store.ledger.bury([Letter("why", chat=9, call=SAID, owner=CHAT)], NOW)
            assert [row.owner for row in store.outbox.after()] == [CHAT, None]
            store.forget(CHAT)
        assert store.scrub()
        with store.transaction():
            assert [row.id for row in store.outbox.after()] == [2]
        ((cell,),) = store._db.execute("select call from dead_letters").fetchall()
        assert store._vault.open(cell, "dead_letters/call/9") == ""


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


@pytest.mark.parametrize("done", range(2, len(MIGRATIONS)))
@pytest.mark.parametrize("stop_after", [0, 1])
def test_a_database_in_the_clear_is_sealed_though_it_is_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, done: int, stop_after: int
) -> None:
    """Row by row, from every older schema; what was sealed before the kill stays, and no text is left."""
    path = tmp_path / "a.sqlite3"
    with monkeypatch.context() as older, closing(connect(path)) as connection:
        older.setattr("bot.store.migrations.MIGRATIONS", MIGRATIONS[:done])
        migrate(connection, path)
        connection.executemany(
            "insert into sessions (chat, session, updated_at) values (?, ?, '2026-11-24')",
            [(chat, SAID) for chat in range(1, AT_ONCE + 50)],
        )
    batches = iter(range(stop_after))

    def killed(*_: object) -> None:
        if next(batches, None) is None:
            raise KeyboardInterrupt

    with monkeypatch.context() as short:
        short.setattr("bot.store.sealing._write", _after(killed))
        with pytest.raises(KeyboardInterrupt):
            opened(tmp_path)
    with opened(tmp_path) as store:
        assert session_of(store, 1) == session_of(store, AT_ONCE + 49) == SAID
        assert traces(tmp_path, WORDS, AMOUNT) == []


_KILLED = """
import os, signal, sys
from bot.store import open_store, parse_ring, sealing
write, left = sealing._write, [int(sys.argv[3])]
def killed(*details):
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
    write(*details)
sealing._write = killed
open_store(sys.argv[1], parse_ring(sys.argv[2]))
"""


def test_a_kill_while_an_old_database_is_sealed_loses_nothing(tmp_path: Path) -> None:
    """SIGKILL again and again: each start gets some batches further, until no text is left."""
    with opened(tmp_path, key=None) as store, store.transaction():
        store.sessions.save([(chat, SAID) for chat in range(1, 3 * AT_ONCE)], NOW)
    for _ in range(2):
        program = [sys.executable, "-c", _KILLED, url(tmp_path), KEY, "1"]
        assert subprocess.run(program, check=False).returncode == -signal.SIGKILL
    with opened(tmp_path) as store, store.transaction():
        assert set(store.sessions.read(range(1, 3 * AT_ONCE)).values()) == {SAID}
    assert traces(tmp_path, WORDS, AMOUNT) == []


def _after(killed: object) -> object:
    from bot.store import sealing

    write = sealing._write

    def writing(*details: object) -> None:
        killed()  # type: ignore[operator]
        write(*details)  # type: ignore[arg-type]

    return writing


def test_a_key_given_later_seals_what_lies_there(tmp_path: Path) -> None:
    """An operator who began in the clear can change their mind."""
    with opened(tmp_path, key=None) as store:
        tell(store, CHAT)
        tell(store, -5, first=2)
        with store.transaction():
            store.ledger.bury([Letter("nobody's", None, None, SAID)], NOW)
    assert traces(tmp_path, WORDS)
    with opened(tmp_path) as store:
        assert session_of(store) == SAID
        assert traces(tmp_path, WORDS, AMOUNT) == []


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
        assert (keys_of(store, -5), keys_of(store, -1005)) == (0, 1)


def test_a_secret_of_the_installation_stays_the_same_and_is_of_its_purpose(tmp_path: Path) -> None:
    """Pseudonyms in the log are the same after a restart; another purpose has another secret."""
    with opened(tmp_path) as store:
        secret, other = store.derive("log"), store.derive("more")
    with opened(tmp_path) as store:
        assert store.derive("log") == secret != other
        assert keys_of(store, NOBODY) == 1
    clear = tmp_path / "clear"
    clear.mkdir()
    with opened(clear, key=None) as store:
        assert store.derive("log") is None
