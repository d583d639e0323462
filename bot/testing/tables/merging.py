"""Rows that differ in one answer only are one row."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.testing.tables.model import Row


def merge_all(rows: Sequence[Row], columns: Sequence[str]) -> list[Row]:
    """Rows merged by one column after the other, the last first, until no two can be."""
    merged = list({row.key(): row for row in rows}.values())
    before = len(merged) + 1
    while len(merged) < before:
        before = len(merged)
        for column in reversed(columns):
            merged = [row.deciding(()) for row in merge(merged, column)]
    return merged


def merge(rows: Iterable[Row], column: str) -> list[Row]:
    """Rows that differ in nothing but one column, as one row."""
    found: dict[object, list[Row]] = {}
    for row in rows:
        cell = row.cells.get(column)
        key = (row.key(without=column), None if cell is None else cell.tried)
        found.setdefault(key, []).append(row)
    return [_united(alike, column) for alike in found.values()]


def _united(rows: Sequence[Row], column: str) -> Row:
    first = rows[0]
    if len(rows) == 1 or column not in first.cells:
        return first
    chosen = frozenset[int]().union(*(row.cells[column].chosen for row in rows))
    cell = replace(first.cells[column], chosen=chosen)
    return replace(first, cells={**first.cells, column: cell})
