"""The words at the end of a line: a staircase above the plot, each step over the point it names.

The line that ends last is named at the top, so that no leader crosses words: each step's words reach
from its leader to the left.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.core.charts import svg
from bot.core.charts.card import INNER, MARGIN, SMALL
from bot.core.charts.measure import cut, width_of
from bot.core.charts.svg import Letters, Pen
from bot.core.charts.theme import Theme

FLAG_STEP: Final = 52

_SAMPLE: Final = 84
_GAP: Final = 14
_MARK: Final = 13
_LEAST_LABEL: Final = 4 * SMALL


@dataclass(frozen=True)
class Flag:
    """A line's words, the point where it ends, its number among the series, and its dash."""

    label: str
    text: str
    at: tuple[float, float]
    number: int
    dash: str


def draw_flags(flags: Sequence[Flag], top: float, theme: Theme) -> list[str]:
    """The words with a sample of each line, and leaders down to the ends."""
    ordered = sorted(flags, key=lambda flag: -flag.at[0])
    leaders = []
    boxes = []
    for row, flag in enumerate(ordered):
        y = top + row * FLAG_STEP
        down = [(flag.at[0], y + FLAG_STEP * 0.85), flag.at]
        leaders.append(svg.path(down, pen=Pen(theme.muted, 2, "3 7")))
        boxes += _box(flag, y, theme)
    return leaders + boxes


def mark(at: tuple[float, float], number: int, theme: Theme) -> str:
    """The mark of a line, a shape of its own for each: disc, square, triangle, diamond, ring."""
    x, y = at
    colour, r = theme.series[number], float(_MARK)
    match number:
        case 0:
            return svg.circle(at, r, fill=colour)
        case 1:
            return svg.rect((x - r, y - r), (2 * r, 2 * r), fill=colour)
        case 2:
            return svg.path([(x, y - r - 2), (x + r + 2, y + r), (x - r - 2, y + r)], fill=colour)
        case 3:
            r += 3
            return svg.path([(x, y - r), (x + r, y), (x, y + r), (x - r, y)], fill=colour)
        case _:
            return svg.circle(at, r - 2, fill=theme.card, pen=Pen(colour, 6))


def _box(flag: Flag, y: float, theme: Theme) -> list[str]:
    room = INNER - _SAMPLE - 2 * _GAP
    text = cut(flag.text, SMALL, width=room - min(_LEAST_LABEL, width_of(flag.label, SMALL)))
    label = cut(flag.label, SMALL, width=room - width_of(text, SMALL))
    words = width_of(label, SMALL)
    width = _SAMPLE + _GAP + words + (_GAP + width_of(text, SMALL) if text else 0)
    x = min(max(MARGIN, flag.at[0] - width), MARGIN + INNER - width)
    middle, baseline = y + FLAG_STEP / 2, y + FLAG_STEP / 2 + SMALL * 0.36
    colour = theme.series[flag.number]
    after = x + _SAMPLE + _GAP
    shapes = [
        svg.rect((x - 4, y), (width + 8, FLAG_STEP), fill=theme.card),
        svg.path([(x, middle), (x + _SAMPLE, middle)], pen=Pen(colour, 7, flag.dash)),
        mark((x + _SAMPLE / 2, middle), flag.number, theme),
        svg.text((after, baseline), label, Letters(SMALL, theme.ink)),
    ]
    if text:
        at = after + words + _GAP, baseline
        shapes.append(svg.text(at, text, Letters(SMALL, theme.muted)))
    return shapes
