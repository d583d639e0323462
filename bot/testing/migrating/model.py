"""What becomes of a position, and what all of them come to."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias, get_args

from bot.flow.session import Visit
from bot.testing.exploring import Exploration

# `elsewhere`: it waits at another place, and nothing that was answered is asked again.
# `unknown`: the old library does not have it, so that nothing can be said.
Fate: TypeAlias = Literal["unaffected", "asked", "elsewhere", "lost", "unknown"]
FATES: Final[tuple[Fate, ...]] = get_args(Fate)


@dataclass(frozen=True)
class Held:
    """A position: the visit with its answers, and how a report names what was said."""

    visit: Visit
    said: tuple[str, ...]


def explored_positions(explored: Exploration) -> Iterator[Held]:
    """Where an exploration begins, and the position after each of its edges.

    Its states alone would not do: of all ways that lead to one, it keeps the answers of the first.
    """
    for state in explored.states:
        if state.origin is None:
            yield Held(state.visit, tuple(map(str, state.said)))
    for edge in explored.edges:
        said = (*explored.states[edge.origin].said, edge.said)
        yield Held(edge.visit, tuple(map(str, said)))


@dataclass(frozen=True)
class Again:
    """A question that is asked though the stop had been reached.

    `changed`: it was answered, and the answer no longer counts; `added`: it stands newly before the
    stop.
    """

    flow: str
    step: str
    reason: Literal["changed", "added"]


@dataclass(frozen=True)
class Lost:
    """A position that the new library cannot hold: its flow or menu item is gone, or the fold fails."""

    held: Held
    reason: Literal["flow", "item", "fails"]
    detail: str = ""


@dataclass(frozen=True)
class Outcome:
    """What becomes of one position."""

    fate: Fate
    asked: tuple[Again, ...] = ()
    lost: Lost | None = None


@dataclass
class Migration:
    """All positions of one kind: how many fare how, by flow; what is asked again; which are lost."""

    tallies: dict[str, Counter[Fate]] = field(default_factory=dict)
    asked: Counter[Again] = field(default_factory=Counter)
    lost: list[Lost] = field(default_factory=list)

    def add(self, held: Held, outcome: Outcome) -> None:
        """Count one position."""
        self.tallies.setdefault(held.visit.flow, Counter())[outcome.fate] += 1
        self.asked.update(set(outcome.asked))
        if outcome.lost is not None:
            self.lost.append(outcome.lost)

    @property
    def total(self) -> Counter[Fate]:
        """How many fare how, in all flows."""
        return sum(self.tallies.values(), Counter())
