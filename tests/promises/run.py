"""Runs rows of promises, prints a table with each row's seed; what `tests.faults` and `tests.attacks` share."""

import argparse
import asyncio
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping
from pathlib import Path

from bot.library import load_library
from tests.promises.rows import Course, Finding, Row


def options_of(prog: str, description: str | None) -> argparse.ArgumentParser:
    """The options that every table of promises has."""
    parser = argparse.ArgumentParser(prog=prog, description=description)
    parser.add_argument("--quick", action="store_true", help="fewer of everything")
    parser.add_argument("--seed", type=int, help="of every row, instead of one by chance")
    parser.add_argument("--only", default="", help="the rows with this in their name")
    parser.add_argument("--jobs", type=int, default=2, help="how many rows at a time")
    return parser


def run_rows(rows: Mapping[str, Row], options: argparse.Namespace, library_folder: Path) -> bool:
    """Run the rows and print the table; whether there were any and every promise is kept."""
    since = time.monotonic()
    say("| row | seed | how much | measured | promised | kept | s |")
    say("|---|--:|---|---|---|---|--:|")
    with tempfile.TemporaryDirectory(prefix="ashore-promises-") as name:
        kept = asyncio.run(_run_all(rows, options, Path(name), library_folder))
    say("", f"{sum(kept)} of {len(kept)} rows kept; {time.monotonic() - since:.0f} s.")
    return bool(kept) and all(kept)


def seed_of(options: argparse.Namespace) -> int:
    """The seed that was asked for, or one by chance."""
    return options.seed if options.seed is not None else random.randrange(10**6)


def say(*lines: str) -> None:
    """Print lines at once, for a row may take long."""
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


async def _run_all(
    rows: Mapping[str, Row], options: argparse.Namespace, folder: Path, library_folder: Path
) -> list[bool]:
    """Whether each row's promises are kept. Some run at a time: they wait more than they work."""
    library = load_library(library_folder)
    places = asyncio.Semaphore(options.jobs)

    async def run(number: int, title: str, row: Row) -> bool:
        seed = seed_of(options)
        room = folder / f"row-{number}"
        room.mkdir()
        course = Course(options.quick, random.Random(seed), room, library, library_folder)
        async with places:
            return await _run(title, row, course, seed)

    wanted = [(title, row) for title, row in rows.items() if options.only in title]
    return await asyncio.gather(*(run(number, *row) for number, row in enumerate(wanted)))


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
    say(f"| {' | '.join(map(str, cells))} |")
    return kept
