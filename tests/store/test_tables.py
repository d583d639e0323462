"""What the tables keep, on a real file: ids known for ever, rows in order, nothing half-written."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import Store, open_store, to_json
from bot.store.inbox import Waiting
from bot.store.ledger import Handed, Letter
from bot.store.outbox import Posted
from bot.store.sessions import Timer
from tests.store.sealed import undone

NOW = datetime(2026, 11, 24, 4, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'a.sqlite3'}") as opened:
        yield opened


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    """All or nothing, whatever the reason."""
    with undone(store):
        store.inbox.add_done([1], NOW)
        store.sessions.save([(7, "{}")], NOW)
    with store.transaction():
        assert store.inbox.seen([1]) == set()
        assert store.sessions.read([7]) == {}


def test_updates_are_known_again_by_id_even_lower_ones(store: Store) -> None:
    """A set of ids, not a highest one: Telegram restarts its ids after an idle week."""
    with store.transaction():
        store.inbox.add_done([900, 901], NOW)
        assert store.inbox.seen([5, 900, 901, 902]) == {900, 901}


def test_a_waiting_update_keeps_its_event_only_until_it_is_done(store: Store) -> None:
    """What a borrower wrote stays no longer than it takes to answer it."""
    with store.transaction():
        store.inbox.add_waiting([Waiting(2, 7, '{"b":1}', 5, 1)], NOW)
        store.inbox.add_waiting([Waiting(1, 8, '{"a":1}', None, 0)], NOW - timedelta(seconds=1))
        store.inbox.set_tries([(2, 2)])
        assert store.inbox.waiting() == [
            Waiting(1, 8, '{"a":1}', None, 0),
            Waiting(2, 7, '{"b":1}', 5, 2),
        ]
        assert [row.update_id for row in store.inbox.waiting([7])] == [2]
        store.inbox.finish([1, 2])
        assert store.inbox.waiting() == []
        assert store.inbox.seen([1, 2]) == {1, 2}
    rows = store._db.execute("select chat, event, pressed from inbox").fetchall()
    assert rows == [(None, None, None)] * 2


def test_only_old_and_done_ids_are_pruned(store: Store) -> None:
    """An update that waits is never forgotten, however old."""
    with store.transaction():
        store.inbox.add_done([1, 2, 3], NOW - timedelta(days=31))
        store.inbox.add_waiting([Waiting(4, 7, "{}", None, 0)], NOW - timedelta(days=31))
        store.inbox.add_done([5], NOW)
        assert store.inbox.prune(NOW - timedelta(days=30), limit=2) == 2
        assert store.inbox.prune(NOW - timedelta(days=30), limit=2) == 1
        assert store.inbox.seen([1, 2, 3, 4, 5]) == {4, 5}


def test_the_outbox_gives_calls_in_order_and_remembers_to_wait(store: Store) -> None:
    """Rows come back by id, with their earliest moment."""
    later = NOW + timedelta(seconds=30)
    with store.transaction():
        store.outbox.add([Posted(2, 7, "b"), Posted(1, 7, "a"), Posted(3, 8, "c")])
        store.outbox.postpone([(2, later, 1)])
        assert store.outbox.after() == [
            Posted(1, 7, "a"),
            Posted(2, 7, "b", later, 1),
            Posted(3, 8, "c"),
        ]
        store.outbox.remove([1])
        store.outbox.remove_chats([8])
        assert [row.id for row in store.outbox.after(0)] == [2]
        assert store.outbox.after(2) == []


def test_timers_are_one_of_a_name_and_come_due_in_order(store: Store) -> None:
    """A reminder of the same name takes the earlier one's place."""
    with store.transaction():
        store.timers.put([Timer(7, "pay", NOW, "{}"), Timer(8, "pay", NOW, "{}")])
        store.timers.put([Timer(7, "pay", NOW + timedelta(days=1), "{}")])
        assert [timer.chat for timer in store.timers.due(NOW, limit=9)] == [8]
        assert store.timers.next_due() == NOW
        store.timers.remove([(8, "pay")])
        assert store.timers.next_due() == NOW + timedelta(days=1)
        store.timers.remove_chats([7])
        assert store.timers.next_due() is None


def test_outcomes_are_counted_and_letters_grow_old(store: Store) -> None:
    """Counts carry no chat; a dead letter is erased after its time."""
    with store.transaction():
        store.ledger.count([("plan", "ready"), ("plan", "ready"), ("plan", "left")])
        store.ledger.bury([Letter("why", 1, 7, "{}")], NOW - timedelta(days=100))
        store.ledger.bury([Letter("why", 2, 7, "{}")], NOW)
        assert store.ledger.prune_letters(NOW - timedelta(days=90), limit=5) == [7]
    rows = store._db.execute("select flow, outcome, count from outcomes order by outcome")
    assert rows.fetchall() == [("plan", "left", 1), ("plan", "ready", 2)]


def test_a_group_that_moved_takes_everything_with_it(store: Store) -> None:
    """The new id stands in every row, and in the calls not made yet."""
    call = to_json({"method": "sendMessage", "payload": {"chat_id": -5, "text": "x"}})
    with store.transaction():
        store.sessions.save([(-5, "{}")], NOW)
        store.timers.put([Timer(-5, "pay", NOW, "{}")])
        store.outbox.add([Posted(1, -5, call)])
        store.move_chat(-5, -1005)
        assert store.sessions.read([-5, -1005]) == {-1005: "{}"}
        (row,) = store.outbox.after()
    assert row.chat == -1005
    assert '"chat_id":-1005' in row.call


def test_a_block_is_noted_until_the_borrower_writes_again(store: Store) -> None:
    """Whoever writes has not blocked the bot."""
    with store.transaction():
        store.sessions.save([(7, "{}")], NOW)
        store.sessions.block([7], NOW)
    assert store._db.execute("select blocked_at is null from sessions").fetchone() == (0,)
    with store.transaction():
        store.sessions.save([(7, "{}")], NOW)
    assert store._db.execute("select blocked_at is null from sessions").fetchone() == (1,)


def test_half_a_character_is_kept_rather_than_refused() -> None:
    """Clients send half surrogate pairs; SQLite takes UTF-8 only."""
    assert to_json({"text": "催收"}) == '{"text":"催收"}'
    to_json({"text": "\ud83d"}).encode()


def test_forgetting_leaves_no_byte_in_the_file_or_its_log(store: Store) -> None:
    """After /forget nothing of the chat can be found, however hard one looks."""
    secret, chat = "秘密债主的名字", 918273645546
    with store.transaction():
        for other in range(200):
            store.sessions.save([(other, to_json({"x": "别人" * 50}))], NOW)
        store.sessions.save([(chat, to_json({"x": secret * 200}))], NOW)
        store.inbox.add_waiting([Waiting(1, chat, secret, None, 0)], NOW)
        store.outbox.add([Posted(1, chat, to_json({"x": secret}))])
        store.timers.put([Timer(chat, secret, NOW, secret)])
        store.ledger.bury([Letter(secret, 1, chat, secret)], NOW)
        store.ledger.hand_off([Handed(chat, "plan", "help", secret)], NOW)
    assert secret.encode() in _bytes(store)
    assert chat.to_bytes(6, "big") in _bytes(store)
    with store.transaction():
        store.forget(chat)
        assert store.inbox.seen([1]) == {1}
        assert store.sessions.read([7, chat]).keys() == {7}
    assert store.scrub()
    left = _bytes(store)
    assert secret.encode() not in left
    assert chat.to_bytes(6, "big") not in left
    assert "别人".encode() in left


def _bytes(store: Store) -> bytes:
    return b"".join(file.read_bytes() for file in store.path.parent.glob("a.sqlite3*"))


def test_the_log_cannot_be_emptied_while_another_reads_and_says_so(store: Store) -> None:
    """Then it is tried again later."""
    import sqlite3

    with store.transaction():
        store.sessions.save([(7, "{}")], NOW)
    reader = sqlite3.connect(store.path, isolation_level=None)
    reader.execute("begin")
    reader.execute("select * from sessions").fetchall()
    with store.transaction():
        store.sessions.save([(7, "[]")], NOW)
    assert not store.scrub()
    reader.close()
    assert store.scrub()
