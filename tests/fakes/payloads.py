"""What a call says, as JSON data, whichever way it came."""

import json
from collections.abc import Iterable
from typing import Any

from aiohttp import web

from tests.fakes.checks import RefusedError

_OBJECTS = frozenset(
    [
        "reply_markup",
        "link_preview_options",
        "allowed_updates",
        "commands",
        "scope",
        "entities",
        "reply_parameters",
    ]
)
_INTEGERS = frozenset(["chat_id", "message_id", "offset", "limit", "timeout", "max_connections"])


async def payload_of(request: web.BaseRequest) -> dict[str, Any]:
    """The fields of a call, whether they come as JSON, in the address or as a form with files."""
    if request.content_type == "application/json":
        try:
            payload = json.loads(await request.read())
        except ValueError:
            raise RefusedError("can't parse request JSON object") from None
        return _normalised(payload.items())
    fields: list[tuple[str, Any]] = list(request.query.items())
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            content = value.file.read()
            fields.append(
                (name, (value.filename, content if name == "photo" else content.decode()))
            )
            value.file.close()
        else:
            fields.append((name, value))
    return _normalised(fields)


def _normalised(fields: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """A call's fields as JSON data; in a form everything is text, and objects are JSON in it."""
    payload: dict[str, Any] = {}
    for name, value in fields:
        if isinstance(value, str) and name in _OBJECTS:
            payload[name] = _loaded(name, value)
        elif isinstance(value, str) and name in _INTEGERS:
            payload[name] = int(value) if value.lstrip("-").isdecimal() else value
        elif isinstance(value, str) and value in {"true", "false"} and name != "text":
            payload[name] = value == "true"
        else:
            payload[name] = value
    return payload


def _loaded(name: str, value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        raise RefusedError(f"can't parse {name} JSON object") from None
