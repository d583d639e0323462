"""What a decision table is made of: rows of cells, each a part of the answers that were tried."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from bot.testing.exploring.classes import Scale

BACK: Final = "↩"
ALL: Final = "all"
KNOWN: Final = "known"


@dataclass(frozen=True)
class Tried:
    """The answers to one question that were tried, in the order in which a table gives them.

    `places` says where each lies on the scale of its slot, where it is a figure or a day.
    """

    names: tuple[str, ...]
    places: tuple[int | None, ...]
    scale: Scale | None = None


@dataclass(frozen=True)
class Cell:
    """Some of the answers that were tried, by their number: those that lead to the row."""

    chosen: frozenset[int]
    tried: Tried

    @property
    def is_any(self) -> bool:
        """Whether it makes no difference which of the answers is given."""
        return len(self.chosen) == len(self.tried.names)


@dataclass(frozen=True)
class Row:
    """The answers on the way, by column; the texts then said, in order; and how it ends."""

    cells: Mapping[str, Cell] = field(default_factory=dict)
    said: tuple[str, ...] = ()
    outcome: str = ""

    @property
    def comes_back(self) -> bool:
        """Whether the way leads back to a question that was asked on it before."""
        return self.outcome.startswith(BACK)

    def after(self, column: str, cell: Cell, shown: tuple[str, ...]) -> "Row":
        """The row with one more answer and the texts shown for it before everything else."""
        return replace(self, cells={column: cell, **self.cells}, said=(*shown, *self.said))

    def key(self, *, without: str = "") -> tuple[object, ...]:
        """Equal for rows that are alike, one column left aside."""
        cells = frozenset(item for item in self.cells.items() if item[0] != without)
        return (cells, self.said, self.outcome)

    def deciding(self, hung: Collection[str]) -> "Row":
        """Only the answers that decide, and the texts that do not hang on one of them alone."""
        cells = {name: cell for name, cell in self.cells.items() if not cell.is_any}
        return replace(self, cells=cells, said=tuple(t for t in self.said if t not in hung))


@dataclass(frozen=True)
class Table:
    """The decision table of one flow.

    `notes` are rows without an outcome: texts that are always said, and those that hang on one answer
    alone, whatever the others are. `rows` say what the answers decide together.
    """

    flow: str
    columns: tuple[str, ...] = ()
    notes: tuple[Row, ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def size(self) -> int:
        """How many rows a person reads."""
        return len(self.notes) + len(self.rows)
