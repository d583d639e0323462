"""JSON Schemas of the content files, for editors: completion, and mistakes seen while typing.

`python -m bot.library.schemas` writes them again. A file uses one through its first line:

    # yaml-language-server: $schema=../bot/library/schemas/flow.schema.json
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import models_json_schema

from bot.flow.slot_types import SLOT_TYPES
from bot.flow.steps import STEPS
from bot.library.common_keys import (
    MOVE_NAMES,
    MOVE_WORDS,
    OPEN_GROUPS,
    OPTION_WORDS,
    OPTIONAL,
    REQUIRED,
)
from bot.library.kinds import Prose
from bot.library.models import (
    CardEntry,
    DocumentWords,
    FigureEntry,
    HelpEntry,
    HolidaysEntry,
    MenuWords,
    Phrases,
    QuestionWords,
    RepeatWords,
    ReplyHead,
    Said,
    SlotHead,
    Synonyms,
    WordsHead,
)
from bot.library.read_glossary import GlossaryEntry
from bot.library.read_never import Never
from bot.library.read_translated import HASH_PATTERN
from bot.library.shapes import STEPS_MARK, step_model, type_model

Schema = dict[str, Any]

FOLDER: Final = Path(__file__).parent / "schemas"
_DIALECT: Final = "http://json-schema.org/draft-07/schema#"


def make_schemas() -> dict[str, Schema]:
    """Every schema by its file's name."""
    made = {
        "flow": _flow(),
        "words": _words(),
        "common": _common(),
        "slots": _slots(),
        "card": CardEntry.model_json_schema(),
        "law": _by_name(FigureEntry.model_json_schema()),
        "holidays": HolidaysEntry.model_json_schema(),
        "help": _by_name(HelpEntry.model_json_schema()),
        "safety": _safety(),
        "synonyms": Synonyms.model_json_schema(),
        "never": Never.model_json_schema(),
        "glossary": GlossaryEntry.model_json_schema(),
        "translated": _translated(),
    }
    return {f"{name}.schema.json": {"$schema": _DIALECT, **made[name]} for name in made}


def write_schemas(folder: Path) -> None:
    """Write every schema into the folder."""
    folder.mkdir(exist_ok=True)
    for name, schema in make_schemas().items():
        (folder / name).write_text(dump(schema), encoding="utf-8")


def dump(schema: Schema) -> str:
    """A schema as it stands in its file."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _flow() -> Schema:
    schemas, shared = _definitions({verb: step_model(cls) for verb, cls in STEPS.items()})
    steps = _linked(schemas)
    described = [
        {"if": {"required": [verb]}, "then": schema}
        for verb, schema in steps.items()
        if verb != "if"
    ]
    branch = {
        "if": {"not": {"anyOf": [{"required": [verb]} for verb in steps if verb != "if"]}},
        "then": steps["if"],
    }
    one = {
        "type": "object",
        "minProperties": 1,
        "properties": {
            key: {"description": field.description}
            for model in map(step_model, STEPS.values())
            for field in model.model_fields.values()
            if (key := field.alias)
        },
        "allOf": [*described, branch],
    }
    return {
        "title": "Flow",
        "description": "问什么、按什么顺序 / what is asked, in which order",
        "type": "object",
        "additionalProperties": False,
        "required": ["flow", "steps"],
        "properties": {
            "flow": {"type": "string", "description": "流程的名字，同文件名 / the file's name"},
            "steps": {"$ref": "#/$defs/Steps"},
        },
        "$defs": {"Steps": {"type": "array", "minItems": 1, "items": one}, **shared},
    }


def _linked(schema: Any) -> Any:
    """The schema, with its marks for lists of steps made into references."""
    if isinstance(schema, list):
        return [_linked(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    linked = {key: _linked(part) for key, part in schema.items() if key != STEPS_MARK}
    return {**linked, "$ref": "#/$defs/Steps"} if STEPS_MARK in schema else linked


def _words() -> Schema:
    kinds: dict[str, type[BaseModel]] = {
        "question": QuestionWords, "repeat": RepeatWords, "menu": MenuWords,
        "document": DocumentWords, "said": Said,
    }  # fmt: skip
    schemas, shared = _definitions(kinds)
    head = WordsHead.model_json_schema()
    said = {"anyOf": [_text(), schemas["said"]]}
    ends = {
        "description": "各个结局说什么 / what is said at each end",
        "type": "object",
        "additionalProperties": said,
    }
    return {
        **head,
        "title": "Words",
        "properties": {**head["properties"], "ends": ends},
        "additionalProperties": {"anyOf": [_text(), *schemas.values()]},
        "$defs": {**head.get("$defs", {}), **shared},
    }


def _common() -> Schema:
    schema = _object()
    said = {"allOf": [{"$ref": "#/$defs/said"}]}
    for key, values in {**REQUIRED, **OPTIONAL}.items():
        *groups, name = key.split(".")
        group = schema
        for part in groups:
            group = group["properties"].setdefault(part, _object())
        wanted = f"可用的值 / values: {values}" if values else "没有值 / no values"
        group["properties"][name] = {**said, "description": wanted}
        if key in REQUIRED:
            group.setdefault("required", []).append(name)
    for key in OPEN_GROUPS:
        *groups, name = key.split(".")
        group = schema
        for part in groups:
            group = group["properties"].setdefault(part, _object())
        group["properties"][name] = {"type": "object", "additionalProperties": _text()}
    typed = {"type": "array", "items": _text()}
    schema["properties"][MOVE_WORDS] = _object(dict.fromkeys(MOVE_NAMES, typed))
    schema["properties"][OPTION_WORDS] = {"type": "object", "additionalProperties": typed}
    shared = {"said": {"anyOf": [_text(), Said.model_json_schema()]}}
    return {"title": "Common", **schema, "$defs": shared}


def _slots() -> Schema:
    head = SlotHead.model_json_schema()
    kinds = []
    for kind, cls in SLOT_TYPES.items():
        bounds = type_model(cls).model_json_schema()
        kinds.append(
            {
                **_object({"type": {"const": kind}, **head["properties"], **bounds["properties"]}),
                "required": ["type", "label"],
                "title": kind,
            }
        )
    return _by_name({"anyOf": kinds, "$defs": head.get("$defs", {})})


def _safety() -> Schema:
    head = ReplyHead.model_json_schema()
    reply = {**head, "additionalProperties": _text()}
    shared = reply.pop("$defs", {})
    phrases = Phrases.model_json_schema()
    shared |= phrases.pop("$defs", {})
    replies = {"type": "object", "additionalProperties": reply}
    return {
        "title": "Safety",
        "if": {"required": ["kinds"]},
        "then": phrases,
        "else": replies,
        "$defs": shared,
    }


def _translated() -> Schema:
    said = {"type": "string", "pattern": HASH_PATTERN}
    return {
        "title": "Translated",
        "description": "每段译文照哪一段原文写的；由 ashore i18n 写，不手改 / written by `ashore i18n`, not by hand",
        **_by_name({"type": "object", "additionalProperties": said}),
    }


def _by_name(entry: Schema) -> Schema:
    shared = entry.pop("$defs", {})
    return {"type": "object", "additionalProperties": entry, "$defs": shared}


def _object(properties: Mapping[str, Any] | None = None) -> Schema:
    return {"type": "object", "additionalProperties": False, "properties": dict(properties or {})}


def _text() -> Schema:
    return TypeAdapter(Prose).json_schema()


def _definitions(models: Mapping[str, type[BaseModel]]) -> tuple[dict[str, Schema], Schema]:
    """The schema of each model, and the definitions that they share."""
    _, whole = models_json_schema([(model, "validation") for model in models.values()])
    shared = whole.get("$defs", {})
    schemas = {name: shared.pop(model.__name__) for name, model in models.items()}
    return schemas, shared


if __name__ == "__main__":
    write_schemas(FOLDER)
