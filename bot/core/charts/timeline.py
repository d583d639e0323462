"""Dates in order, from the top down: what was, today, what comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from bot.core.charts import svg
from bot.core.charts.card import BODY, MARGIN, SMALL, WIDTH, Chart, Drawn, on_card
from bot.core.charts.measure import cut, width_of, wrap
from bot.core.charts.svg import Letters, Pen
from bot.core.charts.theme import LIGHT, Theme
from bot.errors import BugError

MOST_MOMENTS: Final = 10

_LINE: Final = 44
_PADDING: Final = 14  # above and below a moment's words
_LONGEST_GAP: Final = 70  # added between moments that lie furthest apart
_WIDEST_DATE: Final = 310
_AXIS: Final = 40  # from the dates to the axis, and from there to the words
_DOT: Final = 13


@dataclass(frozen=True)
class Moment:
    """A day, the same day worded, what happens on it, and more about that."""

    label: str
    day: date
    day_text: str
    text: str = ""


@dataclass(frozen=True)
class _Placed:
    """A moment with its words in lines, `top` and `bottom` of the room they take."""

    moment: Moment
    labels: tuple[str, ...]
    texts: tuple[str, ...]
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Where its dot lies: level with the first line."""
        return self.top + _PADDING + _LINE / 2


def timeline_chart(
    chart: Chart, moments: Sequence[Moment], *, today: Moment, theme: Theme = LIGHT
) -> str:
    """The moments as SVG in order of time; the longer between two, the farther they stand apart.

    Today is a band of its own; past moments are full dots on a solid line, later ones rings on a
    dashed one. Raises BugError for no moments or more than `MOST_MOMENTS`.
    """
    if not 0 < len(moments) <= MOST_MOMENTS:
        raise BugError(f"a timeline takes up to {MOST_MOMENTS} moments, and at least one")
    ordered = sorted([*moments, today], key=lambda moment: (moment.day, moment is not today))
    widest = max(width_of(moment.day_text, SMALL) for moment in ordered)
    axis = MARGIN + min(widest, _WIDEST_DATE) + _AXIS
    return on_card(chart, theme, lambda y: _drawn(ordered, today, theme, corner=(axis, y)))


def _drawn(
    ordered: Sequence[Moment], today: Moment, theme: Theme, *, corner: tuple[float, float]
) -> Drawn:
    axis, top = corner
    placed = _place(ordered, top, room=WIDTH - MARGIN - axis - _AXIS)
    now = next(one for one in placed if one.moment is today)
    band = svg.rect(
        (MARGIN / 2, now.top), (WIDTH - MARGIN, now.bottom - now.top), fill=theme.band, radius=14
    )
    shapes = [band]
    first, last = placed[0].middle, placed[-1].middle
    past = [(axis, first), (axis, now.middle)]
    shapes.append(svg.path(past, pen=Pen(theme.ink, 5)))
    later = [(axis, now.middle), (axis, last)]
    shapes.append(svg.path(later, pen=Pen(theme.ink, 5, "6 10")))
    for one in placed:
        shapes.append(_dot(one, axis, theme, now=now))
        shapes += _words(one, axis, theme, is_today=one is now)
    return shapes, placed[-1].bottom


def _place(ordered: Sequence[Moment], top: float, *, room: float) -> list[_Placed]:
    spans = [(after.day - moment.day).days for moment, after in pairwise(ordered)]
    longest = max(spans, default=0) or 1
    placed = []
    for moment, days in zip(ordered, [*spans, 0], strict=True):
        labels = tuple(wrap(moment.label, BODY, width=room, lines=2))
        texts = tuple(wrap(moment.text, SMALL, width=room, lines=3))
        bottom = top + (len(labels) + len(texts)) * _LINE + 2 * _PADDING
        placed.append(_Placed(moment, labels, texts, top, bottom))
        top = bottom + days / longest * _LONGEST_GAP
    return placed


def _dot(one: _Placed, axis: float, theme: Theme, *, now: _Placed) -> str:
    at = axis, one.middle
    if one is now:
        r = _DOT + 5
        (x, y) = at
        return svg.path([(x, y - r), (x + r, y), (x, y + r), (x - r, y)], fill=theme.gap)
    if one.middle < now.middle:
        return svg.circle(at, _DOT, fill=theme.series[0])
    return svg.circle(at, _DOT - 2, fill=theme.card, pen=Pen(theme.series[0], 6))


def _words(one: _Placed, axis: float, theme: Theme, *, is_today: bool) -> list[str]:
    baseline = one.top + _PADDING + _LINE * 0.78
    day = cut(one.moment.day_text, SMALL, width=_WIDEST_DATE)
    ink = theme.ink if is_today else theme.muted
    end = axis - _AXIS, baseline
    shapes = [svg.text(end, day, Letters(SMALL, ink, bold=is_today), anchor="end")]
    x = axis + _AXIS
    for line in one.labels:
        shapes.append(svg.text((x, baseline), line, Letters(BODY, theme.ink, bold=is_today)))
        baseline += _LINE
    for line in one.texts:
        shapes.append(svg.text((x, baseline), line, Letters(SMALL, theme.muted)))
        baseline += _LINE
    return shapes
