"""Updates in: whatever has gathered goes into one transaction, in the store's own thread."""

import asyncio
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime

from bot.channels.telegram.decode import Decoded
from bot.runtime.batch import Batcher, Job
from bot.runtime.clockwork import Clockwork
from bot.runtime.journal import Journal
from bot.runtime.report import Outcome
from bot.runtime.rescue import process_or_rescue
from bot.runtime.sender import Sender
from bot.store import PassingStoreError

_FIRST_BACKOFF = 0.1  # seconds
_LONGEST_BACKOFF = 10.0
_PRESSES = 3  # of a chat in a batch are answered, so that one who presses for ever leaves room


class Worker:
    """Owns the order of transactions. `take` returns when a batch is committed: acknowledge then."""

    def __init__(
        self,
        batcher: Batcher,
        sender: Sender,
        *,
        thread: Executor,
        clock: Callable[[], datetime],
        journal: Journal,
    ) -> None:
        self._batcher = batcher
        self._sender = sender
        self._thread = thread
        self._clock = clock
        self._journal = journal
        self._store_is: Callable[[bool], None] = lambda _: None
        self._bell = asyncio.Event()
        self._stop = asyncio.Event()
        self._clockwork = Clockwork(self._bell, clock)
        self._batch: list[Decoded] = []
        self._committed: asyncio.Future[None] | None = None
        sender.tells(self._clockwork.note_marks)
        self._bell.set()  # first of all, what a kill left behind

    def tells(self, store_is: Callable[[bool], None]) -> None:
        """Have `store_is` told after every transaction, tried or done, whether the store works."""
        self._store_is = store_is

    async def take(self, batch: list[Decoded]) -> None:
        """Apply a batch; returns when it is on the disk and may be acknowledged."""
        self._batch = batch
        self._committed = asyncio.get_running_loop().create_future()
        self._bell.set()
        presses = Counter[int | None]()
        for decoded in batch:
            presses[decoded.chat] += 1
            if decoded.callback_id and presses[decoded.chat] <= _PRESSES:
                self._sender.answer(decoded.callback_id)
        await self._committed

    async def run(self) -> None:
        """Commit until stopped, then once more what is in hand. Raises StoreError."""
        while not self._stop.is_set():
            await self._bell.wait()
            self._bell.clear()
            await self._work()
        if self._batch:
            await self._work()

    def stop(self) -> None:
        """Finish what is in hand, then let `run` return."""
        self._stop.set()
        self._bell.set()

    async def flush(self) -> None:
        """Commit the last marks, after the sender has drained. Raises StoreError."""
        self._stop.set()
        await self._work()
        self._clockwork.stop()

    async def _work(self) -> None:
        batch, self._batch = self._batch, []
        committed, self._committed = self._committed, None
        due = self._clockwork.take_due()
        report = self._sender.take_report()
        job = Job(
            self._clock(),
            batch,
            report,
            retry="retry" in due,
            prune="prune" in due,
            crowded=self._sender.crowded(),
        )
        outcome = await self._commit(job)
        # First of all the next poll, so that its answer is there when these replies are sent.
        if committed and not committed.done():
            committed.set_result(None)
        self._sender.drop(outcome)
        self._sender.settled(report)
        self._sender.offer(outcome.posted)
        self._clockwork.plan(outcome)
        if outcome.taken:
            self._journal.detail("committed", updates=outcome.taken, calls=len(outcome.posted))

    async def _commit(self, job: Job) -> Outcome:
        """The job's outcome, however often it takes: nothing is acknowledged before."""
        loop = asyncio.get_running_loop()
        wait = _FIRST_BACKOFF
        while True:
            try:
                outcome = await loop.run_in_executor(
                    self._thread, process_or_rescue, self._batcher.process, job, self._journal
                )
            except PassingStoreError as error:
                self._store_is(False)
                if self._stop.is_set():
                    raise
                self._journal.warn(
                    "store_failed",
                    wait=f"{wait:.1f}",
                    why=f"{error} Then the bot goes on by itself.",
                )
            else:
                self._store_is(True)
                return outcome
            try:
                await asyncio.wait_for(self._stop.wait(), wait)
            except TimeoutError:
                wait = min(_LONGEST_BACKOFF, wait * 2)
