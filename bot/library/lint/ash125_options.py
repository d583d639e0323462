"""ASH125: an option of a choice for which nothing is there, where every other one has a step of its own.

Only steps beside each other that hang on this choice alone are looked at. The first option is the
ordinary way and needs none; and where such a step ends the conversation, what follows it is for the rest.
"""

from collections.abc import Iterator
from typing import Any, Final

from bot.flow.model import Step, Steps
from bot.library.lint.check import Book, Check, finding_at_key
from bot.library.problems import Problem
from bot.library.read_flows import FlowFile, all_steps, branches, verb_of
from bot.library.ways.conditions import split
from bot.library.ways.held import only
from bot.library.ways.states import State

_FEWEST: Final = 2  # steps that make it a row of branches


def _find(book: Book) -> Iterator[Problem]:
    for file in book.manuscript.flow_files.values():
        for verb, step in file.steps():
            options = getattr(step, "options", ())
            if verb != "choose" or not isinstance(options, tuple) or getattr(step, "many", False):
                continue
            for option in _left_out(book, file, step):
                keys = (*file.place(step), "options", options.index(option))
                slot = getattr(step, "choose", "")
                yield finding_at_key(
                    file, keys, "ASH125", severity="warning", slot=slot, name=option
                )


def _left_out(book: Book, file: FlowFile, step: Any) -> list[str]:
    """The options that no row of branches has anything for, and that nothing else names."""
    left: list[str] = []
    for steps in _all_rows(file.flow.steps):
        row = [one for one in steps if _hangs_on(book, one, step.choose)]
        if len(row) < _FEWEST or any(_goes_on_otherwise(one) for one in row):
            continue
        met = {
            option
            for option in step.options
            for one in row
            if _met(book, str(one.if_), step.choose, option)
        }
        unmet = [option for option in step.options[1:] if option not in met]
        if len(unmet) == 1 and len(step.options) > _FEWEST and unmet[0] not in left:
            left += unmet
    named = set(_named(book, file, step.choose)) if left else set()
    return [option for option in left if option not in named]


def _named(book: Book, file: FlowFile, slot: str) -> Iterator[str]:
    """The options that the flow's conditions and words ask about by name."""
    library = book.manuscript.library
    for _, step in file.steps():
        for name in ("if_", "to"):
            expression = library.expressions.get(str(getattr(step, name, None)))
            held = expression.uses.compared if expression is not None else ()
            yield from (use.name for owner, use in held if owner == slot)
    for texts in library.texts.values():
        for (source, _), template in texts.items():
            if source == file.name:
                yield from (use.name for owner, use in template.uses.compared if owner == slot)


def _all_rows(steps: Steps) -> Iterator[Steps]:
    yield steps
    for step in steps:
        for inside in branches(step):
            yield from _all_rows(inside)


def _hangs_on(book: Book, step: Step, slot: str) -> bool:
    """Whether the step is there for some options of this choice, and for nothing else."""
    expression = book.manuscript.library.expressions.get(step.if_ or "")
    return expression is not None and expression.uses.names == {slot}


def _goes_on_otherwise(step: Step) -> bool:
    """Whether what comes after the step, or its `else`, is there for the other options."""
    ends = any(verb == "end" for verb, _ in all_steps((step,)))
    return ends or (verb_of(step) == "if" and bool(getattr(step, "else_", ())))


def _met(book: Book, source: str, slot: str, option: str) -> bool:
    tree = book.ways.trees.get(source)  # none where nobody comes to the step
    return tree is None or bool(split(State({slot: only(option)}), tree)[0])


CHECK: Final = Check(("ASH125",), _find)
