"""A chart's SVG taken apart: its words as boxes, its shapes, its size."""

import re
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree as ET

from bot.core.charts.measure import width_of

_SPACE = "{http://www.w3.org/2000/svg}"
_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")
_ASCENT, _DESCENT = 0.88, 0.12  # of the size: the em box of a Chinese character


@dataclass(frozen=True)
class Words:
    """A text and the box it takes."""

    text: str
    size: float
    left: float
    top: float
    right: float
    bottom: float
    colour: str

    def overlaps(self, other: "Words") -> bool:
        """Whether the two boxes share more than an edge."""
        beside = self.right <= other.left + 0.5 or other.right <= self.left + 0.5
        above = self.bottom <= other.top + 0.5 or other.bottom <= self.top + 0.5
        return not beside and not above


@dataclass(frozen=True)
class Drawn:
    """A picture. `points` are all the places that its shapes touch; `colours` all that it uses."""

    width: float
    height: float
    words: tuple[Words, ...]
    points: tuple[tuple[float, float], ...]
    colours: frozenset[str]

    @property
    def texts(self) -> list[str]:
        """What is written, in order."""
        return [words.text for words in self.words]


def taken_apart(svg: str) -> Drawn:
    """Raises ParseError if it is no well-formed XML."""
    root = ET.fromstring(svg)  # noqa: S314 - made by the code under test
    points: list[tuple[float, float]] = []
    for defs in root.findall(f"{_SPACE}defs"):
        root.remove(defs)
    for shape in root.iter():
        points += _points(shape)
    colours = re.findall(r'(?:fill|stroke)="(#[0-9a-f]{6})"', svg)
    texts = tuple(_words(text) for text in root.iter(f"{_SPACE}text"))
    return Drawn(
        _number(root, "width"), _number(root, "height"), texts, tuple(points), frozenset(colours)
    )


def _words(text: ET.Element) -> Words:
    size = _number(text, "font-size")
    words = text.text or ""
    width = width_of(words, size)
    shift = {"start": 0.0, "middle": width / 2, "end": width}[text.get("text-anchor", "start")]
    left, baseline = _number(text, "x") - shift, _number(text, "y")
    top, bottom = baseline - _ASCENT * size, baseline + _DESCENT * size
    return Words(words, size, left, top, left + width, bottom, text.get("fill", ""))


def _points(shape: ET.Element) -> list[tuple[float, float]]:
    match shape.tag.removeprefix(_SPACE):
        case "rect":
            x, y = _number(shape, "x"), _number(shape, "y")
            return [(x, y), (x + _number(shape, "width"), y + _number(shape, "height"))]
        case "circle":
            x, y, r = (_number(shape, name) for name in ("cx", "cy", "r"))
            return [(x - r, y - r), (x + r, y + r)]
        case "path":
            numbers = [float(number) for number in _NUMBERS.findall(shape.get("d", ""))]
            return list(zip(numbers[::2], numbers[1::2], strict=True))
        case _:
            return []


def _number(element: ET.Element, name: str) -> float:
    return float(element.get(name, "nan"))


def is_label(text: str, label: str) -> bool:
    """Whether it is the label, whole or its beginning with …."""
    return text == label or (text.endswith("…") and label.startswith(text[:-1]) and len(text) > 3)


def sound(drawn: Drawn) -> bool:
    """Whether all words lie inside the picture, and none over another."""
    inside = all(
        words.left >= 0 and words.right <= drawn.width and words.bottom <= drawn.height
        for words in drawn.words
    )
    return inside and not any(a.overlaps(b) for a, b in combinations(drawn.words, 2))
