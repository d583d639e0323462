"""Texts that need no row of their own: always said, or said for one answer alone, whatever the others.

A note on whose debt it is would otherwise double every row that follows.
"""

from collections.abc import Iterator, Sequence

from bot.testing.tables.model import Cell, Row


def find_notes(ways: Sequence[Row], columns: Sequence[str]) -> list[Row]:
    """The rows without an outcome. `ways` have a cell for every question that was asked on them."""
    texts = list(dict.fromkeys(text for row in ways for text in row.said))
    always = tuple(text for text in texts if all(text in row.said for row in ways))
    notes = [Row(said=always)] if always else []
    for column in columns:
        found: dict[Cell, tuple[str, ...]] = {}
        for text, cell in _hanging(ways, column):
            if text not in {said for note in notes for said in note.said}:
                found[cell] = (*found.get(cell, ()), text)
        ordered = sorted(found.items(), key=lambda item: sorted(item[0].chosen))
        notes += [Row({column: cell}, said) for cell, said in ordered]
    return notes


def _hanging(ways: Sequence[Row], column: str) -> Iterator[tuple[str, Cell]]:
    """The texts that are said where a question gets certain answers, and nowhere else."""
    tried = {row.cells[column].tried for row in ways if column in row.cells}
    if len(tried) != 1:
        return
    for text in dict.fromkeys(text for row in ways for text in row.said):
        chosen = _chosen(ways, column, text)
        if chosen is not None:
            yield text, Cell(chosen, *tried)


def _chosen(ways: Sequence[Row], column: str, text: str) -> frozenset[int] | None:
    """The answers for which a text is said; None where it hangs on anything else as well."""
    said, unsaid, every = set[int](), set[int](), 0
    for row in ways:
        cell = row.cells.get(column)
        if text in row.said:
            if cell is None or row.said.count(text) > 1:
                return None
            said |= cell.chosen
        elif cell is not None:
            unsaid |= cell.chosen
        every = max(every, len(cell.tried.names) if cell else 0)
    return frozenset(said) if not said & unsaid and len(said) < every else None
