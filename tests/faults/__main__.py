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
    rows = {name: row for name, row in ROWS.items() if options.only in name}
    since = time.monotonic()
    broken = 0
    _say("| row | seed | how much | measured | promised | kept | s |")
    _say("|---|--:|---|---|---|---|--:|")
    with tempfile.TemporaryDirectory(prefix="ashore-faults-") as name:
        library_folder = lay_library(Path(name))
        library = load_library(library_folder)
        for number, (title, row) in enumerate(rows.items()):
            seed = options.seed if options.seed is not None else random.randrange(10**6)
            folder = Path(name) / f"row-{number}"
            folder.mkdir()
            course = Course(options.quick, random.Random(seed), folder, library, library_folder)
            broken += not _run(title, row, course, seed)
        if options.peers:
            _say("", *compare(Path(name), quick=options.quick))
    _say("", f"{len(rows) - broken} of {len(rows)} rows kept; {time.monotonic() - since:.0f} s.")
    return 1 if broken else 0


def _run(title: str, row: Row, course: Course, seed: int) -> bool:
    since = time.monotonic()
    try:
        finding = asyncio.run(row(course))
    except Exception:  # the other rows are worth running
        traceback.print_exc()
        finding = Finding("could not be run", [("an end", "none", False)])
    kept = all(good for *_, good in finding.checks)
    measured = "; ".join(f"**{found}**" if not good else found for _, found, good in finding.checks)
    promised = "; ".join(promise for promise, *_ in finding.checks)
    seconds = time.monotonic() - since
    kept_word = "yes" if kept else "NO"
    _say(
        f"| {title} | {seed} | {finding.size} | {measured} | {promised} | {kept_word} | {seconds:.0f} |"
    )
    return kept


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer of everything, in five minutes")
    parser.add_argument("--peers", action="store_true", help="what other libraries' bots lose")
    parser.add_argument("--seed", type=int, help="of every row, instead of one by chance")
    parser.add_argument("--only", default="", help="the rows with this in their name")
    return parser.parse_args()


def _say(*lines: str) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
