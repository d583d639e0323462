"""The state machine finds what it is there to find: each fault, planted in the bot, within some runs."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from bot.channels.telegram.decode import Decoded
from bot.flow.events import Tapped
from bot.library import load_library
from bot.runtime.batch import Batcher, Job
from bot.runtime.draft import Draft
from bot.runtime.erasure import Erasure
from bot.runtime.report import Outcome, Outgoing, Report
from bot.runtime.turns import Arrival
from tests.attacks.libraries import libraries_of
from tests.attacks.machine import Machine
from tests.attacks.stateful import run_machine

_ROOT = Path(__file__).parents[2]
_RUNS = 40
_SEED = 20261126


class _TakesTwice(Batcher):
    """Does not know an update that came before."""

    def _unseen(self, arrivals: Sequence[Decoded]) -> list[Decoded]:
        fresh = super()._unseen(arrivals)
        return [*fresh, *(decoded for decoded in arrivals if decoded not in fresh)]


class _TapsTwice(Batcher):
    """Applies every press twice."""

    def _attempt(
        self, draft: Draft, arrival: Arrival, update_id: int | None, now: datetime
    ) -> Exception | None:
        if isinstance(arrival.event, Tapped):
            super()._attempt(draft, arrival, update_id, now)
        return super()._attempt(draft, arrival, update_id, now)


class _KeepsReminders(Batcher):
    """Reminds whom it has forgotten, or who has blocked it."""

    def process(self, job: Job) -> Outcome:
        with self._store.transaction():
            kept = self._store.timers.due(job.now.replace(year=9000), limit=100)
        outcome = super().process(job)
        with self._store.transaction():
            self._store.timers.put(
                timer for timer in kept if timer.chat in outcome.void | outcome.erased
            )
        return outcome


class _LosesReplies(Batcher):
    """Does not send after a restart what was not sent before it."""

    def _refresh(self, draft: Draft) -> list[Outgoing]:
        super()._refresh(draft)
        return []


class _TrustsItself(Batcher):
    """Believes its memory after a commit that failed."""

    def process(self, job: Job) -> Outcome:
        try:
            return super().process(job)
        finally:
            self._stale = False


class _Credulous(Erasure):
    """Takes a commit that failed for one that did not happen."""

    def doubt(self, draft: Draft) -> None:
        """Nothing is unsure."""


class _SendsWhatIsVoid(Batcher):
    """Does not ask whether a commit that failed has made replies void."""

    def process(self, job: Job) -> Outcome:
        if not isinstance(self._erasure, _Credulous):
            self._erasure = _Credulous(self._store)
        return super().process(job)


class _NeverSent(Batcher):
    """Does not take note of what was sent."""

    def _settle(self, report: Report | None, now: datetime) -> None:
        """Nothing is settled."""


class _SendsToTheBlocked(Batcher):
    """Goes on talking to who has blocked it."""

    def _take(self, draft: Draft, decoded: Decoded, now: datetime) -> None:
        super()._take(draft, decoded, now)
        draft.blocked.clear()


@pytest.fixture(scope="module", autouse=True)
def _libraries() -> None:
    Machine.libraries = libraries_of(load_library(_ROOT))


@pytest.mark.parametrize(
    "batcher",
    [
        _TakesTwice, _TapsTwice, _KeepsReminders, _LosesReplies, _TrustsItself, _NeverSent,
        _SendsToTheBlocked, _SendsWhatIsVoid,
    ],
)  # fmt: skip
def test_a_planted_fault_is_found(batcher: Callable[..., Batcher]) -> None:
    """The bot that has it parts from the model or breaks its own tables, and the steps are told."""
    faulty = type("Faulty", (Machine,), {"batcher": batcher})
    told = run_machine(faulty, _RUNS, _SEED, shrinks=False)
    assert "AssertionError" in told or "UNIQUE constraint failed" in told
    assert "state.agrees()" in told


def test_a_bot_without_a_fault_passes() -> None:
    """It is the fault that is found, not the machine's own."""
    assert not run_machine(Machine, 4, _SEED)
