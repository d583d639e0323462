"""How long all plans for eight debts take, with what a chat shows of them: `python -m tests.bench.plans`."""

import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from statistics import median
from time import perf_counter

from bot.core.debts import Debt, Minimum
from bot.core.offers import Consolidation, Offer, Personalised, Settlement
from bot.core.plans import compare

PROMISED_MS = 50.0
_RUNS = 15
_TODAY = date(2026, 11, 24)
_OFFERS: tuple[Offer, ...] = (
    Personalised(60),
    Settlement(Decimal(90_000), Decimal(20_000)),
    Consolidation(Decimal(12), 60, Decimal(3_000)),
)
# name, balance, rate, floor and percent of the minimum, kind
_DEBTS = (
    ("card one", "35000", "18.25", "100", "5", "card"),
    ("card two", "18250.40", "18.25", "100", "2", "card"),
    ("card three", "9400", "15", "50", "10", "card"),
    ("app", "12000", "24", "1134.72", "0", "loan"),
    ("app two", "6500", "35.9", "652.90", "0", "loan"),
    ("consumer finance", "28000", "21.6", "1400", "0", "loan"),
    ("bank", "52000", "6.5", "1580", "0", "loan"),
    ("brother", "20000", "0", "0", "0", "person"),
)


def measure_plans(*, runs: int = _RUNS) -> dict[str, float]:
    """The median of some runs, in milliseconds: a budget that is enough, and ones that never are.

    `never` is below the interest of all, `nearly` just below what each order needs. Each includes what a
    turn reads of them: with how much the highest rate first would end.
    """
    debts = [
        Debt(name, Decimal(balance), Decimal(rate), Minimum(Decimal(floor), Decimal(percent)), kind)  # type: ignore[arg-type]  # a table of text
        for name, balance, rate, floor, percent, kind in _DEBTS
    ]
    budgets = {"enough": Decimal(9000), "nearly": Decimal(2290), "never": Decimal(1500)}
    return {
        name: _milliseconds(
            lambda budget=budget: _compared(debts, budget),  # type: ignore[misc]  # a default binds it now
            runs,
        )
        for name, budget in budgets.items()
    }


def _compared(debts: list[Debt], budget: Decimal) -> Decimal | None:
    options = compare(debts, budget, today=_TODAY, offers=_OFFERS)
    by_rate = next(option.payoff for option in options if option.name == "avalanche")
    return by_rate.needs_more_than_yuan if by_rate else None


def _milliseconds(work: Callable[[], object], runs: int) -> float:
    seconds = []
    for _ in range(runs):
        since = perf_counter()
        work()
        seconds.append(perf_counter() - since)
    return median(seconds) * 1000


def main() -> int:
    """Print each measurement beside what was promised."""
    for name, milliseconds in measure_plans().items():
        met = "met" if milliseconds <= PROMISED_MS else "NOT MET"
        sys.stdout.write(f"{name}: {milliseconds:.1f} ms, promised {PROMISED_MS:.0f} ms: {met}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
