"""The tables that were committed, compared with what is true now."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import unified_diff
from pathlib import Path
from typing import Final

from bot.errors import ContentError
from bot.testing.tables.model import Table
from bot.testing.tables.writing import GOES_ON, markdown_lines

_DAY: Final = re.compile(r"as of (\d{4}-\d\d-\d\d)")


@dataclass(frozen=True)
class Committed:
    """A table as it was reviewed: its lines, and the day as of which it was made."""

    flow: str
    path: Path
    today: date
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Share:
    """How many changed, of how many."""

    changed: int
    of: int


@dataclass(frozen=True)
class Change:
    """What is no longer as it was committed: rows with an outcome, rows without, and the lines."""

    flow: str
    outcomes: Share
    texts: Share
    diff: str


def read_committed(path: Path) -> Committed:
    """A table from its file. Raises ContentError where it does not say as of which day it is."""
    text = path.read_text(encoding="utf-8")
    found = _DAY.search(text)
    if found is None:
        raise ContentError(
            f"{path}: the line that says as of which day it was made is gone; "
            "make it anew with `ashore table --write`"
        )
    lines = tuple(line for line in text.splitlines() if line.startswith("|"))
    return Committed(path.stem, path, date.fromisoformat(found[1]), lines)


def compare(committed: Committed, table: Table) -> Change | None:
    """What changed since a table was committed; None if nothing did."""
    before, after = list(committed.lines), list(markdown_lines(table))
    if before == after:
        return None
    name = committed.path.as_posix()
    diff = unified_diff(before, after, f"{name} (committed)", f"{name} (now)", "", "", 0, "")
    outcomes, texts = (_share(before[2:], after[2:], texts=texts) for texts in (False, True))
    return Change(committed.flow, outcomes, texts, "\n".join(diff))


def _share(before: Sequence[str], after: Sequence[str], *, texts: bool) -> Share:
    """Of the rows with an outcome, or of those that add a text: a row that is another one counts once."""
    end = f" {GOES_ON} |"
    old, new = (
        Counter(line for line in lines if line.endswith(end) == texts) for lines in (before, after)
    )
    return Share(max((old - new).total(), (new - old).total()), old.total())
