"""From an exploration to its decision table: what decides is kept, what makes no difference is not.

An exploration is a graph: answers that cannot be told apart lead to one state. The rows of a state are
made of those of the states it leads to, once each; answers with the same texts and rows after them
are one. So the ways, of which there may be billions, are never listed.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from bot.flow.values import Unknown, Value
from bot.library import Library
from bot.testing.exploring.classes import Scale, scale_of
from bot.testing.exploring.model import Edge, Exploration, State
from bot.testing.tables.merging import merge, merge_all
from bot.testing.tables.model import ALL, BACK, KNOWN, Cell, Row, Table, Tried
from bot.testing.tables.notes import find_notes

_MOST: Final = 4000  # rows of one state, before anything is said of size


class TooManyRowsError(Exception):
    """A table has so many rows that nobody could use it."""


def make_table(library: Library, explored: Exploration, *, today: date) -> Table:
    """The decision table of an exploration, compressed, in an order that does not change by itself.

    `today` is the day of the exploration. Raises TooManyRowsError.
    """
    return _Deciding(library, explored, today).run()


class _Deciding:
    """One exploration being turned into rows, from its ends back to its first state."""

    def __init__(self, library: Library, explored: Exploration, today: date) -> None:
        self.library = library
        self.explored = explored
        self.today = today
        self._ways: dict[int, list[Edge]] = {}
        for edge in explored.edges:
            self._ways.setdefault(edge.origin, []).append(edge)
        self._rows: dict[int, tuple[Row, ...]] = {}
        self._same: dict[object, int] = {}
        self._open: set[int] = set()

    def run(self) -> Table:
        """The rows of the first state, with what is said before it."""
        if not self.explored.states:
            return Table(self.explored.flow)
        opening = tuple(map(self._short, self.explored.opening))
        ways = [replace(row, said=(*opening, *row.said)) for row in self._from(0)]
        columns = self._columns()
        notes = find_notes([row for row in ways if not row.comes_back], columns)
        hung = {text for note in notes for text in note.said}
        rows = merge_all([row.deciding(hung) for row in ways], columns)
        rows.sort(key=lambda row: _order(row, columns))
        named = {name for row in (*notes, *rows) for name in row.cells}
        kept = tuple(name for name in columns if name in named)
        return Table(self.explored.flow, kept, tuple(notes), tuple(rows))

    def _from(self, number: int) -> tuple[Row, ...]:
        """The rows from a state on; one that is being worked out already is come back to."""
        state = self.explored.states[number]
        if number in self._open:
            return (Row(outcome=f"{BACK} {state.step}"),)
        if number not in self._rows:
            self._open.add(number)
            ways = self._ways.get(number, [])
            self._rows[number] = self._decided(state, ways) if ways else (self._end(state),)
            self._open.discard(number)
        return self._rows[number]

    def _decided(self, state: State, ways: Sequence[Edge]) -> tuple[Row, ...]:
        ways = self._in_order(ways)
        column = _column(state, ways[0])
        tried = self._tried(ways)
        groups: dict[tuple[tuple[str, ...], int], set[int]] = {}
        rows_of: dict[int, tuple[Row, ...]] = {}
        for index, edge in enumerate(ways):
            rows = self._from(edge.target)
            alike = self._same.setdefault(tuple(row.key() for row in rows), len(self._same))
            rows_of[alike] = rows
            groups.setdefault((tuple(map(self._short, edge.shown)), alike), set()).add(index)
        if sum(len(rows_of[alike]) for _, alike in groups) > _MOST:
            raise TooManyRowsError
        decided = [
            row.after(column, Cell(frozenset(chosen), tried), shown)
            for (shown, alike), chosen in groups.items()
            for row in rows_of[alike]
        ]
        return tuple(merge(decided, column))

    def _in_order(self, ways: Sequence[Edge]) -> list[Edge]:
        """Figures and days by size, options as the flow has them; what is not known comes last."""
        scale = self._scale(ways[0])

        def order(indexed: tuple[int, Edge]) -> tuple[bool, int, int]:
            index, edge = indexed
            return isinstance(edge.value, Unknown), _place(scale, edge.value) or 0, index

        return [edge for _, edge in sorted(enumerate(ways), key=order)]

    def _tried(self, ways: Sequence[Edge]) -> Tried:
        scale = self._scale(ways[0])
        names = tuple(map(self._name, ways))
        return Tried(names, tuple(_place(scale, edge.value) for edge in ways), scale)

    def _name(self, way: Edge) -> str:
        """An answer as a table names it. The explorer ticks one option or all, and makes up names."""
        slot = self.library.slots.get(way.said.step)
        if isinstance(way.value, tuple) and len(way.value) > 1:
            return ALL
        typed = isinstance(way.value, str) and slot is not None and slot.type.kind != "choice"
        return KNOWN if typed else way.said.answer

    def _scale(self, edge: Edge) -> Scale | None:
        slot = self.library.slots.get(edge.said.step)
        return None if slot is None or edge.value is None else scale_of(slot, self.today)

    def _end(self, state: State) -> Row:
        """How a way ends: with an outcome, in another flow, or where nobody went on."""
        name = self._short(f"{state.flow}.{state.step}")
        return Row(outcome=name if state.kind == "Ended" else f"→ {name}")

    def _short(self, name: str) -> str:
        """A text or an outcome; the flow is named where it is another one."""
        return name.removeprefix(f"{self.explored.flow}.")

    def _columns(self) -> list[str]:
        """The questions in the order in which they are asked at the earliest."""
        found: dict[str, tuple[int, int]] = {}
        for number, ways in self._ways.items():
            state = self.explored.states[number]
            at = (len(state.said), number)
            name = _column(state, ways[0])
            found[name] = min(at, found.get(name, at))
        return sorted(found, key=lambda name: found[name])


def _column(state: State, way: Edge) -> str:
    """A question by its name, with a number where it is asked again (of the next item of a list)."""
    again = Counter(said.step for said in state.said)[way.said.step]
    return f"{way.said.step} ({again + 1})" if again else way.said.step


def _place(scale: Scale | None, value: Value | None) -> int | None:
    return None if scale is None or value is None else scale.place(value)


def _order(row: Row, columns: Sequence[str]) -> tuple[object, ...]:
    places = tuple(
        sorted(row.cells[name].chosen) if name in row.cells else [-1] for name in columns
    )
    return (places, row.said, row.outcome)
