"""Somebody who walks through conversations and types whatever comes; each turn is held to its promises."""

import json
import random
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from typing import Any, Final

from bot.channels.telegram.draw import draw
from bot.flow.effects import Say
from bot.flow.engine import Turn, advance
from bot.flow.events import MOVES, Event, Moved, Sent, Started, Tapped, Typed
from bot.flow.session import Session, dump_session, load_session
from bot.library import Library
from bot.runtime.ports import Parts
from bot.runtime.turns import Arrival, Turned, take_turn
from tests.attacks.judge import Judge
from tests.attacks.pool import Tally, at_best, clocked, shown
from tests.attacks.speech import Speaker

CHAT: Final = 7
RAISED: Final = "raised"
REFUSED: Final = "refused"
SESSION: Final = "session"
TWICE: Final = "twice"
MOVED: Final = "moved"
_CHINA: Final = timezone(timedelta(hours=8))
_DAYS: Final = 1100  # from the first moment on
_FIRST: Final = datetime(2026, 1, 1, 12, tzinfo=UTC).astimezone(_CHINA)
_REMEMBERED: Final = 600  # presses of older messages
_AGAIN: Final = 0.06  # of turns that are taken twice
# Nothing was answered: what is asked stays.
_UNANSWERED: Final = frozenset(
    ["ladder", "empty", "edited", "forwarded", "no_topic", "sign_of_number"]
)

Place = tuple[str, str, str]  # language, flow, step


class Shelf:
    """A library that never changes."""

    def __init__(self, library: Library) -> None:
        self.library = library


class Typist:
    """One borrower after another, all of one chance. `tally` is what came of it."""

    def __init__(self, library: Library, chance: random.Random) -> None:
        self.tally = Tally()
        self._library = library
        self._chance = chance
        self._speaker = Speaker(library, chance)
        self._judge = Judge(CHAT)
        self._parts = Parts(Shelf(library), self._advance, draw)
        self._turn = Turn(Session(), ())
        self._session: Session | None = None
        self._place: Place = ("", "", "")
        self._presses: list[str] = []
        self._older: deque[str] = deque(maxlen=_REMEMBERED)
        self._places: dict[Place, tuple[Session | None, list[str]]] = {}
        self._now = _FIRST + timedelta(
            days=chance.randrange(_DAYS), seconds=chance.randrange(40_000)
        )

    def run(self, count: int) -> Tally:
        """So many texts, each where the walk has come to."""
        self._library.topics.learn()
        while self.tally.done < count:
            event, pressed = self._next()
            self.tally.done += isinstance(event, Typed)
            self.take(event, pressed)
        self.tally.counts["places"] = len(self._places)
        return self.tally

    def stand_at(self, number: int) -> None:
        """Go to one of the places that the walk has come to."""
        places = sorted(self._places)
        self._place = places[number % len(places)]
        self._session, self._presses = self._places[self._place]

    def take(self, event: Event, pressed: int | None = None) -> None:
        """One event, and everything that is promised of its turn."""
        before, place = self._session, self._place
        arrival = Arrival(CHAT, event, pressed)
        take = partial(take_turn, self._parts, before, arrival, self._now)
        try:
            turned, spent = at_best(lambda: clocked(take))
        except Exception as error:
            self._fault(RAISED, event, f"{type(error).__name__}: {error}")
            self._session = None
            self.tally.done += not isinstance(event, Typed)  # else it might never come to an end
            return
        self.tally.took(spent, f"{place} {event}")
        self._hold(before, arrival, turned)
        self._go_to(turned)

    def _advance(self, library: Any, session: Session, event: Event, now: datetime) -> Turn:
        self._turn = advance(library, session, event, now)
        return self._turn

    def _hold(self, before: Session | None, arrival: Arrival, turned: Turned) -> None:
        event = arrival.event
        for call in turned.calls:
            if said := self._judge.refusal(call):
                self._fault(REFUSED, event, f"{said}: {call.payload}")
        if load_session(json.loads(json.dumps(dump_session(turned.session)))) != turned.session:
            self._fault(SESSION, event, str(turned.session))
        if self._is_unanswered() and before and not _same_place(before, turned.session):
            self._fault(MOVED, event, f"{self._steps()}")
        again = self._chance.random() < _AGAIN
        if again and take_turn(self._parts, before, arrival, self._now) != turned:
            self._fault(TWICE, event, f"{self._steps()}")

    def _is_unanswered(self) -> bool:
        return any(step in _UNANSWERED for step in self._steps())

    def _steps(self) -> tuple[str, ...]:
        return tuple(e.screen.step for e in self._turn.effects if isinstance(e, Say))

    def _fault(self, kind: str, event: Event, detail: str) -> None:
        self.tally.fault(kind, f"{self._place} {shown(repr(event))} {detail[:600]}")

    def _go_to(self, turned: Turned) -> None:
        """Go on from here; remember one way to be at each place."""
        self._session = turned.session
        presses = list(_presses_in(turned))
        if presses:
            self._older.extend(presses[:3])
            self._presses = presses
        screens = [e.screen for e in self._turn.effects if isinstance(e, Say)]
        if screens:
            self._place = (turned.session.language, screens[-1].flow, screens[-1].step)
            self._places[self._place] = (turned.session, self._presses)

    def _next(self) -> tuple[Event, int | None]:
        """What is done next: mostly something is typed, often the walk goes on by a button."""
        chance = self._chance.random()
        if self._session is None or chance < 0.01:
            return self._begin()
        if chance < 0.04 and self._places:
            places = list(self._places)
            self._place = places[self._chance.randrange(len(places))]
            self._session, self._presses = self._places[self._place]
            return self._next()
        if chance < 0.28 and self._presses:
            return Tapped(self._chance.choice(self._presses)), self._chance.choice((None, 5))
        if chance < 0.30 and self._older:
            return Tapped(self._chance.choice(self._older)), 4
        if chance < 0.32:
            return Moved(self._chance.choice(MOVES)), None
        return self._said(), None

    def _begin(self) -> tuple[Event, int | None]:
        self._session, self._presses = None, []
        language = self._chance.choice(("zh", "en", "zh-hant", "fr"))
        return Started(self._chance.choice(("", *self._library.flows)), language), None

    def _said(self) -> Event:
        text, chance = self._speaker.text(), self._chance.random()
        if chance < 0.03:
            return Sent("photo", text)
        return replace(Typed(text), forwarded=chance > 0.97, edited=0.96 < chance < 0.97)


def _same_place(before: Session, after: Session) -> bool:
    """Whether nothing was answered or left between the two; what was asked meanwhile may be noted."""
    return _place(before) == _place(after)


def _place(session: Session) -> tuple[object, ...]:
    visits = tuple(replace(visit, asked=()) for visit in session.visits)
    return visits, session.paused, session.editing


def _presses_in(turned: Turned) -> Iterator[str]:
    for call in turned.calls:
        for row in call.payload.get("reply_markup", {}).get("inline_keyboard", ()):
            for button in row:
                if "callback_data" in button:
                    yield button["callback_data"]
