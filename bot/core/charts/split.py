"""Where the month's money goes: what comes in, what each group takes of it, what is left or missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bot.core.charts.card import Chart, on_card
from bot.core.charts.rows import Fill, Row, draw_rows, hatches
from bot.core.charts.theme import LIGHT, Theme
from bot.errors import BugError

MOST_PARTS: Final = 16


@dataclass(frozen=True)
class Part:
    """An amount of the month in yuan, and the same amount worded."""

    label: str
    amount: Decimal
    amount_text: str


def split_chart(
    chart: Chart, income: Part, parts: Sequence[Part], *, left: Part, theme: Theme = LIGHT
) -> str:
    """The month as SVG: each group's bar begins where the former ends, the income is ticked on each.

    `left` is income less all parts; negative, it is a hatched gap beyond the income's tick. Raises
    BugError for more than `MOST_PARTS` parts, a negative one, or a `left` that does not add up.
    """
    if len(parts) > MOST_PARTS or any(part.amount < 0 for part in (income, *parts)):
        raise BugError(f"a chart of a month takes up to {MOST_PARTS} parts, none of them negative")
    total = sum((part.amount for part in parts), Decimal(0))
    if left.amount != income.amount - total:
        raise BugError("what is left must be what comes in less what goes out")
    most = max(income.amount, total)

    def row(part: Part, start: Decimal, end: Decimal, fill: Fill) -> Row:
        shares = [float(at / most) if most else 0.0 for at in (start, end, income.amount)]
        return Row(part.label, part.amount_text, shares[0], shares[1], fill, limit=shares[2])

    rows = [row(income, Decimal(0), income.amount, "income")]
    spent = Decimal(0)
    for part in parts:
        rows.append(row(part, spent, spent + part.amount, "plain"))
        spent += part.amount
    ends = sorted((income.amount, spent))
    rows.append(row(left, ends[0], ends[1], "left" if left.amount >= 0 else "gap"))
    return on_card(chart, theme, lambda y: draw_rows(rows, y, theme), defs=hatches(theme))
