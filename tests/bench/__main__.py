"""`python -m tests.bench`: Ashore and its peers on one fake Bot API, in one run, as a table."""

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from tests.bench import table
from tests.bench.bots import Bot, ours, peers
from tests.bench.numbers import measure_numbers
from tests.bench.peer_python import peer_python
from tests.bench.process import two_cpus
from tests.bench.runs import BotFailedError, OwnStart, Plan, Result, measure, measure_own
from tests.bench.start import help_start

_SEED = 20261124
_MOST_SECONDS = 240
_MOST_SECONDS_QUICK = 60
_IN_MEMORY = frozenset({"tmpfs", "ramfs"})


def main() -> int:
    """Measure, print, and end with 0 whatever the figures are; 1 where a bot failed."""
    options = _options()
    bot_cpu, own_cpu = two_cpus()
    if own_cpu is not None:
        os.sched_setaffinity(0, {own_cpu})
    plan = _plan(options, bot_cpu)
    bots = [ours()]
    if options.peers:
        bots += peers(options.peer_python or peer_python())
    since = perf_counter()
    most = _MOST_SECONDS_QUICK if options.quick else _MOST_SECONDS
    try:
        results, own_start = asyncio.run(_measure(bots, plan, most))
    except (BotFailedError, TimeoutError) as error:
        _note(str(error) or f"The run took more than {most} s.")
        return 1
    own_help = help_start()
    numbers = measure_numbers(plan.folder)
    _say(*table.figures(results), "", *table.promises(results, own_start), "")
    _say(*table.notes(results, own_help, own_start, seed=plan.seed))
    _say("", *numbers, "")
    cpus = f"bot on CPU {bot_cpu}, the rest on {own_cpu}" if own_cpu is not None else "one CPU"
    _say(f"- {cpus}; data in {plan.folder}; {perf_counter() - since:.0f} s in all.")
    return 0


async def _measure(bots: list[Bot], plan: Plan, most: float) -> tuple[list[Result], OwnStart]:
    results = []
    async with asyncio.timeout(most):
        for bot in bots:
            _note(f"{bot.name} …")
            results.append(await measure(bot, plan))
        return results, await measure_own(bots[0], plan)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="rougher, in under a minute")
    parser.add_argument("--seconds", type=float, help="length of each closed loop (8; quick: 2)")
    parser.add_argument(
        "--peers", action=argparse.BooleanOptionalAction, default=True, help="compare with peers"
    )
    parser.add_argument("--peer-python", type=Path, help="a Python that has requirements.lock")
    parser.add_argument("--folder", type=Path, help="where the bots keep their data: a real disk")
    parser.add_argument("--seed", type=int, default=_SEED)
    return parser.parse_args()


def _plan(options: argparse.Namespace, bot_cpu: int | None) -> Plan:
    seconds = min(20.0, options.seconds or (2.0 if options.quick else 8.0))
    return Plan(
        closed=seconds,
        opened=2.0 if options.quick else 6.0,
        warm=1.0 if options.quick else 1.5,
        starts=1 if options.quick else 3,
        seed=options.seed,
        folder=options.folder or _real_disk(),
        bot_cpu=bot_cpu,
    )


def _real_disk() -> Path:
    """The first usual place for passing files that is not kept in memory."""
    for folder in (Path(tempfile.gettempdir()), Path.cwd()):
        if _kind_of_disk(folder) not in _IN_MEMORY:
            return folder
    raise SystemExit("Every usual folder is kept in memory; name one on a disk with --folder.")


def _kind_of_disk(folder: Path) -> str:
    mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text().splitlines()]
    path = folder.resolve()
    above = [(len(Path(at).parts), kind) for at, kind in mounts if path.is_relative_to(at)]
    return max(above, default=(0, ""))[1]


def _say(*lines: str) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _note(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
