"""Answers in words: by the type of their slot, and the labels of their options."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bot.flow.model import Given, Text
from bot.flow.values import Unknown
from bot.library import forms
from bot.library.filters import plain
from bot.library.wording import plain_label

if TYPE_CHECKING:
    from bot.library.library import Library


def display(library: "Library", given: Given, language: str) -> str:
    """The answer as text without markup; what is not known by the word for it."""
    value = given.value
    if isinstance(value, Unknown):
        return library.common_word("unknown", language)
    if isinstance(value, tuple):
        if _is_list(library, given):
            return _row(library, given, language)
        items = (display(library, Given(given.slot, item, given.flow), language) for item in value)
        return forms.listed(items, language)
    if isinstance(value, bool):
        return library.common_word(f"buttons.{'yes' if value else 'no'}", language)
    if isinstance(value, str):
        return _label(library, given, value, language)
    slot = library.slots.get(given.slot)
    return _number(slot.type.kind if slot else "", value, language)


def _is_list(library: "Library", given: Given) -> bool:
    """Whether it is a whole list of items, and not names that one is marked with."""
    slot, items = library.slots.get(given.slot), given.value
    if not isinstance(items, tuple) or not all(isinstance(item, Mapping) for item in items):
        return False
    return bool(items) or (slot is not None and slot.type.kind == "items")


def _row(library: "Library", given: Given, language: str) -> str:
    """A list in one line, in its own words where it has any; else how many there are."""
    count = len(given.value) if isinstance(given.value, tuple) else 0
    for flow in dict.fromkeys((given.flow, *library.chosen_in.get(given.slot, ()))):
        text = Text(flow, f"{given.slot}.row", {"count": count, given.slot: given.value})
        if library.has(text):
            return plain_label(library.word_text(text, language))
    return str(count)


def _number(kind: str, value: Any, language: str) -> str:
    if isinstance(value, date):
        return forms.day(value, language)
    if not isinstance(value, Decimal | int):
        return plain(value, language)
    match kind:
        case "money":
            return forms.money(value)
        case "percent":
            return forms.percent(value)
        case "duration":
            return forms.counted(value, "days", language)
        case _:
            return forms.number(value)


def _label(library: "Library", given: Given, name: str, language: str) -> str:
    """An option's label, in its own flow's words before those of others; text as it was written."""
    slot = library.slots.get(given.slot)
    kind = slot.type.kind if slot else ""
    if kind == "text":
        return name
    flows = dict.fromkeys((given.flow, *library.chosen_in.get(given.slot, ())))
    for flow in flows:
        mark = Text(flow, f"{given.slot}.marks.{name}")
        if kind == "items" and library.has(mark):
            return plain_label(library.word_text(mark, language))
        labels = library.options(flow, given.slot, (name,), language)[0].labels
        if labels:
            return labels[0]
    if kind == "language" and name in library.languages:
        return library.common_word(f"languages.{name}", language)
    return name
