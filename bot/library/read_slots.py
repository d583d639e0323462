"""Reading flows/slots.yaml: what each answer is."""

import re
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from typing import Any, Final

from bot.flow.model import Slot
from bot.flow.slot_types import SLOT_TYPES
from bot.library.dates import DATE_FUNCTIONS
from bot.library.folder import Folder
from bot.library.functions import FUNCTIONS
from bot.library.kinds import LONGEST_NAME, NAME_PATTERN
from bot.library.loans import LOAN_FUNCTIONS
from bot.library.models import SlotHead
from bot.library.problems import nearest
from bot.library.shapes import built, type_model
from bot.library.texts import TextSource
from bot.library.validate import Checker
from bot.library.yaml_reader import Keys

RESERVED: Final = {
    "today", "answer", "said", "law", "help", "figure", "cite", "loop", "self", "true", "false",
    "none", "and", "or", "not", "in", "is", "if", "else", "for", "marks", "starred",
    *FUNCTIONS, *DATE_FUNCTIONS, *LOAN_FUNCTIONS,
}  # fmt: skip
_SLOTS: Final = "flows/slots.yaml"
_BY_WORDS: Final = "words"  # the version of a slot that is asked again whenever its words change


def read_slots(folder: Folder, languages: tuple[str, ...]) -> dict[str, Slot]:
    """Every slot by name. What cannot be read is a problem, and is left out."""
    if not folder.has(_SLOTS):
        folder.missing(_SLOTS, "ASH060", file=_SLOTS)
        return {}
    checker = folder.read_map(folder.path / _SLOTS)
    if checker is None:
        return {}
    read = {name: _read_slot(checker, name, languages) for name in checker.document.data}
    return {name: slot for name, slot in read.items() if slot is not None}


def bind_to_words(slots: dict[str, Slot], texts: Iterable[TextSource]) -> dict[str, Slot]:
    """The slots, with the words of the question in the version of those that say `version: words`."""
    said: dict[str, list[tuple[str, ...]]] = {
        name: [] for name, slot in slots.items() if slot.version == _BY_WORDS
    }
    for text in texts:
        name = text.key.partition(".")[0]
        if name in said:
            said[name].append((text.language, text.source, text.key, text.text))
    return {
        name: replace(slot, version=sha256(repr(sorted(said[name])).encode()).hexdigest()[:16])
        if name in said
        else slot
        for name, slot in slots.items()
    }


def check_name(checker: Checker, keys: Keys, name: str) -> None:
    """A name must be written like one, and be free."""
    if not re.fullmatch(NAME_PATTERN, name) or len(name) > LONGEST_NAME:
        checker.add(keys, "ASH023", name=name)
    elif name in RESERVED:
        checker.add(keys, "ASH028", name=name)


def _read_slot(checker: Checker, name: str, languages: tuple[str, ...]) -> Slot | None:
    keys = (name,)
    check_name(checker, keys, name)
    data = checker.document.data[name]
    if not isinstance(data, dict):
        checker.wrong_kind(keys, "map")
        return None
    if "type" not in data and any(nearest(key, ["type"]) for key in data):
        slip = next(key for key in data if nearest(key, ["type"]))
        checker.mend_keys({slip: None}, keys, ["type"])
    cls = _type_of(checker, keys, data)
    if cls is None:
        return None
    model = type_model(cls)
    bounds = {field.alias for field in model.model_fields.values()}
    head_fields = SlotHead.model_fields
    checker.mend_keys(data, keys, [*map(str, bounds), *head_fields, "type"])
    head = checker.check(SlotHead, {k: v for k, v in data.items() if k in head_fields}, keys)
    type_ = checker.check(model, {k: v for k, v in data.items() if k in bounds}, keys)
    if head is None or type_ is None:
        return None
    check_local(checker, (*keys, "label"), head.label, languages)
    version = "" if head.version == "-" else head.version
    return Slot(name, built(cls, type_), head.label, head.sensitivity, head.retention, version)


def _type_of(checker: Checker, keys: Keys, data: dict[str, Any]) -> Any:
    kind = data.get("type")
    if kind is None:
        checker.add(keys, "ASH021", key="type")
        return None
    if not isinstance(kind, str):
        checker.wrong_kind((*keys, "type"), "text")
        return None
    if kind not in SLOT_TYPES:
        near = nearest(kind, SLOT_TYPES)
        checker.add_at_value((*keys, "type"), "ASH042", name=kind, near=near)
        return None
    return SLOT_TYPES[kind]


def check_local(
    checker: Checker, keys: Keys, texts: Any, languages: tuple[str, ...], *, code: str = "ASH070"
) -> None:
    """A text must be there in every language."""
    for language in languages:
        if language not in texts:
            checker.add(keys, code, language=language)
