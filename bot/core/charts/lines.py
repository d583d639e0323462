"""Balance over time: a line for each plan, told apart by dash, by mark and by the words at its end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final

from bot.core.charts import svg
from bot.core.charts.card import INNER, MARGIN, SMALL, WIDTH, Chart, Drawn, on_card
from bot.core.charts.flags import FLAG_STEP, Flag, draw_flags, mark
from bot.core.charts.measure import width_of
from bot.core.charts.scale import amount_ticks, month_ticks
from bot.core.charts.svg import Letters, Pen
from bot.core.charts.theme import LIGHT, Theme
from bot.errors import BugError

MOST_SERIES: Final = 5

_HEIGHT: Final = 470
_STEPS: Final = 5
_BETWEEN: Final = 36  # between two labels of an axis
_WIDTH: Final = 7
_DASHES: Final = ("", "26 12", "6 11", "30 10 6 10", "14 8")
_LEAST_MOVE: Final = 3.0  # pixels between two points of a line


@dataclass(frozen=True)
class Series:
    """A plan: the balance in yuan on each day, in order of time; `text` says how it ends."""

    label: str
    points: tuple[tuple[date, Decimal], ...]
    text: str = ""


@dataclass(frozen=True)
class AxisWords:
    """How the marks on the two axes are worded: an amount in yuan, and the first day of a month."""

    amount: Callable[[Decimal], str]
    month: Callable[[date], str]


@dataclass(frozen=True)
class _Plot:
    """Where a day and an amount lie. `most` is the highest amount that is marked."""

    left: float
    top: float
    first: date
    last: date
    most: Decimal

    @property
    def bottom(self) -> float:
        return self.top + _HEIGHT

    def x(self, day: date) -> float:
        days = (self.last - self.first).days
        share = (day - self.first).days / days if days else 1.0
        return self.left + share * (WIDTH - MARGIN - self.left)

    def y(self, amount: Decimal) -> float:
        return self.bottom - float(amount / self.most) * _HEIGHT

    def at(self, point: tuple[date, Decimal]) -> tuple[float, float]:
        return self.x(point[0]), self.y(point[1])


def balances_chart(
    chart: Chart, series: Sequence[Series], *, words: AxisWords, theme: Theme = LIGHT
) -> str:
    """The plans as SVG: yuan upwards from 0, months to the right, each line's words above its end.

    Raises BugError for no series or more than `MOST_SERIES`, for one without points, for a negative
    balance, and for points that are not in order of time.
    """
    if not 0 < len(series) <= MOST_SERIES or not all(map(_is_sound, series)):
        raise BugError(f"a chart of balances takes up to {MOST_SERIES} plans, each with balances")
    return on_card(chart, theme, lambda y: _drawn(series, words, theme, top=y))


def _is_sound(series: Series) -> bool:
    days = [day for day, _ in series.points]
    return bool(days) and days == sorted(days) and all(sum_ >= 0 for _, sum_ in series.points)


def _drawn(series: Sequence[Series], words: AxisWords, theme: Theme, *, top: float) -> Drawn:
    ticks = amount_ticks(max(amount for one in series for _, amount in one.points), steps=_STEPS)
    labels = [words.amount(tick) for tick in ticks]
    plot = _Plot(
        left=MARGIN + max(width_of(label, SMALL) for label in labels) + 18,
        top=top + len(series) * FLAG_STEP + SMALL,
        first=min(one.points[0][0] for one in series),
        last=max(one.points[-1][0] for one in series),
        most=ticks[-1],
    )
    shapes = []
    for tick, label in zip(ticks, labels, strict=True):
        y = plot.y(tick)
        ink = theme.ink if tick == 0 else theme.grid
        shapes.append(svg.path([(plot.left, y), (WIDTH - MARGIN, y)], pen=Pen(ink)))
        at = plot.left - 18, y + SMALL * 0.36
        shapes.append(svg.text(at, label, Letters(SMALL, theme.muted), anchor="end"))
    shapes += _months(plot, words, theme)
    flags = [
        Flag(one.label, one.text, plot.at(one.points[-1]), number, _DASHES[number])
        for number, one in enumerate(series)
    ]
    shapes += draw_flags(flags, top, theme)
    for number, one in reversed(list(enumerate(series))):
        colour = theme.series[number]
        line = _thinned([plot.at(point) for point in one.points])
        shapes.append(svg.path(line, pen=Pen(colour, _WIDTH, _DASHES[number])))
    shapes += [mark(flag.at, flag.number, theme) for flag in reversed(flags)]
    return shapes, plot.bottom + SMALL * 1.6


def _months(plot: _Plot, words: AxisWords, theme: Theme) -> list[str]:
    def fits(days: tuple[date, ...]) -> bool:
        spans = [_label_span(plot, day, words.month(day)) for day in days]
        return all(one[1] + _BETWEEN <= next_[0] for one, next_ in pairwise(spans))

    shapes = []
    for day in month_ticks(plot.first, plot.last, fits=fits):
        x, label = plot.x(day), words.month(day)
        foot = [(x, plot.bottom), (x, plot.bottom + 12)]
        shapes.append(svg.path(foot, pen=Pen(theme.ink)))
        at = _label_span(plot, day, label)[0], plot.bottom + 14 + SMALL
        shapes.append(svg.text(at, label, Letters(SMALL, theme.muted)))
    return shapes


def _label_span(plot: _Plot, day: date, label: str) -> tuple[float, float]:
    """From where to where a month's label reaches: below its day, but on the card."""
    width = width_of(label, SMALL)
    start = min(max(plot.x(day) - width / 2, MARGIN), MARGIN + INNER - width)
    return start, start + width


def _thinned(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The line without the points that the eye could not tell from their neighbours."""
    kept = points[:1]
    for point in points[1:-1]:
        if point[0] - kept[-1][0] >= _LEAST_MOVE:
            kept.append(point)
    return kept + points[-1:]
