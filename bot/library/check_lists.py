"""What must hold of a `repeat` beside its steps: its length, and what its items are compared by."""

from typing import Any, Final

from bot.library.problems import nearest
from bot.library.read_flows import FlowFile

_MOST_ITEMS: Final = 90  # a button for each; with add, done and the moves a hundred are the most


def check_list(file: FlowFile, step: Any, parts: frozenset[str]) -> None:
    """A list that does not fit a screen, or compares what is never asked, is a problem.

    `parts` are the facts that its items hold.
    """
    place = file.place(step)
    if not 1 <= step.max <= _MOST_ITEMS:
        limit = f"1 … {_MOST_ITEMS}"
        file.checker.add_at_value((*place, "max"), "ASH025", value=str(step.max), limit=limit)
    elif not 0 <= step.min <= step.max:
        limit = f"0 … {step.max}"
        file.checker.add_at_value((*place, "min"), "ASH025", value=str(step.min), limit=limit)
    for number, name in enumerate(step.alike):
        if name not in parts:
            near = nearest(name, parts)
            file.checker.add((*place, "alike", number), "ASH014", name=name, near=near)
