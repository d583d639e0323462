"""Which tables are kept for review, and why the others are not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from bot.library import Library
from bot.testing.exploring.ground import Ground
from bot.testing.exploring.model import DEFAULT_BUDGET, Exploration
from bot.testing.exploring.walking import walk
from bot.testing.tables.deciding import TooManyRowsError, make_table
from bot.testing.tables.model import Table

MOST_ROWS: Final = 60  # what a person reviews at a sitting
Reason: TypeAlias = Literal["budget", "sums", "rows", "many", "one", "gone"]


@dataclass(frozen=True)
class LeftOut:
    """A flow without a table for review; `count` says how many states or rows there are."""

    flow: str
    reason: Reason
    count: int = 0


def review_tables(
    library: Library, flows: Iterable[str], *, today: date, budget: int = DEFAULT_BUDGET
) -> Iterator[Table | LeftOut]:
    """The tables of flows, each as soon as it is made, or why a flow has none."""
    ground = Ground(library, today, checks=False)
    for flow in flows:
        yield review_table(library, walk(ground, flow, budget), today=today)


def review_table(library: Library, explored: Exploration, *, today: date) -> Table | LeftOut:
    """The table of a flow that can be reviewed: complete, and not too long; or why there is none."""
    flow = explored.flow
    if explored.left:
        return LeftOut(flow, "budget", explored.left)
    if explored.sampled:
        return LeftOut(flow, "sums")
    try:
        table = make_table(library, explored, today=today)
    except TooManyRowsError:
        return LeftOut(flow, "many")
    if table.size > MOST_ROWS:
        return LeftOut(flow, "rows", table.size)
    return table if table.columns else LeftOut(flow, "one")
