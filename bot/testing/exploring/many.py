"""Exploring one flow or many, a process for each core."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from bot.library import Library
from bot.library.load import read_manuscript
from bot.library.read_flows import all_steps, verb_of
from bot.testing.exploring.ground import Ground
from bot.testing.exploring.model import DEFAULT_BUDGET, Exploration
from bot.testing.exploring.walking import walk

_grounds: dict[tuple[Path, date], Ground] = {}  # in a process of a pool: its own, made once


def explore(
    library: Library, flow: str, *, today: date, budget: int = DEFAULT_BUDGET
) -> Exploration:
    """Every state of a flow, or as many as the budget allows, and what does not hold in them."""
    return _timed(Ground(library, today), flow, budget)


def explore_all(
    folder: Path, flows: Sequence[str], *, today: date, budget: int, processes: int
) -> Iterator[Exploration]:
    """The flows of a library's folder, each as soon as it is done; the largest are begun first."""
    if processes <= 1:
        ground = Ground(read_manuscript(folder).library, today)
        yield from (_timed(ground, flow, budget) for flow in flows)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(_in_process, folder, today, flow, budget) for flow in flows]
        yield from (job.result() for job in as_completed(jobs))


def largest_first(library: Library, flows: Sequence[str]) -> list[str]:
    """The flows with the most steps first, those that they call counted with them."""

    def size(name: str) -> int:
        steps = [step for _, step in all_steps(library.flows[name].steps)]
        called = [str(getattr(step, "call", "")) for step in steps if verb_of(step) == "call"]
        inside = sum(map(size, called)) if name != "home" else 0
        lists = sum(verb_of(step) == "repeat" for step in steps)
        return len(steps) + inside + 100 * lists

    return sorted(flows, key=lambda name: (-size(name), name))


def _in_process(folder: Path, today: date, flow: str, budget: int) -> Exploration:
    if (folder, today) not in _grounds:
        _grounds[folder, today] = Ground(read_manuscript(folder).library, today)
    return _timed(_grounds[folder, today], flow, budget)


def _timed(ground: Ground, flow: str, budget: int) -> Exploration:
    start = perf_counter()
    explored = walk(ground, flow, budget)
    return replace(explored, seconds=perf_counter() - start)
