"""Texts, read with what holds where they are said: branches that never show, facts that nobody asked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from jinja2 import nodes

from bot.library.sandbox import Sandbox
from bot.library.texts import TextSource
from bot.library.ways.conditions import TODAY, split_all
from bot.library.ways.going import ANSWER, Verdict, Ways
from bot.library.ways.held import ANYTHING, ANYTHING_OR_UNKNOWN
from bot.library.ways.states import LOOSE, State, distinct_ways

_IF: Final = re.compile(r"\{%[-+]?\s*(?:if|elif)\b\s*")
_CHOOSES: Final = re.compile(r"\{%|\bif\b")
# What a text is given besides the facts, by the last part of its key.
_AROUND: Final = ("law", "help", TODAY)
_ALSO: Final = {"must": "said", "sure": ANSWER}


@dataclass
class Branch:
    """An `if` of a text: its place, what comes of its condition, and whether anything follows if it fails."""

    offset: int
    follows: bool
    verdict: Verdict = field(default_factory=Verdict)


@dataclass
class Telling:
    """What was found in a text. `unasked` are facts that it says although some way asks them not."""

    branches: list[Branch] = field(default_factory=list)
    unasked: dict[str, int] = field(default_factory=dict)  # with the line of the template


def read_telling(
    environment: Sandbox, source: TextSource, names: frozenset[str], *, ways: Ways
) -> Telling:
    """A text, which uses the facts of these names, with all that may hold where it is said."""
    states = ways.where_said(source.source, source.key)
    also = _ALSO.get(source.key.rpartition(".")[2])
    if states is not None and also:
        states = [state.given(also, ANYTHING) for state in states]
    states = [LOOSE] if states is None else distinct_ways(state.about(names) for state in states)
    if not _CHOOSES.search(source.text):
        return _plainly(names, states)
    reader = _Reader([found.end() for found in _IF.finditer(source.text)])
    reader.body(environment.parse(source.text).body, states)
    return reader.telling


def _plainly(names: frozenset[str], states: list[State]) -> Telling:
    """A text that says the same whatever holds: it need not be taken apart."""
    facts = sorted(names.difference(_AROUND))
    unasked = (name for name in facts if any(state.held(name).missing for state in states))
    return Telling(unasked=dict.fromkeys(unasked, 1))


class _Reader:
    """Goes through a template in the order in which it stands."""

    def __init__(self, places: list[int]) -> None:
        self.places = iter(places)
        self.telling = Telling()

    def body(self, parts: Iterable[nodes.Node], states: list[State]) -> None:
        """Parts one after another; each `if` leaves all as it was."""
        for part in parts:
            match part:
                case nodes.If():
                    self.branch(part, states)
                case nodes.For():
                    self.loop(part, states)
                case nodes.Output():
                    for one in part.nodes:
                        self.printed(one, states)

    def branch(self, part: nodes.If, states: list[State]) -> None:
        """An `if` with what follows where its condition fails."""
        follows = bool(part.elif_ or part.else_)
        found = Branch(next(self.places, 0), follows)
        self.telling.branches.append(found)
        holds, fails = found.verdict.decide(states, part.test)
        self.body(part.body, holds)
        for other in part.elif_:
            last = other is part.elif_[-1]
            nested = Branch(next(self.places, 0), bool(part.else_) or not last)
            if fails:
                self.telling.branches.append(nested)
            holds, fails = nested.verdict.decide(fails, other.test)
            self.body(other.body, holds)
        self.body(part.else_, fails)

    def loop(self, part: nodes.For, states: list[State]) -> None:
        """What is said of each item: the loop's own names may be anything."""
        inside = states
        names = {name.name for name in _names(part.target)} | {"loop"}
        for name in names:
            inside = [state.given(name, ANYTHING_OR_UNKNOWN) for state in inside]
        self.body(part.body, inside)
        self.body(part.else_, states)

    def printed(self, node: Any, states: list[State]) -> None:
        """What a value is made of: a fact that was never asked would be said to be unknown."""
        if isinstance(node, nodes.CondExpr):
            holds, fails = split_all(states, node.test)
            self.printed(node.expr1, holds)
            if node.expr2 is not None:
                self.printed(node.expr2, fails)
            return
        for name in _said_names(node):
            if name not in _AROUND and any(state.held(name).missing for state in states):
                self.telling.unasked.setdefault(name, node.lineno)


def _names(target: nodes.Node) -> Iterator[nodes.Name]:
    if isinstance(target, nodes.Name):
        yield target
    yield from target.find_all(nodes.Name)


def _said_names(node: Any) -> Iterator[str]:
    match node:
        case nodes.Name():
            yield node.name
        case nodes.Filter() | nodes.Getattr() | nodes.Getitem() | nodes.Neg() if (
            node.node is not None
        ):
            yield from _said_names(node.node)
        case nodes.BinExpr():
            yield from _said_names(node.left)
            yield from _said_names(node.right)
