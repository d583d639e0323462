"""When the worker is woken besides by updates: soon for marks, in time for reminders, seldom else."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.runtime.clockwork import Clockwork
from bot.runtime.report import Outcome
from tests.runtime.stage import NOW

DONE = Outcome(posted=(), void=frozenset(), stuck=False, next_due=None, pruning=False, taken=0)


@dataclass
class Timer:
    """What the loop was asked for."""

    seconds: float
    ring: Callable[[], None]
    cancelled: bool = False

    def cancel(self) -> None:
        self.cancelled = True


@dataclass
class Loop:
    """A loop whose time does not pass."""

    timers: list[Timer] = field(default_factory=list)

    def call_later(self, seconds: float, ring: Callable[..., None], *given: Any) -> Timer:
        timer = Timer(seconds, lambda: ring(*given))
        self.timers.append(timer)
        return timer

    def pending(self) -> list[float]:
        """In how many seconds each timer that still runs would ring."""
        return sorted(timer.seconds for timer in self.timers if not timer.cancelled)


class Works:
    """A clockwork on such a loop, and its bell."""

    def __init__(self, now: datetime = NOW) -> None:
        self.bell, self.loop = asyncio.Event(), Loop()
        self.clockwork = Clockwork(self.bell, lambda: now)
        self.clockwork._loop = self.loop  # type: ignore[assignment]  # of a loop, all that is used

    def after(self, **outcome: Any) -> list[float]:
        """When it would ring after a transaction with this outcome."""
        self.clockwork.take_due()
        self.clockwork.plan(Outcome(**{**DONE.__dict__, **outcome}))
        return self.loop.pending()


async def test_at_the_start_what_a_kill_left_behind_is_due() -> None:
    """Once; after that nothing is until something rings."""
    works = Works()
    assert works.clockwork.take_due() == {"retry", "prune"}
    assert works.clockwork.take_due() == set()


async def test_marks_are_gathered_and_ring_once() -> None:
    """However many messages were sent meanwhile."""
    works = Works()
    works.clockwork.note_marks()
    works.clockwork.note_marks()
    (timer,) = works.loop.timers
    assert timer.seconds < 0.1
    assert not works.bell.is_set()
    timer.ring()
    assert works.bell.is_set()
    assert "marks" in works.clockwork.take_due()


async def test_marks_that_come_while_a_transaction_runs_wait_for_its_end() -> None:
    """A commit for them alone would hold up the batch that is asked for next."""
    works = Works()
    works.clockwork.take_due()
    works.clockwork.note_marks()
    assert works.loop.timers == []
    works.clockwork.plan(DONE)
    assert min(works.loop.pending()) < 0.1


async def test_marks_that_ride_along_with_a_batch_ring_no_more() -> None:
    """They are in the transaction that begins."""
    works = Works()
    works.clockwork.note_marks()
    works.clockwork.take_due()
    assert works.loop.pending() == []
    works.clockwork.plan(DONE)
    assert min(works.loop.pending()) > 1


@pytest.mark.parametrize(
    ("due", "rings"),
    [(None, 60), (10, 10), (3_000, 60), (-5, 0.05), (0, 0.05)],
)
async def test_the_next_reminder_rings_in_time_and_the_clock_is_looked_at_each_minute(
    due: float | None, rings: float
) -> None:
    """It may be set by hand; what is overdue does not spin."""
    at = None if due is None else NOW + timedelta(seconds=due)
    assert Works().after(next_due=at) == [rings, 3_600]


async def test_what_failed_is_tried_again_soon_and_not_ever_later() -> None:
    """Other batches meanwhile do not put it off."""
    works = Works()
    assert works.after(stuck=True) == [0.5, 60, 3_600]
    (first,) = [timer for timer in works.loop.timers if timer.seconds == 0.5]
    assert works.after(stuck=True) == [0.5, 60, 3_600]
    assert not first.cancelled
    first.ring()
    assert works.clockwork.take_due() == {"retry"}


async def test_there_is_more_to_sweep_at_once_and_else_in_an_hour() -> None:
    """A long sweep goes on between the batches."""
    works = Works()
    assert works.after(pruning=True) == [0.05, 60]
    assert works.after(pruning=False) == [0.05, 60]  # the one that is set already comes first


async def test_after_stopping_nothing_rings() -> None:
    """Whatever was planned."""
    works = Works()
    works.after(stuck=True, pruning=True)
    works.clockwork.stop()
    assert works.loop.pending() == []
