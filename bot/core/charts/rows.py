"""Rows of a label, an amount and a bar: up to nine with the bar below the words, more in one line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Final, Literal, TypeAlias

from bot.core.charts import svg
from bot.core.charts.card import BODY, INNER, MARGIN, SMALL, WIDTH, Drawn
from bot.core.charts.measure import cut, width_of
from bot.core.charts.svg import Letters, Pen
from bot.core.charts.theme import Theme

Fill: TypeAlias = Literal[
    "plain",
    "rest",
    "disputed",
    "guarantor",
    "not_mine",
    "very_old",
    "income",
    "left",
    "gap",
    "unknown",
]

_ROOMY: Final = 9
_ROOMY_STEP: Final = 94
_TIGHT_STEP: Final = 55
_ROOMY_BAR: Final = 26
_TIGHT_BAR: Final = 30
_TIGHT_LABEL: Final = 400
_LEAST_BAR: Final = 6
_GAP: Final = 20
_STAR: Final = 40
_HATCHED: Final = frozenset({"disputed", "guarantor", "not_mine", "very_old", "gap"})


@dataclass(frozen=True)
class Row:
    """A row. The bar reaches from `start` to `end`, in shares of the width, from 0 to 1.

    `mark` stands after the label and is never cut. `limit`, if not None, is a share at which the
    bar's place is ticked.
    """

    label: str
    amount_text: str
    start: float
    end: float
    fill: Fill
    mark: str = ""
    starred: bool = False
    limit: float | None = None


def hatches(theme: Theme) -> str:
    """The patterns that `draw_rows` fills marked bars with: stripes, dots, a mesh."""
    _, second, third, fourth, fifth = theme.series
    stripe = f'<rect width="7" height="14" fill="{second}"/>'
    level = f'<rect width="12" height="5" fill="{fourth}"/>'
    upright = f'<rect width="5" height="12" fill="{fifth}"/>'
    dot = f'<circle cx="7" cy="7" r="4" fill="{third}"/>'
    mesh = f'<path d="M0 0H14M0 0V14" stroke="{theme.gap}" stroke-width="5"/>'
    return "".join(
        (
            svg.hatch("disputed", stripe, turn=45, step=14),
            svg.hatch("guarantor", level, turn=0, step=12),
            svg.hatch("not_mine", dot, turn=0, step=14),
            svg.hatch("very_old", upright, turn=-45, step=12),
            svg.hatch("gap", mesh, turn=45, step=14),
        )
    )


def draw_rows(rows: Sequence[Row], top: float, theme: Theme) -> Drawn:
    """The rows one below the other. Amounts are never cut, labels are."""
    roomy = len(rows) <= _ROOMY
    size = BODY if roomy else SMALL
    amounts = max(width_of(row.amount_text, size) for row in rows)
    shapes: list[str] = []
    for number, row in enumerate(rows):
        y = top + number * (_ROOMY_STEP if roomy else _TIGHT_STEP)
        if roomy:
            shapes += _roomy(row, y, theme)
        else:
            shapes += _tight(row, y, theme, amounts=amounts)
    return shapes, top + len(rows) * (_ROOMY_STEP if roomy else _TIGHT_STEP)


def _roomy(row: Row, y: float, theme: Theme) -> list[str]:
    room = INNER - width_of(row.amount_text, BODY) - _GAP
    shapes = _words(row, y + BODY, theme, size=BODY, room=room)
    return shapes + _bar(row, (MARGIN, y + BODY + 16), (INNER, _ROOMY_BAR), theme)


def _tight(row: Row, y: float, theme: Theme, *, amounts: float) -> list[str]:
    label = min(_TIGHT_LABEL, INNER - amounts - 2 * _GAP - _STAR)
    shapes = _words(row, y + SMALL, theme, size=SMALL, room=label)
    room = INNER - label - amounts - 2 * _GAP
    return shapes + _bar(row, (MARGIN + label + _GAP, y + 5), (room, _TIGHT_BAR), theme)


def _words(row: Row, baseline: float, theme: Theme, *, size: float, room: float) -> list[str]:
    shapes = []
    x: float = MARGIN
    if row.starred:
        shapes.append(_star((x + _STAR / 2 - 4, baseline - size * 0.36), theme))
        x, room = x + _STAR, room - _STAR
    mark = f" {row.mark}" if row.mark else ""
    label = cut(row.label, size, width=room - width_of(mark, size))
    shapes.append(svg.text((x, baseline), label, Letters(size, theme.ink)))
    if row.mark:
        x += width_of(label + " ", size)
        shapes.append(svg.text((x, baseline), row.mark, Letters(size, theme.muted)))
    end = WIDTH - MARGIN, baseline
    amount = svg.text(end, row.amount_text, Letters(size, theme.ink), anchor="end")
    return [*shapes, amount]


def _bar(
    row: Row, corner: tuple[float, float], size: tuple[float, float], theme: Theme
) -> list[str]:
    (x, y), (room, height) = corner, size
    start = x + room * row.start
    width = max(_LEAST_BAR, room * (row.end - row.start))
    start = min(start, x + room - width)
    colour = _colours(theme)[row.fill]
    shapes = [svg.path([(x, y + height), (x + room, y + height)], pen=Pen(theme.grid, 2))]
    if row.fill == "unknown":
        shapes.append(
            svg.rect((x, y), (room, height), fill="none", pen=Pen(colour, 3, "4 12"), radius=4)
        )
    elif row.end <= row.start:
        pass
    elif row.fill in _HATCHED:
        inside = (start + 1.5, y + 1.5), (max(3.0, width - 3), height - 3)
        shapes.append(svg.rect(*inside, fill=f"url(#{row.fill})", pen=Pen(colour)))
    else:
        shapes.append(svg.rect((start, y), (width, height), fill=colour, radius=4))
    if row.limit is not None:
        at = x + room * row.limit
        shapes.append(svg.path([(at, y - 6), (at, y + height + 6)], pen=Pen(theme.ink, 4)))
    return shapes


def _colours(theme: Theme) -> Mapping[Fill, str]:
    main, second, third, fourth, fifth = theme.series
    return {
        "plain": main,
        "rest": fifth,
        "disputed": second,
        "guarantor": fourth,
        "not_mine": third,
        "very_old": fifth,
        "income": theme.ink,
        "left": theme.left,
        "gap": theme.gap,
        "unknown": theme.muted,
    }


def _star(middle: tuple[float, float], theme: Theme) -> str:
    x, y = middle
    rays = [
        (x + radius * sin(turn * pi / 5), y - radius * cos(turn * pi / 5))
        for turn in range(10)
        for radius in ((17 if turn % 2 == 0 else 7.5),)
    ]
    return svg.path(rays, fill=theme.gap, closed=True)
