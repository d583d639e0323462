"""A cell as a lawyer reads it: options by name, figures as the ranges between which the flow decides."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from bot.testing.exploring.classes import Scale
from bot.testing.tables.model import KNOWN, Cell, Tried

ANY = "–"


def cell_text(cell: Cell | None, *, between: str = " | ") -> str:
    """The answers of a cell, joined; a dash where any answer gives the same."""
    if cell is None or cell.is_any:
        return ANY
    return between.join(_parts(cell))


def _parts(cell: Cell) -> Iterator[str]:
    """Figures first, neighbours together, then what is no figure."""
    tried = cell.tried
    figures = [n for n, place in enumerate(tried.places) if place is not None]
    for run in _runs(cell, figures):
        yield _range(tried, run, figures)
    for number, name in enumerate(tried.names):
        if number in cell.chosen and tried.places[number] is None:
            yield name


def _runs(cell: Cell, figures: list[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for number in figures:
        if number in cell.chosen:
            run.append(number)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _range(tried: Tried, run: list[int], figures: list[int]) -> str:
    """Figures that lie side by side: with bounds where the explorer knows them, else as tried."""
    scale = tried.scale
    assert scale is not None  # noqa: S101  # where something has a place, there is a scale
    low, high = _at(tried, run[0]), _at(tried, run[-1])
    below = _at(tried, run[0] - 1) if run[0] != figures[0] else None
    above = _at(tried, run[-1] + 1) if run[-1] != figures[-1] else None
    if below is None and above is None:
        return KNOWN
    if any(gap > 1 for gap in (low - _or(below, low), _or(above, high) - high)):
        return ", ".join(_figure(scale, _at(tried, number)) for number in run)
    if low == high and below is not None and above is not None:
        return f"= {_figure(scale, low)}"
    least = "" if below is None else _rounder(scale, (">", below), ("≥", low))
    most = "" if above is None else _rounder(scale, ("<", above), ("≤", high))
    return " … ".join(filter(None, (least, most)))


def _or(place: int | None, otherwise: int) -> int:
    return otherwise if place is None else place


def _at(tried: Tried, number: int) -> int:
    place = tried.places[number]
    assert place is not None  # noqa: S101  # only asked of figures
    return place


def _rounder(scale: Scale, beyond: tuple[str, int], within: tuple[str, int]) -> str:
    """A bound said with the rounder of the two figures that it lies between."""
    (other, outside), (same, inside) = beyond, within
    texts = _figure(scale, outside), _figure(scale, inside)
    return f"{other} {texts[0]}" if _digits(texts[0]) < _digits(texts[1]) else f"{same} {texts[1]}"


def _digits(text: str) -> int:
    return len("".join(filter(str.isdigit, text)).rstrip("0"))


def _figure(scale: Scale, place: int) -> str:
    """A figure with its unit; a day by how far it is from the day of the exploration."""
    value = scale.value(place)
    match value:
        case date():
            return f"today{place:+d}" if place else "today"
        case Decimal():
            return f"{value.normalize():f}{'%' if scale.kind == 'percent' else ''}"
        case _:
            return f"{value}d"
