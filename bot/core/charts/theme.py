"""The colours of the pictures, and how well two of them stand apart.

A picture brings its own opaque card: Telegram shows it on white, black or the borrower's wallpaper,
and makes a JPEG of it, which has no transparency. No colour carries a meaning alone.
"""

from dataclasses import dataclass
from typing import Final

TELEGRAM_LIGHT: Final = "#ffffff"
TELEGRAM_DARK: Final = "#17212b"
TELEGRAM_BLACK: Final = "#000000"

_LINEAR_BELOW: Final = 0.04045


@dataclass(frozen=True)
class Theme:
    """Colours as `#rrggbb`.

    `ink` and `muted` are for text, `series` for bars and lines in order; `gap` is for what is
    missing, `left` for what is left; `grid` is for lines that only help the eye.
    """

    card: str
    border: str
    band: str
    ink: str
    muted: str
    grid: str
    series: tuple[str, str, str, str, str]
    gap: str
    left: str


LIGHT: Final = Theme(
    card="#ffffff",
    border="#727d8a",
    band="#fff3cd",
    ink="#16202b",
    muted="#525d69",
    grid="#d5dae0",
    series=("#0b5cad", "#b04a00", "#0a7a55", "#7b3fa3", "#4a5560"),
    gap="#b3261e",
    left="#0a7a55",
)
DARK: Final = Theme(
    card="#18222d",
    border="#7d8a98",
    band="#4a3b0c",
    ink="#f2f5f8",
    muted="#b9c3ce",
    grid="#3b4856",
    series=("#74b6ff", "#f5a65b", "#58d6a4", "#d3a6ff", "#c3ccd5"),
    gap="#ff9d94",
    left="#58d6a4",
)


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, from 1 to 21, as WCAG 2.2 reckons it.

    Text needs 4.5, large text and shapes 3 (success criteria 1.4.3 and 1.4.11).
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= _LINEAR_BELOW else float(((share + 0.055) / 1.055) ** 2.4)
