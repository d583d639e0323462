"""The row of the state machine: many runs, a process for each core."""

import os
import traceback
from pathlib import Path

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.attacks.libraries import libraries_of
from tests.attacks.machine import Machine
from tests.attacks.pool import library_of, on_every_core
from tests.promises.rows import Course, Finding
from tests.promises.run import say

STEPS = 50


async def state_machine(course: Course) -> Finding:
    """Three borrowers, any steps in any order: sessions, reminders and replies are the model's."""
    runs, shares = course.pick(200, 2_000), os.cpu_count() or 1
    calls = [
        (
            course.library_folder,
            runs // shares + (n < runs % shares),
            course.chance.getrandbits(32),
        )
        for n in range(shares)
    ]
    broken = await on_every_core(_run_share, calls)
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
    Machine.libraries = libraries_of(library_of(folder))
    return run_machine(Machine, runs, number)
