"""What is printed: for each package how many were killed, and what survived with its diff."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from tests.mutation.covering import ROOT
from tests.mutation.mutants import Mutant
from tests.mutation.trying import Fate

_DEVIATIONS: Final = 1.96  # 95 % of a normal distribution


def interval(killed: int, of: int) -> tuple[float, float]:
    """Between which shares the whole lies, by Wilson's score with 95 %."""
    share, square = killed / of, _DEVIATIONS**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    spread = math.sqrt(share * (1 - share) / of + square / (4 * of**2))
    spread *= _DEVIATIONS / (1 + square / of)
    return max(0.0, middle - spread), min(1.0, middle + spread)


def row(package: str, population: int, fates: Sequence[Fate]) -> str:
    """A line of the table. What is no program is counted nowhere."""
    count = Counter(fates)
    killed = count[Fate.KILLED] + count[Fate.TIMED_OUT]
    of = killed + count[Fate.SURVIVED] + count[Fate.UNCOVERED]
    low, high = interval(killed, of) if of else (0.0, 1.0)
    share = killed / of if of else 0.0
    return (
        f"| {package} | {population:,} | {of} | {count[Fate.KILLED]} | {count[Fate.TIMED_OUT]} "
        f"| {count[Fate.SURVIVED]} | {count[Fate.UNCOVERED]} | {share:.1%} ({low:.1%} to {high:.1%}) |"
    )


def survivors(mutants: Sequence[Mutant], fates: Sequence[Fate]) -> Iterator[str]:
    """Place, function and diff of what no test noticed."""
    for mutant, fate in zip(mutants, fates, strict=True):
        if fate in (Fate.SURVIVED, Fate.UNCOVERED):
            yield f"{mutant.path.relative_to(ROOT)}:{mutant.line} {mutant.function}: {fate.value}"
            yield from (f"    {line}" for line in mutant.diff())
