"""ASH121: an answer that is asked for and never used: in no condition, sum, text or look back.

That it can be exported is no use: everything can. A list is used as a whole where a function is given
it, and so is each of its parts: which of them a function reads, its flow does not say.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from bot.flow.model import Flow, Step
from bot.library.lint.check import Book, Check, finding_at
from bot.library.problems import Problem
from bot.library.read_flows import all_steps, verb_of
from bot.library.scopes import calls
from bot.library.uses import Uses

_ASKING: Final = ("ask", "choose", "repeat")
_EXPRESSIONS: Final = ("if_", "must", "sure", "to", "at", "of", "options")


def _find(book: Book) -> Iterator[Problem]:
    flows = book.manuscript.library.flows
    used = {name: set(_used(book, flow)) for name, flow in flows.items()}
    called = {name: {to for _, to in calls(flow.steps)} for name, flow in flows.items()}
    for name, file in book.manuscript.flow_files.items():
        together = _together(name, called)
        here = set().union(*(used[flow] for flow in together))
        for verb, step in file.steps():
            slot = getattr(step, verb, "")
            if verb in _ASKING and slot not in here and not _is_the_programs(book, slot):
                keys = (*file.place(step), verb)
                yield finding_at(file, keys, "ASH121", severity="warning", name=slot)


def _is_the_programs(book: Book, slot: str) -> bool:
    """Whether the program itself goes by the answer: it speaks the language that is chosen."""
    held = book.manuscript.library.slots.get(slot)
    return held is not None and held.type.kind == "language"


def _together(flow: str, called: dict[str, set[str]]) -> set[str]:
    """The flow, all that it calls, and all that call it: they share their answers."""
    found = {flow}
    while True:
        more = set().union(*(called[name] for name in found))
        more |= {name for name, inside in called.items() if inside & found and name != "home"}
        if more <= found:
            return found
        found |= more


def _used(book: Book, flow: Flow) -> Iterator[str]:
    """The names that a flow uses, in its steps and in its words of any language."""
    library = book.manuscript.library
    for verb, step in all_steps(flow.steps):
        yield from _of_step(verb, step, flow)
        for source in _sources(step):
            expression = library.expressions.get(source)
            if expression is not None:
                yield from _names(expression.uses)
                yield from _within_lists(expression.uses, flow)
    for texts in library.texts.values():
        for (source, _), template in texts.items():
            if source == flow.flow:
                yield from _names(template.uses)


def _sources(step: Step) -> Iterable[str]:
    values = (getattr(step, name, None) for name in _EXPRESSIONS)
    return (value for value in values if isinstance(value, str))


def _of_step(verb: str, step: Any, flow: Flow) -> Iterator[str]:
    if verb == "review":
        asked = (pair for pair in all_steps(flow.steps) if pair[0] in _ASKING)
        yield from step.review or (getattr(inner, named) for named, inner in asked)
    if verb == "repeat":
        yield from step.alike
        if step.marks or step.star:  # what is noted of an item is noted of the list
            yield step.repeat


def _names(uses: Uses) -> Iterator[str]:
    yield from (use.name for use in (*uses.facts, *uses.parts))
    yield from (owner for owner, _ in uses.owned)


def _within_lists(uses: Uses, flow: Flow) -> Iterator[str]:
    """The parts of the lists that an expression is given as a whole."""
    names = uses.names
    for verb, step in all_steps(flow.steps):
        if verb == "repeat" and getattr(step, verb) in names:
            inside = all_steps(getattr(step, "steps", ()))
            yield from (getattr(one, verb_of(one), "") for named, one in inside if named in _ASKING)


CHECK: Final = Check(("ASH121",), _find)
