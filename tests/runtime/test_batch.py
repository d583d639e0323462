"""A batch is one transaction: each update once, in order per chat, poison apart, nothing lost."""

import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.channels.telegram.decode import Decoded
from bot.channels.telegram.draw import draw
from bot.flow.engine import advance
from bot.flow.events import Blocked, InGroup, Sent, Unreadable
from bot.runtime.batch import Batcher
from bot.runtime.ports import Parts
from bot.runtime.report import Report
from bot.runtime.retention import KEEP_IDS
from bot.store import Store
from tests.runtime.stage import (
    JOURNAL,
    NOW,
    Engine,
    Shelf,
    batcher,
    outgoing,
    rows,
    take,
    texts,
    typed,
)


def test_updates_are_applied_once_and_in_order_per_chat(store: Store) -> None:
    """A batch that comes again, whole or in part, changes nothing."""
    engine = Engine()
    batch = batcher(store, engine)
    first = take(batch, typed(1, 7, "a"), typed(2, 8, "b"), typed(3, 7, "c"), typed(3, 7, "c"))
    assert texts(first.posted) == [(7, "a"), (8, "b"), (7, "c")]
    again = take(batch, typed(2, 8, "b"), typed(3, 7, "c"), typed(4, 8, "d"))
    assert texts(again.posted) == [(8, "d")]
    assert engine.seen == [(1, "a"), (1, "b"), (2, "c"), (2, "d")]


def test_nothing_of_a_borrowers_message_stays_in_the_inbox(store: Store) -> None:
    """An update that is done is an id and a time."""
    take(batcher(store), typed(1, 7, "a"))
    found = rows(store, "select update_id, chat, event, state from inbox")
    assert found == [(1, None, None, "done")]


def test_a_kill_after_the_commit_repeats_the_reply_and_not_the_turn(store: Store) -> None:
    """What was in the outbox is sent by the next process; the update is known."""
    take(batcher(store), typed(1, 7, "a"), typed(2, 7, "b"))
    engine = Engine()
    second = take(batcher(store, engine), typed(2, 7, "b"), typed(3, 7, "c"))
    assert texts(second.posted) == [(7, "a"), (7, "b"), (7, "c")]
    assert engine.seen == [(3, "c")]
    assert len({row.id for row in second.posted}) == 3


def test_what_was_sent_is_gone_after_the_next_commit(store: Store) -> None:
    """Marks ride along with a batch."""
    batch = batcher(store)
    posted = take(batch, typed(1, 7, "a"), typed(2, 8, "b")).posted
    take(batch, typed(3, 9, "c"), report=Report(sent=[posted[0]]))
    assert [row.chat for row in take(batcher(store)).posted] == [8, 9]


def test_a_poisonous_update_is_tried_three_times_while_others_go_on(store: Store) -> None:
    """Its chat waits behind it; then it is a dead letter, the borrower is told, the rest follows."""
    engine = Engine(broken={"poison"})
    batch = batcher(store, engine)
    first = take(batch, typed(1, 7, "poison"), typed(2, 7, "after"), typed(3, 8, "other"))
    assert texts(first.posted) == [(8, "other")]
    assert first.stuck
    later = take(batch, typed(4, 7, "later"), typed(5, 8, "more"))
    assert texts(later.posted) == [(8, "more")]
    second = take(batch, retry=True)
    assert second.stuck
    assert second.posted == ()
    third = take(batch, retry=True)
    assert texts(third.posted) == [(7, "notices.trouble"), (7, "after"), (7, "later")]
    assert not third.stuck
    ((letter,),) = (rows(store, "select update_id, chat, event, reason from dead_letters"),)
    assert letter[:2] == (1, 7)
    assert "poison" in letter[2]
    assert letter[3].startswith("ValueError@stage.py")
    assert texts(take(batch, typed(6, 7, "on")).posted) == [(7, "on")]
    assert rows(store, "select count(*) from inbox where state = 'pending'") == [(0,)]


def test_an_update_that_works_at_the_second_try_is_applied_once(store: Store) -> None:
    """Mended words, say: nothing is lost and nothing said twice."""
    engine = Engine(broken={"poison"})
    batch = batcher(store, engine)
    take(batch, typed(1, 7, "poison"), typed(2, 7, "after"))
    engine.broken.clear()
    assert texts(take(batch, retry=True).posted) == [(7, "poison"), (7, "after")]
    assert take(batch, typed(1, 7, "poison"), typed(2, 7, "after"), retry=True).posted == ()
    assert rows(store, "select count(*) from dead_letters") == [(0,)]


def test_what_waited_is_taken_first_after_a_restart(store: Store) -> None:
    """A kill between two tries forgets neither the update nor how often it was tried."""
    take(batcher(store, Engine(broken={"poison"})), typed(1, 7, "poison"), typed(2, 7, "after"))
    batch = batcher(store, Engine(broken={"poison"}))
    take(batch, retry=True)
    second = take(batcher(store, Engine(broken={"poison"})), retry=True)
    assert texts(second.posted) == [(7, "notices.trouble"), (7, "after")]


def test_an_update_without_id_is_never_left_waiting(store: Store) -> None:
    """It could not be found again: a dead letter at once."""
    batch = batcher(store, Engine(broken={"poison"}))
    outcome = take(batch, typed(None, 7, "poison"), typed(None, 7, "fine"))
    assert texts(outcome.posted) == [(7, "notices.trouble"), (7, "fine")]
    assert rows(store, "select update_id, chat from dead_letters") == [(None, 7)]


def test_updates_without_a_chat_are_kept_only_if_unreadable(store: Store) -> None:
    """Nobody to answer: acknowledged, and what could not be read is a dead letter."""
    unreadable = Decoded(1, None, Unreadable("unknown kind: x"), None, None, private=False)
    group = Decoded(2, None, InGroup(), None, None, private=False)
    assert take(batcher(store), unreadable, group).posted == ()
    assert rows(store, "select update_id, reason from dead_letters") == [(1, "unknown kind: x")]
    assert rows(store, "select count(*) from inbox") == [(2,)]


def test_an_update_that_cannot_be_read_is_a_line_in_the_log(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    """With its number, by which `ashore dead-letters list` has it, and a pseudonym if it has a chat."""
    unreadable = Decoded(1, None, Unreadable("unknown kind: x"), None, None, private=False)
    pressed = Decoded(2, 918273645, Unreadable("a press without data"), None, None, private=True)
    logger = logging.getLogger("ashore")
    logger.addHandler(caplog.handler)
    try:
        take(batcher(store), unreadable, pressed, typed(3, 8, "a"))
    finally:
        logger.removeHandler(caplog.handler)
    said = dict.fromkeys(record.getMessage() for record in caplog.records)
    assert list(said) == [
        'update_unreadable update=1 reason="unknown kind: x"',
        f'update_unreadable update=2 chat={JOURNAL.chat(918273645)} reason="not text"',
    ]


def test_effects_are_kept_where_they_belong(store: Store) -> None:
    """Reminders, hand-offs, outcomes and dead letters, each in its table."""
    batch = batcher(store)
    sticker = Decoded(4, 7, Sent("sticker"), None, None, private=True)
    take(batch, typed(1, 7, "remind"), typed(2, 7, "human"), typed(3, 7, "done"), sticker)
    assert rows(store, "select chat, flow, facts, state from handoffs") == [
        (7, "tiny", '{"of":{"debt":"much"}}', "open")
    ]
    assert rows(store, "select flow, outcome, count from outcomes") == [("tiny", "done", 1)]
    assert rows(store, "select update_id, reason from dead_letters") == [(4, "not text")]
    assert rows(store, "select chat, name from timers") == [(7, "pay")]


def test_a_reminder_comes_once_when_it_is_due_even_after_a_restart(store: Store) -> None:
    """Not before, and not twice."""
    due = take(batcher(store), typed(1, 7, "remind")).next_due
    assert due == NOW + timedelta(hours=1)
    batch = batcher(store)
    assert texts(take(batch, now=due - timedelta(seconds=1)).posted) == [(7, "remind")]
    assert texts(take(batch, now=due).posted) == [(7, "woke-pay")]
    assert take(batch, now=due + timedelta(days=1)).posted == ()


def test_a_cancelled_reminder_never_comes(store: Store) -> None:
    """Cancelled in a later turn of the same batch, or when it is due already."""
    batch = batcher(store)
    take(batch, typed(1, 7, "remind"), typed(2, 7, "cancel"))
    take(batch, typed(3, 8, "remind"))
    outcome = take(batch, typed(4, 8, "cancel"), now=NOW + timedelta(days=1))
    assert texts(outcome.posted) == [(8, "cancel")]
    assert outcome.next_due is None


def test_a_reminder_that_cannot_be_worded_is_given_up_after_three_tries(store: Store) -> None:
    """It keeps nobody's reminders from coming."""
    batch = batcher(store)
    take(batch, typed(1, 7, "remind"), typed(2, 8, "remind"))
    with store.transaction():
        store._db.execute("update timers set text = 'garbled' where chat = 7")
    now = NOW + timedelta(hours=2)
    assert texts(take(batch, now=now).posted) == [(8, "woke-pay")]
    for _ in range(2):
        now += timedelta(seconds=2)
        take(batch, now=now)
    assert rows(store, "select chat, event from dead_letters") == [(7, "garbled")]
    assert rows(store, "select count(*) from timers") == [(0,)]


def test_forgetting_erases_the_chat_and_still_says_good_bye(store: Store) -> None:
    """Also what the same batch had for it before; the bytes go with the good-bye's sending."""
    batch = batcher(store, Engine(broken={"poison"}))
    take(batch, typed(1, 918273645546, "human"), typed(2, 918273645546, "remind"))
    outcome = take(batch, typed(3, 918273645546, "secret"), typed(4, 918273645546, "forget"))
    assert texts(outcome.posted) == [(918273645546, "forget")]
    assert outcome.erased == {918273645546}
    for table in ("sessions", "timers", "handoffs", "dead_letters"):
        assert rows(store, f"select count(*) from {table}") == [(0,)], table  # noqa: S608 own names
    take(batch, report=Report(sent=list(outcome.posted)))
    content = b"".join(file.read_bytes() for file in store.path.parent.glob("a.sqlite3*"))
    assert (918273645546).to_bytes(6, "big") not in content
    assert b"918273645546" not in content
    assert b"secret" not in content


def test_after_forgetting_the_borrower_is_a_stranger(store: Store) -> None:
    """A message right behind it, in the same batch, starts anew."""
    engine = Engine()
    batch = batcher(store, engine)
    take(batch, typed(1, 7, "a"), typed(2, 7, "forget"), typed(3, 7, "b"))
    assert engine.seen[-1] == (1, "b")
    assert rows(store, "select chat from sessions") == [(7,)]


def test_a_block_cancels_what_was_to_be_sent(store: Store) -> None:
    """By Telegram's word or by a refused call: no reminder, no queue."""
    batch = batcher(store)
    taken = take(batch, typed(1, 7, "remind"), typed(2, 8, "remind"))
    refused = [row for row in taken.posted if row.chat == 8][:1]
    blocked = Decoded(3, 7, Blocked(now=True), None, None, private=True)
    outcome = take(batch, blocked, report=Report(blocked=refused))
    assert outcome.void == {7}
    assert outcome.posted == ()
    assert rows(store, "select count(*) from outbox") == [(0,)]
    assert rows(store, "select count(*) from timers") == [(0,)]
    assert rows(store, "select chat from sessions where blocked_at is not null") == [(7,), (8,)]


def test_a_stranger_who_blocks_the_bot_leaves_no_row(store: Store) -> None:
    """Nor does who had everything erased first: the database does not learn of them anew."""
    batch = Batcher(store, Parts(Shelf(), advance, draw), JOURNAL)
    take(batch, Decoded(1, 7, Blocked(now=True), None, None, private=True))
    take(batch, Decoded(2, 7, Blocked(now=False), None, None, private=True))
    assert rows(store, "select count(*) from sessions") == [(0,)]


def test_a_refused_reply_becomes_a_dead_letter(store: Store) -> None:
    """With the call and why, and out of the outbox."""
    batch = batcher(store)
    (row,) = take(batch, typed(1, 7, "a")).posted
    take(batch, report=Report(buried=[(row, "Bad Request: chat not found")]))
    ((chat, call, reason),) = rows(store, "select chat, call, reason from dead_letters")
    assert (chat, reason) == (7, "Bad Request: chat not found")
    assert "sendMessage" in call
    assert rows(store, "select count(*) from outbox") == [(0,)]


def test_a_call_that_must_wait_still_waits_after_a_restart(store: Store) -> None:
    """`retry_after` outlives the process."""
    batch = batcher(store)
    (row,) = take(batch, typed(1, 7, "a")).posted
    later = NOW + timedelta(seconds=90)
    take(batch, report=Report(postponed=[(row.id, later, 2)]))
    (again,) = take(batcher(store)).posted
    assert (again.not_before, again.tries) == (later, 2)


def test_a_group_that_moved_keeps_its_session(store: Store) -> None:
    """Under the new id, with what was to be sent."""
    engine = Engine()
    batch = batcher(store, engine)
    (row,) = take(batch, typed(1, -5, "a")).posted
    take(batch, typed(2, -1005, "b"), report=Report(moved=[(row, -1005)]))
    assert engine.seen[-1] == (2, "b")


def test_a_session_that_cannot_be_read_is_kept_apart_and_the_borrower_heard(store: Store) -> None:
    """A cry for help must be answered even then."""
    with store.transaction():
        store.sessions.save([(7, '{"schema": 99}')], NOW)
    assert texts(take(batcher(store), typed(1, 7, "help")).posted) == [(7, "help")]
    ((event, reason),) = rows(store, "select event, reason from dead_letters")
    assert event == '{"schema": 99}'
    assert reason.startswith("session unreadable")


def test_old_ids_are_pruned_and_it_says_when_there_are_more(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some at a time, so that nobody waits."""
    monkeypatch.setattr("bot.runtime.retention.IDS_AT_ONCE", 2)
    batch = batcher(store)
    take(batch, *(typed(number, 7, "a") for number in range(3)))
    later = NOW + KEEP_IDS + timedelta(days=1, seconds=1)  # longer than a dead letter
    assert take(batch, now=later, prune=True).pruning
    assert not take(batch, now=later, prune=True).pruning
    assert rows(store, "select count(*) from inbox") == [(0,)]


def test_sessions_beyond_memory_are_read_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory is bounded; the file remembers."""
    monkeypatch.setattr("bot.runtime.batch._REMEMBERED", 2)
    engine = Engine()
    batch = batcher(store, engine)
    take(batch, *(typed(number, number, "a") for number in range(1, 6)))
    assert len(batch._sessions) == 2
    take(batch, *(typed(number + 10, number, "b") for number in range(1, 6)))
    assert engine.seen[-5:] == [(2, "b")] * 5


def test_the_sender_gets_its_own_language(store: Store) -> None:
    """The session's language, else the library's first."""
    batch = batcher(store)
    take(batch, typed(1, 7, "a"))
    session = batch._sessions[7]
    assert session
    batch._sessions[7] = replace(session, language="en")
    (row,) = take(batch, typed(2, 7, "b")).posted
    assert row.call.payload["text"] == "en:b"
    assert outgoing(1).call.payload["chat_id"] == 7
