"""The committed tables, made anew as of their days, and what differs."""

from collections.abc import Iterator, Sequence

from bot.library import Library
from bot.testing.exploring.model import DEFAULT_BUDGET
from bot.testing.tables.committed import Change, Committed, compare
from bot.testing.tables.reviewing import LeftOut, review_tables


def find_changes(
    library: Library, committed: Sequence[Committed], *, budget: int = DEFAULT_BUDGET
) -> Iterator[Change | LeftOut]:
    """What changed in each table, or why a flow can no longer have one; the tables of one day together."""
    for day in sorted({one.today for one in committed}):
        here = {one.flow: one for one in committed if one.today == day}
        yield from (LeftOut(flow, "gone") for flow in here if flow not in library.flows)
        flows = [flow for flow in here if flow in library.flows]
        for found in review_tables(library, flows, today=day, budget=budget):
            change = found if isinstance(found, LeftOut) else compare(here[found.flow], found)
            if change is not None:
                yield change
