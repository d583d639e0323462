"""`python -m tests.mutation [--sample N] [--seed S] [--only bot/store]`: do the tests notice?

Mutants of flow, store and runtime are drawn by the seed, each is tried with the tests that come by
its line, and what survived is listed. The first run of a state of the tree measures which tests
come by what (some five minutes). Exit code 2 if a test fails with nothing changed.
"""

import argparse
import random
import sys
from typing import Final

import pytest

from tests.mutation.covering import ROOT, TESTED, Covering, measure_covering
from tests.mutation.mutants import Mutant, find_mutants
from tests.mutation.report import row, survivors
from tests.mutation.trying import Attempt, Fate, Trial

_PACKAGES: Final = ("bot/flow", "bot/store", "bot/runtime")
_HEAD: Final = (
    "| package | mutants | tried | killed | timed out | survived | no test | killed of all |",
    "|---|--:|--:|--:|--:|--:|--:|--:|",
)


def main() -> int:
    """Draw, try, print."""
    options = _options()
    seed = options.seed if options.seed is not None else random.randrange(10**6)
    packages = {name: _drawn(name, options.sample, seed) for name in options.only or _PACKAGES}
    drawn = [mutant for _, sample in packages.values() for mutant in sample]
    unchanged = random.Random(seed).sample(drawn, min(options.controls, len(drawn)))
    attempts = [Attempt(mutant, False) for mutant in unchanged]
    attempts += [Attempt(mutant, True) for mutant in drawn]
    fates = _tried(attempts, measure_covering(_PACKAGES), options.jobs)
    controls, fates = fates[: len(unchanged)], fates[len(unchanged) :]
    if {Fate.KILLED, Fate.TIMED_OUT} & set(controls):
        _say("", "With nothing changed, tests fail: see to them first.")
        return 2
    _say("", *_HEAD)
    lists: list[str] = []
    for name, (population, sample) in packages.items():
        mine, fates = fates[: len(sample)], fates[len(sample) :]
        _say(row(name, population, mine))
        lists += survivors(sample, mine)
    _say("", f"Seed {seed}. What no test noticed:", *lists)
    return 0


def _tried(attempts: list[Attempt], covering: Covering, jobs: int) -> list[Fate]:
    """Collect the tests once, and try."""
    trial = Trial(attempts, covering, jobs)
    pytest.main(["-q", "-s", "-p", "no:cacheprovider", "-p", "no:xdist", *TESTED], plugins=[trial])
    return [trial.fates[number] for number in range(len(attempts))]


def _drawn(package: str, sample: int, seed: int) -> tuple[int, list[Mutant]]:
    """How many mutants there are, and some of them."""
    found = [one for path in sorted((ROOT / package).rglob("*.py")) for one in find_mutants(path)]
    return len(found), random.Random(seed).sample(found, min(sample, len(found)))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--sample", type=int, default=150, help="mutants of each package")
    parser.add_argument("--seed", type=int, help="which they are, instead of by chance")
    parser.add_argument("--only", action="append", help="a package or a module: bot/store")
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time")
    parser.add_argument("--controls", type=int, default=6, help="runs with nothing changed")
    return parser.parse_args()


def _say(*lines: str) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
