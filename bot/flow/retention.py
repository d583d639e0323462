"""What of a session outlives a time of silence: each answer by its slot's class. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Literal, Protocol, TypeAlias

from bot.flow.model import Slot
from bot.flow.session import Session, Visit

Class: TypeAlias = Literal["session", "case", "kept"]


class Slots(Protocol):
    """What is asked of a library."""

    @property
    def slots(self) -> Mapping[str, Slot]:
        """Every slot by its name."""
        ...


def expire(library: Slots, session: Session, classes: Collection[Class]) -> Session:
    """The session without the answers of these classes; the same one if it holds none.

    A conversation that has nothing left is gone, home alone stays. What is no answer (a list's
    items, a review that was read) goes with the case, and so does what has no slot any more. That
    there was a crisis, or a question about it, goes first of all.
    """
    visits = [_expired(library, visit, classes) for visit in session.visits]
    anew = replace(
        session,
        visits=tuple(visit for n, visit in enumerate(visits) if n == 0 or visit.answers),
        paused=_left(library, session.paused, classes),
        past=_left(library, session.past, classes),
        selected=() if "case" in classes else session.selected,
        confirming="",
        crisis_on=None,
        crisis_of_another=False,
    )
    if anew == session:
        return session
    return replace(anew, version=session.version + 1, misses=0, editing="", selected=())


def _left(
    library: Slots, visits: tuple[Visit, ...], classes: Collection[Class]
) -> tuple[Visit, ...]:
    expired = (_expired(library, visit, classes) for visit in visits)
    return tuple(visit for visit in expired if visit.answers)


def _expired(library: Slots, visit: Visit, classes: Collection[Class]) -> Visit:
    kept = {
        key: answer
        for key, answer in visit.answers.items()
        if _class_of(library, key) not in classes
    }
    anew = replace(visit, answers=kept)
    if "case" in classes:
        anew = replace(anew, ticked=(), heard=(), asked=())
    return visit if anew == visit else anew


def _class_of(library: Slots, key: str) -> Class:
    """The class of an answer's slot; of the list's, for a mark of a list or of its items."""
    path = key.partition("#")[0].rstrip("/")
    for name in reversed(path.split("/")):
        if name in library.slots:
            return library.slots[name].retention
    return "case"
