"""What an exploration comes to: states, the edges between them, outcomes, and what was found wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.flow.session import Visit
from bot.flow.values import Value
from bot.testing.exploring.acts import Act
from bot.testing.exploring.marking import Place

DEFAULT_BUDGET: Final = 600


@dataclass(frozen=True)
class Said:
    """What was said at a step, as a report names it."""

    step: str
    answer: str

    def __str__(self) -> str:
        return f"{self.step}={self.answer}"


@dataclass(frozen=True)
class State:
    """A place where a conversation waits, with the answers that lead there.

    `visit` is the conversation itself, to be folded again; `strays` says which answers are not the
    usual ones.
    """

    number: int
    kind: str
    flow: str
    step: str
    said: tuple[Said, ...]
    acts: tuple[Act, ...]
    visit: Visit
    origin: int | None = None
    strays: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Edge:
    """What is said in one state, the state that it leads to, and the texts shown on the way.

    `visit` is the conversation after it, with just these answers: many edges lead to one state.
    `value` is the answer itself, where it is one.
    """

    origin: int
    target: int
    said: Said
    acts: tuple[Act, ...]
    visit: Visit = field(compare=False)
    shown: tuple[str, ...] = ()
    value: Value | None = None


@dataclass(frozen=True)
class Finding:
    """A property that does not hold, and the answers that lead to where it does not.

    `rule` names the property; `values` are what its sentence says besides: what was expected, and seen.
    """

    flow: str
    step: str
    rule: str
    said: tuple[Said, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Exploration:
    """One flow, explored. `left` counts the states that were found and not gone on from.

    `opening` are the texts that are shown before anything is said.

    `sampled` says that answers which only count in sums were not combined all with all.
    """

    flow: str
    states: tuple[State, ...]
    edges: tuple[Edge, ...]
    findings: tuple[Finding, ...]
    walked: frozenset[Place]
    doubted: frozenset[Place]
    left: int = 0
    sampled: bool = False
    seconds: float = 0.0
    opening: tuple[str, ...] = ()

    @property
    def outcomes(self) -> Mapping[str, tuple[State, ...]]:
        """Every outcome, by `flow.name`, with the states in which it is reached."""
        found: dict[str, tuple[State, ...]] = {}
        for state in self.states:
            if state.kind == "Ended":
                name = f"{state.flow}.{state.step}"
                found[name] = (*found.get(name, ()), state)
        return found
