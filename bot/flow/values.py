"""The values that answers hold, and how they are kept as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeAlias


@dataclass(frozen=True)
class Unknown:
    """What "skip" and "I don't know" answer: every comparison with it is false, every sum unknown.

    So a condition such as `total_debt > 0` is simply not met, and no flow can fail on a borrower
    who does not know. Ask for it with `total_debt is unknown`.
    """

    def _false(self, _other: object) -> bool:
        return False

    def _unknown(self, _other: object = None) -> "Unknown":
        return self

    __lt__ = __le__ = __gt__ = __ge__ = __contains__ = _false
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _unknown
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _unknown
    __neg__ = __pos__ = __abs__ = _unknown

    def __bool__(self) -> bool:
        return False

    def __len__(self) -> int:
        return 0

    def __str__(self) -> str:
        return "?"


UNKNOWN: Final = Unknown()

# int is used for durations in days and for counts; Decimal for money, percentages and numbers.
Value: TypeAlias = (
    Unknown | Decimal | bool | int | str | date | tuple["Value", ...] | Mapping[str, "Value"]
)
Facts: TypeAlias = Mapping[str, Value]


def dump_value(value: Value) -> Any:
    """The value as JSON data; `load_value` gives it back equal."""
    match value:
        case Unknown():
            return {"?": 1}
        case Decimal():
            return {"n": str(value)}
        case date():
            return {"on": value.isoformat()}
        case tuple():
            return [dump_value(item) for item in value]
        case bool() | int() | str():
            return value
        case _:
            return {"of": {key: dump_value(item) for key, item in value.items()}}


def load_value(data: Any) -> Value:
    """What `dump_value` wrote."""
    match data:
        case {"?": 1}:
            return UNKNOWN
        case {"n": str(digits)}:
            return Decimal(digits)
        case {"on": str(day)}:
            return date.fromisoformat(day)
        case {"of": dict(items)}:
            return {key: load_value(item) for key, item in items.items()}
        case list():
            return tuple(load_value(item) for item in data)
        case bool() | int() | str():
            return data
        case _:
            raise ValueError(f"not a stored value: {data!r}")
