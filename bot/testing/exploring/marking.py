"""Flows whose steps leave a trail, so that it can be told where a walk stands and what it came by.

The steps themselves do everything: a mark only notes that its step was taken, and hands on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from bot.flow.model import Flow, Step, Steps
from bot.flow.stops import Stop
from bot.flow.walk import Walk
from bot.library import Library
from bot.library.read_flows import verb_of
from bot.library.shapes import nested_fields
from bot.testing.exploring.remembering import remember

# Where a step stands: its flow, and the keys that lead to it in the flow's file.
Place: TypeAlias = tuple[str, tuple[str | int, ...]]


@dataclass
class Trail:
    """The steps that were taken: all of them, and those in which the last walk still stands."""

    walked: set[Place] = field(default_factory=set)
    open: list[Place] = field(default_factory=list)

    def begin(self) -> None:
        """Before a walk from the top."""
        self.open.clear()


@dataclass(frozen=True, eq=False)
class Marked:
    """A step that notes that it is taken."""

    step: Step
    place: Place
    trail: Trail
    nested: Mapping[str, Any]  # the same inside of it, found by whoever goes through all steps

    @property
    def if_(self) -> str | None:
        """The step's own condition."""
        return self.step.if_

    @property
    def asks(self) -> bool:
        """Whether the step asks something."""
        return self.step.asks

    def walk(self, walk: Walk) -> Stop | None:
        """Take the step; it stays open where the walk stops in it."""
        depth = len(self.trail.open)
        self.trail.walked.add(self.place)
        self.trail.open.append(self.place)
        stop = self.step.walk(walk)
        if stop is None:
            del self.trail.open[depth:]
        return stop

    def __getattr__(self, name: str) -> Any:
        """What else a step has: a menu's items, a branch's `else_`."""
        return getattr(self.step, name)


@dataclass(frozen=True, eq=False)
class MarkedLibrary:
    """A library whose flows leave a trail, with every step by its place."""

    library: Library
    trail: Trail
    steps: Mapping[Place, Step]


def mark_library(library: Library) -> MarkedLibrary:
    """The library with all its steps marked."""
    trail, steps = Trail(), dict[Place, Step]()
    marker = _Marker(trail, steps)
    flows = {
        name: Flow(name, marker.mark(flow.steps, (name, ("steps",))))
        for name, flow in library.flows.items()
    }
    return MarkedLibrary(remember(library, flows), trail, steps)


@dataclass(frozen=True)
class _Marker:
    trail: Trail
    steps: dict[Place, Step]

    def mark(self, steps: Steps, within: Place) -> Steps:
        flow, keys = within
        return tuple(self._one(step, (flow, (*keys, n))) for n, step in enumerate(steps))

    def _one(self, step: Step, place: Place) -> Step:
        flow, keys = place
        self.steps[place] = step
        nested: dict[str, Any] = {}
        for name in nested_fields(type(step)):
            key, inside = name.rstrip("_"), getattr(step, name)
            if isinstance(inside, Mapping):
                nested[name] = {
                    item: self.mark(held, (flow, (*keys, key, item)))
                    for item, held in inside.items()
                }
            else:
                nested[name] = self.mark(inside, (flow, (*keys, key)))
        marked = replace(step, **nested) if nested else step
        flat = {
            f"{name}.{item}": held
            for name, value in nested.items()
            for item, held in (value.items() if isinstance(value, dict) else [("", value)])
        }
        return Marked(marked, place, self.trail, flat)


def named(step: Step) -> str:
    """What a step is called: its verb, and the name after it if it has one."""
    verb = verb_of(step)
    name = getattr(step, verb, "") if verb != "if" else step.if_
    return f"{verb}: {', '.join(name) if isinstance(name, tuple) else name}"
