"""`advance`: one turn of the conversation, a pure function of the session, the event and the moment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from bot.flow import despair, moves, visits
from bot.flow.answering import (
    approve,
    decide_typed,
    is_yes,
    names_option,
    settle_typed,
    waiting_question,
)
from bot.flow.asked import note_asked, offer_asked
from bot.flow.consenting import put_on_record
from bot.flow.effects import (
    CancelReminders,
    DeadLetter,
    Effect,
    Finished,
    Forget,
    HandOff,
    Remind,
    Say,
)
from bot.flow.events import (
    MOVES,
    REMARKS,
    SPOKEN_ACTS,
    Blocked,
    Event,
    InGroup,
    Moved,
    Sent,
    Started,
    Tapped,
    Typed,
    Unreadable,
    Woke,
)
from bot.flow.explaining import answer_or_explain, answers, offer_topics
from bot.flow.fold import HOME, is_over, news
from bot.flow.hearing import listens
from bot.flow.model import Screen, Text
from bot.flow.normalise import clean
from bot.flow.overhearing import tick_heard, warn
from bot.flow.pieces import act, common, copies, notice
from bot.flow.ports import Library
from bot.flow.pressing import (
    answer_press,
    confirms_forgetting,
    forget,
    pick_typed,
    settle_erasing,
    speak_act,
)
from bot.flow.safety import DESPAIR, Kind, detect
from bot.flow.scene import Reply, Scene
from bot.flow.screens import beat_screen, waiting_screen
from bot.flow.session import Session, Visit
from bot.flow.stops import Check, Doubt, Offer
from bot.flow.tokens import first_version, stamp
from bot.flow.urgency import spoken_word, text_of
from bot.flow.values import Facts
from bot.flow.walk import Beat

_REMINDERS_AT = time(10)  # a reminder comes in the morning, never at night
_TEXT_LIMIT = 4096


@dataclass(frozen=True)
class Turn:
    """What a turn comes to: the session after it, and what the world is to do, in order."""

    session: Session
    effects: tuple[Effect, ...]


def advance(library: Library, session: Session, event: Event, now: datetime) -> Turn:
    """Take one event. `now` is aware and in the borrower's time zone; its date is "today".

    Never raises for anything a borrower does. Raises ContentError where a flow's expression fails.
    """
    match event:
        case InGroup():
            if session.greeted_group:
                return Turn(session, ())
            screen = notice("group")
            return Turn(replace(session, greeted_group=True), (Say(screen),))
        case Blocked():
            return Turn(session, (CancelReminders(),) if event.now else ())
        case Woke():
            text = Text(event.flow, event.key, event.values)
            buttons = (*copies(library, text), act("!menu"), act("!sos"))
            screen = Screen("text", event.flow, event.key, (text,), buttons)
            return Turn(session, (Say(stamp(screen, session.version)),))
        case _:
            return _converse(library, session, event, now)


def _converse(
    library: Library,
    session: Session,
    event: Started | Typed | Tapped | Moved | Sent | Unreadable,
    now: datetime,
) -> Turn:
    today = now.date()
    first = not session.visits
    session = session.in_language(library.languages, getattr(event, "language", ""))
    before = session
    standing = visits.stand(library, session, today)
    scene = Scene(library, standing.session, standing.position, standing.home, today)
    reply = _greet(scene, event) if first else _answer(scene, event)
    if standing.again:
        reply = replace(reply, screens=(notice("asked_again"), *reply.screens))
    return _finish(scene, before, reply, now, first=first)


def _greet(scene: Scene, event: Event) -> Reply:
    """First contact: whatever was sent, unless it is a cry for help, the welcome answers it.

    Who presses "erase everything" twice is not welcomed, and so put down, again.
    """
    if isinstance(event, Tapped) and confirms_forgetting(event.press):
        return forget(scene)
    kind = detect(text_of(event), scene.library.lexicon)
    if kind == DESPAIR:
        return despair.ask(scene, Reply(scene.session))
    if kind:
        return moves.crisis(scene, kind)
    return Reply(note_asked(scene, scene.session, clean(text_of(event))))


def _answer(scene: Scene, event: Started | Typed | Tapped | Moved | Sent | Unreadable) -> Reply:
    kind = detect(text_of(event), scene.library.lexicon)
    if kind and kind != DESPAIR:
        return moves.crisis(scene, kind)
    match event:
        case Typed():
            reply = _in_need(scene, event, kind)
        case Tapped():
            return answer_press(scene, event.press)
        case Moved():
            reply = moves.move(scene, event.move)
        case Started():
            reply = _started(scene, event.payload)
        case Sent():
            reply = Reply(scene.session, (notice(event.media),))
        case _:
            letter = DeadLetter(event.reason)
            reply = Reply(scene.session, (notice("unreadable"),), (letter,))
    if reply.session.confirming == scene.session.confirming:  # not asked for in this very turn
        reply = replace(reply, session=moves.unsettle(reply.session))
    return despair.ask(scene, reply) if kind == DESPAIR else reply


def _in_need(scene: Scene, event: Typed, kind: Kind | None) -> Reply:
    """What was typed: perhaps the answer to whether they think of ending their life."""
    text = clean(event.text)
    own = not (event.edited or event.forwarded)
    said = (settle_erasing(scene, text) or despair.answer(scene, text)) if own else None
    if said is not None:
        return said
    reply = _typed(scene, event)
    if kind is None:
        reply = despair.doubt(scene, reply, text)
    return despair.stay_with_help(scene, reply, text)


def _started(scene: Scene, payload: str) -> Reply:
    """/start: home, or the conversation that a link names, if there is one of that name."""
    if payload in scene.library.flows and payload != HOME:
        return visits.enter(scene, Visit(payload))
    return moves.move(scene, "start")


def _typed(scene: Scene, event: Typed) -> Reply:
    text = clean(event.text)[:_TEXT_LIMIT]
    if not text:
        return Reply(scene.session, (notice("empty"),))
    if event.edited:
        return Reply(scene.session, (notice("edited"),))
    if names_option(scene, text):  # the label on a button outweighs a move of the same word
        return _typed_answer(scene, event, text)
    return _spoken_move(scene, text) or _typed_answer(scene, event, text)


def _spoken_move(scene: Scene, text: str) -> Reply | None:
    """A move that was typed in so many words, such as 返回 or skip, or a remark beside the matter."""
    word = spoken_word(scene.library, text)
    if word in REMARKS:
        return None if answers(scene, text) else Reply(scene.session, (notice(word),))
    if word in SPOKEN_ACTS:
        return speak_act(scene, word)
    return next((moves.move(scene, name) for name in MOVES if name == word), None)


def _typed_answer(scene: Scene, event: Typed, text: str) -> Reply:
    question = waiting_question(scene)
    stop = scene.position.stop
    listening = question is not None and listens(scene, question)
    if event.forwarded and not listening and (question is not None or isinstance(stop, Doubt)):
        return warn(scene, question, text) or Reply(scene.session, (notice("forwarded"),))
    if question is not None:
        return answer_or_explain(scene, question, text)
    if isinstance(stop, Doubt):
        return settle_typed(scene, stop, text)
    if isinstance(stop, Offer):
        return decide_typed(scene, stop, text)
    if isinstance(stop, Check) and is_yes(scene, text):
        return approve(scene, stop)
    return pick_typed(scene, text) or offer_topics(scene, text)


def _finish(scene: Scene, before: Session, reply: Reply, now: datetime, *, first: bool) -> Turn:
    """Draw the reply's screens and what the flow says next; make the buttons out to the position."""
    library = scene.library
    standing = visits.stand_after(scene, reply.session)
    session, position = standing.session, standing.position
    heard = None if first else visits.said_before(scene, standing)
    if first:
        session = replace(session, version=first_version(now))
    elif _place(session) != _place(before):
        session = replace(session, version=session.version + 1)
    screens, effects = list(reply.screens), list(reply.effects)
    if not reply.rests:
        beats = news(library, heard, position)
        for beat in beats:
            effects += _carry_out(library, beat, position.facts, now)
        screens += _beat_screens(library, beats)
        if (ticked := tick_heard(session, position)) is not None:
            session = ticked
            screens.append(notice("heard_some"))
        session, offered = offer_asked(library, session, position)
        screens += [*offered, waiting_screen(library, session, position)]
    # An unusual answer is not said to be understood before the borrower has said it again.
    if reply.echo is not None and screens and not isinstance(position.stop, Doubt):
        screens[0] = replace(screens[0], echo=reply.echo)
    screens = _first_help(library, session, screens)
    if is_over(position) and not (heard and is_over(heard)):
        effects.append(Finished(position.stop.flow, position.stop.step))
    says = [Say(stamp(screen, session.version)) for screen in screens]
    session = put_on_record(before, visits.forget_names(library, session), now)
    return Turn(session, (*says, *effects) if not _forgets(effects) else (*effects, *says))


def _first_help(library: Library, session: Session, screens: list[Screen]) -> list[Screen]:
    """After a cry for help its numbers come first in every answer, once, until they say they are safe."""
    if session.crisis_on is None or any(screen.kind == "crisis" for screen in screens):
        return screens
    text = common("notices.crisis_first")
    buttons = (*copies(library, text), act("=safe"))
    return [Screen("crisis", "crisis", "first", (text,), buttons), *screens]


def _beat_screens(library: Library, beats: Sequence[Beat]) -> list[Screen]:
    """What is said on the way; last, what was agreed to."""
    said = [beat_screen(library, beat) for beat in beats if beat.kind in ("text", "document")]
    agreed = [
        notice(f"{beat.kind}_agreed", at=beat.at or "")
        for beat in beats
        if beat.kind in ("remind", "handoff")
    ]
    return said + agreed


def _place(session: Session) -> tuple[object, ...]:
    return session.visits, session.paused, session.editing, session.confirming


def _carry_out(library: Library, beat: Beat, facts: Facts, now: datetime) -> list[Effect]:
    match beat.kind:
        case "remind" if beat.at is not None:
            # It is kept for weeks: no more of what the borrower said than its words use.
            used = {name: facts[name] for name in library.names_in(beat.text) if name in facts}
            text = replace(beat.text, values=used)
            return [Remind(f"{beat.flow}.{beat.step}", _morning(beat.at, now), text)]
        case "handoff":
            return [HandOff(beat.flow, beat.step, facts)]
        case _:
            return []


def _morning(day: date, now: datetime) -> datetime:
    return datetime.combine(day, _REMINDERS_AT, tzinfo=now.tzinfo)


def _forgets(effects: list[Effect]) -> bool:
    return any(isinstance(effect, Forget) for effect in effects)
