"""The borrower's own numbers: what comparing plans and drawing them costs, against what is promised."""

from pathlib import Path

from tests.bench.pictures import measure_interference, measure_pictures
from tests.bench.plans import PROMISED_MS, measure_plans

_PICTURE_MS = 150.0
_PICTURE_KB = 120.0


def measure_numbers(folder: Path | None) -> list[str]:
    """A Markdown table: each figure, what is promised, and whether it held. Takes about a minute."""
    plans = max(measure_plans().values())
    pictures = measure_pictures()
    slowest = max(
        value for name, value in pictures.items() if name.endswith(" ms") and "most" not in name
    )
    largest = max(value for name, value in pictures.items() if name.endswith(" kB"))
    beside = measure_interference(folder)
    return [
        "| the borrower's numbers | measured | promised |",
        "|---|--:|--:|",
        f"| all plans for 8 debts, the slowest of three budgets, ms | {plans:.0f} | {PROMISED_MS:.0f} |",
        f"| a chart, the slowest of five kinds, ms | {slowest:.0f} | {_PICTURE_MS:.0f} |",
        f"| a chart, the largest, kB | {largest:.0f} | {_PICTURE_KB:.0f} |",
        f"| p99 of other chats beside 50 charts being drawn, times that without | {beside['ratio']:.1f} | 1.0 |",
    ]
