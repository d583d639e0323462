"""One way to a place, told by what its facts hold and which conditions are settled; and many such."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from bot.library.ways.held import ANYTHING_OR_UNKNOWN, MISSING, Held

_FEW: Final = 2
_MOST: Final = 24  # ways that are told apart at one place; more are taken together


@dataclass(frozen=True, eq=False)
class State:
    """What holds on some ways to a place.

    `settled` says of conditions that cannot be told by the facts alone whether they hold, with the
    facts that they hang on. `rest` is what every other fact holds.
    """

    facts: Mapping[str, Held] = field(default_factory=dict)
    settled: Mapping[str, tuple[bool, frozenset[str]]] = field(default_factory=dict)
    rest: Held = MISSING

    def held(self, name: str) -> Held:
        """What a fact may be."""
        return self.facts.get(name, self.rest)

    def narrowed(self, name: str, held: Held) -> "State":
        """The same, with more known of a fact."""
        return State({**self.facts, name: held}, self.settled, self.rest)

    def given(self, name: str, held: Held) -> "State":
        """The same after a fact has got a value: what hung on the old one is open again."""
        settled = {key: one for key, one in self.settled.items() if name not in one[1]}
        return State({**self.facts, name: held}, settled, self.rest)

    def deciding(self, key: str, names: frozenset[str], *, holds: bool) -> "State":
        """The same, with a condition settled."""
        return State(self.facts, {**self.settled, key: (holds, names)}, self.rest)

    def joined(self, other: "State") -> "State":
        """What holds on the ways of either."""
        names = self.facts.keys() | other.facts.keys()
        facts = {name: self.held(name).joined(other.held(name)) for name in names}
        settled = {key: one for key, one in self.settled.items() if other.settled.get(key) == one}
        return State(facts, settled, self.rest)

    def about(self, names: frozenset[str]) -> "State":
        """The same with what these facts tell alone."""
        facts = {name: held for name, held in self.facts.items() if name in names}
        settled = {key: one for key, one in self.settled.items() if one[1] & names}
        return State(facts, settled, self.rest)

    @cached_property
    def signature(self) -> tuple[frozenset[tuple[str, Held]], frozenset[tuple[str, bool]]]:
        """What tells it from others."""
        settled = frozenset((key, one[0]) for key, one in self.settled.items())
        return frozenset(self.facts.items()), settled


# Of a text that stands in no flow: whatever it is given.
LOOSE: Final = State(rest=ANYTHING_OR_UNKNOWN)


def distinct_ways(states: Iterable[State]) -> list[State]:
    """The ways, each once."""
    return list({state.signature: state for state in states}.values())


def tidied(states: list[State]) -> list[State]:
    """The ways, each once; all taken together where there are too many to tell apart."""
    if len(states) < _FEW:
        return states
    distinct = distinct_ways(states)
    if len(distinct) <= _MOST:
        return distinct
    return [_all_joined(iter(distinct))]


def _all_joined(states: Iterator[State]) -> State:
    joined = next(states)
    for state in states:
        joined = joined.joined(state)
    return joined
