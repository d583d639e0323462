"""The row of the state machine: many runs, a process for each core."""

import asyncio
import os
import traceback
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from bot.library import load_library
from tests.attacks.libraries import libraries_of
from tests.attacks.machine import Machine
from tests.promises.rows import Course, Finding
from tests.promises.run import say

STEPS = 50


async def state_machine(course: Course) -> Finding:
    """Three borrowers, any steps in any order: sessions, reminders and replies are the model's."""
    runs, workers = course.pick(200, 2_000), os.cpu_count() or 1
    shares = [runs // workers + (n < runs % workers) for n in range(workers)]
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        broken = await asyncio.gather(
            *(
                loop.run_in_executor(
                    pool, _run_share, course.library_folder, share, course.chance.getrandbits(32)
                )
                for share in shares
            )
        )
    finding = Finding(f"{runs:,} runs of {STEPS} steps, 3 borrowers")
    say(*(told for told in broken if told))
    finding.none("ways to part from the model", sum(bool(told) for told in broken))
    return finding


def run_machine(machine: type[Machine], runs: int, number: int, *, shrinks: bool = True) -> str:
    """The steps by which the machine fails, as Hypothesis tells them; empty if it does not."""
    phases = (Phase.generate, Phase.shrink) if shrinks else (Phase.generate,)
    limits = settings(
        max_examples=runs,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=phases,
        suppress_health_check=list(HealthCheck),
        print_blob=False,
        report_multiple_bugs=False,
    )
    try:
        run_state_machine_as_test(seed(number)(machine), settings=limits)
    except Exception as error:
        return "".join(traceback.format_exception(error))
    return ""


def _run_share(folder: Path, runs: int, number: int) -> str:
    Machine.libraries = libraries_of(load_library(folder))
    return run_machine(Machine, runs, number)
