"""Work shared by every core: portions with seeds of their own, and what came of them added up."""

import asyncio
import gc
import logging
import multiprocessing
import os
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any, Final, TypeAlias, TypeVar

from bot.library import Library, load_library
from tests.promises.rows import Course, Finding
from tests.promises.run import say

SLOW_MS: Final = 100.0
_MOST_MB: Final = 600
_SHOWN: Final = 200  # characters of an input that is told of
_MOST_TOLD: Final = 5  # faults of a row that are printed


@dataclass(frozen=True)
class Portion:
    """A part of a row's work: how many inputs, by which seed, and where the project is."""

    seed: int
    count: int
    folder: Path


@dataclass
class Tally:
    """What came of some work. Times are of the thread's CPU, for the machine may have others to serve."""

    done: int = 0
    faults: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0  # ms
    slowest_of: str = ""
    megabytes: int = 0  # the most that a process held

    def fault(self, kind: str, detail: str) -> None:
        """Something that must not be: counted by its kind, told with its detail."""
        self.counts[kind] += 1
        if len(self.faults) < _MOST_TOLD:
            self.faults.append(f"{kind}: {detail}")

    @contextmanager
    def timing(self, of: str) -> Iterator[None]:
        """Measure what is done meanwhile; `of` names it."""
        since = time.thread_time()
        try:
            yield
        finally:
            self.took((time.thread_time() - since) * 1000, of)

    def took(self, milliseconds: float, of: str) -> None:
        """Note how long one input took."""
        self.counts["slow"] += milliseconds > SLOW_MS
        if milliseconds > self.slowest:
            self.slowest, self.slowest_of = milliseconds, shown(of)

    def add(self, other: "Tally") -> None:
        """Add what came of other work."""
        self.done += other.done
        self.faults += other.faults[: _MOST_TOLD - len(self.faults)]
        self.counts += other.counts
        self.megabytes = max(self.megabytes, other.megabytes)
        if other.slowest > self.slowest:
            self.slowest, self.slowest_of = other.slowest, other.slowest_of


Work: TypeAlias = Callable[[Portion], Tally]
Result = TypeVar("Result")


def shown(text: str) -> str:
    """An input as it is printed: escaped, and cut if it is long."""
    written = ascii(text) if not text.isprintable() else repr(text)
    length = f"… ({len(text):,} characters)" if len(written) > _SHOWN else ""
    return written[:_SHOWN] + length


def clocked(act: Callable[[], Result]) -> tuple[Result, float]:
    """What it came to, and the milliseconds of the thread's CPU that it took."""
    since = time.thread_time()
    result = act()
    return result, (time.thread_time() - since) * 1000


def at_best(measure: Callable[[], tuple[Result, float]]) -> tuple[Result, float]:
    """Something that may be done again, measured: once more if slow, for the machine's noise is not its doing."""
    result, spent = measure()
    return (result, min(spent, measure()[1])) if spent > SLOW_MS else (result, spent)


async def on_every_core(
    work: Callable[..., Result], calls: Iterable[Sequence[Any]]
) -> list[Result]:
    """The results of the calls, made in as many processes as there are cores."""
    loop, context = asyncio.get_running_loop(), multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context, initializer=_hush) as pool:
        doing = (loop.run_in_executor(pool, partial(work, *call)) for call in calls)
        return await asyncio.gather(*doing)


async def spread(course: Course, work: Work, total: int, size: int) -> Tally:
    """Do the work in portions of a size on every core. The same seed gives the same portions."""
    portions = (
        Portion(course.chance.randrange(2**48), min(size, total - start), course.library_folder)
        for start in range(0, total, size)
    )
    tally = Tally()
    for done in await on_every_core(_do, ((work, portion) for portion in portions)):
        tally.add(done)
    tell(tally)
    return tally


def tell(tally: Tally) -> None:
    """Print what was wrong, and what was slow."""
    for fault in tally.faults:
        say(f"  {fault}")
    if tally.slowest > SLOW_MS:
        say(f"  {tally.slowest:.0f} ms: {tally.slowest_of}")


@cache
def library_of(folder: Path) -> Library:
    """The project's library, read once in a process and ready for the first text, as the bot's is."""
    library = load_library(folder)
    library.topics.learn()
    gc.collect()
    gc.freeze()  # it stays for good, and no input should pay for looking through it
    return library


def held_mb() -> int:
    """The most memory that this process held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _do(work: Work, portion: Portion) -> Tally:
    tally = work(portion)
    tally.megabytes = held_mb()
    tally.faults = [f"[portion {portion.seed}] {fault}" for fault in tally.faults]
    return tally


def judge(finding: Finding, tally: Tally, promised: Mapping[str, str]) -> Finding:
    """What was promised of every input: none of these faults, by their kinds, and none slow."""
    for kind, words in promised.items():
        finding.none(words, tally.counts[kind])
    finding.at_most("ms of CPU", tally.slowest, SLOW_MS)
    finding.at_most("MB of memory", tally.megabytes, _MOST_MB)
    return finding


@dataclass(frozen=True)
class Fuzz:
    """A row: so many inputs made by chance, in portions of a size; none may come to what is promised not to.

    `sound` is the kind of input whose count is told, too.
    """

    work: Work
    size: int
    quick: int
    long: int
    what: str
    promised: Mapping[str, str]
    sound: str = ""

    async def __call__(self, course: Course) -> Finding:
        """Run the row."""
        tally = await spread(course, self.work, course.pick(self.quick, self.long), self.size)
        sound = f", {tally.counts[self.sound]:,} of them sound" if self.sound else ""
        return judge(Finding(f"{tally.done:,} {self.what}{sound}"), tally, self.promised)


def _hush() -> None:
    """What is logged of thousands of attacks would bury the table."""
    logging.getLogger().addHandler(logging.NullHandler())
