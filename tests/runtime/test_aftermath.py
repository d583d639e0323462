"""After a transaction or a failure: traces erased, outcomes joined, everyone kept waiting, told."""

import asyncio
from datetime import timedelta

import pytest

from bot.errors import StoreError
from bot.runtime.batch import Batcher, Job
from bot.runtime.delivery import Failed
from bot.runtime.draft import Draft
from bot.runtime.erasure import Erasure
from bot.runtime.pace import Pace, Senses
from bot.runtime.report import Outcome
from bot.runtime.rescue import process_or_rescue
from bot.runtime.sender import Sender
from bot.store import Store
from tests.runtime.stage import (
    JOURNAL,
    NOW,
    Api,
    Clock,
    Engine,
    batcher,
    outgoing,
    take,
    texts,
    typed,
)

pytestmark = pytest.mark.sealed


class Scrubbed:
    """A store that notes when it is scrubbed; `fails` says how the next times end."""

    def __init__(self, *ends: bool | StoreError) -> None:
        self.ends, self.times = list(ends), 0
        self.outbox = self
        self.goodbyes = set[int]()

    def of_nobody(self) -> set[int]:
        return self.goodbyes

    def scrub(self) -> bool:
        self.times += 1
        end = self.ends.pop(0) if self.ends else True
        if isinstance(end, StoreError):
            raise end
        return end


def forgetting(*goodbyes: int) -> Draft:
    """A transaction that forgot chat 7 and posted it these calls."""
    draft = Draft(1)
    draft.forgotten.add(7)
    draft.posted += [outgoing(number) for number in goodbyes]
    return draft


def test_traces_go_after_forgetting_and_again_when_the_good_bye_is_gone() -> None:
    """The good-bye's own row is a trace, too; other calls' marks cost nothing."""
    store = Scrubbed()
    erasure = Erasure(store)  # type: ignore[arg-type]  # of a store, all that is used
    store.goodbyes = {1}
    erasure.look()
    erasure.finish(forgetting(1), NOW)
    assert store.times == 1
    erasure.look()
    erasure.finish(Draft(2), NOW)
    assert store.times == 1
    store.goodbyes = set()  # sent, refused, or void
    for _ in range(2):  # the second time it is nobody's good-bye any more
        erasure.look()
        erasure.finish(Draft(2), NOW)
        assert store.times == 2


@pytest.mark.parametrize("end", [False, StoreError("locked")])
def test_traces_that_could_not_be_erased_are_tried_again_in_seconds(end: bool | StoreError) -> None:  # noqa: FBT001 a column
    """Not at every batch meanwhile, and no more once it succeeded."""
    store = Scrubbed(end)
    erasure = Erasure(store)  # type: ignore[arg-type]  # of a store, all that is used
    erasure.finish(forgetting(), NOW)
    due = erasure.due_at
    assert due is not None
    assert timedelta(seconds=1) <= due - NOW <= timedelta(seconds=10)
    erasure.finish(Draft(1), NOW + timedelta(milliseconds=1))
    assert store.times == 1
    erasure.finish(Draft(1), due)
    assert (store.times, erasure.due_at) == (2, None)
    erasure.finish(Draft(1), due + timedelta(days=1))
    assert store.times == 2


def test_keys_that_were_replaced_are_traces() -> None:
    """What was sealed with them has expired."""
    store = Scrubbed()
    draft = Draft(1)
    draft.renewed = True
    Erasure(store).finish(draft, NOW)  # type: ignore[arg-type]  # of a store, all that is used
    assert store.times == 1


def test_a_batch_that_is_taken_one_by_one_comes_to_one_outcome(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """All that was posted, voided, taken; more to sweep if any said so; the log names the kinds."""

    def process(job: Job) -> Outcome:
        if len(job.arrivals) > 1 or any(one.chat == 9 for one in job.arrivals):
            raise ValueError("不能写的话")
        if not job.arrivals:
            return Outcome(pruning=True)
        (one,) = job.arrivals
        if one.chat is None:
            return Outcome(taken=1)
        number = one.update_id or 0
        void = frozenset({7}) if number == 3 else frozenset()
        return Outcome((outgoing(number, chat=one.chat),), void=void, taken=1)

    job = Job(NOW, [typed(1, 7, "a"), typed(2, 8, "b"), typed(3, 7, "c"), typed(4, 9, "d")])
    with caplog.at_level("WARNING", "ashore"):
        outcome = process_or_rescue(process, job, JOURNAL)
    assert [row.id for row in outcome.posted] == [2, 3]
    assert (outcome.void, outcome.taken, outcome.pruning) == (frozenset({7}), 4, True)
    names = [record.getMessage().partition(" ")[0] for record in caplog.records]
    assert names == ["batch_failed", "update_failed"]
    assert "不能写的话" not in caplog.text


def test_what_waited_before_a_restart_keeps_its_chat_waiting_after_it(store: Store) -> None:
    """A new process asks the file who waits before it takes anything."""
    take(batcher(store, Engine(broken={"poison"})), typed(1, 7, "poison"))
    engine = Engine()
    batch = batcher(store, engine)
    outcome = take(batch, typed(2, 7, "after"), typed(3, 8, "other"))
    assert outcome.stuck
    assert engine.seen == [(1, "other")]
    outcome = take(batch, retry=True)
    assert not outcome.stuck
    assert [word for _, word in engine.seen] == ["other", "poison", "after"]
    assert texts(outcome.posted) == [(7, "poison"), (7, "after")]


def test_a_session_in_memory_gives_way_to_the_file_after_a_failed_commit(store: Store) -> None:
    """Whether it happened is asked of the file."""
    engine = Engine()
    batch = batcher(store, engine)
    take(batch, typed(1, 7, "a"))
    with pytest.raises(StoreError):
        with_trouble(batch, store)
    with store.transaction():
        store.sessions.save([], NOW)
        store._db.execute("delete from sessions")
    take(batch, typed(2, 7, "b"))
    assert engine.seen[-1] == (1, "b")


def with_trouble(batch: Batcher, store: Store) -> None:
    store._db.execute(
        "create temp trigger full before insert on inbox begin select raise(abort, 'x'); end"
    )
    try:
        take(batch, typed(9, 7, "lost"))
    except StoreError:
        raise
    except Exception as error:
        raise StoreError("refused") from error
    finally:
        store._db.execute("drop trigger full")


@pytest.mark.parametrize("outage", ["No network. Look at the proxy.", ""])
async def test_where_telegram_is_out_of_reach_all_wait_and_else_one_chat(
    caplog: pytest.LogCaptureFixture, outage: str
) -> None:
    """The log tells the kind, the try and the wait, and of an outage what to do."""
    sender = Sender(Api(), Pace(), Senses(Clock(), lambda: 1.0), JOURNAL)
    row = outgoing(1, tries=2)
    with caplog.at_level("WARNING", "ashore"):
        sender._hold_failure(sender._lane(7), row, Failed("Unreachable", outage))
    assert (sender._open_at > asyncio.get_running_loop().time()) is bool(outage)
    assert [record.getMessage() for record in caplog.records] == [
        "send_failed error=Unreachable tries=3 wait=2.0"
        + (' why="No network. Look at the proxy."' if outage else "")
    ]
