"""Loans to find the rate of: read from the vectors, drawn by Hypothesis, or given period by period."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from bot.core.rates import Flow, Rate, instalments, rate_of
from bot.library.yaml_reader import read_yaml

VECTORS: dict[str, list[dict[str, Any]]] = read_yaml(
    Path(__file__).parent / "rate_vectors.yaml"
).data
AMOUNTS = st.decimals(min_value=1, max_value=1_000_000, places=2)
LOANS = st.tuples(
    AMOUNTS, st.lists(st.tuples(st.integers(1, 12), AMOUNTS), min_size=1, max_size=5)
).map(lambda loan: instalments(loan[0], loan[1]))


def number(value: Any) -> Decimal:
    """A number as the vectors write it."""
    return Decimal(str(value))


def flows_of(row: dict[str, Any]) -> tuple[Flow, ...]:
    """The money of a row: in even payments, or by month or day."""
    advance, fee = number(row["advance"]), number(row.get("fee", 0))
    if "payments" in row:
        payments = [(int(str(count)), number(amount)) for count, amount in row["payments"]]
        return instalments(advance, payments, fee=fee)
    if "dated" in row:
        paid = [Flow(int(str(month)), -number(sum_)) for month, sum_ in row["dated"].items()]
        return (Flow(0, advance - fee), *paid)
    paid = [Flow(date.fromisoformat(str(day)), -number(sum_)) for day, sum_ in row["dates"].items()]
    return (Flow(date.fromisoformat(str(row["on"])), advance), *paid)


def found(flows: tuple[Flow, ...] | list[Flow], per_year: int = 12) -> Rate:
    rate = rate_of(flows, per_year=per_year)
    assert isinstance(rate, Rate), rate
    return rate


def periodic(*amounts: object) -> list[Flow]:
    return [Flow(period, number(amount)) for period, amount in enumerate(amounts)]


def worth(flows: tuple[Flow, ...] | list[Flow], rate: Rate) -> Decimal:
    """What the flows of numbered periods are worth at the start, by the definition."""
    growth = 1 + rate.periodic / 100
    return sum((f.amount / growth**f.when for f in flows if isinstance(f.when, int)), Decimal(0))
