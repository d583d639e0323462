"""Who is owed what: a bar for each debt, the largest first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from bot.core.charts.card import Chart, on_card
from bot.core.charts.rows import Row, draw_rows, hatches
from bot.core.charts.theme import LIGHT, Theme
from bot.errors import BugError

MOST_BARS: Final = 20

Mark: TypeAlias = Literal["plain", "disputed", "guarantor", "not_mine", "very_old"]


@dataclass(frozen=True)
class OwedBar:
    """A debt: its amount in yuan, None where it is not known, and the same amount worded.

    A debt with a mark is hatched, and `mark_text` says what the mark means.
    """

    label: str
    amount: Decimal | None
    amount_text: str
    mark: Mark = "plain"
    mark_text: str = ""
    starred: bool = False


RestWords: TypeAlias = Callable[[Sequence[OwedBar]], tuple[str, str]]
"""From the debts that get no bar of their own to the label and the amount of the row for them all."""


def owed_chart(
    chart: Chart, bars: Sequence[OwedBar], *, rest: RestWords | None = None, theme: Theme = LIGHT
) -> str:
    """The debts as SVG, the largest first, those of unknown amount last.

    Of more than `MOST_BARS` the smallest are summed in a last row, worded by `rest`. Raises BugError
    for no bars, a negative amount, or too many bars without `rest`.
    """
    if not bars or any(bar.amount is not None and bar.amount < 0 for bar in bars):
        raise BugError("a chart of debts needs debts, none of them negative")
    ordered = sorted(bars, key=_size, reverse=True)
    shown = ordered if len(bars) <= MOST_BARS else ordered[: MOST_BARS - 1]
    last: list[Row] = []
    most = max(_size(shown[0]), Decimal(0))
    if len(bars) > MOST_BARS:
        if rest is None:
            raise BugError(f"a chart of more than {MOST_BARS} debts needs words for the rest")
        others = ordered[MOST_BARS - 1 :]
        total = sum((bar.amount or Decimal(0) for bar in others), Decimal(0))
        most = max(most, total)
        label, amount_text = rest(others)
        last = [Row(label, amount_text, 0, _share(total, most), "rest")]
    rows = [_row(bar, most) for bar in shown] + last
    return on_card(chart, theme, lambda y: draw_rows(rows, y, theme), defs=hatches(theme))


def _row(bar: OwedBar, most: Decimal) -> Row:
    fill = "unknown" if bar.amount is None else bar.mark
    share = _share(bar.amount or Decimal(0), most)
    return Row(bar.label, bar.amount_text, 0, share, fill, mark=bar.mark_text, starred=bar.starred)


def _share(amount: Decimal, most: Decimal) -> float:
    return float(amount / most) if most else 0.0


def _size(bar: OwedBar) -> Decimal:
    return Decimal(-1) if bar.amount is None else bar.amount
