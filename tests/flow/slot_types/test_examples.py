"""Every slot type is held to its table of examples: <kind>.yaml beside this file."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import TypeAdapter

from bot.flow.model import Option, Reading, Rejection
from bot.flow.slot_types import SLOT_TYPES
from bot.flow.values import Value

HERE = Path(__file__).parent
TODAY = date(2026, 11, 24)
ENOUGH = 25


@dataclass(frozen=True)
class Example:
    """One row: a text, the question's bounds and options, and the value or the rejection."""

    kind: str
    text: str
    value: str | None = None
    rejected: str = ""
    limit: str | None = None
    options: tuple[str, ...] = ()
    bounds: dict[str, str] = field(default_factory=dict)
    offered: tuple[Option, ...] = ()

    def __str__(self) -> str:
        return f"{self.kind}-{self.text}-{self.bounds or ''}"


def examples(kind: str) -> list[Example]:
    path = HERE / f"{kind}.yaml"
    if not path.exists():
        return []
    groups: list[dict[str, Any]] = yaml.load(path.read_text(), Loader=yaml.BaseLoader)  # all text
    found = []
    for group in groups:
        offered = tuple(
            Option(name, tuple(labels)) for name, labels in group.get("options", {}).items()
        )
        for case in group["cases"]:
            row = case | {"options": tuple(case.get("options", ()))}
            found.append(Example(kind, bounds=group.get("bounds", {}), offered=offered, **row))
    return found


def valued(kind: str, written: str) -> Value:
    match kind:
        case "money" | "number" | "percent":
            return Decimal(written)
        case "date":
            return date.fromisoformat(written)
        case "duration":
            return int(written)
        case "yes_no":
            return {"yes": True, "no": False}[written]
        case _:
            return written


def limit_of(kind: str, written: str) -> Value:
    return int(written) if kind == "text" else valued(kind, written)


@pytest.mark.parametrize("kind", SLOT_TYPES)
def test_each_slot_type_has_a_table_of_at_least_25_examples(kind: str) -> None:
    assert len({(example.text, *example.bounds.values()) for example in examples(kind)}) >= ENOUGH


def test_each_table_is_of_a_slot_type() -> None:
    assert {path.stem for path in HERE.glob("*.yaml")} == set(SLOT_TYPES)


@pytest.mark.parametrize("example", [row for kind in SLOT_TYPES for row in examples(kind)], ids=str)
def test_example_is_read_as_its_row_says(example: Example) -> None:
    type_ = TypeAdapter(SLOT_TYPES[example.kind]).validate_python(example.bounds)
    answer = type_.parse(example.text, Reading(TODAY, example.offered))
    if example.value is not None:
        assert answer == valued(example.kind, example.value)
        assert type(answer) is type(valued(example.kind, example.value))
        return
    assert isinstance(answer, Rejection), f"read as {answer}"
    assert answer.code == example.rejected
    assert answer.values.get("options", ()) == example.options
    if example.limit is not None:
        assert answer.values["limit"] == limit_of(example.kind, example.limit)


@pytest.mark.parametrize("kind", SLOT_TYPES)
def test_unknown_bound_is_refused(kind: str) -> None:
    """A misspelt bound in slots.yaml must not be taken as none."""
    with pytest.raises(ValueError, match=r"(?i)unexpected"):
        TypeAdapter(SLOT_TYPES[kind]).validate_python({"minimum": "0"})
