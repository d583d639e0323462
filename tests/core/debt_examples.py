"""Debts to reckon with: made by hypothesis, and read from the vectors."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from bot.core.debts import Debt, Minimum

VECTORS: dict[str, list[dict[str, Any]]] = yaml.load(
    (Path(__file__).parent / "plan_vectors.yaml").read_text("utf-8"), Loader=yaml.BaseLoader
)


def debt(name: str, balance: str, rate: str | None, minimum: str = "0", **more: Any) -> Debt:
    """A debt with a fixed minimum, numbers as text."""
    known = None if rate is None else Decimal(rate)
    return Debt(name, Decimal(balance), known, Minimum(Decimal(minimum)), **more)


def debts_of(rows: Sequence[Sequence[str]]) -> tuple[Debt, ...]:
    """Debts from rows of balance, rate and minimum."""
    return tuple(debt(f"debt {place}", *row) for place, row in enumerate(rows))


AMOUNTS = st.integers(min_value=1, max_value=5_000_000).map(lambda cents: Decimal(cents) / 100)
RATES = st.one_of(
    st.sampled_from(["0", "4.5", "12", "18.25", "24", "36", "120"]).map(Decimal),
    st.integers(min_value=100, max_value=9_000).map(lambda parts: Decimal(parts) / 100),
)
FIXED = st.integers(min_value=0, max_value=40_000).map(lambda cents: Minimum(Decimal(cents) / 100))
SHARED = st.builds(
    Minimum,
    floor=st.integers(min_value=0, max_value=10_000).map(lambda cents: Decimal(cents) / 100),
    percent=st.integers(min_value=11, max_value=2_000).map(lambda parts: Decimal(parts) / 100),
)


def debt_lists(
    minimums: st.SearchStrategy[Minimum] = FIXED | SHARED, most: int = 5
) -> st.SearchStrategy[list[Debt]]:
    """Lists of debts with names of their own."""
    rows = st.lists(st.tuples(AMOUNTS, RATES, minimums), min_size=1, max_size=most)
    return rows.map(
        lambda found: [
            Debt(f"debt {place}", balance, rate, minimum)
            for place, (balance, rate, minimum) in enumerate(found)
        ]
    )


def budget_for(debts: Sequence[Debt], hundredths: int) -> Decimal:
    """A budget between nothing to speak of and all that is owed, often near what matters."""
    interest = sum((debt.balance * (debt.rate or 0) / 1200 for debt in debts), Decimal(0))
    asked = sum((debt.asked() for debt in debts), Decimal(0))
    owed = sum((debt.balance for debt in debts), Decimal(0))
    scale = interest + asked + owed / 60
    return max((scale * hundredths / 100).quantize(Decimal("0.01")), Decimal("0.01"))


SCALES = st.integers(min_value=1, max_value=400)
