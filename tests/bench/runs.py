"""One bot's run: start, 500 borrowers in a closed loop, 200 messages a second, a slow server."""

import asyncio
import gc
import math
import random  # noqa: TID251  # the seed is printed with the results
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, process_time

from tests.bench.bots import ROOT, TOKEN, Bot, environment, lay_library
from tests.bench.crowd import Crowd
from tests.bench.process import Running, started
from tests.bench.stage import Stage, staged

BORROWERS = 500
RATE = 200  # messages a second in the open loop
SLOW = 0.050  # seconds to each answer of a server as far away as the real one
_START_SECONDS = 20.0
_DRAIN_SECONDS = 6.0
_GRACE_SECONDS = 0.5
_REST_SECONDS = 0.3
_HELD = 0.95  # of the messages that came in must be answered for the rate to count as held


@dataclass(frozen=True)
class Plan:
    """How long each part takes, in seconds; `starts` is how many cold starts are timed."""

    closed: float
    opened: float
    warm: float
    starts: int
    seed: int
    folder: Path
    bot_cpu: int | None


@dataclass(frozen=True)
class Load:
    """What one speed of the server showed. Latencies in ms; CPU in seconds per 10,000 updates."""

    updates_per_second: float
    cpu_per_10k: float
    generator_busy: float
    p50_ms: float
    p99_ms: float
    holds: bool


@dataclass
class Result:
    """All that was measured of a bot. Cold starts in seconds."""

    bot: Bot
    fast: Load
    slow: Load
    rss_mb: float
    cold_starts: list[float]
    finished: int
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class OwnStart:
    """Our start with the project's own flows and content: seconds, and MB once it is polling."""

    cold_start: float
    rss_mb: float


class BotFailedError(Exception):
    """A bot did not start, or ended; with its last words."""


async def measure(bot: Bot, plan: Plan) -> Result:
    """Everything about a bot. Raises BotFailedError."""
    cold_starts = [await _cold_start(bot, plan) for _ in range(plan.starts - 1)]
    async with staged(TOKEN) as stage, running_bot(bot, stage, plan) as (running, cold_start):
        cold_starts.append(cold_start)
        crowd = Crowd(stage.push, plan.seed)
        stage.hear = crowd.hear
        gc.collect()
        gc.disable()  # the generator's own pauses are nobody's latency
        try:
            fast = await _load(stage, crowd, running, plan)
            rss_mb = running.rss_mb()
            stage.delay = SLOW
            slow = await _load(stage, crowd, running, plan)
        finally:
            gc.enable()
        return Result(bot, fast, slow, rss_mb, cold_starts, crowd.finished, crowd.wrong)


async def measure_own(bot: Bot, plan: Plan) -> OwnStart:
    """Start with the whole library instead of the bench's small one. Raises BotFailedError."""
    starts = []
    for _ in range(plan.starts):
        async with (
            staged(TOKEN) as stage,
            running_bot(bot, stage, plan, library=ROOT) as (running, cold),
        ):
            await asyncio.sleep(_REST_SECONDS)
            starts.append(OwnStart(cold, running.rss_mb()))
    return sorted(starts, key=lambda start: start.cold_start)[len(starts) // 2]


async def _cold_start(bot: Bot, plan: Plan) -> float:
    async with staged(TOKEN) as stage, running_bot(bot, stage, plan) as (_, seconds):
        return seconds


@asynccontextmanager
async def running_bot(
    bot: Bot, stage: Stage, plan: Plan, library: Path | None = None
) -> AsyncIterator[tuple[Running, float]]:
    """The started bot and its cold start: from the start of the process to its first getUpdates."""
    with tempfile.TemporaryDirectory(prefix="ashore-bench-", dir=plan.folder) as name:
        folder = Path(name)
        env = environment(stage.url, folder, library or lay_library(folder))
        with started(bot.command, env=env, folder=folder, cpu=plan.bot_cpu) as running:
            deadline = perf_counter() + _START_SECONDS
            while stage.first_poll_at is None:
                if not running.is_alive() or perf_counter() > deadline:
                    raise BotFailedError(f"{bot.name} did not start:\n{running.last_words()}")
                await asyncio.sleep(0.005)
            yield running, stage.first_poll_at - running.started_at
            if not running.is_alive():
                raise BotFailedError(f"{bot.name} ended:\n{running.last_words()}")


async def _load(stage: Stage, crowd: Crowd, running: Running, plan: Plan) -> Load:
    """A closed loop, then an open one, at the server's present speed."""
    crowd.close_loop(BORROWERS)
    await asyncio.sleep(plan.warm)
    tally = crowd.count_anew()
    cpu, busy = running.cpu_seconds(), process_time()
    await asyncio.sleep(plan.closed)
    elapsed = perf_counter() - tally.since
    updates = len(tally.latencies)
    cpu, busy = running.cpu_seconds() - cpu, process_time() - busy
    crowd.open_loop()
    await _drain(stage, crowd)
    tally = crowd.count_anew()
    in_time = await _arrivals(crowd, plan)
    await _drain(stage, crowd)
    now = perf_counter()
    latencies = sorted([*tally.latencies, *(now - since for since in crowd.waiting())])
    return Load(
        updates_per_second=updates / elapsed,
        cpu_per_10k=cpu / max(1, updates) * 10_000,
        generator_busy=busy / elapsed,
        p50_ms=quantile(latencies, 0.50) * 1000,
        p99_ms=quantile(latencies, 0.99) * 1000,
        holds=in_time >= _HELD,
    )


async def _arrivals(crowd: Crowd, plan: Plan) -> float:
    """Messages at random moments, `RATE` a second; the share that was answered in the end."""
    gaps = random.Random(plan.seed)
    due = crowd.tally.since
    end = due + plan.opened
    while (due := due + gaps.expovariate(RATE)) < end:
        late = due - perf_counter()
        if late > 0:
            await asyncio.sleep(late)
        crowd.arrive(due)
    await asyncio.sleep(_GRACE_SECONDS)
    return len(crowd.tally.latencies) / crowd.tally.sent


async def _drain(stage: Stage, crowd: Crowd) -> None:
    """Let what is under way be answered, at the server's full speed."""
    delay, stage.delay = stage.delay, 0.0
    deadline = perf_counter() + _DRAIN_SECONDS
    while crowd.waiting() and perf_counter() < deadline:  # noqa: ASYNC110 - it is bounded in time
        await asyncio.sleep(0.05)
    stage.delay = delay


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value below which this share of the ordered values lies; infinite if there are none."""
    return ordered[min(len(ordered) - 1, math.floor(len(ordered) * share))] if ordered else math.inf
