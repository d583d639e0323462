"""SVG as text: a handful of shapes, coordinates to a tenth of a pixel, every word escaped."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias
from unicodedata import category

from bot.core.charts.measure import typeset

FONT: Final = "Ashore Sans SC"

Anchor: TypeAlias = Literal["start", "middle", "end"]
Points: TypeAlias = Iterable[tuple[float, float]]

_BOLD: Final = 0.035  # of the size: the font has one weight, so a stroke makes it heavier
_ESCAPES: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
)


@dataclass(frozen=True)
class Pen:
    """What a line is drawn with: its colour, its width, its dashes if any."""

    colour: str
    width: float = 3
    dash: str = ""


@dataclass(frozen=True)
class Letters:
    """What words are written with."""

    size: float
    colour: str
    bold: bool = False


def escaped(words: str) -> str:
    """The words on one line, fit for XML: no markup, no control or direction characters."""
    seen = (" " if character.isspace() else character for character in words)
    kept = (c for c in seen if category(c) not in {"Cc", "Cf", "Cs", "Cn", "Co"})
    return "".join(kept).translate(_ESCAPES)


def text(
    at: tuple[float, float],
    words: str,
    letters: Letters,
    *,
    anchor: Anchor = "start",
) -> str:
    """Words with their baseline at a point."""
    x, y = at
    side = f' text-anchor="{anchor}"' if anchor != "start" else ""
    weight = _stroke(Pen(letters.colour, letters.size * _BOLD)) if letters.bold else ""
    return (
        f'<text x="{_number(x)}" y="{_number(y)}" font-size="{_number(letters.size)}"'
        f' fill="{letters.colour}"{side}{weight}>{escaped(typeset(words))}</text>'
    )


def rect(
    corner: tuple[float, float],
    size: tuple[float, float],
    *,
    fill: str,
    pen: Pen | None = None,
    radius: float = 0,
) -> str:
    """A rectangle from its upper left corner."""
    (x, y), (width, height) = corner, size
    rounded = f' rx="{_number(radius)}"' if radius else ""
    return (
        f'<rect x="{_number(x)}" y="{_number(y)}" width="{_number(width)}"'
        f' height="{_number(height)}" fill="{fill}"{rounded}{_stroke(pen)}/>'
    )


def path(
    points: Points,
    *,
    pen: Pen | None = None,
    fill: str = "none",
    closed: bool = False,
) -> str:
    """Straight lines from point to point."""
    steps = "L".join(f"{_number(x)} {_number(y)}" for x, y in points)
    end = "Z" if closed else ""
    return f'<path d="M{steps}{end}" fill="{fill}" stroke-linejoin="round"{_stroke(pen)}/>'


def circle(middle: tuple[float, float], radius: float, *, fill: str, pen: Pen | None = None) -> str:
    """A circle."""
    x, y = middle
    return (
        f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius)}" fill="{fill}"'
        f"{_stroke(pen)}/>"
    )


def hatch(name: str, shape: str, *, turn: int, step: float) -> str:
    """A pattern for `fill="url(#name)"`: a shape in a square of `step`, repeated, turned by degrees."""
    return (
        f'<pattern id="{name}" width="{_number(step)}" height="{_number(step)}"'
        f' patternUnits="userSpaceOnUse" patternTransform="rotate({turn})">{shape}</pattern>'
    )


def document(width: float, height: float, body: Iterable[str], *, defs: str = "") -> str:
    """The whole picture."""
    head = f"<defs>{defs}</defs>" if defs else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_number(width)}"'
        f' height="{_number(height)}" viewBox="0 0 {_number(width)} {_number(height)}"'
        f' font-family="{FONT}">{head}{"".join(body)}</svg>'
    )


def _stroke(pen: Pen | None) -> str:
    if pen is None:
        return ""
    dashes = f' stroke-dasharray="{pen.dash}"' if pen.dash else ""
    return f' stroke="{pen.colour}" stroke-width="{_number(pen.width)}"{dashes}'


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
