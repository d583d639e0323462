"""Who writes too fast: what is taken, what is dropped, who is told; the others notice nothing."""

from datetime import datetime, timedelta
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.decode import Decoded, decode
from bot.config import FloodConfig
from bot.errors import StoreError
from bot.flow.events import Blocked, Event, InGroup, Moved, Sent, Tapped, Typed
from bot.runtime.batch import Batcher, Job
from bot.runtime.flood import Bucket, Gate, Rule, draw
from bot.store import Store
from tests.runtime.stage import JOURNAL, NOW, Engine, Shelf, batcher, texts, typed

LIMITS = FloodConfig(burst=5, per_second=1.0)
SECOND = timedelta(seconds=1)


@pytest.fixture
def gate() -> Gate:
    return Gate(LIMITS, Shelf())


def sent(number: int, event: Event, at: datetime | None = None, *, chat: int = 7) -> Decoded:
    """An update of a private chat; `at` is when Telegram took it."""
    seconds = int(at.timestamp()) if at else None
    return Decoded(number, chat, event, None, None, private=True, sent_at=seconds)


def sift(gate: Gate, *arrivals: Decoded, now: datetime = NOW, **more: Any) -> list[int | None]:
    """The ids of what is taken."""
    found = gate.sift(arrivals, now, **more)
    gate.keep()
    return [decoded.update_id for decoded in found.taken]


def flood(count: int, begin: int = 1, chat: int = 7) -> list[Decoded]:
    return [typed(number, chat, "again") for number in range(begin, begin + count)]


@given(
    burst=st.integers(1, 50),
    per_second=st.floats(0.01, 20),
    gaps=st.lists(st.floats(0, 30), max_size=80),
)
def test_never_more_is_taken_than_burst_and_rate_allow(
    burst: int, per_second: float, gaps: list[float]
) -> None:
    """In every span of time, however the moments lie; and one at the rate is never refused."""
    rule, at, bucket = Rule(burst, per_second), 0.0, None
    taken: list[float] = []
    for gap in gaps:
        at += gap
        rested = bucket is None or gap >= 1.001 / per_second
        bucket, fits = draw(bucket, rule, at)
        assert fits or not rested
        assert 0 <= bucket.left <= burst
        taken += [at] * fits
    for first, since in enumerate(taken):
        for last, until in enumerate(taken[first:], 1):
            assert last <= burst + (until - since) * per_second + 1e-6


@given(left=st.floats(0, 5), moment=st.floats(-1e9, 1e9))
def test_a_clock_that_is_set_back_locks_nobody_out_and_gives_nothing(
    left: float, moment: float
) -> None:
    """It refills from where it is now."""
    rule = Rule(5, 1.0)
    bucket, _ = draw(Bucket(left, 1e9), rule, moment)
    assert bucket.left <= left
    _, fits = draw(bucket, rule, moment + 1.001)
    assert fits


def test_what_comes_too_fast_is_dropped_and_told_once(gate: Gate) -> None:
    """The next notice comes only after a rest so long that everything may be said again."""
    first = gate.sift(flood(50), NOW)
    assert [decoded.update_id for decoded in first.taken] == [1, 2, 3, 4, 5]
    assert first.dropped == list(range(6, 51))
    assert first.told == [7]
    gate.keep()
    later = gate.sift(flood(10, 100), NOW + 3 * SECOND)
    assert len(later.taken) == 3
    assert later.told == []
    gate.keep()
    rested = gate.sift(flood(10, 200), NOW + 60 * SECOND)
    assert len(rested.taken) == 5
    assert rested.told == [7]


def test_a_flooder_costs_other_chats_nothing(gate: Gate) -> None:
    """Each chat has a bucket of its own."""
    others = [typed(1000 + chat, chat, "a") for chat in range(100, 150)]
    taken = sift(gate, *flood(40), *others, *flood(10, 500))
    assert taken == [1, 2, 3, 4, 5, *range(1100, 1150)]


def test_a_backlog_of_somebody_patient_is_no_flood(gate: Gate) -> None:
    """After hours without a bot all comes at once, and counts by the moment it was written."""
    backlog = [sent(n, Typed("a"), NOW - timedelta(minutes=200 - n)) for n in range(1, 120)]
    presses = [sent(n, Tapped("1.a")) for n in range(200, 210)]
    mixed = [update for pair in zip(backlog, presses, strict=False) for update in pair]
    assert len(sift(gate, *mixed, *backlog[10:])) == 129


def test_a_moment_in_the_future_is_now(gate: Gate) -> None:
    """Where Telegram's clock is ahead of ours nothing is saved up."""
    ahead = NOW + timedelta(days=9)
    assert len(sift(gate, *(sent(n, Typed("a"), ahead + n * SECOND) for n in range(20)))) == 5


def test_presses_count_more_generously(gate: Gate) -> None:
    """They carry no moment of their own, and are quickly made."""
    assert len(sift(gate, *(sent(n, Tapped("1.a")) for n in range(100)))) == 20
    assert sift(gate, *flood(3, 200)) == [200, 201, 202], "what was typed counts apart"


URGENT: list[Event] = [
    Typed("I shall DIE, tonight"),
    Typed("I want to die tonight, forwarded", forwarded=True),
    Sent("photo", "die tonight"),
    Typed("x" * 3_000 + " die tonight " + "y" * 900),
    Typed("help me!"),
    Moved("sos"),
    Moved("human"),
    Moved("forget"),
    Tapped("1.!sos"),
    Tapped("1.=forget_yes"),
]


@pytest.mark.parametrize("event", URGENT, ids=repr)
def test_a_cry_for_help_is_heard_in_the_middle_of_a_flood(gate: Gate, event: Event) -> None:
    """By words, command or button; so is the wish to be forgotten."""
    ordinary = Tapped("1.a") if isinstance(event, Tapped) else Typed("again")
    taken = sift(gate, *(sent(n, ordinary) for n in range(1, 60)), sent(60, event))
    assert taken[-1] == 60
    assert sift(gate, sent(61, ordinary), sent(62, Typed("again"), chat=8)) == [62]


def test_a_flood_of_cries_starves_nobody_either(gate: Gate) -> None:
    """They have a smaller bucket of their own, of which the first is always there."""
    cries = [typed(number, 7, "die tonight") for number in range(1, 500)]
    asks = [typed(number, 7, "help me") for number in range(500, 999)]
    assert sift(gate, *asks, *cries, typed(999, 8, "a")) == [*range(500, 506), 1, 999]
    assert sift(gate, *cries[:5], now=NOW + 40 * SECOND)


def test_long_texts_are_listened_to_only_so_long(gate: Gate) -> None:
    """Then their beginning and their end are, for listening takes time from the others."""
    long = "word " * 800
    sift(gate, *(typed(number, 7, long) for number in range(1, 60)))
    assert sift(gate, typed(60, 7, f"{long[:2000]} die tonight {long[:2000]}")) == []
    assert sift(gate, typed(61, 7, f"{long} die tonight")) == [61]


def test_blocking_is_always_heard_and_a_group_never_told(gate: Gate) -> None:
    """A group's flood is dropped in silence."""
    group = [Decoded(n, -5, InGroup(), None, None, private=False) for n in range(1, 20)]
    found = gate.sift([*group, *flood(20, 100), sent(200, Blocked())], NOW)
    assert found.told == [7]
    assert found.taken[-1].update_id == 200
    assert sum(decoded.chat == -5 for decoded in found.taken) == 5


def test_who_has_a_minute_of_replies_waiting_gets_no_new_ones(gate: Gate) -> None:
    """However slowly they write; and it is told once, not each time."""
    told = 0
    for number in range(40):
        sifted = gate.sift([typed(number, 7, "a")], NOW + number * SECOND, crowded={7})
        gate.keep()
        assert not sifted.taken
        told += len(sifted.told)
    assert told == 1
    assert sift(gate, typed(99, 7, "die tonight"), now=NOW + 41 * SECOND, crowded={7}) == [99]


def test_what_was_weighed_in_vain_counts_once(gate: Gate) -> None:
    """A transaction that failed comes again, whole."""
    for _ in range(3):
        assert len(gate.sift(flood(5), NOW).taken) == 5
        gate.undo()
    assert len(sift(gate, *flood(9))) == 5


def test_no_more_chats_are_remembered_than_memory_has_room_for(
    gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The longest silent are let go first; they begin full."""
    monkeypatch.setattr("bot.runtime.flood._REMEMBERED", 50)
    for chat in range(1, 200):
        sift(gate, typed(chat, chat, "a"))
    assert len(gate._kept) == 50


def test_dropping_is_cheap(gate: Gate) -> None:
    """Five thousand a second at least, by a wide margin, also of texts as long as Telegram takes."""
    for text, count in (("还要多久？", 5_000), ("还要多久？" * 800, 1_000)):
        updates = [typed(number, 7, text) for number in range(count)]
        sift(gate, *updates[:100])
        since = process_time()
        assert not sift(gate, *updates)
        assert count / (process_time() - since) > 5_000


def test_a_dropped_update_is_known_and_no_turn_was_taken(store: Store) -> None:
    """Exactly once holds for it, too; the notice comes after the answers."""
    engine = Engine()
    batch = Batcher(store, batcher(store, engine)._parts, JOURNAL, flood=LIMITS)
    first = batch.process(Job(NOW, flood(20)))
    assert texts(first.posted) == [(7, "again")] * 5 + [(7, "notices.too_fast")]
    assert len(engine.seen) == 5
    assert store._db.execute("select count(*) from inbox where state = 'done'").fetchone() == (20,)
    again = batch.process(Job(NOW + 60 * SECOND, flood(20)))
    assert again.posted == ()


def test_a_notice_is_in_the_borrowers_language(store: Store) -> None:
    """Read from the session, also where that is not in memory any more."""
    before = Batcher(store, batcher(store)._parts, JOURNAL, flood=LIMITS)
    before.process(Job(NOW, [typed(1, 7, "english")]))
    after = Batcher(store, batcher(store)._parts, JOURNAL, flood=LIMITS)
    posted = after.process(Job(NOW, flood(9, 10))).posted
    assert posted[-1].call.payload["text"] == "en:notices.too_fast"


def test_a_commit_that_fails_takes_nothing_from_the_bucket(store: Store) -> None:
    """The same batch comes again and is taken whole."""
    batch = Batcher(store, batcher(store)._parts, JOURNAL, flood=LIMITS)
    store._db.execute("pragma query_only = 1")
    with pytest.raises(StoreError):
        batch.process(Job(NOW, flood(5)))
    store._db.execute("pragma query_only = 0")
    assert texts(batch.process(Job(NOW, flood(5))).posted) == [(7, "again")] * 5


def test_behind_a_poison_only_so_many_wait(store: Store) -> None:
    """What waits in the inbox of a chat is bounded, and nothing of it is lost."""
    engine = Engine(broken={"poison"})
    limits = FloodConfig(burst=5, per_second=1_000.0)
    batch = Batcher(store, batcher(store, engine)._parts, JOURNAL, flood=limits)
    batch.process(Job(NOW, [typed(1, 7, "poison")]))
    for number in range(2, 40):
        batch.process(Job(NOW + number * SECOND, [typed(number, 7, f"t{number}")]))
    waiting = "select count(*) from inbox where state = 'pending'"
    assert store._db.execute(waiting).fetchone() == (5,)
    engine.broken.clear()
    posted = batch.process(Job(NOW + 60 * SECOND, retry=True)).posted
    assert [text for _, text in texts(posted)] == ["poison", "t2", "t3", "t4", "t5"]


def test_the_moment_is_telegrams_and_an_edit_has_its_own() -> None:
    """Where there is none, or none that can be, it is the moment of taking."""
    chat = {"id": 7, "type": "private"}
    message: dict[str, Any] = {"chat": chat, "text": "a", "date": 1_000}
    assert decode({"update_id": 1, "message": message}).sent_at == 1_000
    edited = {**message, "edit_date": 2_000}
    assert decode({"update_id": 1, "edited_message": edited}).sent_at == 2_000
    for odd in (0, -5, "soon", None, 2**80, True):
        assert decode({"update_id": 1, "message": {**message, "date": odd}}).sent_at is None
    press = {"id": "1", "message": message, "data": "1.a"}
    assert decode({"update_id": 1, "callback_query": press}).sent_at is None
