"""Going into a conversation, setting it aside, and coming back to it."""

from dataclasses import dataclass, replace
from datetime import date

from bot.flow.fold import HOME, Position, exists, fold, is_over
from bot.flow.pieces import notice, visit_title
from bot.flow.ports import Library
from bot.flow.scene import Reply, Scene
from bot.flow.session import Session, Visit
from bot.flow.stops import Hub, Question
from bot.flow.walk import SURE

_KEPT_ASIDE = 5
SAID = "…"  # stands for words that are not kept
CRISIS = "crisis"


def leave(scene: Scene) -> Session:
    """Out of the current visit to home: finished ones are kept as past, begun ones set aside.

    Answers to slots of retention `session` go with the visit: nothing of them is kept.
    """
    session, position = scene.session, scene.position
    if is_home(session):
        return session
    visit = _without_passing(scene.library, session.visits[-1])
    paused, past = session.paused, session.past
    if is_over(position):
        past = (*(old for old in past if not _same(old, visit)), replace(visit, heard=()))
    elif visit.answers:
        visit = replace(visit, ticked=_ticked(scene))
        paused = (*(old for old in paused if not _same(old, visit)), visit)[-_KEPT_ASIDE:]
    home = session.visits[:1]
    return _settle(replace(session, visits=home, paused=paused, past=past))


def is_home(session: Session) -> bool:
    """Whether no conversation is open beside home."""
    return len(session.visits) <= 1


def enter(scene: Scene, visit: Visit) -> Reply:
    """Into a conversation; one that was set aside goes on where it was, unless it is about other words."""
    if not may_enter(scene, visit):
        return Reply(scene.session, (notice("consent_first"),))
    session = leave(scene)
    aside = next((old for old in session.paused if _same(old, visit)), None)
    if aside is None or (visit.heard and _has_listened(scene.library, aside)):
        return Reply(_settle(replace(session, visits=(*session.visits[:1], visit))))
    return _go_on(session, aside, heard=visit.heard)


def resume(scene: Scene, number: int) -> Reply:
    """Back into the conversation that was set aside, by its number."""
    if not 0 <= number < len(scene.session.paused):
        return Reply(scene.session, (notice("stale"),))
    aside = scene.session.paused[number]
    return _go_on(leave(scene), aside)


def pause(scene: Scene) -> Reply:
    """Set the current conversation aside."""
    session = scene.session
    if is_home(session):
        return Reply(session, (notice("paused_home"),), rests=True)
    title = visit_title(session.visits[-1])
    return Reply(leave(scene), (notice("paused", title=title),))


def may_enter(scene: Scene, visit: Visit) -> bool:
    """Whether consent stands; help in a crisis never waits for it."""
    return visit.flow == CRISIS or _open(scene.home)


@dataclass(frozen=True)
class Standing:
    """Where a session stands. `again`: home has to be asked again before what was going on."""

    session: Session
    position: Position
    home: Position
    again: bool = False


def stand(library: Library, session: Session, today: date) -> Standing:
    """The session with what can be visited, and its position.

    Home comes first: where its consent is no longer answered (its text has changed), every visit
    waits until it is. A visit whose flow is gone from the library is kept as past.
    """
    if not session.visits:
        session = replace(session, visits=(Visit(HOME),))
    gone = [visit for visit in (*session.visits, *session.paused) if not exists(library, visit)]
    if gone:
        session = replace(
            _settle(session),
            visits=tuple(visit for visit in session.visits if visit not in gone) or (Visit(HOME),),
            paused=tuple(visit for visit in session.paused if visit not in gone),
            past=(*session.past, *gone),
        )
    standing = _stand(library, session, fold(library, session.visits[0], today), today=today)
    return replace(standing, again=True) if gone else standing


def stand_after(scene: Scene, session: Session) -> Standing:
    """Where a session stands after a turn; what the turn left as it was is not folded again."""
    if not session.visits:
        return stand(scene.library, session, scene.today)
    before = scene.session.visits
    if session.visits[-1] is before[-1] and len(session.visits) == len(before):
        return Standing(session, scene.position, scene.home)
    kept = session.visits[0] is before[0]
    home = scene.home if kept else fold(scene.library, session.visits[0], scene.today)
    return _stand(scene.library, session, home, today=scene.today)


def said_before(scene: Scene, standing: Standing) -> Position | None:
    """The position up to which the borrower has heard the current visit; None for a new one."""
    current = standing.session.visits[-1]
    known = (*scene.session.visits, *scene.session.paused)
    heard = next((visit for visit in reversed(known) if _same(visit, current)), None)
    if heard is None or heard is current:
        return None if heard is None else standing.position
    position = scene.position
    if heard is not scene.session.visits[-1]:
        position = fold(scene.library, heard, scene.today)
    begins_anew = is_over(position) and not current.answers
    return None if begins_anew else position


def _open(home: Position) -> bool:
    """Whether consent stands: home was gone through, or its slot `consent` says so on the way."""
    return isinstance(home.stop, Hub) or home.facts.get("consent") == "agree"


def _stand(library: Library, session: Session, home: Position, *, today: date) -> Standing:
    if is_home(session):
        return Standing(session, home, home)
    current = session.visits[-1]
    if _open(home) or current.flow == CRISIS:
        return Standing(session, fold(library, current, today), home)
    session = replace(
        session, visits=session.visits[:1], paused=(*session.paused, *session.visits[1:])
    )
    return Standing(_settle(session), home, home, again=True)


def forget_names(library: Library, session: Session) -> Session:
    """The session without what was typed to text slots of retention `session`: it was for the turn."""
    visit = session.visits[-1] if session.visits else Visit(HOME)
    passing = [
        key
        for key, answer in visit.answers.items()
        if isinstance(answer.value, str) and answer.value != SAID and _passes(library, key)
    ]
    if not passing:
        return session
    answers = {
        key: replace(answer, value=SAID) if key in passing else answer
        for key, answer in visit.answers.items()
    }
    return session.with_visit(replace(visit, answers=answers))


def _passes(library: Library, key: str) -> bool:
    slot = library.slots.get(key.rpartition("/")[2])
    return slot is not None and slot.retention == "session" and slot.type.kind == "text"


def _without_passing(library: Library, visit: Visit) -> Visit:
    kept = {
        key: answer
        for key, answer in visit.answers.items()
        if (slot := key.rpartition("/")[2].removesuffix(SURE)) not in library.slots
        or library.slots[slot].retention != "session"
    }
    passing = any(
        library.slots[one.slot].retention == "session"
        for one in library.listening
        if one.flow == visit.flow
    )
    return replace(visit, answers=kept, heard=() if passing else visit.heard)


def _has_listened(library: Library, visit: Visit) -> bool:
    """Whether the question that listens to pasted words is answered."""
    return any(one.flow == visit.flow and one.slot in visit.answers for one in library.listening)


def _go_on(session: Session, aside: Visit, *, heard: tuple[str, ...] = ()) -> Reply:
    paused = tuple(old for old in session.paused if old is not aside)
    begun = replace(aside, ticked=(), heard=tuple(dict.fromkeys((*aside.heard, *heard))))
    visits = (*session.visits[:1], begun)
    session = replace(_settle(session), visits=visits, paused=paused, selected=aside.ticked)
    return Reply(session, (notice("resumed", title=visit_title(aside)),))


def _ticked(scene: Scene) -> tuple[str, ...]:
    """What is ticked at the question that waits, unless nothing of it may be kept."""
    stop, session = scene.position.stop, scene.session
    if not isinstance(stop, Question) or session.editing:
        return ()
    kept = scene.library.slots[stop.slot].retention != "session"
    return session.selected if kept else ()


def _same(one: Visit, other: Visit) -> bool:
    return (one.flow, one.pick) == (other.flow, other.pick)


def _settle(session: Session) -> Session:
    return replace(session, misses=0, editing="", selected=(), confirming="")
