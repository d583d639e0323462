"""A library that remembers what its expressions came to: an exploration asks the same thousands of times."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias, cast

from bot.flow.model import Flow
from bot.flow.values import UNKNOWN, Facts, Unknown, Value
from bot.library import Library

_Key: TypeAlias = tuple[Any, ...]


class _Remembering:
    """The library with flows of its own, and a memory."""

    def __init__(self, library: Library, flows: Mapping[str, Flow]) -> None:
        self._library = library
        self.flows = flows
        self._names: dict[str, tuple[str, ...]] = {}
        self._values: dict[_Key, Value] = {}
        self._ours: dict[int, Value] = {}  # by id; kept, so that an id stays that of its value

    def __getattr__(self, name: str) -> Any:
        return getattr(self._library, name)

    def evaluate(self, expression: str, facts: Facts) -> Value:
        """The value of an expression, worked out once for all facts that are alike."""
        names = self._names.get(expression)
        if names is None:
            known = self._library.expressions.get(expression)
            if known is None:
                return self._library.evaluate(expression, facts)
            names = self._names[expression] = tuple(sorted(known.names))
        key = (expression, *(self.told(facts.get(name, UNKNOWN)) for name in names))
        if key not in self._values:
            value = self._values[key] = self._library.evaluate(expression, facts)
            if isinstance(value, Mapping | tuple):
                self._ours[id(value)] = value
        return self._values[key]

    def told(self, value: Value) -> Any:
        """What tells a value from all others; equal is not enough: 1.0 is not 1.00, nor True 1."""
        match value:
            case Unknown():
                return None
            case Decimal():
                return str(value), "n"
            case bool() | str() | int() | date():
                return value, type(value)
            case _ if id(value) in self._ours:
                return id(value), "ours"
            case _:
                return repr(value)


def remember(library: Library, flows: Mapping[str, Flow]) -> Library:
    """The library with these flows, to be asked again and again."""
    return cast("Library", _Remembering(library, flows))
