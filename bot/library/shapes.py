"""Pydantic models made from the plain dataclasses of steps and slot types, which know no pydantic."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Final, get_type_hints

from pydantic import BaseModel, BeforeValidator, Discriminator, StringConstraints, Tag, create_model
from pydantic import Field as Described
from pydantic.json_schema import WithJsonSchema
from pydantic_core import PydanticCustomError

from bot.flow.model import Steps
from bot.library.field_docs import STEP_FIELDS, TYPE_FIELDS
from bot.library.kinds import CLOSED, Expression, Name, Number, Prose, Switch, Target, Whole

# Stands in a schema for a list of steps; pydantic would look for the target of a reference itself.
STEPS_MARK: Final = "x-steps"
_EXPRESSIONS: Final = {"if_", "must", "sure", "to", "at", "of"}


def _list(value: Any) -> Any:
    if not isinstance(value, list):
        raise PydanticCustomError("kind", "{wanted}", {"wanted": "list"})
    return value


# Nested steps are checked one by one by their verbs, not by their surrounding step.
_Nested = Annotated[Any, BeforeValidator(_list), WithJsonSchema({STEPS_MARK: True})]
_Options = Annotated[
    Annotated[Expression, StringConstraints(min_length=1), Tag("an expression")]
    | Annotated[tuple[Name, ...], Tag("a list")],
    Discriminator(lambda value: "an expression" if isinstance(value, str) else "a list"),
]

_KINDS: Final[Mapping[Any, Any]] = {
    Steps: _Nested,
    Mapping[str, Steps]: Mapping[Name, _Nested],
    tuple[str, ...] | str: _Options,
    bool: Switch,
    int: Whole,
    int | None: Whole | None,
    Decimal | None: Number | None,
}


@cache
def step_model(step: type) -> type[BaseModel]:
    """The model of a step's map."""
    return _model(step, STEP_FIELDS, _step_kind)


@cache
def type_model(slot_type: type) -> type[BaseModel]:
    """The model of a slot type's bounds."""
    return _model(slot_type, TYPE_FIELDS, lambda _, hint: Prose if hint is str else hint)


def _step_kind(name: str, hint: Any) -> Any:
    if hint in (str, str | None):
        kind: Any = Expression if name in _EXPRESSIONS else Name
        return kind | None if hint == str | None else kind
    if hint == tuple[str, ...]:
        return tuple[Target, ...] if name == "next" else tuple[Name, ...]
    return hint


def _model(cls: type, docs: Mapping[str, str], kind: Any) -> type[BaseModel]:
    hints = get_type_hints(cls)
    made: dict[str, Any] = {}
    for field in fields(cls):
        hint = hints[field.name]
        annotation = _KINDS.get(hint) or kind(field.name, hint)
        alias = field.name.rstrip("_")
        made[_inner(field.name)] = (
            annotation,
            Described(_default(field), alias=alias, description=docs.get(alias)),
        )
    model: type[BaseModel] = create_model(cls.__name__, __config__=CLOSED, **made)
    return model


def built(cls: type, checked: BaseModel, **replaced: Any) -> Any:
    """The dataclass itself, from its checked model; `replaced` are fields that were made elsewhere."""
    values = {field.name: getattr(checked, _inner(field.name)) for field in fields(cls)}
    return cls(**{**values, **replaced})


@cache
def nested_fields(cls: type) -> tuple[str, ...]:
    """The fields of a step that hold steps."""
    hints = get_type_hints(cls)
    return tuple(
        field.name for field in fields(cls) if hints[field.name] in (Steps, Mapping[str, Steps])
    )


def _default(field: "Field[Any]") -> Any:
    return ... if field.default is MISSING else field.default


def _inner(name: str) -> str:
    """Pydantic's own methods (`copy`, `json`, …) and YAML's keys live in one namespace: keep apart."""
    return f"its_{name}"
