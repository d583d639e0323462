"""What a borrower does at a stop: the messages and buttons that give an answer, and a name for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypeAlias, assert_never, cast

from bot.flow.effects import Say
from bot.flow.engine import advance
from bot.flow.events import Event, Moved, MoveName, Tapped, Typed
from bot.flow.fold import Position
from bot.flow.model import Screen
from bot.flow.session import Session
from bot.flow.stops import Check, Doubt, Ended, Hub, Listing, Offer, Question, Stop
from bot.flow.tokens import made_out
from bot.flow.values import Unknown, Value
from bot.flow.visits import stand
from bot.library import Library
from bot.testing.exploring.classes import written

ActKind: TypeAlias = Literal["user", "tap", "move"]
_MOST_ITEMS: Final = 2


@dataclass(frozen=True)
class Act:
    """One thing that a borrower does: types, taps what a button does, or makes a move."""

    kind: ActKind
    what: str

    def event(self, version: int) -> Event:
        """What reaches the engine; a button is of the position's version."""
        match self.kind:
            case "user":
                return Typed(self.what)
            case "tap":
                return Tapped(made_out(self.what, version))
            case "move":
                return Moved(cast("MoveName", self.what))
            case _:
                assert_never(self.kind)


@dataclass(frozen=True)
class Way:
    """A way on from a stop: what it is called, what is done, and the answer it gives, if it is one."""

    step: str
    name: str
    acts: tuple[Act, ...]
    value: Value | None = None
    strays: str = ""  # the answer's key, where it is not the usual one


@dataclass(frozen=True)
class Chat:
    """The engine with one library, at one moment."""

    library: Library
    now: datetime

    def take(self, session: Session, event: Event) -> tuple[Session, tuple[Screen, ...]]:
        """One event: the session after it, and the screens that are shown."""
        turn = advance(self.library, session, event, self.now)
        says = (effect.screen for effect in turn.effects if isinstance(effect, Say))
        return turn.session, tuple(says)

    def do(self, session: Session, acts: tuple[Act, ...]) -> tuple[Session, tuple[Screen, ...]]:
        """One act after the other; the screens of all of them."""
        shown: tuple[Screen, ...] = ()
        for act in acts:
            session, screens = self.take(session, act.event(session.version))
            shown += screens
        return session, shown

    def position(self, session: Session) -> Position:
        """Where a session stands."""
        return stand(self.library, session, self.now.date()).position


def answer_acts(
    library: Library, question: Question, value: Value, ticked: tuple[str, ...] = ()
) -> tuple[Act, ...]:
    """How an answer is given: by buttons where there are any. `ticked` are the options that are already."""
    if isinstance(value, Unknown):
        return (Act("move", "skip"),)
    if question.many and isinstance(value, tuple):
        off = (Act("tap", f"-{name}") for name in ticked if name not in value)
        on = (Act("tap", f"+{name}") for name in value if name not in ticked)
        return (*off, *on, Act("tap", "=done"))
    if question.options:
        return (Act("tap", str(value)),)
    if isinstance(value, bool):
        return (Act("tap", "yes" if value else "no"),)
    return (Act("user", written(value, library.slots[question.slot])),)


def answer_name(library: Library, question: Question, value: Value) -> str:
    """An answer as a report names it."""
    match value:
        case Unknown():
            return "?"
        case tuple():
            return "+".join(map(str, value))
        case bool():
            return "yes" if value else "no"
        case _ if question.options:
            return str(value)
        case _:
            return written(value, library.slots[question.slot])


def other_ways(stop: Stop, *, noting: bool, adding: bool) -> Iterator[Way]:
    """The ways on from a stop that is no question. `noting`: items are marked; `adding`: a second one."""
    match stop:
        case Doubt() | Offer():
            yield Way(stop.step, "yes", (Act("tap", "yes"),))
            yield Way(stop.step, "no", (Act("tap", "no"),))
        case Check():
            yield Way(stop.step, "all_right", (Act("tap", "=all_right"),))
        case Listing():
            yield from _list_ways(stop, noting=noting, adding=adding)
        case Hub():
            yield from (Way(stop.step, item, (Act("tap", item),)) for item in stop.items)
        case Question() | Ended():
            return
        case _:
            assert_never(stop)


def _list_ways(listing: Listing, *, noting: bool, adding: bool) -> Iterator[Way]:
    rules, count = listing.rules, len(listing.items)
    if count >= rules.least:
        yield Way(listing.step, "done", (Act("tap", "=done"),))
    few = min(max(_MOST_ITEMS, rules.least), rules.most)
    if count < few and (adding or count < max(1, rules.least)):
        yield Way(listing.step, "add", (Act("tap", "=add"),))
    if not noting or count != 1:
        return
    item, facts = listing.items[0]
    back = Act("tap", "=go_on")
    if not facts.get("marks"):
        for mark in rules.marks:
            acts = (Act("tap", f"=item/{item}"), Act("tap", f"+{mark}"), back)
            yield Way(listing.step, mark, acts, strays=f"{listing.key}/{item}/#marks")
    if rules.star and not facts.get("starred"):
        acts = (Act("tap", f"=item/{item}"), Act("tap", f"=star/{item}"), back)
        yield Way(listing.step, "star", acts, strays=f"{listing.key}#star")
