"""Figures of the law by date: each value with the time it holds for, and its source in one record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

Unit: TypeAlias = Literal[
    "years", "months", "days", "workdays", "hours", "percent", "yuan", "times", ""
]


@dataclass(frozen=True)
class FigureValue:
    """A figure's value from `start` to `end`, both included; `end` None means until further notice.

    `value` is a number in the figure's unit, words that stand for one, or None for a rule without.
    """

    start: date
    end: date | None
    value: Decimal | str | None
    source: str
    article: str = ""
    issuer: str = ""
    doc_no: str = ""
    level: str = "statute"
    basis: str = ""
    checked: date | None = None


@dataclass(frozen=True)
class Figure:
    """A figure with all its values, in any order; `statement` says by language what it is."""

    name: str
    unit: Unit
    values: tuple[FigureValue, ...]
    statement: Mapping[str, str] = field(default_factory=dict, hash=False)


def value_on(values: Iterable[FigureValue], day: date) -> FigureValue | None:
    """The value that holds on a day: newest first, the first that has begun, if it has not ended."""
    newest_first = sorted(values, key=lambda value: value.start, reverse=True)
    begun = next((value for value in newest_first if value.start <= day), None)
    if begun is None or (begun.end is not None and begun.end < day):
        return None
    return begun
