"""Every question of every flow, reached by the answers that lead there; and talks that hold a typed name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.flow.session import Session, Visit
from bot.flow.stops import Question
from bot.library import Library
from bot.library.read_flows import all_steps
from bot.testing.exploring.ground import Ground
from bot.testing.exploring.model import State
from bot.testing.exploring.walking import walk
from tests.attacks.literal import mapped

_BUDGETS = (12, 60, 700)  # states of a flow gone on from, until each question of it was come to
_NAME = "张三"  # what the exploration types where words are asked for


@dataclass(frozen=True)
class Asked:
    """A session that waits somewhere, called `flow.step`."""

    name: str
    kind: str
    session: Session
    holds_name: bool

    def in_language(self, language: str) -> Session:
        """The same talk in a language."""
        return replace(self.session, language=language)

    def named(self, name: str) -> Session:
        """The same talk, with another name wherever one was typed."""
        session: Session = mapped(self.session, lambda text: name if text == _NAME else text)
        return session


def asked_in(library: Library, flows: Iterable[str], today: date) -> Iterator[Asked]:
    """The first session at each question of these flows, and at each other stop that holds a name."""
    ground = Ground(library, today, checks=False)
    seen: set[tuple[str, str, bool]] = set()
    for flow in flows:
        opened = ground.opened(flow)
        for state in _states(ground, flow, questions_of(library, flow)):
            holds = _holds_name(state.visit)
            key = (state.kind, f"{state.flow}.{state.step}", holds)
            if key not in seen and (state.kind == Question.__name__ or holds):
                seen.add(key)
                yield Asked(key[1], state.kind, opened.with_visit(state.visit), holds)


def questions_of(library: Library, flow: str) -> set[str]:
    """Every question of a flow as `flow.step`."""
    return {
        f"{flow}.{getattr(step, verb)}"
        for verb, step in all_steps(library.flows[flow].steps)
        if verb in ("ask", "choose")
    }


def _states(ground: Ground, flow: str, wanted: set[str]) -> tuple[State, ...]:
    """States of a flow, with all of these questions among them if they can be come to."""
    states: tuple[State, ...] = ()
    for budget in _BUDGETS:
        states = walk(ground, flow, budget).states
        if wanted <= {f"{one.flow}.{one.step}" for one in states}:
            break
    return states


def _holds_name(visit: Visit) -> bool:
    return any(answer.value == _NAME for answer in visit.answers.values())
