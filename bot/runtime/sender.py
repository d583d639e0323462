"""Replies out: in order per chat, one in flight per chat, within Telegram's limits, none lost."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import assert_never

from aiolimiter import AsyncLimiter

from bot.channels.telegram.failures import Conflict, Unauthorised
from bot.runtime.delivery import (
    Closed,
    Dead,
    Done,
    Failed,
    Flooded,
    Renamed,
    Verdict,
    deliver,
)
from bot.runtime.journal import Journal, place_of
from bot.runtime.pace import Pace, Senses
from bot.runtime.ports import Api
from bot.runtime.report import Outcome, Outgoing, Report
from bot.runtime.throttle import Passage, Throttle, limiter

_LONGEST_BACKOFF = 60.0  # seconds
_FIRST_BACKOFF = 0.5
_SWEEP_EVERY = 5_000
_CRASHES = 3


@dataclass
class _Lane:
    """A chat's calls in order. `busy` until the first is sent and that is committed, or may be tried."""

    chat: int
    limiter: AsyncLimiter
    queue: deque[Outgoing] = field(default_factory=deque)
    busy: bool = False
    flying: Outgoing | None = None


class Sender:
    """Makes the outbox's calls, and reports what became of them to the worker's next commit.

    A chat's next call is made only once the former's success is committed, so that a kill repeats
    one message at most.
    """

    def __init__(self, api: Api, pace: Pace, senses: Senses, journal: Journal) -> None:
        self._api = api
        self._pace = pace
        self._senses = senses
        self._journal = journal
        self._throttle = Throttle(pace.per_second)
        self._lanes: dict[int, _Lane] = {}
        self._ready: deque[_Lane] = deque()
        self._full: set[int] = set()  # chats that had a long queue when last looked at
        self._tasks: dict[asyncio.Task[None], _Lane] = {}
        self._answers: set[asyncio.Task[None]] = set()
        self._report = Report()
        self._flooded: set[int] = set()
        self._open_at = 0.0  # in the loop's time: no call before
        self._sent = 0
        self._stopping = False
        self._tell: Callable[[], None] = lambda: None
        self.broken: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def tells(self, listener: Callable[[], None]) -> None:
        """Have `listener` called whenever there is something to report."""
        self._tell = listener

    def offer(self, rows: Iterable[Outgoing]) -> None:
        """Take calls that are committed to the outbox."""
        for row in rows:
            lane = self._lane(row.chat)
            lane.queue.append(row)
            if len(lane.queue) >= self._pace.backlog:
                self._full.add(row.chat)
            if not lane.busy:
                lane.busy = True
                self._make_ready(lane, row.not_before)
        self._start()

    def crowded(self) -> frozenset[int]:
        """Chats that have more waiting to be sent than anybody waits for."""
        lanes = ((chat, self._lanes.get(chat)) for chat in self._full)
        self._full = {c for c, lane in lanes if lane and len(lane.queue) >= self._pace.backlog}
        return frozenset(self._full)

    def drop(self, outcome: Outcome) -> None:
        """Forget the calls that are not made yet and must not be any more: their rows are gone."""
        for lane in self._lanes.values() if outcome.void or outcome.erased else ():
            lane.queue = deque(filter(outcome.allows, lane.queue))

    def answer(self, callback_id: str) -> None:
        """Stop a pressed button's spinning: at once, best effort."""
        if len(self._answers) < self._pace.answers and not self._stopping:
            task = asyncio.create_task(self._answer(callback_id))
            self._answers.add(task)
            task.add_done_callback(self._answers.discard)

    def take_report(self) -> Report:
        """What is to be committed next; `settled` follows when it is."""
        report, self._report = self._report, Report()
        return report

    def settled(self, report: Report) -> None:
        """A report is committed: the chats in it go on."""
        others = [row for row, _ in (*report.buried, *report.moved)]
        for row in (*report.sent, *report.blocked, *others):
            if lane := self._lanes.get(row.chat):
                self._go_on(lane)
        self._sent += len(report.sent)
        if self._sent >= _SWEEP_EVERY:
            self._sent = 0
            self._sweep()
        self._start()

    async def drain(self, seconds: float) -> None:
        """Start nothing more, and wait for the calls that are being made, so long at most."""
        self._stopping = True
        flying = {task for task, lane in self._tasks.items() if lane.flying}
        for task in self._tasks.keys() - flying:
            task.cancel()
        if flying:
            _, late = await asyncio.wait(flying, timeout=seconds)
            for task in late:
                task.cancel()
        for answer in self._answers:
            answer.cancel()
        await asyncio.gather(*self._tasks, *self._answers, return_exceptions=True)

    def _lane(self, chat: int) -> _Lane:
        lane = self._lanes.get(chat)
        if lane is None:
            rate = limiter(self._pace.per_chat_second, self._pace.burst)
            lane = self._lanes[chat] = _Lane(chat, rate)
        return lane

    def _go_on(self, lane: _Lane) -> None:
        if lane.queue:
            self._make_ready(lane, lane.queue[0].not_before)
        else:
            lane.busy = False

    def _make_ready(self, lane: _Lane, not_before: datetime | None = None) -> None:
        wait = (not_before - self._senses.clock()).total_seconds() if not_before else 0.0
        if wait > 0:
            asyncio.get_running_loop().call_later(wait, self._wake, lane)
        else:
            self._ready.append(lane)

    def _wake(self, lane: _Lane) -> None:
        self._ready.append(lane)
        self._start()

    def _start(self) -> None:
        while self._ready and len(self._tasks) < self._pace.in_flight and not self._stopping:
            lane = self._ready.popleft()
            task = asyncio.create_task(self._send_first(lane))
            self._tasks[task] = lane
            task.add_done_callback(self._landed)

    def _landed(self, task: asyncio.Task[None]) -> None:
        del self._tasks[task]
        error = None if task.cancelled() else task.exception()
        if error and not self.broken.done():
            self.broken.set_exception(error)
        self._start()

    async def _send_first(self, lane: _Lane) -> None:
        await lane.limiter.acquire()
        number = await self._throttle.begin()
        try:
            while await self._was_shut():
                # What was allowed before a pause is not allowed after it, or all would go at once.
                self._throttle.end(number)
                number = await self._throttle.begin()
            if not lane.queue:  # dropped meanwhile
                lane.busy = False
                return
            lane.flying = row = lane.queue[0]
            verdict = await self._deliver(row, Passage(self._api, self._throttle, number))
        finally:
            lane.flying = None
            self._throttle.end(number)
        dropped = not lane.queue or lane.queue[0] is not row
        self._note(lane, row, Done() if dropped else verdict)
        self._tell()

    async def _was_shut(self) -> bool:
        """Wait until calls may be made; whether that had to be waited for."""
        shut = False
        while (wait := self._open_at - asyncio.get_running_loop().time()) > 0:
            shut = True
            await asyncio.sleep(wait)
        return shut

    async def _deliver(self, row: Outgoing, api: Api) -> Verdict:
        try:
            verdict = await deliver(api, row.call, tries=row.tries)
        except (Unauthorised, Conflict):
            raise  # no call can succeed any more: the program ends
        except Exception as error:  # noqa: BLE001 one call's bug must not stop the others
            self._journal.warn("send_crashed", error=place_of(error))
            crashed = row.tries + 1 >= _CRASHES
            return Dead(place_of(error)) if crashed else Failed(type(error).__name__)
        if isinstance(verdict, Done) and verdict.skipped:
            self._journal.note("call_skipped", method=row.call.method, reason=verdict.skipped)
        return verdict

    def _note(self, lane: _Lane, row: Outgoing, verdict: Verdict) -> None:
        """Put down what became of a call; the lane goes on when that is committed, or later."""
        if not isinstance(verdict, Flooded):
            self._flooded.discard(lane.chat)
        match verdict:
            case Done():
                self._take_off(lane, row)
                self._report.sent.append(row)
            case Dead(reason):
                self._take_off(lane, row)
                self._report.buried.append((row, reason))
                self._journal.warn("reply_refused", chat=self._journal.chat(lane.chat))
            case Closed():
                lane.queue.clear()
                self._report.blocked.append(row)
                self._journal.note("chat_blocked", chat=self._journal.chat(lane.chat))
            case Renamed(chat):
                self._rename(lane, row, chat)
            case Flooded(seconds):
                self._hold_flood(lane, row, seconds)
            case Failed():
                self._hold_failure(lane, row, verdict)
            case _:
                assert_never(verdict)

    @staticmethod
    def _take_off(lane: _Lane, row: Outgoing) -> None:
        if lane.queue and lane.queue[0] is row:
            lane.queue.popleft()

    def _hold_flood(self, lane: _Lane, row: Outgoing, seconds: float) -> None:
        self._journal.warn("flood", chat=self._journal.chat(lane.chat), seconds=f"{seconds:g}")
        self._flooded.add(lane.chat)
        if len(self._flooded) > 1:  # two chats at a time: it is the bot that must wait
            self._pause(seconds)
        self._postpone(lane, row, seconds)

    def _hold_failure(self, lane: _Lane, row: Outgoing, failed: Failed) -> None:
        wait = min(_LONGEST_BACKOFF, _FIRST_BACKOFF * 2 ** min(row.tries, 10))
        wait *= 0.5 + self._senses.chance() / 2
        why = {"why": failed.outage} if failed.outage else {}
        self._journal.warn(
            "send_failed", error=failed.kind, tries=row.tries + 1, wait=f"{wait:.1f}", **why
        )
        if failed.outage:
            self._pause(wait)
        self._postpone(lane, row, wait)

    def _pause(self, seconds: float) -> None:
        self._open_at = max(self._open_at, asyncio.get_running_loop().time() + seconds)

    def _postpone(self, lane: _Lane, row: Outgoing, seconds: float) -> None:
        row.tries += 1
        row.not_before = self._senses.clock() + timedelta(seconds=seconds)
        self._report.postponed.append((row.id, row.not_before, row.tries))
        self._make_ready(lane, row.not_before)

    def _rename(self, lane: _Lane, row: Outgoing, chat: int) -> None:
        self._report.moved.append((row, chat))
        moved = [row.readdressed(chat) for row in lane.queue]
        lane.queue.clear()
        self.offer(moved)

    def _sweep(self) -> None:
        """Let go of the chats that have nothing to send and their whole burst left."""
        idle = [
            lane
            for lane in self._lanes.values()
            if not lane.busy and lane.limiter.has_capacity(self._pace.burst)
        ]
        for lane in idle:
            del self._lanes[lane.chat]

    async def _answer(self, callback_id: str) -> None:
        with suppress(Exception):  # nothing hangs on it
            await self._api.call("answerCallbackQuery", {"callback_query_id": callback_id})
