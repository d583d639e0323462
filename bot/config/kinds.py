"""How a setting is read by its kind, from YAML or from a variable's text, and what is wanted of it."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeAlias, get_args

LogLevel: TypeAlias = Literal["debug", "info", "warning", "error"]


def _text(given: object) -> str | None:
    return given if isinstance(given, str) else None


def _whole(given: object) -> int | None:
    if isinstance(given, str) and re.fullmatch(r"-?\d{1,18}", given, re.ASCII):
        return int(given)
    return given if isinstance(given, int) and not isinstance(given, bool) else None


def _number(given: object) -> float | None:
    if isinstance(given, str) and re.fullmatch(r"\d{1,9}(\.\d{1,9})?", given, re.ASCII):
        return float(given)
    return float(given) if isinstance(given, int | float) and not isinstance(given, bool) else None


def _truth(given: object) -> bool | None:
    return {"true": True, "false": False}.get(str(given).lower())


def _ids(given: object) -> tuple[int, ...] | None:
    items = given.replace(",", " ").split() if isinstance(given, str) else given
    if not isinstance(items, list):
        return None
    numbers = [_whole(item) for item in items]
    return tuple(n for n in numbers if n is not None) if None not in numbers else None


def _level(given: object) -> str | None:
    return given if isinstance(given, str) and given in get_args(LogLevel) else None


READERS: Mapping[Any, Callable[[object], Any]] = {
    str: _text,
    int: _whole,
    float: _number,
    bool: _truth,
    tuple[int, ...]: _ids,
    LogLevel: _level,
}
WANTED: Mapping[Any, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    tuple[int, ...]: "a list of numeric Telegram user ids",
    LogLevel: f"one of {', '.join(get_args(LogLevel))}",
}
