"""What still lies ahead of a place in a flow, and which facts can still change it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any, Final

from bot.flow.fold import Position
from bot.flow.model import Step
from bot.flow.session import Visit
from bot.flow.stops import Ended, Question
from bot.flow.values import Facts, Unknown, Value
from bot.library.read_flows import verb_of
from bot.library.reads import LENGTH, NOTHING, Held, Reader, Reads, Term
from bot.testing.exploring.marking import MarkedLibrary, Place

Open = tuple[Place, ...]
_CONDITIONS: Final = ("if_", "must", "sure")
_VALUES: Final = ("options", "at")
_ASKING: Final = ("ask", "choose", "repeat", "set")


@dataclass(frozen=True)
class Ahead:
    """What is read from here on: facts, the conditions themselves, and how facts are worked out."""

    reads: Reads
    conditions: tuple[str, ...]
    sets: Mapping[str, str]
    whole: frozenset[str]  # facts of which every value may matter


class Lookout:
    """Looks ahead from the places of a library's flows; what lies ahead of each is found once."""

    def __init__(self, marked: MarkedLibrary, reader: Reader) -> None:
        """`marked` is the library that is walked, with its steps by place."""
        self.steps = marked.steps
        self.reader = reader
        self._lists: dict[Place, list[Place]] = {}
        for flow, keys in marked.steps:
            self._lists.setdefault((flow, keys[:-1]), []).append((flow, keys))
        self._kept: dict[Open, Ahead] = {}
        self._beyond: dict[Open, Reads] = {}
        self._orders: dict[int, tuple[Reads, tuple[tuple[Term, ...], tuple[Held, ...]]]] = {}
        self._tell: Callable[[Value], Any] = getattr(marked.library, "told", repr)

    def ahead(self, standing: Open) -> Ahead:
        """What lies ahead of where a walk stands, the step in which it waits with it."""
        if standing not in self._kept:
            places = dict.fromkeys(self._places(standing))
            self._kept[standing] = self._read(list(places))
        return self._kept[standing]

    def beyond(self, standing: Open) -> Reads | None:
        """What is read after the outermost call that a walk stands in; None outside of calls."""
        calls = [n for n, place in enumerate(standing[:-1]) if verb_of(self.steps[place]) == "call"]
        if not calls:
            return None
        outer = standing[: calls[0] + 1]
        if outer not in self._beyond:
            places = dict.fromkeys(self._places(outer, waits=False))
            self._beyond[outer] = self._read(list(places)).reads
        return self._beyond[outer]

    def observed(
        self, position: Position, visit: Visit, standing: Open, *, roughly: bool = False
    ) -> tuple[Any, ...]:
        """Where a visit stands, and of its facts what can still change the way: equal, if alike.

        `roughly`: of a fact of which every value may matter, only whether it is known at all.
        """
        stop = position.stop
        if isinstance(stop, Ended):
            return (visit.pick, "ended", stop.flow, stop.outcome, stop.next)
        ahead = self.ahead(standing)
        options = stop.options if isinstance(stop, Question) else ()
        facts = tuple(self._seen(ahead.reads, position.facts, roughly=roughly))
        lists = tuple(self._noted(standing, visit, ahead, roughly=roughly))
        return (visit.pick, standing, type(stop).__name__, options, facts, lists)

    def _seen(self, reads: Reads, facts: Facts, *, roughly: bool) -> Iterator[tuple[Any, ...]]:
        """What can still be told of the facts: every value, or on which side of a constant it is."""
        whole, held = self._sorted(reads)
        for term in whole:
            if term[0] in facts:
                value = part_of(facts, term)
                yield term, isinstance(value, Unknown) if roughly else self._tell(value)
        for one in held:
            if one.term[0] in facts:
                yield one.term, one.sign, side(one, facts)

    def _sorted(self, reads: Reads) -> tuple[tuple[Term, ...], tuple[Held, ...]]:
        """The terms of which all matters, and what is only compared of others, in order."""
        if id(reads) not in self._orders:
            whole = reads.whole
            free = (
                one
                for one in reads.held
                if one.term not in whole and (one.term[0], "") not in whole
            )
            held = tuple(sorted(free, key=repr))
            self._orders[id(reads)] = (reads, (tuple(sorted(whole)), held))
        return self._orders[id(reads)][1]

    def _noted(self, standing: Open, visit: Visit, ahead: Ahead, *, roughly: bool) -> Iterator[Any]:
        """What is kept of the lists that are still open."""
        for place in standing:
            step = self.steps[place]
            if verb_of(step) != "repeat":
                continue
            key = str(getattr(step, "repeat", ""))
            items = visit.answers.get(f"{key}#items")
            listed = items.value if items and isinstance(items.value, tuple) else ()
            yield key, len(listed)
            if key in ahead.whole and not roughly:
                yield tuple(
                    (kept, repr(answer.value))
                    for kept, answer in visit.answers.items()
                    if kept.startswith((f"{key}/", f"{key}#star"))
                )

    def _places(self, standing: Open, *, waits: bool = True) -> Iterator[Place]:
        last = len(standing) - 1
        for number, place in enumerate(standing):
            if number == last or verb_of(self.steps[place]) == "call":
                yield from self._after(place, waits=waits and number == last)

    def _after(self, place: Place, *, waits: bool) -> Iterator[Place]:
        """The steps from a place on to the end of its flow, or of the menu's item it is in."""
        flow, keys = place
        if waits:
            yield from self._tree(place)
        for end in range(len(keys) - 1, 0, -1):
            key, before = keys[end], keys[:end]
            if not isinstance(key, int):
                continue
            owner = (flow, before[:-1])
            again = owner in self.steps and verb_of(self.steps[owner]) == "repeat"
            if again:
                yield owner
            later = [one for one in self._lists[flow, before] if again or int(one[1][-1]) > key]
            for beside in later:
                yield from self._tree(beside)
            if before[-2:-1] == ("items",) or any(map(self._ends, later)):
                return

    def _ends(self, place: Place) -> bool:
        """Whether a flow never goes on after a step."""
        step = self.steps[place]
        return verb_of(step) == "end" and step.if_ is None

    def _tree(self, place: Place) -> Iterator[Place]:
        """A step with all that is in it; what a menu leads to is a visit of its own."""
        yield place
        step, (flow, keys) = self.steps[place], place
        verb = verb_of(step)
        if verb == "call":
            for inside in self._lists[getattr(step, "call", ""), ("steps",)]:
                yield from self._tree(inside)
        for key in () if verb == "menu" else ("then", "else", "steps"):
            for inside in self._lists.get((flow, (*keys, key)), ()):
                yield from self._tree(inside)

    def _read(self, places: list[Place]) -> Ahead:
        reads, conditions = NOTHING, list[str]()
        sets: dict[str, str] = {}
        made: list[tuple[str, Reads]] = []
        for place in places:
            step = self.steps[place]
            for source in _sources(step, _CONDITIONS):
                conditions.append(source)
                reads |= self.reader.condition(source)
            for source in _sources(step, _VALUES):
                reads |= self.reader.value(source)
            reads |= self.reader.words(place[0], step)
            if verb_of(step) == "set":
                name, source = str(getattr(step, "set", "")), str(getattr(step, "to", ""))
                sets.setdefault(name, source)
                made.append((name, self.reader.value(source)))
        made += [(name, Reads(whole)) for name, whole in self._parts(places)]
        reads = _with_sets(reads, made)
        whole = frozenset(name for name, part in reads.whole)
        return Ahead(reads, tuple(dict.fromkeys(conditions)), sets, whole)

    def _parts(self, places: list[Place]) -> Iterator[tuple[str, frozenset[Term]]]:
        """A list that is read is read with the parts of its items."""
        for place in places:
            step = self.steps[place]
            if verb_of(step) == "repeat":
                flow, keys = place
                inside = [
                    one for at in self._lists[flow, (*keys, "steps")] for one in self._tree(at)
                ]
                named = ((verb_of(self.steps[one]), self.steps[one]) for one in inside)
                parts = {(str(getattr(one, verb)), "") for verb, one in named if verb in _ASKING}
                yield str(getattr(step, "repeat", "")), frozenset(parts)


def _sources(step: Step, names: tuple[str, ...]) -> list[str]:
    found = (getattr(step, name, None) for name in names)
    return [source for source in found if isinstance(source, str)]


def _with_sets(reads: Reads, made: list[tuple[str, Reads]]) -> Reads:
    """With what is read to work out what is read; nothing that nobody looks at."""
    left = made
    while True:
        names = reads.names
        wanted = [inside for name, inside in left if name in names]
        if not wanted:
            return reads
        left = [(name, inside) for name, inside in left if name not in names]
        reads = reduce(Reads.__or__, wanted, reads)


def part_of(facts: Facts, term: Term) -> Any:
    """A fact, or its part, or its length."""
    value, part = facts[term[0]], term[1]
    if not part or isinstance(value, Unknown):
        return value
    if part == LENGTH:
        return len(value) if isinstance(value, tuple | str) else value
    return value.get(part, value) if isinstance(value, Mapping) else value


def side(held: Held, facts: Facts) -> Any:
    """On which side of a constant a fact is."""
    value: Value = part_of(facts, held.term)
    if isinstance(value, Unknown):
        return "unknown"
    against = held.against
    try:
        match held.sign:
            case "unknown":
                return "known"
            case "true":
                return bool(value)
            case "eq" | "ne":
                return value == against
            case "in" | "notin":
                return value in against
            case "has":
                return against in value  # type: ignore[operator]  # a TypeError is answered below
            case _:
                return (value > against) - (value < against)
    except TypeError:
        return repr(value)
