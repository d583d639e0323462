"""The card that every picture stands on: its title above, its note below, a border around it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from bot.core.charts import svg
from bot.core.charts.measure import wrap
from bot.core.charts.svg import Letters, Pen
from bot.core.charts.theme import Theme

WIDTH: Final = 1080
MARGIN: Final = 56
INNER: Final = WIDTH - 2 * MARGIN
TITLE: Final = 46  # sizes of letters: at a third of the width, as on a phone, the least is 11 px
BODY: Final = 36
SMALL: Final = 33

_LINE: Final = 1.32  # of the size
_TOP: Final = 48
_BOTTOM: Final = 44
_GAP: Final = 26
_BORDER: Final = 6
_RADIUS: Final = 28

Drawn: TypeAlias = tuple[list[str], float]
"""Shapes, and how far down they reach."""


@dataclass(frozen=True)
class Chart:
    """What is said around a picture, worded: a title, a line below it, a note at the foot."""

    title: str
    subtitle: str = ""
    note: str = ""


def on_card(chart: Chart, theme: Theme, draw: Callable[[float], Drawn], *, defs: str = "") -> str:
    """The picture as SVG. `draw` is given how far down it begins."""
    quiet = Letters(SMALL, theme.muted)
    head, y = _paragraph(chart.title, _TOP, Letters(TITLE, theme.ink, bold=True), lines=2)
    under, y = _paragraph(chart.subtitle, y, quiet, lines=2)
    body, y = draw(y + _GAP)
    foot, y = _paragraph(chart.note, y + _GAP, quiet, lines=4)
    height = round(y + (_BOTTOM if chart.note else _BOTTOM - _GAP))
    back = svg.rect((0, 0), (WIDTH, height), fill=theme.card)
    inset = _BORDER / 2
    border = svg.rect(
        (inset, inset),
        (WIDTH - _BORDER, height - _BORDER),
        fill="none",
        pen=Pen(theme.border, _BORDER),
        radius=_RADIUS,
    )
    return svg.document(WIDTH, height, [back, border, *head, *under, *body, *foot], defs=defs)


def _paragraph(words: str, top: float, letters: Letters, *, lines: int) -> Drawn:
    rows = wrap(words, letters.size, width=INNER, lines=lines)
    step = letters.size * _LINE
    shapes = [
        svg.text((MARGIN, top + letters.size + row * step), line, letters)
        for row, line in enumerate(rows)
    ]
    return shapes, top + len(rows) * step
