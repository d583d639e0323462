"""One turn: the one place where session, engine, words and drawing meet. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, assert_never

from bot.channels.telegram.draw import Call
from bot.flow.case import Beside, with_beside
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
from bot.flow.events import Event, Woke
from bot.flow.model import Given, Screen, Text
from bot.flow.pieces import notice
from bot.flow.session import Session
from bot.flow.values import dump_value, load_value
from bot.runtime.ports import Parts


@dataclass(frozen=True)
class Arrival:
    """An event of a chat; `pressed` is the message whose button was pressed.

    `beside` finds what is kept beside the session, for an export.
    """

    chat: int
    event: Event
    pressed: int | None = None
    beside: Callable[[], Beside] = Beside


@dataclass
class Turned:
    """What a turn leaves: the session after it, and what is to be kept, sent and counted."""

    session: Session
    calls: tuple[Call, ...] = ()
    forgets: bool = False
    cancels: bool = False
    reminders: dict[str, Remind] = field(default_factory=dict)
    handoffs: list[HandOff] = field(default_factory=list)
    outcomes: list[tuple[str, str]] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


def take_turn(parts: Parts, session: Session | None, arrival: Arrival, now: datetime) -> Turned:
    """The whole turn of one event, ready to be committed; `session` is None for a new chat.

    Raises whatever is wrong in flows, words or code: then nothing of the turn counts.
    """
    library = parts.shelf.library
    former = session or Session()
    turn = parts.advance(library, former, arrival.event, now)
    turned = Turned(turn.session)
    screens: list[Screen] = []
    for effect in turn.effects:
        if isinstance(effect, Say):
            screens.append(with_beside(effect.screen, arrival.beside))
        else:
            _note(turned, effect)
    if screens:
        language = turn.session.language or former.language or library.languages[0]
        worded = [library.word(screen, language, now.date()) for screen in screens]
        turned.calls = parts.draw(worded, chat=arrival.chat, pressed=arrival.pressed)
    for case in turned.handoffs:
        turned.calls += _call_counselors(parts, case, arrival.chat, now)
    return turned


def _call_counselors(parts: Parts, case: HandOff, chat: int, now: datetime) -> tuple[Call, ...]:
    """What every counselor is told of a borrower who wants one: the answers that may be shown."""
    if not parts.counselors:
        return ()
    library = parts.shelf.library
    rows = tuple(
        Given(name, value, case.flow)
        for name, value in case.values.items()
        if name in library.slots
    )
    text = Text(
        "common",
        "notices.counselor_called",
        {"chat": str(chat), "title": Text(case.flow, "title")},
    )
    screen = Screen("notice", "common", "counselor_called", (text,), rows=rows)
    worded = library.word(screen, library.languages[0], now.date())
    drawn = (parts.draw([worded], chat=counselor, pressed=None) for counselor in parts.counselors)
    return tuple(call for calls in drawn for call in calls)


def notify(
    parts: Parts, key: str, *, session: Session | None, chat: int, now: datetime
) -> tuple[Call, ...]:
    """What a borrower is told outside any turn: `trouble` if a message could not be taken, `too_fast`."""
    library = parts.shelf.library
    screen = notice(key)
    language = (session.language if session else "") or library.languages[0]
    return parts.draw([library.word(screen, language, now.date())], chat=chat, pressed=None)


def dump_text(text: Text) -> dict[str, Any]:
    """A reminder's text as JSON data; its values are facts alone."""
    values = {
        name: value for name, value in text.values.items() if not isinstance(value, Text | Given)
    }
    return {"source": text.source, "key": text.key, "values": dump_value(values)}


def woke(data: dict[str, Any]) -> Woke:
    """The event of a reminder that came due, from what `dump_text` wrote."""
    values = load_value(data["values"])
    if not isinstance(values, dict):
        raise TypeError("a reminder's values are no map")
    return Woke(data["source"], data["key"], values)


def _note(turned: Turned, effect: Effect) -> None:
    match effect:
        case Remind():
            turned.reminders[effect.name] = effect
        case CancelReminders():
            turned.cancels = True
            turned.reminders.clear()
        case HandOff():
            turned.handoffs.append(effect)
        case Finished():
            turned.outcomes.append((effect.flow, effect.outcome))
        case DeadLetter():
            turned.reasons.append(effect.reason)
        case Forget():
            turned.forgets = True
            turned.reminders.clear()
            turned.handoffs.clear()
        case Say():  # words need the language, which only the whole turn knows: see take_turn
            pass
        case _:
            assert_never(effect)
