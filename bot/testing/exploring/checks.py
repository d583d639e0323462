"""What must hold wherever a conversation waits: nobody gets stuck, and nothing that was said is lost."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from bot.flow.events import Moved, Started, Tapped, Typed
from bot.flow.fold import Position, fold
from bot.flow.model import Screen
from bot.flow.screens import waiting_screen
from bot.flow.session import Session, Visit, dump_session, load_session
from bot.flow.stops import Check, Hub, Listing, Offer, Question
from bot.flow.tokens import made_out
from bot.flow.values import UNKNOWN, Value
from bot.testing.exploring.acts import Act, Chat, answer_acts
from bot.testing.exploring.screens import Wrong, presses

NONSENSE: Final = "呃啊嘞喽"
_TIMES: Final = 3
_WAYS_OUT: Final = frozenset({"!skip", "!pause", "!human"})
_FORGED: Final = "zz.!!"


@dataclass(frozen=True)
class Here:
    """A session where it waits."""

    chat: Chat
    session: Session
    position: Position
    looked: list[Screen]  # the screens that were shown, for others to look at

    def take(self, session: Session, event: Typed | Tapped | Moved | Started) -> Session:
        """One event."""
        after, screens = self.chat.take(session, event)
        self.looked.extend(screens)
        return after

    def press(self, session: Session, what: str) -> Session:
        """One button of this position."""
        return self.take(session, Tapped(made_out(what, session.version)))

    def do(self, session: Session, acts: tuple[Act, ...]) -> Session:
        """One act after the other."""
        after, screens = self.chat.do(session, acts)
        self.looked.extend(screens)
        return after

    def answer(self, session: Session, question: Question, value: Value) -> Session:
        """A question answered; what is ticked already stays or goes, as the answer has it."""
        return self.do(session, answer_acts(self.chat.library, question, value, session.selected))

    def same(self, session: Session) -> bool:
        """Whether a session stands where this one does, knowing the same."""
        return is_same(self.position, self.chat.position(session))


def is_same(one: Position, other: Position) -> bool:
    """Whether two positions are the same, whatever their lists' items are called."""
    return _place(one) == _place(other) and one.facts == other.facts


def _place(position: Position) -> tuple[object, ...]:
    stop = position.stop
    items = tuple(facts for _, facts in stop.items) if isinstance(stop, Listing) else ()
    return type(stop), stop.flow, stop.step, items


def _at(position: Position) -> str:
    return f"{position.stop.flow}.{position.stop.step}"


def check_back(here: Here) -> Iterator[Wrong]:
    """Back, and the same answer again, is where it was."""
    if len(here.session.visits) == 1 and (_is_home(here) or not here.position.taken):
        return
    back = here.take(here.session, Moved("back"))
    again = _again(here, back)
    if not here.same(again):
        yield "back", {"expected": _at(here.position), "seen": _at(here.chat.position(again))}
    elif here.same(back) and len(back.visits) == len(here.session.visits):
        yield "back_stays", {"seen": _at(here.position)}


def _is_home(here: Here) -> bool:
    """Whether a menu waits, from which nothing leads back."""
    return isinstance(here.position.stop, Hub)


def _again(here: Here, back: Session) -> Session:
    """Into the conversation again, or what was dropped said again."""
    left = here.session.visits[-1]
    if len(back.visits) < len(here.session.visits):
        if not left.pick:
            return here.take(back, Started(left.flow))
        return here.press(_to_menu(here, back, left), left.pick.partition("/")[2])
    return here.do(back, _said(here, back, left))


def _to_menu(here: Here, session: Session, left: Visit) -> Session:
    """From home to the menu that a pick is of; a menu within a menu is picked first."""
    stop = here.chat.position(session).stop
    menu = left.pick.partition("/")[0]
    if not isinstance(stop, Hub) or stop.step == menu:
        return session
    for item in stop.items:
        inside = here.press(session, item)
        found = here.chat.position(inside).stop
        if isinstance(found, Hub) and found.step == menu:
            return inside
    return session


def _said(here: Here, session: Session, left: Visit) -> tuple[Act, ...]:
    """What was answered before at the place where a session waits now."""
    stop = here.chat.position(session).stop
    kept = left.answers
    match stop:
        case Question() if stop.key in kept:
            return answer_acts(here.chat.library, stop, kept[stop.key].value, session.selected)
        case Check():
            return (Act("tap", "=all_right"),)
        case Offer() if stop.key in kept:
            return (Act("tap", "yes" if kept[stop.key].value is True else "no"),)
        case Listing():
            return (Act("tap", "=done" if f"{stop.key}#done" in kept else "=add"),)
        case _:
            return ()


def check_edit(here: Here, question: Question, value: Value) -> Iterator[Wrong]:
    """One answer can be changed, and changed back."""
    asked = here.press(here.session, f"=change/{question.key}")
    if asked.editing != question.key:
        yield "edit", {"answer": question.slot, "seen": _at(here.chat.position(asked))}
        return
    if not here.same(here.press(asked, "=keep")):
        yield "keep", {"answer": question.slot, "expected": _at(here.position)}
    if not here.same(here.answer(asked, question, value)):
        yield "same", {"answer": question.slot, "expected": _at(here.position)}
    for other in _others(question, value):
        changed = here.answer(asked, question, other)
        position = here.chat.position(changed)
        if position.question(question.key) is None:
            continue  # a list, or a later question, stands open above it
        if isinstance(position.stop, Question) and position.stop.key == question.key:
            reasked = changed
        else:
            reasked = here.press(changed, f"=change/{question.key}")
        restored = here.answer(reasked, question, value)
        if not here.same(restored):
            seen = _at(here.chat.position(restored))
            yield "restore", {"answer": question.slot, "expected": _at(here.position), "seen": seen}


def _others(question: Question, value: Value) -> Iterator[Value]:
    """Another answer: the first that is another option, or that it is not known."""
    others = (name for name in question.options if value not in (name, (name,)))
    if question.many:
        yield from ((name,) for name in list(others)[:1])
    elif question.options:
        yield from list(others)[:1]
    elif value != UNKNOWN:
        yield UNKNOWN


def check_nonsense(here: Here) -> Iterator[Wrong]:
    """Words that mean nothing change no answer, and the third time there is a way out."""
    stop = here.position.stop
    if isinstance(stop, Question) and here.chat.library.slots[stop.slot].type.kind == "text":
        return  # there anything is an answer
    session, shown = here.session, tuple[Screen, ...]()
    for _ in range(_TIMES):
        session, shown = here.chat.take(session, Typed(NONSENSE))
        here.looked.extend(shown)
    if session.visits[-1].answers != here.session.visits[-1].answers:
        yield "nonsense_taken", {"seen": _at(here.chat.position(session))}
    found = set(presses(shown))
    ways = _WAYS_OUT if isinstance(stop, Question) else {name for name in found if name}
    if not found & ways:
        yield "nonsense", {"seen": ", ".join(sorted(found)) or "–"}


def check_crisis(here: Here) -> Iterator[Wrong]:
    """A cry for help is answered with help before anything else, and the conversation waits as it was."""
    phrases = next((said for said in here.chat.library.lexicon.phrases.values() if said), ())
    if not phrases:
        return
    after, shown = here.chat.take(here.session, Typed(phrases[0]))
    here.looked.extend(shown)
    if not shown or shown[0].kind != "crisis":
        seen = f"{shown[0].flow}.{shown[0].step}" if shown else "–"
        yield "crisis", {"seen": seen, "phrase": phrases[0]}
    kept = (after.visits, after.paused, after.past, after.editing, after.selected)
    before = here.session
    was = (before.visits, before.paused, before.past, before.editing, before.selected)
    if kept != was or not here.same(here.press(after, "=go_on")):
        yield "crisis_moves", {"expected": _at(here.position), "phrase": phrases[0]}


def check_saved(here: Here) -> Iterator[Wrong]:
    """What is written to the disk is read back as it was, and stands where it stood."""
    text = json.dumps(dump_session(here.session))
    loaded = load_session(json.loads(text))
    if loaded != here.session:
        yield "saved", {"expected": _at(here.position)}
        return
    today = here.chat.now.date()
    refolded = fold(here.chat.library, loaded.visits[-1], today)
    if not is_same(refolded, here.position):
        yield "refolded", {"expected": _at(here.position), "seen": _at(refolded)}


def check_stale(here: Here) -> Iterator[Wrong]:
    """A button of an earlier position, or one that never was, changes nothing and says so."""
    session = here.session
    screen = waiting_screen(here.chat.library, session, here.position)
    mine = [one.press for one in screen.buttons if one.press and one.press[0] not in "!@"]
    old = [made_out(press, max(session.version - 1, 0)) for press in mine[:1]]
    for data in (*old, _FORGED):
        after, shown = here.chat.take(session, Tapped(data))
        here.looked.extend(shown)
        if after.visits != session.visits or not any(one.step == "stale" for one in shown):
            yield "stale", {"button": data, "seen": _at(here.chat.position(after))}


def check_language(here: Here) -> Iterator[Wrong]:
    """Another language is the same place."""
    session = here.session
    for language in here.chat.library.languages:
        if language == session.language:
            continue
        spoken = here.press(session, f"=lang/{language}")
        if spoken.language != language or not here.same(spoken):
            seen = _at(here.chat.position(spoken))
            yield "language", {"language": language, "expected": _at(here.position), "seen": seen}


# Once for each place and each set of what is known there; `check_edit` once for each answer at each place.
CHECKS: Final[tuple[Callable[[Here], Iterator[Wrong]], ...]] = (
    check_saved,
    check_back,
    check_nonsense,
    check_crisis,
    check_stale,
    check_language,
)
