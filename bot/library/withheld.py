"""What no creditor is shown, found by going through the flows; and documents that would show it."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.flow.model import Slot
from bot.library.read_flows import FlowFile
from bot.library.templates import Expression
from bot.library.texts import TextSource
from bot.library.uses import Use, Uses

CREDITOR: Final = "creditor"
_CRISIS: Final = "crisis"


def find_withheld(
    flows: Mapping[str, FlowFile],
    slots: Mapping[str, Slot],
    expressions: Mapping[str, Expression],
) -> frozenset[str]:
    """The facts' names: free text, health, what is said in a crisis, and what is set from any of them.

    What a branch alone gives away (`if` on health, then a `set` of a plain number) is not found.
    """
    found = {
        name
        for name, slot in slots.items()
        if slot.type.kind == "text" or slot.sensitivity == "health"
    }
    if _CRISIS in flows:
        found |= {name for verb, name in _named(flows[_CRISIS]) if verb in ("ask", "choose", "set")}
    made = [(step.set, expressions.get(step.to)) for step in _sets(flows)]
    while True:
        more = {
            name
            for name, expression in made
            if expression is not None and any(use.name in found for use in _uses(expression.uses))
        }
        if more <= found:
            return frozenset(found)
        found |= more


def check_expressions(
    flows: Mapping[str, FlowFile],
    withheld: frozenset[str],
    expressions: Mapping[str, Expression],
) -> None:
    """A creditor's document whose picture shows what is withheld is a problem."""
    for file in flows.values():
        for _, step in file.steps():
            source = getattr(step, "of", None)
            expression = expressions.get(source) if isinstance(source, str) else None
            if expression is None or getattr(step, "audience", "") != CREDITOR:
                continue
            for use in _uses(expression.uses):
                if use.name in withheld:
                    place = expression.uses.place(use)
                    keys = (*file.place(step), "of")
                    file.checker.add_in_text(keys, str(source), place, "ASH074", name=use.name)


def check_words(source: TextSource, uses: Uses, withheld: frozenset[str]) -> None:
    """A text of a creditor's document that uses what is withheld is a problem."""
    if source.audience != CREDITOR:
        return
    for use in _uses(uses):
        if use.name in withheld:
            source.wrong(uses.place(use), "ASH074", name=use.name)


def _uses(uses: Uses) -> Iterator[Use]:
    """Every name that may bring a fact in: by itself, as a part of an item, or in quotes."""
    yield from uses.facts
    yield from uses.parts


def _sets(flows: Mapping[str, FlowFile]) -> Iterator[Any]:
    for file in flows.values():
        yield from (step for verb, step in file.steps() if verb == "set")


def _named(file: FlowFile) -> Iterator[tuple[str, str]]:
    for verb, step in file.steps():
        yield verb, str(getattr(step, verb, ""))
