"""A state on the way, and what is told of an answer by its key and by what asks for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.flow.fold import Position
from bot.flow.session import Session, Visit
from bot.flow.values import UNKNOWN, Value
from bot.flow.walk import Beat
from bot.testing.exploring.acts import Way
from bot.testing.exploring.ahead import Open
from bot.testing.exploring.model import Edge, Said, State
from bot.testing.exploring.resolving import Asking


@dataclass
class Node:
    """A state on the way: the session, where it stands, and what of it still matters."""

    state: State
    session: Session
    position: Position
    standing: Open
    moved: bool = False  # whether any answer led anywhere else


def make_state(
    number: int, visit: Visit, position: Position, *, origin: Node | None, way: Way | None
) -> State:
    """The state in which a visit waits, with what was said before and now."""
    before = origin.state if origin else None
    said, acts = (before.said, before.acts) if before else ((), ())
    strays = before.strays if before else frozenset[str]()
    if way is not None:
        said, acts = (*said, Said(way.step, way.name)), (*acts, *way.acts)
        strays |= {way.strays} if way.strays else set()
    stop = position.stop
    origin_number = before.number if before else None
    kind = type(stop).__name__
    return State(number, kind, stop.flow, stop.step, said, acts, visit, origin_number, strays)


def make_edge(node: Node, target: int, way: Way, visit: Visit, *, shown: tuple[str, ...]) -> Edge:
    """The edge of a way from a state."""
    said = Said(way.step, way.name)
    return Edge(node.state.number, target, said, way.acts, visit, shown, way.value)


def said_of(beats: Iterable[Beat]) -> list[Beat]:
    """The texts and documents among what happens on the way."""
    return [beat for beat in beats if beat.kind in ("text", "document")]


def named(said: Iterable[Beat]) -> tuple[str, ...]:
    """Texts as an edge names them."""
    return tuple(f"{beat.flow}.{beat.step}" for beat in said)


def parts_ways(asking: Asking, value: Value) -> bool:
    """Whether a condition asks for just this answer: then it is tried whatever else is unusual."""
    own = [held for held in asking.ahead.reads.held if held.term == (asking.question.slot, "")]
    if value == UNKNOWN:
        return any(held.sign == "unknown" for held in own)
    if not asking.question.options:
        return False
    return any(value == held.against or _is_in(value, held.against) for held in own)


def _is_in(value: Value, against: Any) -> bool:
    return isinstance(against, tuple) and value in against


def slot_of(key: str) -> str:
    """The slot of an answer, or the list of a mark: what it counts in."""
    path, _, mark = key.partition("#")
    if mark:
        return path.partition("/")[0]
    return path.rpartition("/")[2]


def list_of(key: str) -> str:
    """The list that an answer is in; empty where it is in none."""
    return key.partition("/")[0] if "/" in key else ""
