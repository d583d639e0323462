"""The kinds of value that content files hold, as pydantic checks them. Errors are worded elsewhere."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, TypeAlias

from pydantic import BeforeValidator, ConfigDict, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

LONGEST_NAME: Final = 40
NAME_PATTERN: Final = r"^[a-z][a-z0-9_]*$"

# What every model of a content file is: closed, unchangeable, and without guesses about types.
CLOSED: Final = ConfigDict(extra="forbid", frozen=True)


def _checked(wanted: str, accepts: Callable[[Any], bool]) -> BeforeValidator:
    """Turn down what is not of a kind (`messages.KINDS`), before pydantic would convert it."""

    def check(value: Any) -> Any:
        if not accepts(value):
            raise PydanticCustomError("kind", "{wanted}", {"wanted": wanted})
        return value

    return BeforeValidator(check)


def _filled(value: Any) -> Any:
    if isinstance(value, bool | int | Decimal):
        raise PydanticCustomError("unquoted", "unquoted")
    if value is None or (isinstance(value, str) and not value.strip()):
        raise PydanticCustomError("empty", "empty")
    if not isinstance(value, str):
        raise PydanticCustomError("kind", "{wanted}", {"wanted": "text"})
    return value


def _expression(value: Any) -> Any:
    """An expression may be a bare number or truth: `to: 0`, `if: true`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return str(value)
    if not isinstance(value, str):
        raise PydanticCustomError("kind", "{wanted}", {"wanted": "expression"})
    return _filled(value)


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise PydanticCustomError("day", "day") from None


def _month_day(value: Any) -> str:
    try:
        date.fromisoformat(f"2000-{value}")
    except (TypeError, ValueError):
        raise PydanticCustomError("day", "day") from None
    return str(value)


def _number(value: Any) -> Any:
    """A decimal, also as text, so that `"0.10"` keeps its zeros."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise PydanticCustomError("kind", "{wanted}", {"wanted": "number"})
    return value


Name = Annotated[
    str,
    BeforeValidator(_filled),
    StringConstraints(pattern=NAME_PATTERN, max_length=LONGEST_NAME),
]
Prose = Annotated[str, BeforeValidator(_filled)]
Expression = Annotated[
    str,
    BeforeValidator(_expression),
    WithJsonSchema({"type": ["string", "number", "boolean"]}),
]
Target = Annotated[
    str, BeforeValidator(_filled), StringConstraints(pattern=r"^(flow|card):[a-z][a-z0-9_]*$")
]
Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$"}),
]
MonthDay = Annotated[
    str,
    BeforeValidator(_month_day),
    WithJsonSchema({"type": "string", "pattern": r"^\d\d-\d\d$"}),
]
Switch = Annotated[bool, _checked("switch", lambda value: isinstance(value, bool))]
Whole = Annotated[int, _checked("whole", lambda value: type(value) is int)]
Number = Annotated[
    Decimal, BeforeValidator(_number), WithJsonSchema({"type": ["number", "string"]})
]
Local: TypeAlias = Mapping[str, Prose]  # by language
