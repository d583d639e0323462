"""Which facts are there at each step of a flow, found by going through every flow in every way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bot.flow.model import Step, Steps
from bot.flow.steps.branch import If
from bot.library.read_flows import FlowFile, branches, verb_of

ALWAYS: Final = frozenset({"today"})
_NOTHING: Final[frozenset[str]] = frozenset()


@dataclass
class Scope:
    """What is known along a flow. A fact of a branch counts after it: on other ways it is unknown."""

    before: dict[int, frozenset[str]] = field(default_factory=dict)  # by a step's id()
    words: dict[str, frozenset[str]] = field(default_factory=dict)  # by a step's name
    ends: dict[str, frozenset[str]] = field(default_factory=dict)  # by an outcome
    inside: dict[str, frozenset[str]] = field(default_factory=dict)  # of a repeat's item
    items: dict[str, frozenset[str]] = field(default_factory=dict)  # what a repeat's items hold
    options: dict[str, tuple[str, ...] | None] = field(default_factory=dict)  # None: computed
    after: frozenset[str] = ALWAYS

    def before_words(self, name: str) -> frozenset[str]:
        """The facts that a step's words may use."""
        return self.words.get(name, ALWAYS)

    def before_end(self, outcome: str) -> frozenset[str]:
        """The facts that an end's words may use."""
        return self.ends.get(outcome, self.after)


def find_scopes(flows: Mapping[str, FlowFile]) -> dict[str, Scope]:
    """The scope of every flow. A called flow knows what any of its callers knew when calling."""
    scopes: dict[str, Scope] = {}
    given = ALWAYS | lost_in(flows)
    entered: dict[str, frozenset[str]] = {}
    for name in _callers_first(flows):
        walk = _Walk(flows, entered)
        steps = flows[name].flow.steps
        walk.scope.after = walk.through(steps, given | entered.get(name, _NOTHING))
        scopes[name] = walk.scope
    return scopes


def lost_in(flows: Mapping[str, FlowFile]) -> frozenset[str]:
    """The names in steps that could not be read; nobody can say that they are not there."""
    return frozenset(name for file in flows.values() for name in file.lost if name)


def calls(steps: Steps) -> Iterator[tuple[Step, str]]:
    """Every call within the steps, with the flow it names."""
    for step in steps:
        if verb_of(step) == "call":
            yield step, str(getattr(step, "call", ""))
        for inside in branches(step):
            yield from calls(inside)


def find_circle(flows: Mapping[str, FlowFile], start: str) -> list[str]:
    """The way from a flow back to itself, by calls; empty if there is none."""
    ways = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for _, called in calls(flows[way[-1]].flow.steps):
            if called == start:
                return [*way, start]
            if called in flows and called not in seen:
                seen.add(called)
                ways.append([*way, called])
    return []


def _callers_first(flows: Mapping[str, FlowFile]) -> list[str]:
    order: list[str] = []
    seen: set[str] = set()

    def visit(name: str) -> None:
        if name in seen or name not in flows:
            return
        seen.add(name)
        for _, called in calls(flows[name].flow.steps):
            visit(called)
        order.append(name)

    for name in flows:
        visit(name)
    return order[::-1]


class _Walk:
    """One flow, gone through with what is known at its top."""

    def __init__(self, flows: Mapping[str, FlowFile], entered: dict[str, frozenset[str]]) -> None:
        self.flows = flows
        self.entered = entered
        self.scope = Scope()

    def through(self, steps: Steps, known: frozenset[str]) -> frozenset[str]:
        """What is known after the steps."""
        for step in steps:
            known = self.step(step, known)
        return known

    def step(self, step: Step, known: frozenset[str]) -> frozenset[str]:
        """What is known after one step."""
        verb = verb_of(step)
        name: Any = getattr(step, verb, None)
        scope = self.scope
        scope.before[id(step)] = known
        match verb:
            case "end":
                scope.ends[name] = scope.ends.get(name, _NOTHING) | known
                return known
            case "call":
                self.entered[name] = self.entered.get(name, _NOTHING) | known
                return known | self.leaves(name, frozenset())
            case "if" if isinstance(step, If):
                return self.through(step.then, known) | self.through(step.else_, known)
            case "set":
                return known | {name}
            case "review":
                return known
        scope.words[name] = scope.words.get(name, _NOTHING) | known
        return self.named(verb, step, name, known)

    def named(self, verb: str, step: Any, name: str, known: frozenset[str]) -> frozenset[str]:
        """What is known after a step that has words."""
        match verb:
            case "ask":
                self.scope.options.setdefault(name, ())
                return known | {name}
            case "choose":
                self._offer(name, step.options if isinstance(step.options, tuple) else None)
                return known | {name}
            case "repeat":
                noted = {"marks"} if step.marks else set()
                noted |= {"starred"} if step.star else set()
                self.scope.inside[name] = self.through(step.steps, known) | noted
                self.scope.items[name] = frozenset(self._left(step.steps, _NOTHING)) | noted
                return known | {name}
            case "menu":
                self._offer(name, tuple(step.items))
                for steps in step.items.values():
                    self.through(steps, ALWAYS)  # each item is a visit of its own
        return known

    def leaves(self, name: str, within: frozenset[str]) -> frozenset[str]:
        """The facts that a called flow leaves behind."""
        if name in within or name not in self.flows:
            return _NOTHING
        return frozenset(self._left(self.flows[name].flow.steps, within | {name}))

    def _left(self, steps: Steps, within: frozenset[str]) -> Iterator[str]:
        for step in steps:
            match verb_of(step):
                case "ask" | "choose" | "repeat" | "set" as verb:
                    yield getattr(step, verb)
                case "call":
                    yield from self.leaves(getattr(step, "call", ""), within)
                case "if":
                    for inside in branches(step):
                        yield from self._left(inside, within)

    def _offer(self, name: str, options: tuple[str, ...] | None) -> None:
        before = self.scope.options.get(name, ())
        both = (
            None if before is None or options is None else tuple(dict.fromkeys((*before, *options)))
        )
        self.scope.options[name] = both
