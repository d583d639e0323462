"""Working out conditions as if an answer were given, from what is known where it is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.errors import ContentError
from bot.flow.model import Slot
from bot.flow.stops import Question
from bot.flow.values import Facts, Unknown, Value
from bot.library import Library
from bot.library.reads import Reader
from bot.testing.exploring.ahead import Ahead, part_of


@dataclass(frozen=True)
class Asking:
    """A question where it is asked: what is known, and what lies ahead."""

    library: Library
    reader: Reader
    question: Question
    facts: Facts
    ahead: Ahead
    sure: str | None = None
    inside: frozenset[str] = frozenset()  # the facts of the item of a list that it is in

    @property
    def slot(self) -> Slot:
        """The slot asked for."""
        return self.library.slots[self.question.slot]

    @property
    def whole(self) -> bool:
        """Whether every value of the answer may matter."""
        return self.question.slot in self.ahead.whole


def conditions(asking: Asking) -> dict[str, None]:
    """The question's own conditions, and all that are ahead of it."""
    own = [one for one in (asking.question.must, asking.sure) if one]
    return dict.fromkeys((*own, *asking.ahead.conditions))


class Resolver:
    """Works out conditions as if an answer were given, by way of what the flow sets from it."""

    def __init__(self, asking: Asking) -> None:
        self.asking = asking
        self.own = {one for one in (asking.question.must, asking.sure) if one}
        self._names: dict[str, frozenset[str] | None] = {}

    def hangs(self, source: str, name: str) -> bool:
        """Whether a condition hangs on the answer, and on nothing that is not known yet."""
        if source not in self.own and "answer" in self.asking.reader.names(source):
            return False  # another question's own
        needs = self.needs(source)
        return needs is not None and bool(needs & {name, "answer"})

    def needs(self, source: str) -> frozenset[str] | None:
        """The answers that an expression comes down to; None if one of them is still to be asked."""
        return self._needs(source, frozenset())

    def _needs(self, source: str, within: frozenset[str]) -> frozenset[str] | None:
        if source in within:
            return None
        if source not in self._names:
            found: set[str] | None = set()
            for name in self.asking.reader.names(source):
                one = self._need(name, within | {source})
                found = None if one is None or found is None else found | one
            self._names[source] = None if found is None else frozenset(found)
        return self._names[source]

    def _need(self, name: str, within: frozenset[str]) -> frozenset[str] | None:
        if name in (self.asking.question.slot, "answer") or name in self.asking.facts:
            return frozenset({name})
        source = self.asking.ahead.sets.get(name)
        return None if source is None else self._needs(source, within)

    def facts(self, source: str, given: Mapping[str, Value]) -> dict[str, Value]:
        """The facts of an expression, what is set from the answer worked out anew."""
        facts = {**self.asking.facts, **given}
        for name in self.asking.reader.names(source):
            made = self.asking.ahead.sets.get(name)
            if made is not None and name not in given and made != source:
                facts[name] = self.asking.library.evaluate(made, self.facts(made, given))
        return facts

    def holds(self, source: str, given: Mapping[str, Value]) -> Any:
        """Whether a condition holds; an error is an outcome of its own."""
        try:
            return bool(self.asking.library.evaluate(source, self.facts(source, given)))
        except ContentError:
            return "fails"

    def side(self, held: Any, given: Mapping[str, Value]) -> Any:
        """Below, at or above a constant."""
        name = held.term[0]
        try:
            known = dict(given)
            if name not in known:
                source = self.asking.ahead.sets.get(name)
                if source is None:
                    return None
                known[name] = self.asking.library.evaluate(source, self.facts(source, given))
            value = part_of(known, held.term)
            if isinstance(value, Unknown | bool) or not isinstance(value, int | Decimal):
                return None
            return (value > held.against) - (value < held.against)
        except ContentError:
            return None
