"""The running bot: acknowledged after the commit, tried again when the store fails, stopped in order."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any, Self

import pytest

from bot.channels.telegram.decode import Decoded
from bot.channels.telegram.failures import Conflict, Failure, Unauthorised
from bot.errors import StoreError
from bot.flow.events import Typed
from bot.runtime.batch import Batcher, Job
from bot.runtime.pace import Pace, Senses
from bot.runtime.sender import Sender
from bot.runtime.serve import serve
from bot.runtime.worker import Worker
from bot.store import PassingStoreError, Store
from tests.runtime.stage import JOURNAL, Api, Behaviour, Clock, Engine, batcher, rows, typed

FAST = Pace(per_second=1e6, per_chat_second=1e6, burst=1000)


class Mail:
    """Batches to come. `asked` counts how often the next one was asked for."""

    def __init__(self) -> None:
        self.asked = 0
        self._queue: asyncio.Queue[list[Decoded] | Exception] = asyncio.Queue()

    def __aiter__(self) -> AsyncIterator[list[Decoded]]:
        return self

    async def __anext__(self) -> list[Decoded]:
        self.asked += 1
        batch = await self._queue.get()
        if isinstance(batch, Exception):
            raise batch
        return batch

    @property
    def is_empty(self) -> bool:
        return self._queue.empty()

    def put(self, *arrivals: Decoded) -> None:
        self._queue.put_nowait(list(arrivals))

    def fail(self, error: Exception) -> None:
        self._queue.put_nowait(error)


class Bot:
    """Everything but Telegram, with a batcher that may be replaced."""

    def __init__(
        self, store: Store, *, engine: Engine | None = None, behave: Behaviour | None = None
    ) -> None:
        self.engine = engine or Engine()
        self.api = Api(behave)
        self.clock = Clock()
        self.mail = Mail()
        self.stop = asyncio.Event()
        self.batcher: Any = batcher(store, self.engine)
        self.thread = ThreadPoolExecutor(1)
        self.sender = Sender(self.api, FAST, Senses(self.clock, lambda: 0.5), JOURNAL)
        self.running: asyncio.Task[None] | None = None
        self.health: list[bool] = []

    async def __aenter__(self) -> Self:
        worker = Worker(
            self.batcher, self.sender, thread=self.thread, clock=self.clock, journal=JOURNAL
        )
        worker.tells(self.health.append)
        self.running = asyncio.create_task(
            serve(self.mail, worker, sender=self.sender, stop=self.stop, journal=JOURNAL)
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self.running and not self.running.done():
            await self.end()
        self.thread.shutdown()

    async def some(self, replies: int) -> None:
        """Wait for so many replies, or until there is no more mail."""
        await self.api.until(lambda: len(self.api.accepted) >= replies or self.mail.is_empty)

    async def end(self) -> None:
        """What SIGTERM does."""
        self.stop.set()
        assert self.running
        await asyncio.wait_for(self.running, 5)


async def test_updates_are_answered_and_the_outbox_is_empty_at_the_end(store: Store) -> None:
    """The whole way, marks included."""
    async with Bot(store) as bot:
        bot.mail.put(typed(1, 7, "twice"), typed(2, 8, "b"))
        bot.mail.put(typed(3, 7, "c"))
        await bot.api.until(lambda: len(bot.api.accepted) == 4)
        await bot.end()
    assert [text for chat, text in bot.api.accepted if chat == 7] == ["twice", "again", "c"]
    assert rows(store, "select count(*) from outbox") == [(0,)]


async def test_marks_are_committed_soon_without_any_batch(store: Store) -> None:
    """A second message of the chat need not wait for anybody to write."""
    async with Bot(store) as bot:
        bot.mail.put(typed(1, 7, "twice"))
        await bot.api.until(lambda: bot.api.accepted == [(7, "twice"), (7, "again")])


class Gated(Batcher):
    """A batcher whose commits wait for a permit, or fail."""

    def __init__(self, store: Store, engine: Engine) -> None:
        inner = batcher(store, engine)
        self.__dict__.update(inner.__dict__)
        self.failures: list[Exception] = []
        self.tries = 0
        self.tried = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    def process(self, job: Job) -> Any:
        if job.arrivals:
            self.tries += 1
            self._loop.call_soon_threadsafe(self.tried.set)
            if self.failures:
                raise self.failures.pop(0)
        return super().process(job)


async def test_a_store_that_fails_is_tried_again_and_nothing_is_acknowledged(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk: the next batch is not asked for until this one is safe; then all goes on."""
    monkeypatch.setattr("bot.runtime.worker._FIRST_BACKOFF", 0.001)
    bot = Bot(store)
    bot.batcher = Gated(store, bot.engine)
    bot.batcher.failures = [PassingStoreError("The disk is full.")] * 3
    async with bot:
        bot.mail.put(typed(1, 7, "a"))
        await bot.api.until(lambda: bot.api.accepted == [(7, "a")])
        assert bot.batcher.tries == 4
        assert bot.engine.seen == [(1, "a")]
        assert bot.mail.asked == 2
        assert bot.health[:4] == [False, False, False, True]


async def test_a_damaged_store_ends_the_program_with_its_sentence(store: Store) -> None:
    """Nothing can be kept, so nothing may be acknowledged."""
    bot = Bot(store)
    bot.batcher = Gated(store, bot.engine)
    bot.batcher.failures = [StoreError("The database is damaged.")]
    async with bot:
        bot.mail.put(typed(1, 7, "a"))
        assert bot.running
        with pytest.raises(StoreError, match="damaged"):
            await asyncio.wait_for(bot.running, 5)
    assert bot.mail.asked == 1
    assert rows(store, "select count(*) from inbox") == [(0,)]


async def test_stopping_while_the_store_fails_ends_with_its_sentence(store: Store) -> None:
    """It does not wait for ever for a disk that stays full; the batch comes again."""
    bot = Bot(store)
    bot.batcher = Gated(store, bot.engine)
    bot.batcher.failures = [PassingStoreError("The disk is full.")] * 99
    async with bot:
        bot.mail.put(typed(1, 7, "a"))
        await asyncio.wait_for(bot.batcher.tried.wait(), 5)
        with pytest.raises(PassingStoreError):
            await bot.end()


@pytest.mark.parametrize("failure", [Unauthorised(), Conflict()], ids=["token", "conflict"])
async def test_a_refused_poll_ends_the_program(store: Store, failure: Failure) -> None:
    """And says why."""
    async with Bot(store) as bot:
        bot.mail.put(typed(1, 7, "a"))
        await bot.api.until(lambda: bot.api.accepted == [(7, "a")])
        bot.mail.fail(failure)
        assert bot.running
        with pytest.raises(type(failure)):
            await asyncio.wait_for(bot.running, 5)
    assert rows(store, "select count(*) from outbox") == [(0,)], "marks are committed all the same"


async def test_a_refused_reply_ends_the_program_too(store: Store) -> None:
    """A token that was revoked shows wherever it is used first."""

    def behave(*_: object) -> None:
        raise Unauthorised

    async with Bot(store, behave=behave) as bot:
        bot.mail.put(typed(1, 7, "a"))
        assert bot.running
        with pytest.raises(Unauthorised):
            await asyncio.wait_for(bot.running, 5)
    assert rows(store, "select count(*) from outbox") == [(1,)]


async def test_stopping_commits_the_batch_in_hand_and_finishes_sends(store: Store) -> None:
    """SIGTERM in the middle: the call in flight ends, its mark is kept, the rest goes next time."""
    gate = asyncio.Event()
    async with Bot(store, behave=lambda *_: gate.wait()) as bot:
        bot.mail.put(typed(1, 7, "twice"))
        await bot.api.until(lambda: len(bot.api.calls) == 1)
        bot.mail.put(typed(2, 7, "later"))
        ending = asyncio.create_task(bot.end())
        gate.set()
        await ending
    sent = [text for _, text in bot.api.accepted]
    left = [row.call for row in batcher(store).process(Job(bot.clock())).posted]
    assert sent[0] == "twice"
    assert [*sent, *(call.payload["text"].partition(":")[2] for call in left)] in (
        ["twice", "again"],
        ["twice", "again", "later"],
    )


async def test_what_a_kill_left_is_sent_before_anything_else(store: Store) -> None:
    """The outbox of the last run comes first."""
    batcher(store).process(Job(Clock().at, [typed(1, 7, "left")]))
    async with Bot(store) as bot:
        await bot.api.until(lambda: bot.api.accepted == [(7, "left")])


async def test_a_reminder_comes_when_its_time_has_come(store: Store) -> None:
    """The alarm rings by itself, not with the next message."""
    async with Bot(store) as bot:
        bot.clock.at -= timedelta(hours=1) - timedelta(milliseconds=60)
        bot.mail.put(typed(1, 7, "remind"))
        await bot.api.until(lambda: bot.api.accepted == [(7, "remind")])
        bot.clock.pass_(hours=1)
        await bot.api.until(lambda: bot.api.accepted[1:] == [(7, "woke-pay")])


async def test_poison_is_retried_by_itself(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to write for the third try to come; then the borrower is told."""
    monkeypatch.setattr("bot.runtime.clockwork._RETRY", 0.001)
    async with Bot(store, engine=Engine(broken={"poison"})) as bot:
        bot.mail.put(typed(1, 7, "poison"), typed(2, 7, "after"))
        await bot.api.until(lambda: len(bot.api.accepted) == 2)
        assert bot.api.accepted == [(7, "notices.trouble"), (7, "after")]


async def test_presses_are_answered_before_their_turn_is_committed(store: Store) -> None:
    """The button stops spinning at once."""
    press = Decoded(1, 7, Typed("a"), "press-1", 5, private=True)
    async with Bot(store) as bot:
        bot.mail.put(press)
        await bot.api.until(lambda: len(bot.api.calls) >= 2)
        methods = [method for method, _ in bot.api.calls]
        assert methods[0] == "answerCallbackQuery"


async def test_a_thousand_updates_are_answered_once_each_over_many_restarts(store: Store) -> None:
    """Stopped again and again in the middle; Telegram sends again what was not acknowledged."""
    updates = [typed(number, 1 + number % 20, f"m{number}") for number in range(1, 1001)]
    accepted: list[tuple[int, str]] = []
    done = 0
    while done < len(updates):
        async with Bot(store) as bot:
            for start in range(max(0, done - 30), len(updates), 25):
                bot.mail.put(*updates[start : start + 25])
            await bot.some(100)
            await bot.end()
        accepted += bot.api.accepted
        (done,) = rows(store, "select max(update_id) from inbox")[0]
    async with Bot(store) as bot:
        left = len(rows(store, "select id from outbox"))
        await bot.api.until(lambda: len(bot.api.accepted) == left)
    accepted += bot.api.accepted
    for chat in range(1, 21):
        mine = [text for c, text in accepted if c == chat]
        assert mine == [f"m{number}" for number in range(1, 1001) if 1 + number % 20 == chat]
