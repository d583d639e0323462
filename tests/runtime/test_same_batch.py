"""Borrowers in one batch do not touch each other's, whatever one of them does."""

from datetime import timedelta

import pytest

from bot.channels.telegram.decode import Decoded
from bot.flow.events import Blocked, Sent
from bot.runtime.delivery import Failed
from bot.runtime.pace import Pace, Senses
from bot.runtime.report import Report
from bot.runtime.sender import Sender
from bot.store import NOBODY, Store
from tests.runtime.stage import (
    JOURNAL,
    NOW,
    Api,
    Clock,
    Engine,
    batcher,
    outgoing,
    rows,
    take,
    texts,
    typed,
)

GONE, OTHER = 7, 8

pytestmark = pytest.mark.sealed


def sticker(update_id: int, chat: int) -> Decoded:
    return Decoded(update_id, chat, Sent("sticker"), None, None, private=True)


def test_who_is_forgotten_takes_nothing_of_the_others_along(store: Store) -> None:
    """Cases, letters, reminders and replies of another borrower in the same batch stay."""
    before = [
        arrival
        for number, chat in enumerate((GONE, OTHER))
        for arrival in (
            typed(10 * number + 1, chat, "human"),
            typed(10 * number + 2, chat, "remind"),
            sticker(10 * number + 3, chat),
        )
    ]
    outcome = take(batcher(store), *before, typed(99, GONE, "forget"))
    assert texts(outcome.posted) == [
        (OTHER, "human"),
        (OTHER, "remind"),
        (OTHER, "what"),
        (GONE, "forget"),
    ]
    for table in ("handoffs", "dead_letters", "timers", "sessions"):
        assert rows(store, f"select chat from {table}") == [(OTHER,)], table  # noqa: S608 own names


def test_a_good_bye_leaves_no_key_and_other_replies_are_their_chats(store: Store) -> None:
    """Who was forgotten has nothing sealed for them; who comes back at once has."""
    take(batcher(store), typed(1, GONE, "forget"), typed(2, OTHER, "a"))
    with store.transaction():
        owners = {row.chat: row.owner for row in store.outbox.after()}
    assert owners == {GONE: NOBODY, OTHER: None}
    assert store._vault._keys is not None
    assert store._vault._keys.of_chat(GONE) == []
    take(batcher(store), typed(3, GONE, "forget"), typed(4, GONE, "again"))
    with store.transaction():
        assert [row.owner for row in store.outbox.after()][-1] is None


def test_ids_of_replies_go_on_where_the_outbox_ends(store: Store) -> None:
    """In order within a batch, after a restart, and never one twice."""
    first = take(batcher(store), typed(1, GONE, "twice"), typed(2, OTHER, "a"))
    second = take(batcher(store), typed(3, OTHER, "b"))
    ids = [row.id for row in second.posted]
    assert ids == sorted(set(ids))
    assert ids[:3] == [row.id for row in first.posted]


def test_who_blocks_and_comes_back_in_one_batch_is_answered(store: Store) -> None:
    """The last word counts, for each chat by itself."""
    blocked = Decoded(1, GONE, Blocked(now=True), None, None, private=True)
    outcome = take(batcher(store), blocked, typed(2, GONE, "back"), typed(3, OTHER, "a"))
    assert texts(outcome.posted)[-2:] == [(GONE, "back"), (OTHER, "a")]
    assert rows(store, "select chat from sessions where blocked_at is not null") == []


def test_a_reminder_of_who_waits_behind_a_failure_does_not_overtake(store: Store) -> None:
    """It comes after what was said before it; others' come in time."""
    engine = Engine(broken={"poison"})
    batch = batcher(store, engine)
    take(batch, typed(1, GONE, "remind"), typed(2, OTHER, "remind"))
    late = NOW + timedelta(hours=2)
    outcome = take(batch, typed(3, GONE, "poison"), now=late)
    assert texts(outcome.posted) == [(OTHER, "woke-pay")]
    engine.broken.clear()
    outcome = take(batch, now=late, retry=True)
    assert texts(outcome.posted) == [(GONE, "poison"), (GONE, "woke-pay")]


def test_a_session_whose_key_is_gone_is_told_in_the_log(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    """By the chat's pseudonym; the borrower is heard as a stranger."""
    take(batcher(store), typed(1, GONE, "a"))
    store._db.execute("update sessions set session = x'01' where chat = 7")
    engine = Engine()
    with caplog.at_level("WARNING", "ashore"):
        take(batcher(store, engine), typed(2, GONE, "b"))
    assert engine.seen == [(1, "b")]
    assert f"session_sealed chat={JOURNAL.chat(GONE)}" in caplog.text


def test_a_report_of_one_chat_leaves_the_others_rows(store: Store) -> None:
    """Sent, buried, postponed, blocked: each its own."""
    batch = batcher(store)
    posted = take(batch, *(typed(number, number, "a") for number in range(1, 6))).posted
    later = NOW + timedelta(minutes=1)
    report = Report(
        sent=[posted[0]],
        buried=[(posted[1], "Bad Request: chat not found")],
        postponed=[(posted[2].id, later, 2)],
        blocked=[posted[3]],
    )
    take(batch, report=report)
    with store.transaction():
        left = [(row.chat, row.not_before, row.tries) for row in store.outbox.after()]
    assert left == [(3, later, 2), (5, None, 0)]
    assert rows(store, "select chat, reason from dead_letters") == [
        (2, "Bad Request: chat not found")
    ]


@pytest.mark.parametrize(("chance", "shares"), [(0.0, 0.5), (1.0, 1.0)])
async def test_an_outage_is_waited_out_twice_as_long_each_time_by_chance_apart(
    chance: float, shares: float
) -> None:
    """From half a second to a minute; between half of it and all, so that not all come at once."""
    sender = Sender(Api(), Pace(), Senses(Clock(), lambda: chance), JOURNAL)
    waits = []
    for tries in (0, 1, 2, 6, 7, 11, 40):
        row = outgoing(1, tries=tries)
        sender._hold_failure(sender._lane(7), row, Failed("ServerTrouble"))
        assert row.not_before
        assert row.tries == tries + 1
        waits.append((row.not_before - NOW).total_seconds())
    assert waits == [shares * wait for wait in (0.5, 1, 2, 32, 60, 60, 60)]


def test_a_reminder_that_comes_begins_the_silence_anew(store: Store) -> None:
    """For who got it, and for nobody else."""
    batch = batcher(store)
    take(batch, typed(1, GONE, "remind"), typed(2, OTHER, "a"))
    later = NOW + timedelta(days=100)
    take(batch, now=later)
    with store.transaction():
        assert store.sessions.silent_since(later, swept=1, limit=9) == [OTHER]
