"""The editors' schemas say what the program checks."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.flow.slot_types import SLOT_TYPES
from bot.flow.steps import STEPS
from bot.library.field_docs import STEP_FIELDS, TYPE_FIELDS
from bot.library.schemas import FOLDER, dump, make_schemas
from bot.library.shapes import step_model, type_model

SCHEMAS = make_schemas()


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_has_not_drifted(name: str) -> None:
    """After a change of a model: `python -m bot.library.schemas`."""
    assert (FOLDER / name).read_text("utf-8") == dump(SCHEMAS[name])


def test_no_schema_is_left_over() -> None:
    """A file that nobody writes any more would mislead."""
    assert {path.name for path in FOLDER.iterdir()} == set(SCHEMAS)


def references(schema: Any) -> set[str]:
    """Every reference in a schema."""
    if isinstance(schema, list):
        return set().union(*map(references, schema))
    if not isinstance(schema, dict):
        return set()
    here = {schema["$ref"]} if isinstance(schema.get("$ref"), str) else set()
    return here.union(*map(references, schema.values()))


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_reference_leads_somewhere(name: str) -> None:
    """Else an editor shows nothing at all."""
    for reference in references(SCHEMAS[name]):
        target = SCHEMAS[name]
        for part in reference.removeprefix("#/").split("/"):
            target = target[part]


@pytest.mark.parametrize("verb", STEPS)
def test_every_key_of_a_step_is_explained(verb: str) -> None:
    """In Chinese and in English, as the editor shows it."""
    for field in step_model(STEPS[verb]).model_fields.values():
        assert field.alias in STEP_FIELDS
        assert field.description
        assert " / " in field.description


@pytest.mark.parametrize("kind", SLOT_TYPES)
def test_every_bound_of_a_slot_type_is_explained(kind: str) -> None:
    """The same for slots.yaml."""
    for field in type_model(SLOT_TYPES[kind]).model_fields.values():
        assert field.alias in TYPE_FIELDS


def test_schemas_are_json() -> None:
    """As they are stored."""
    for path in FOLDER.iterdir():
        assert json.loads(path.read_text("utf-8"))["$schema"]


def test_every_file_that_counselors_edit_names_its_schema() -> None:
    """The first line makes an editor complete keys; it points to a schema that is there."""
    root = Path(__file__).parents[2]
    edited = [*root.glob("flows/*.yaml"), *root.glob("content/**/*.yaml")]
    assert edited
    for file in edited:
        first = file.read_text("utf-8").splitlines()[0]
        mark = "# yaml-language-server: $schema="
        assert first.startswith(mark), file
        assert (file.parent / first.removeprefix(mark)).is_file(), file
