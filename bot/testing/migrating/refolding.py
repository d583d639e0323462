"""Folding each position on the old library and on the new one, and telling the difference.

The engine's own `fold` and `exists` decide; here it is only told how the two stops differ.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from bot.errors import AshoreError
from bot.flow.fold import Position, exists, fold
from bot.flow.session import Visit
from bot.flow.stops import Doubt, Ended, Hub, Listing, Question, Stop
from bot.flow.walk import SURE
from bot.library import Library
from bot.library.read_flows import all_steps
from bot.testing.exploring.remembering import remember
from bot.testing.migrating.model import Again, Held, Lost, Migration, Outcome


def migrate(crossing: "Crossing", positions: Iterable[Held]) -> Migration:
    """What becomes of these positions."""
    found = Migration()
    for held in positions:
        found.add(held, crossing.outcome(held))
    return found


class Crossing:
    """From one library to another, on one day."""

    def __init__(self, old: Library, new: Library, today: date) -> None:
        """Both remember what their expressions come to: thousands of positions ask the same."""
        self.old, self.new = remember(old, old.flows), remember(new, new.flows)
        self.today = today
        self._stood, self._stands = _names(old), _names(new)

    def outcome(self, held: Held) -> Outcome:
        """What becomes of a position."""
        visit = held.visit
        before = self._before(visit)
        if before is None:
            return Outcome("unknown")
        if not exists(self.new, visit):
            reason = Lost(held, "item" if visit.flow in self.new.flows else "flow")
            return Outcome("lost", lost=reason)
        try:
            after = fold(self.new, visit, self.today)
        except AshoreError as error:
            line = str(error).split("\n", 1)[0]
            return Outcome("lost", lost=Lost(held, "fails", line))
        asked = tuple(self._asked(before, after, visit))
        if asked:
            return Outcome("asked", asked)
        live = {taken.key for taken in before.taken}
        kept = live <= {taken.key for taken in after.taken}
        same = kept and place_of(before.stop) == place_of(after.stop)
        return Outcome("unaffected" if same else "elsewhere")

    def _before(self, visit: Visit) -> Position | None:
        if not exists(self.old, visit):
            return None
        try:
            return fold(self.old, visit, self.today)
        except AshoreError:
            return None

    def _asked(self, before: Position, after: Position, visit: Visit) -> Iterator[Again]:
        """The questions asked again, one after the other, each answered as before where that fits."""
        live = _live(before, visit)
        while (again := self._again(before, after.stop, live)) is not None:
            yield again
            stop = after.stop
            if not isinstance(stop, Question) or not self._fits(stop, visit):
                return
            given = replace(visit.answers[stop.key], print=stop.print)
            visit = replace(visit, answers={**visit.answers, stop.key: given})
            try:
                after = fold(self.new, visit, self.today)
            except AshoreError:
                return  # with other answers it may go well: the borrower gives them
            if _key(after.stop) == stop.key:
                return

    def _again(self, before: Position, stop: Stop, live: frozenset[str]) -> Again | None:
        """What a stop asks that had been passed; None if it is no such stop."""
        if isinstance(stop, Ended | Hub) or place_of(stop) == place_of(before.stop):
            return None
        step = stop.question.slot if isinstance(stop, Doubt) else stop.step
        if _key(stop) in live:
            return Again(stop.flow, step, "changed")
        return None if self._is_next(before.stop, stop) else Again(stop.flow, step, "added")

    def _is_next(self, before: Stop, stop: Stop) -> bool:
        """Whether what was waited for is gone from the flow, and the old flow had what follows."""
        if isinstance(before, Ended | Hub):
            return False
        gone = (before.flow, before.step) in self._stood - self._stands
        return gone and (stop.flow, stop.step) in self._stood

    def _fits(self, question: Question, visit: Visit) -> bool:
        """Whether what was answered could be answered again: a value of the same kind, an option."""
        given = visit.answers.get(question.key)
        kinds = (library.slots.get(question.slot) for library in (self.old, self.new))
        old, new = (slot.type.kind if slot else None for slot in kinds)
        if given is None or old != new:
            return False
        values = given.value if isinstance(given.value, tuple) else (given.value,)
        return not question.options or set(map(str, values)) <= set(question.options)


def _names(library: Library) -> frozenset[tuple[str, str]]:
    """Every step of every flow by its name."""
    return frozenset(
        (name, str(getattr(step, verb, "")))
        for name, flow in library.flows.items()
        for verb, step in all_steps(flow.steps)
    )


def _live(position: Position, visit: Visit) -> frozenset[str]:
    """The keys of the answers that count, with the second yes to those that were unusual."""
    taken = {seen.key for seen in position.taken}
    return frozenset(taken | {f"{key}{SURE}" for key in taken if f"{key}{SURE}" in visit.answers})


def _key(stop: Stop) -> str:
    """The key of the answer that a stop waits for, if it waits for one."""
    if isinstance(stop, Ended | Hub):
        return ""
    return f"{stop.key}#done" if isinstance(stop, Listing) else stop.key


def place_of(stop: Stop) -> tuple[str, ...]:
    """What makes two stops the same place."""
    return type(stop).__name__, stop.flow, stop.step, _key(stop)
