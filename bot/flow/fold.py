"""`fold`: where a borrower is, derived from the answers alone."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date

from bot.flow.model import Step, Steps
from bot.flow.ports import Library
from bot.flow.session import Visit
from bot.flow.stops import Ended, Question, Stop
from bot.flow.values import Facts
from bot.flow.walk import Beat, Taken, Walk

HOME = "home"


@dataclass(frozen=True)
class Position:
    """Where a visit waits (`stop`), what was said (`beats`) and used (`taken`) on the way there."""

    stop: Stop
    beats: tuple[Beat, ...]
    taken: tuple[Taken, ...]
    facts: Facts
    remaining: int

    @property
    def progress(self) -> tuple[int, int] | None:
        """The current question's number and how many there are at least, if it is a question.

        Inside an item of a list, those of the item; elsewhere, those outside of lists.
        """
        if not isinstance(self.stop, Question):
            return None
        here = self.stop.key.rpartition("/")[0]
        beside = (seen.question for seen in self.taken if seen.key.rpartition("/")[0] == here)
        number = sum(question is not None for question in beside) + 1
        return number, number + self.remaining

    def question(self, key: str) -> Question | None:
        """The question that a live answer belongs to, or the one that waits."""
        if isinstance(self.stop, Question) and self.stop.key == key:
            return self.stop
        return next((seen.question for seen in self.taken if seen.key == key), None)


def fold(library: Library, visit: Visit, today: date) -> Position:
    """Walk a visit's flow from its top with its answers, to the first question without one.

    Answers that the walk does not come by wait, parked, for their branch to come back. Raises
    ContentError if an expression of the flow fails.
    """
    walk = Walk(library, visit.answers, today)
    stop = walk.through(visit.flow, _steps(library, visit))
    return Position(stop, tuple(walk.beats), tuple(walk.taken), walk.facts, walk.remaining)


def exists(library: Library, visit: Visit) -> bool:
    """Whether the library still has what a visit visits."""
    if visit.flow not in library.flows:
        return False
    menu, _, item = visit.pick.partition("/")
    return not visit.pick or item in _items(library.flows[visit.flow].steps, menu)


def news(library: Library, before: Position | None, after: Position) -> list[Beat]:
    """What `after` says that `before` had not: by text and by the facts that the text uses."""
    said = Counter(_mark(library, beat) for beat in before.beats) if before else Counter()
    fresh = []
    for beat in after.beats:
        mark = _mark(library, beat)
        if said[mark]:
            said[mark] -= 1
        else:
            fresh.append(beat)
    return fresh


def is_over(position: Position) -> bool:
    """Whether the visit has come to its end."""
    return isinstance(position.stop, Ended)


def _mark(library: Library, beat: Beat) -> str:
    used = sorted(library.names_in(beat.text))
    values = [(name, str(beat.text.values.get(name))) for name in used]
    return repr((beat.kind, beat.flow, beat.step, beat.at, values))


def _steps(library: Library, visit: Visit) -> Steps:
    steps = library.flows[visit.flow].steps
    if not visit.pick:
        return steps
    menu, _, item = visit.pick.partition("/")
    return _items(steps, menu)[item]


def _items(steps: Steps, menu: str) -> dict[str, Steps]:
    for step in _within(steps):
        if getattr(step, "menu", None) == menu:
            return dict(getattr(step, "items", {}))
    return {}


def _within(steps: Steps) -> Iterator[Step]:
    """Every step of a tree, outermost first."""
    for step in steps:
        yield step
        for field in fields(step):
            value = getattr(step, field.name)
            branches = value.values() if isinstance(value, dict) else (value,)
            for branch in branches:
                if isinstance(branch, tuple) and branch and hasattr(branch[0], "walk"):
                    yield from _within(branch)
