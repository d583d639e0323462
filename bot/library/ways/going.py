"""Every flow, gone through every way at once: what holds at each step, and which conditions are settled."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final

from jinja2 import nodes

from bot.flow.model import Flow, Slot, Step, Steps
from bot.library.analysis import parse_expression
from bot.library.expressions import expression_environment
from bot.library.library import Library
from bot.library.read_flows import all_steps, verb_of
from bot.library.ways.conditions import Split, evaluated, names_in, split_all
from bot.library.ways.held import ANYTHING, NOTHING, Bound, Held, only
from bot.library.ways.states import State, tidied

ANSWER: Final = "answer"
# Verbs after which nothing is known that was not before: the ways need not be told apart.
_IDLE: Final = frozenset(("show", "document", "remind", "handoff", "review", "if"))
_MANY: Final = 64


@dataclass
class Verdict:
    """A condition over all ways that come to it. `seen` is what its facts may hold there.

    `asks_unknown` says that it asks whether something is unknown; `contradicts` that each side of an
    `and` may hold, and never both.
    """

    holds: bool = False
    fails: bool = False
    asks_unknown: bool = False
    contradicts: bool = False
    seen: dict[str, Held] = field(default_factory=dict)

    @property
    def settled(self) -> bool:
        """Whether it goes one way alone."""
        return self.holds != self.fails

    def decide(self, states: list[State], node: nodes.Node) -> Split:
        """The ways on which the condition holds and fails, and what its facts hold on them."""
        holds, fails = split_all(states, node)
        self.holds, self.fails = self.holds or bool(holds), self.fails or bool(fails)
        self.asks_unknown = next(node.find_all(nodes.Test), None) is not None or isinstance(
            node, nodes.Test
        )
        if isinstance(node, nodes.And) and not self.holds:
            sides = (split_all(states, side)[0] for side in (node.left, node.right))
            self.contradicts = all(sides)
        self._note(states, node)
        return holds, fails

    def _note(self, states: Iterable[State], node: nodes.Node) -> None:
        for name in names_in(node):
            for state in states:
                held = state.held(name)
                self.seen[name] = self.seen[name].joined(held) if name in self.seen else held


@dataclass
class Ways:
    """What was found: by a step's id(), and by a flow with the name of its words."""

    entered: set[int] = field(default_factory=set)  # steps that are come to, guarded or not
    verdicts: dict[tuple[int, str], Verdict] = field(default_factory=dict)
    words: dict[tuple[str, str], list[State]] = field(default_factory=dict)
    lists: set[tuple[str, str]] = field(default_factory=set)
    trees: dict[str, nodes.Node] = field(default_factory=dict)  # of every expression, by its source

    def where_said(self, flow: str, key: str) -> list[State] | None:
        """What holds where a text of a flow is said; None where that is not told, as within a list."""
        name = key if key.startswith("ends.") else key.partition(".")[0]
        return None if (flow, name) in self.lists else self.words.get((flow, name))


def go_every_way(library: Library) -> Ways:
    """Each flow begun by itself, as a borrower may, and each as it is called."""
    walk = _Walk(library)
    for flow in library.flows.values():
        walk.visit(flow, [State()])
    return walk.found


def slot_held(slot: Slot | None, options: Any = ()) -> Held:
    """What a known answer to a slot may be; `options` those of its question."""
    kind = slot.type.kind if slot else ""
    match kind:
        case "yes_no":
            return only(True, False)
        case "choice" | "language" if isinstance(options, tuple) and options:
            return Held(frozenset(options))
        case "duration":
            return Held(None, (Decimal(0), False), _bound(slot, "max_days"))
        case "date":
            return Held(None, None, _bound(slot, "latest"))  # the day stays while today goes on
        case "money" | "number" | "percent":
            return Held(None, _bound(slot, "min"), _bound(slot, "max"))
        case _:
            return ANYTHING


def _bound(slot: Slot | None, name: str) -> Bound:
    value = getattr(slot.type, name, None) if slot else None
    return None if value is None else (Decimal(value), False)


class _Walk:
    """Goes through the flows of a library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.found = Ways()
        self.flow = ""
        self.ended: list[State] = []
        self.gone: dict[tuple[str, frozenset[Any]], list[State]] = {}
        self.environment = expression_environment(library.figures, library.calendar)
        self.idle: dict[int, bool] = {}

    def visit(self, flow: Flow, states: list[State]) -> list[State]:
        """A whole flow; the ways on which it ends or runs out."""
        key = flow.flow, frozenset(state.signature for state in states)
        if key not in self.gone:
            before = self.flow, self.ended
            self.flow, self.ended = flow.flow, []
            left = self.through(flow.steps, states)
            self.note_words("ends.done", left)
            self.gone[key] = tidied([*left, *self.ended])
            self.flow, self.ended = before
        return self.gone[key]

    def through(self, steps: Steps, states: list[State]) -> list[State]:
        """Steps one after another."""
        for step in steps:
            if not states:
                return []
            states = self.step(step, states)
        return states

    def step(self, step: Step, states: list[State]) -> list[State]:
        """One step with its guard."""
        self.found.entered.add(id(step))
        verb = verb_of(step)
        taken = states
        passed: list[State] = []
        if step.if_ is not None:
            taken, passed = self.decided(step, "if", step.if_, states)
        if verb == "if":
            after = self.through(getattr(step, "then", ()), taken)
            passed = self.through(getattr(step, "else_", ()), passed)
        else:
            after = self.done(verb, step, taken) if taken else []
        return states if self.is_idle(step) else tidied([*after, *passed])

    def is_idle(self, step: Step) -> bool:
        """Whether all is as before after it."""
        if id(step) not in self.idle:
            verbs = {verb for verb, _ in all_steps((step,))}
            self.idle[id(step)] = verbs <= _IDLE
        return self.idle[id(step)]

    def decided(
        self, step: Step, name: str, source: str, states: list[State]
    ) -> tuple[list[State], list[State]]:
        """The ways on which a condition of a step holds and fails."""
        node = self.node(source)
        return self.verdict(step, name).decide(states, node)

    def verdict(self, step: Step, name: str) -> Verdict:
        """What is known so far of a condition of a step."""
        return self.found.verdicts.setdefault((id(step), name), Verdict())

    def node(self, source: str) -> nodes.Node:
        """An expression's tree."""
        trees = self.found.trees
        if source not in trees:
            output: Any = parse_expression(self.environment, source).tree.body[0]
            trees[source] = output.nodes[0]
        return trees[source]

    def done(self, verb: str, step: Any, states: list[State]) -> list[State]:
        """What the step itself does."""
        name = getattr(step, verb)
        match verb:
            case "end":
                self.note_words(f"ends.{name}", states)
                self.ended += states
                return []
            case "call":
                return self.visit(self.library.flows[name], states)
            case "menu":
                for inside in step.items.values():
                    self.apart(inside, [State()])
                return []
            case "set":
                node = self.node(step.to)
                if isinstance(node, nodes.CondExpr):
                    self.verdict(step, "to").decide(states, node.test)
                pairs = [pair for state in states for pair in evaluated(state, node)]
                return [state.given(name, held) for state, held in pairs if not held.is_nothing]
            case "review":
                return states
        self.note_words(name, states)
        return self.asked(verb, step, name, states)

    def asked(self, verb: str, step: Any, name: str, states: list[State]) -> list[State]:
        """What is known after a step that has words."""
        if verb == "repeat":
            self.found.lists.add((self.flow, name))
            self.apart(step.steps, states)
            return [state.given(name, ANYTHING) for state in states]
        if verb not in ("ask", "choose"):
            return states
        many = getattr(step, "many", False)
        held = (
            ANYTHING
            if many
            else slot_held(self.library.slots.get(name), getattr(step, "options", ()))
        )
        return [state.given(name, self.accepted(step, state, held)) for state in states]

    def accepted(self, step: Any, state: State, held: Held) -> Held:
        """What an answer may be once `must` is met; to know no answer always is."""
        if getattr(step, "must", None):
            holds, _ = self.decided(step, "must", step.must, [state.given(ANSWER, held)])
            kept = NOTHING
            for one in holds:
                kept = kept.joined(one.held(ANSWER))
            held = kept
        if getattr(step, "sure", None) and held.may_be_known:
            self.decided(step, "sure", step.sure, [state.given(ANSWER, held)])
        return replace(held, unknown=True)

    def apart(self, steps: Steps, states: list[State]) -> None:
        """Steps that leave nothing behind here: a list's item, a visit from a menu."""
        before, self.ended = self.ended, []
        self.through(steps, states)
        self.ended = before

    def note_words(self, name: str, states: list[State]) -> None:
        """Keep what holds where words are said."""
        kept = self.found.words.setdefault((self.flow, name), [])
        kept += states
        if len(kept) > _MANY:
            kept[:] = tidied(kept)
