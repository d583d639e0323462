"""What rings the worker's bell besides updates: marks to commit, reminders due, retries, pruning."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from bot.runtime.report import Outcome

_GATHER = 0.01  # seconds that a sent mark waits for a batch to ride along with
_RETRY = 0.5  # seconds before a turn that failed is tried again
_LONGEST_SLEEP = 60.0  # the wall clock may be set: look at the timers once a minute
_SHORTEST_SLEEP = 0.05
_SWEEP = 3_600.0  # seconds between two looks at what was kept long enough


class Clockwork:
    """Rings `bell`, and says then what is due besides what has gathered."""

    def __init__(self, bell: asyncio.Event, clock: Callable[[], datetime]) -> None:
        self._bell = bell
        self._clock = clock
        self._loop = asyncio.get_running_loop()
        self._timers: dict[str, asyncio.TimerHandle] = {}
        # At the start: what a kill left behind, and ids that grew old meanwhile.
        self._due = {"retry", "prune"}
        self._is_working = False
        self._has_marks = False

    def note_marks(self) -> None:
        """Something was sent: have it committed soon, with a batch or without."""
        # Those that come while a transaction runs wait anew after it: the batch that is asked for
        # then is mostly here sooner, and a commit for the marks alone would only hold it up.
        self._has_marks = True
        if not self._is_working and "marks" not in self._timers:
            self._ring_in(_GATHER, "marks")

    def take_due(self) -> set[str]:
        """What is due, `retry` and `prune` among it; it counts as done."""
        due, self._due = self._due, set()
        self._is_working, self._has_marks = True, False
        if marks := self._timers.pop("marks", None):
            marks.cancel()
        return due

    def plan(self, outcome: Outcome) -> None:
        """Set the timers that follow from a transaction."""
        self._is_working = False
        if self._has_marks:
            self._ring_in(_GATHER, "marks")
        if outcome.stuck and "retry" not in self._timers:
            self._ring_in(_RETRY, "retry")
        if outcome.pruning:
            self._ring_in(_SHORTEST_SLEEP, "prune")
        elif "prune" not in self._timers:
            self._ring_in(_SWEEP, "prune")
        sleep = _LONGEST_SLEEP
        if outcome.next_due:
            sleep = (outcome.next_due - self._clock()).total_seconds()
        self._ring_in(min(_LONGEST_SLEEP, max(_SHORTEST_SLEEP, sleep)), "reminders")

    def stop(self) -> None:
        """Ring no more."""
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()

    def _ring_in(self, seconds: float, what: str) -> None:
        if former := self._timers.pop(what, None):
            former.cancel()
        self._timers[what] = self._loop.call_later(seconds, self._ring, what)

    def _ring(self, what: str) -> None:
        del self._timers[what]
        self._due.add(what)
        self._bell.set()
