"""What is answered to a question: one value of each class that the flow can tell apart.

Classes come from the slot's own bounds and from every condition ahead. Whatever a condition says, and
whatever else stands in it, it is asked with values of the whole range; between two for which it comes
out differently lies its boundary, which is narrowed down to two neighbouring values.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from bot.flow.hearing import ticked_together
from bot.flow.model import Slot
from bot.flow.values import UNKNOWN, Value
from bot.flow.visits import SAID
from bot.testing.exploring.resolving import Asking, Resolver, conditions

_CENTS: Final = 100
_FAR: Final = 10**9
# Where to look, in the slot's own unit; the first is what is usual.
_POINTS: Final[Mapping[str, tuple[int, ...]]] = {
    "money": (600, -100, 0, 1, 100, 20_000, 300_000, 2_000_000, 50_000_000),
    "percent": (12, 0, 1, 24, 48, 120, 900),
    "number": (6, -1, 0, 1, 2, 24, 100, 500),
    "duration": (45, 0, 1, 200, 800, 2000, 10_000),
    "date": (-200, -14_000, -3000, -1200, -800, -500, -20, -1, 0, 1, 30),
}
_FIRST_AMOUNT: Final = 20_000
_FEW: Final = (0, 3, 5)  # of these, beside the classes, where every value may matter
_NAME: Final = "张三"


@dataclass(frozen=True)
class Scale:
    """How a slot's values lie on a line of whole numbers."""

    kind: str
    size: int
    today: date

    def value(self, at: int) -> Value:
        """The value at a place of the line."""
        match self.kind:
            case "date":
                return self.today + timedelta(days=at)
            case "duration":
                return at
            case "money":
                return (Decimal(at) / self.size).quantize(Decimal("0.01"))
            case _:
                return Decimal(at) / self.size

    def place(self, value: Value) -> int | None:
        """Where a value lies on the line; None for what does not lie on it."""
        match value:
            case bool():
                return None
            case date():
                return (value - self.today).days
            case int() | Decimal():
                return int(value * self.size)
            case _:
                return None


def answers(asking: Asking, today: date) -> tuple[Value, ...]:
    """The answers to try: the usual one, that it is not known, and then one of every other class."""
    usual, *others = _known_answers(asking, today)
    return (usual, UNKNOWN, *others)


def _known_answers(asking: Asking, today: date) -> tuple[Value, ...]:
    question, kind = asking.question, asking.slot.type.kind
    if question.many:
        each = tuple((name,) for name in question.options)
        together = ticked_together(question.options, question.options)
        every = (together,) if len(together) > 1 else ()
        return (*each, *every)
    if question.options:
        return question.options
    if kind == "yes_no":
        return (True, False)
    if kind not in _POINTS:
        return (_NAME,)
    return tuple(_numbers(asking, today))


def decisive(asking: Asking) -> tuple[str, ...]:
    """The known facts that the classes hang on: where these are alike, so are the answers to try."""
    resolver, name = Resolver(asking), asking.question.slot
    sources = [source for source in conditions(asking) if resolver.hangs(source, name)]
    needed = frozenset[str]().union(*(resolver.needs(source) or () for source in sources))
    return tuple(sorted(needed & asking.facts.keys()))


def refused(asking: Asking, today: date) -> tuple[str, ...]:
    """What is typed that the slot's own bounds must refuse: just below the least, just above the most."""
    slot, scale = asking.slot, scale_of(asking.slot, today)
    if scale is None or asking.question.options:
        return ()
    least, most = bounds(slot, scale)
    below = () if least is None else (least - 1,)
    above = () if most is None else (most + 1,)
    return tuple(written(scale.value(at), slot) for at in (*below, *above))


def written(value: Value, slot: Slot) -> str:
    """An answer as a borrower may type it."""
    match value:
        case Decimal() if slot.type.kind == "percent":
            return f"{value.normalize():f}%"
        case Decimal():
            return f"{value.normalize():f}"
        case int() if slot.type.kind == "duration":
            return f"{value}天"
        case str() if value == SAID:  # what was typed is not kept
            return _NAME
        case _:
            return str(value)


def scale_of(slot: Slot, today: date) -> Scale | None:
    """The line that a slot's values lie on; None for what is no figure and no day."""
    kind = slot.type.kind
    if kind not in _POINTS:
        return None
    whole = kind in ("date", "duration") or getattr(slot.type, "whole", False)
    return Scale(kind, 1 if whole else _CENTS, today)


def bounds(slot: Slot, scale: Scale) -> tuple[int | None, int | None]:
    """The least and the most that a slot takes, where it says so."""
    names = {"date": ("earliest", "latest"), "duration": ("", "max_days")}
    least, most = names.get(slot.type.kind, ("min", "max"))
    found = (getattr(slot.type, least, None), getattr(slot.type, most, None))
    lowest, highest = (None if one is None else int(one * scale.size) for one in found)
    return (0 if slot.type.kind == "duration" else lowest), highest


def _numbers(asking: Asking, today: date) -> Iterator[Value]:
    """The usual value, then one of every other class, and the bounds."""
    scale = scale_of(asking.slot, today)
    assert scale is not None  # noqa: S101  # only called for kinds that have one
    least, most = bounds(asking.slot, scale)
    points = [at * scale.size for at in _POINTS[scale.kind]]
    places = sorted({min(max(at, _or(least, -_FAR)), _or(most, _FAR)) for at in points})
    usual = min(max(_usual(asking) * scale.size, _or(least, -_FAR)), _or(most, _FAR))
    tests = list(_tests(asking, scale))
    edges = {edge for test in tests for edge in _edges(test, places)}
    found: dict[tuple[Any, ...], int] = {}
    for at in sorted({*edges, *places}, key=lambda at: (abs(at - usual), at)):
        found.setdefault(tuple(test(at) for test in tests), at)
    ends = [at for at in (least, most) if at is not None]
    few = [places[n] for n in _FEW if n < len(places)] if tests else places
    more = few if asking.whole else []
    chosen = dict.fromkeys([usual, *found.values(), *sorted(edges), *ends, *more])
    return (scale.value(at) for at in chosen)


def _usual(asking: Asking) -> int:
    """The first amount is a large one: what is owed or comes in is asked before what goes out."""
    kind = asking.slot.type.kind
    if kind != "money":
        return _POINTS[kind][0]
    here = asking.question.key.rpartition("/")[0]
    before = [name for name, value in asking.facts.items() if isinstance(value, Decimal)]
    lists = [value for value in asking.facts.values() if isinstance(value, tuple) and value]
    inside = [name for name in before if name in asking.inside] if here else before + lists
    return _POINTS[kind][0] if inside else _FIRST_AMOUNT


def _or(bound: int | None, otherwise: int) -> int:
    return otherwise if bound is None else bound


def _edges(test: Callable[[int], Any], places: list[int]) -> Iterator[int]:
    """Between any two places for which a test comes out differently: the neighbours that still do."""
    outcomes = [test(at) for at in places]
    for left, right, here, there in zip(places, places[1:], outcomes, outcomes[1:], strict=False):
        if here == there:
            continue
        low, high = left, right
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if test(middle) == here else (low, middle)
        yield low
        yield high
        if test(high) != there:  # exactly there, and then beyond
            yield high + 1


def _tests(asking: Asking, scale: Scale) -> Iterator[Callable[[int], Any]]:
    """Every condition ahead that hangs on the answer and on what is known, as a test of a place."""
    name = asking.question.slot
    resolver = Resolver(asking)
    for source in conditions(asking):
        if not resolver.hangs(source, name):
            continue

        def test(at: int, source: str = source) -> Any:
            value = scale.value(at)
            return resolver.holds(source, {name: value, "answer": value})

        yield test
        for held in asking.reader.condition(source).held:

            def apart(at: int, held: Any = held) -> Any:
                value = scale.value(at)
                return resolver.side(held, {name: value, "answer": value})

            if isinstance(held.against, int | Decimal):
                yield apart
