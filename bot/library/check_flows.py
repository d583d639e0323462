"""What must hold of every flow beyond its shape: names that exist, ends that end, no circles."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from bot.flow.model import Slot, Step, Steps
from bot.library.check_lists import check_list
from bot.library.check_uses import Known, report_issues, report_uses
from bot.library.problems import Said, nearest
from bot.library.read_flows import FlowFile, branches, verb_of
from bot.library.read_slots import check_name
from bot.library.sandbox import Sandbox
from bot.library.scopes import Scope, calls, find_circle
from bot.library.templates import Expression, compile_expression
from bot.library.texts import NOTHING
from bot.library.yaml_reader import Keys

HOME: Final = "home"
_EXPRESSIONS: Final = ("if_", "must", "sure", "to", "at", "of")
_OF_ANSWER: Final = ("must", "sure")
_PRESS_LIMIT: Final = 64  # bytes that a button can carry
_CHANGE: Final = len("zzzzzzzz.=change/")  # what stands before an answer's key, with a long version
_REMOVE: Final = len("zzzzzzzz.=remove_yes/")  # and before that of a list's item
_ITEM: Final = "/99/"  # after a list's name, where an item is meant

# The types that each asking verb takes.
_CHOSEN: Final = ("choice", "language", "text")
_NOT_ASKED: Final = ("choice", "language", "items")


@dataclass(frozen=True)
class FlowCheck:
    """The flows with all that they may refer to."""

    flows: Mapping[str, FlowFile]
    slots: Mapping[str, Slot]
    scopes: Mapping[str, Scope]
    known: Known
    environment: Sandbox


def check_flows(check: FlowCheck) -> dict[str, Expression]:
    """Every mistake in the flows becomes a problem; the expressions, ready, by their source."""
    expressions: dict[str, Expression] = {}
    in_circle: set[str] = set()
    for name, file in check.flows.items():
        _check_order(file, file.flow.steps)
        _check_repeats(file)
        _check_keys(file, file.flow.steps, 0)
        for _, step in file.steps():
            _check_names(check, file, step)
            expressions |= _check_expressions(check, file, step)
        circle = [] if name in in_circle else find_circle(check.flows, name)
        if circle:
            in_circle |= set(circle)
            step = next(s for s, called in calls(file.flow.steps) if called == circle[1])
            place = (*file.place(step), "call")
            file.checker.add_at_value(place, "ASH033", circle=" → ".join(circle))
    return expressions


def _check_order(file: FlowFile, steps: Steps) -> None:
    """Nothing comes after an end that has no condition."""
    for step, later in pairwise(steps):
        if verb_of(step) == "end" and step.if_ is None:
            file.checker.add(file.place(later), "ASH034")
            break
    for step in steps:
        for inside in branches(step):
            _check_order(file, inside)


def _check_repeats(file: FlowFile) -> None:
    """A name is used by one kind of step, and a question is asked in one way."""
    first: dict[str, tuple[str, Step]] = {}
    for verb, step in file.steps():
        name = getattr(step, verb, None)
        if verb in ("if", "call", "review") or not isinstance(name, str):
            continue
        key = f"end {name}" if verb == "end" else name
        before = first.setdefault(key, (verb, step))
        if before[1] is not step and _clash(before, (verb, step)):
            line = str(file.checker.document.key_place(file.place(before[1]))[0])
            file.checker.add_at_value((*file.place(step), verb), "ASH035", key=name, line=line)


def _clash(one: tuple[str, Step], other: tuple[str, Step]) -> bool:
    """The same text may be shown, or the same end reached, in several places."""
    if one[0] != other[0]:
        return True
    return one[0] not in ("show", "end", "set", "document")


def _check_keys(file: FlowFile, steps: Steps, before: int) -> None:
    """An answer's key must fit on the button that changes it."""
    for step in steps:
        verb = verb_of(step)
        name = getattr(step, verb, "")
        if verb in ("ask", "choose", "repeat"):
            size = _CHANGE + before + len(name)
            if verb == "repeat":
                size = _REMOVE + before + len(name) + len(_ITEM) - 1
            if size > _PRESS_LIMIT:
                values = {"size": str(size), "limit": str(_PRESS_LIMIT)}
                file.checker.add_at_value((*file.place(step), verb), "ASH038", **values)
        deeper = before + len(name) + len(_ITEM) if verb == "repeat" else before
        for inside in branches(step):
            _check_keys(file, inside, deeper)


def _check_names(check: FlowCheck, file: FlowFile, step: Step) -> None:
    place, verb = file.place(step), verb_of(step)
    name: Any = getattr(step, verb, None)
    checker = file.checker
    match verb:
        case "ask" | "choose" | "repeat":
            _check_slot(check, file, step, name)
            if verb == "repeat":
                check_list(file, step, check.scopes[file.name].items.get(name, NOTHING))
        case "set":
            check_name(checker, (*place, "set"), name)
        case "call" if name not in check.flows:
            near = nearest(name, check.flows)
            checker.add_at_value((*place, "call"), "ASH032", name=name, near=near)
        case "review":
            _check_rows(check, file, (*place, "review"), name)
        case "end":
            for number, target in enumerate(getattr(step, "next", ())):
                check.known.check_target(checker, (*place, "next", number), target)


def _check_rows(check: FlowCheck, file: FlowFile, keys: Keys, slots: tuple[str, ...]) -> None:
    for number, slot in enumerate(slots):
        if slot not in check.slots:
            near = nearest(slot, check.slots)
            file.checker.add((*keys, number), "ASH031", name=slot, near=near)


def _check_slot(check: FlowCheck, file: FlowFile, step: Step, name: str) -> None:
    verb = verb_of(step)
    keys = (*file.place(step), verb)
    slot = check.slots.get(name)
    if slot is None:
        near = nearest(name, check.slots)
        file.checker.add_at_value(keys, "ASH031", name=name, near=near)
        return
    kind = slot.type.kind
    fits = {
        "ask": kind not in _NOT_ASKED,
        "choose": kind in _CHOSEN,
        "repeat": kind == "items",
    }[verb]
    if not fits:
        wanted = {"ask": "money, number, date, text, …", "choose": "choice", "repeat": "items"}[
            verb
        ]
        values = {"name": name, "type": kind, "verb": verb, "wanted": wanted}
        file.checker.add_at_value(keys, "ASH041", **values)
    if getattr(step, "options", None) == ():
        file.checker.add((*file.place(step), "options"), "ASH044")


def _check_expressions(check: FlowCheck, file: FlowFile, step: Step) -> dict[str, Expression]:
    """Every expression of a step: it can be read, and all that it names exists here."""
    compiled: dict[str, Expression] = {}
    known = check.scopes[file.name].before.get(id(step), NOTHING)
    for keys, source, facts in _expressions(file, step, known):
        expression, parsed = compile_expression(check.environment, source)

        def wrong(
            offset: int, code: str, *, near: str = "", _at: Any = (keys, source), **values: Said
        ) -> None:
            file.checker.add_in_text(_at[0], _at[1], offset, code, near=near, **values)

        report_issues(parsed.issues, wrong)
        report_uses(parsed.uses, facts, check.known, wrong)
        if expression is not None:
            compiled[source] = expression
    return compiled


def _expressions(
    file: FlowFile, step: Step, known: frozenset[str]
) -> list[tuple[Keys, str, frozenset[str]]]:
    place = file.place(step)
    found = [
        ((*place, name.rstrip("_")), source, known | {"answer"} if name in _OF_ANSWER else known)
        for name in _EXPRESSIONS
        if isinstance(source := getattr(step, name, None), str)
    ]
    options = getattr(step, "options", None)
    if isinstance(options, str):
        found.append(((*place, "options"), options, known))
    return found
