"""Going into a conversation, setting it aside, and coming back to it."""

from dataclasses import replace
from datetime import date

from bot.flow.fold import HOME, Position, exists, fold, is_over
from bot.flow.ports import Library
from bot.flow.scene import Reply, Scene
from bot.flow.screens import notice, visit_title
from bot.flow.session import Session, Visit
from bot.flow.walk import Hub

_KEPT_ASIDE = 5
CRISIS = "crisis"


def leave(session: Session, position: Position) -> Session:
    """Out of the current visit to home: finished ones are kept as past, begun ones set aside."""
    if is_home(session):
        return session
    visit = session.visits[-1]
    paused, past = session.paused, session.past
    if is_over(position):
        past = (*(old for old in past if not _same(old, visit)), visit)
    elif visit.answers:
        paused = (*(old for old in paused if not _same(old, visit)), visit)[-_KEPT_ASIDE:]
    home = session.visits[:1]
    return _settle(replace(session, visits=home, paused=paused, past=past))


def is_home(session: Session) -> bool:
    """Whether no conversation is open beside home."""
    return len(session.visits) <= 1


def enter(scene: Scene, visit: Visit) -> Reply:
    """Into a conversation; one that was set aside goes on where it was."""
    if not may_enter(scene, visit):
        return Reply(scene.session, (notice("consent_first"),))
    session = leave(scene.session, scene.position)
    aside = next((old for old in session.paused if _same(old, visit)), None)
    if aside is None:
        return Reply(_settle(replace(session, visits=(*session.visits[:1], visit))))
    return _go_on(session, aside)


def resume(scene: Scene, number: int) -> Reply:
    """Back into the conversation that was set aside, by its number."""
    if not 0 <= number < len(scene.session.paused):
        return Reply(scene.session, (notice("stale"),))
    aside = scene.session.paused[number]
    return _go_on(leave(scene.session, scene.position), aside)


def pause(scene: Scene) -> Reply:
    """Set the current conversation aside."""
    session = scene.session
    if is_home(session):
        return Reply(session, (notice("paused_home"),), rests=True)
    title = visit_title(session.visits[-1])
    return Reply(leave(session, scene.position), (notice("paused", title=title),))


def may_enter(scene: Scene, visit: Visit) -> bool:
    """Whether consent stands; help in a crisis never waits for it."""
    begun = len(scene.session.visits) > 1 or isinstance(scene.position.stop, Hub)
    return begun or visit.flow == CRISIS


def stand(library: Library, session: Session, today: date) -> tuple[Session, Position, bool]:
    """The session with what can be visited, its position, and whether home had to be asked again.

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
    home = fold(library, session.visits[0], today)
    if len(session.visits) == 1:
        return session, home, bool(gone)
    current = session.visits[-1]
    if isinstance(home.stop, Hub) or current.flow == CRISIS:
        return session, fold(library, current, today), bool(gone)
    session = replace(
        session, visits=session.visits[:1], paused=(*session.paused, *session.visits[1:])
    )
    return _settle(session), home, True


def _go_on(session: Session, aside: Visit) -> Reply:
    paused = tuple(old for old in session.paused if old is not aside)
    session = replace(session, visits=(*session.visits[:1], aside), paused=paused)
    return Reply(_settle(session), (notice("resumed", title=visit_title(aside)),))


def _same(one: Visit, other: Visit) -> bool:
    return (one.flow, one.pick) == (other.flow, other.pick)


def _settle(session: Session) -> Session:
    return replace(session, misses=0, editing="", selected=(), confirming="")
