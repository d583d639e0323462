"""What a creditor is not shown: free text, health, and whatever holds either of them."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from bot.flow.ports import Library
from bot.flow.values import UNKNOWN, Facts, Value

_NAME: Final = re.compile(r"[a-z0-9_]+")


def disclosed(library: Library, facts: Facts) -> dict[str, Value]:
    """The facts without those that the library withholds, in the items of lists too.

    Text that the borrower wrote is taken out wherever else it stands, so that a lender's name does
    not come in by a list that was worked out from it; it is unknown there.
    """
    withheld = library.withheld
    chosen = {name for name in withheld & library.slots.keys() if not _is_text(library, name)}
    written = frozenset(_texts(facts, withheld - chosen))
    return {
        name: _clean(value, withheld, written)
        for name, value in facts.items()
        if name not in withheld
    }


def _is_text(library: Library, slot: str) -> bool:
    return library.slots[slot].type.kind == "text"


def _texts(facts: Facts, names: frozenset[str]) -> Iterator[str]:
    """What stands under these names, however deep."""
    for name, value in facts.items():
        yield from _strings(value) if name in names else _inner(value, names)


def _inner(value: Value, names: frozenset[str]) -> Iterator[str]:
    if isinstance(value, tuple):
        for item in value:
            yield from _inner(item, names)
    elif isinstance(value, Mapping):
        yield from _texts(value, names)


def _strings(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _strings(item)


def _clean(value: Value, withheld: frozenset[str], written: frozenset[str]) -> Value:
    if isinstance(value, str):
        return UNKNOWN if _tells(value, written) else value
    if isinstance(value, tuple):
        return tuple(_clean(item, withheld, written) for item in value)
    if isinstance(value, Mapping):
        return {
            name: _clean(item, withheld, written)
            for name, item in value.items()
            if name not in withheld and not _tells(name, written)
        }
    return value


def _tells(text: str, written: frozenset[str]) -> bool:
    """Whether it is what the borrower wrote, or holds it; an option's name holds it by chance."""
    return text in written or (
        not _NAME.fullmatch(text) and any(len(one) > 1 and one in text for one in written)
    )
