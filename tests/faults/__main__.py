"""`python -m tests.faults [--quick] [--peers]`: every promise beside what was measured.

Real processes, real HTTP against the tests' Bot API, SIGKILL. Each row prints its seed; --seed and
--only repeat one. Exit code 1 if a promise is broken.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path

from bot.library import load_library
from tests.bench.bots import lay_library
from tests.faults.course import ROWS
from tests.faults.peers import compare
from tests.faults.rows import Course, Finding, Row


def main() -> int:
    """Run the rows, print the table; 1 if a promise is broken or a row could not be run."""
    options = _options()
    since = time.monotonic()
    _say("| row | seed | how much | measured | promised | kept | s |")
    _say("|---|--:|---|---|---|---|--:|")
    with tempfile.TemporaryDirectory(prefix="ashore-faults-") as name:
        kept = asyncio.run(_run_all(options, Path(name)))
        if options.peers:
            seed = options.seed if options.seed is not None else random.randrange(10**6)
            _say("", *compare(Path(name), quick=options.quick, seed=seed))
    _say("", f"{sum(kept)} of {len(kept)} rows kept; {time.monotonic() - since:.0f} s.")
    return 0 if all(kept) else 1


async def _run_all(options: argparse.Namespace, folder: Path) -> list[bool]:
    """Whether each row's promises are kept. Some run at a time: they wait more than they work."""
    library_folder = lay_library(folder)
    library = load_library(library_folder)
    places = asyncio.Semaphore(options.jobs)

    async def run(number: int, title: str, row: Row) -> bool:
        seed = options.seed if options.seed is not None else random.randrange(10**6)
        room = folder / f"row-{number}"
        room.mkdir()
        course = Course(options.quick, random.Random(seed), room, library, library_folder)
        async with places:
            return await _run(title, row, course, seed)

    rows = [(title, row) for title, row in ROWS.items() if options.only in title]
    return await asyncio.gather(*(run(number, *row) for number, row in enumerate(rows)))


async def _run(title: str, row: Row, course: Course, seed: int) -> bool:
    since = time.monotonic()
    try:
        finding = await row(course)
    except TimeoutError:
        finding = Finding("not finished", [("all answered", "something never came", False)])
    except Exception:  # the other rows are worth running
        traceback.print_exc()
        finding = Finding("could not be run", [("an end", "none", False)])
    kept = all(good for *_, good in finding.checks)
    measured = "; ".join(found if good else f"**{found}**" for _, found, good in finding.checks)
    promised = "; ".join(promise for promise, *_ in finding.checks)
    seconds = f"{time.monotonic() - since:.0f}"
    cells = (title, seed, finding.size, measured, promised, "yes" if kept else "NO", seconds)
    _say(f"| {' | '.join(map(str, cells))} |")
    return kept


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer of everything, in five minutes")
    parser.add_argument("--peers", action="store_true", help="what other libraries' bots lose")
    parser.add_argument("--seed", type=int, help="of every row, instead of one by chance")
    parser.add_argument("--only", default="", help="the rows with this in their name")
    parser.add_argument("--jobs", type=int, default=2, help="how many rows at a time")
    return parser.parse_args()


def _say(*lines: str) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
