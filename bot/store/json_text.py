"""JSON as text for columns, and lists of numbers for statements."""

import json
from collections.abc import Collection
from typing import Any

_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_ascii = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode


def to_json(data: Any) -> str:
    """Compact JSON. Half a surrogate pair, which clients do send, is escaped: SQLite takes UTF-8."""
    text = _compact(data)
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            return _ascii(data)
    return text


def numbers(values: Collection[int]) -> tuple[str]:
    """The parameters of a statement that says `in (select value from json_each(?))`."""
    return (_compact(list(values)),)
