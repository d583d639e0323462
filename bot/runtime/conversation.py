"""One borrower's conversation held in memory: the same engine and words, no store, no network."""

import json
from collections.abc import Callable
from datetime import date, datetime

from bot.flow.case import Beside, Due, Handed, with_beside
from bot.flow.effects import Effect, Forget, HandOff, Remind, Say
from bot.flow.engine import Turn, advance
from bot.flow.events import Event, Started, Tapped
from bot.flow.fold import Position
from bot.flow.model import Worded
from bot.flow.session import Session, dump_session, load_session
from bot.flow.stops import Hub, Question
from bot.flow.tokens import made_out
from bot.flow.visits import stand
from bot.library import Library

_MOST_OPENING_QUESTIONS = 30


class Conversation:
    """A chat with Ashore. The session is written out and read back between any two events."""

    def __init__(
        self,
        library: Library,
        *,
        language: str,
        now: Callable[[], datetime],
        heard: Callable[[Event, Turn], None] | None = None,
    ) -> None:
        """`now` tells the moment, aware; `language` is what the borrower's app would be set to.

        `heard` is told of every turn, after it.
        """
        self.library = library
        self.heard = heard
        self.language = language
        self._now = now
        self._saved = json.dumps(dump_session(Session()))
        self._stood: tuple[tuple[str, date], Position] | None = None
        self.effects: tuple[Effect, ...] = ()
        self.reminders: dict[str, Remind] = {}
        self._handed: list[Handed] = []

    @property
    def session(self) -> Session:
        """The session as it was last saved."""
        return load_session(json.loads(self._saved))

    @property
    def position(self) -> Position:
        """Where the borrower is waited for; worked out once until an event or another day changes it."""
        place = (self._saved, self._now().date())
        if self._stood is None or self._stood[0] != place:
            self._stood = place, stand(self.library, self.session, place[1]).position
        return self._stood[1]

    def take(self, event: Event) -> list[Worded]:
        """One event; the screens that answer it, in the borrower's language."""
        now = self._now()
        turn = advance(self.library, self.session, event, now)
        self.effects = turn.effects
        if any(isinstance(effect, Forget) for effect in turn.effects):
            self.reminders.clear()
            self._handed.clear()
        self.reminders |= {e.name: e for e in turn.effects if isinstance(e, Remind)}
        self._handed += [
            Handed(e.flow, e.name, now, e.values) for e in turn.effects if isinstance(e, HandOff)
        ]
        self._saved = json.dumps(dump_session(turn.session))
        if self.heard is not None:
            self.heard(event, turn)
        language = turn.session.language or self.language
        return [
            self.library.word(with_beside(effect.screen, self._beside), language, now.date())
            for effect in turn.effects
            if isinstance(effect, Say)
        ]

    def _beside(self) -> Beside:
        due = [Due(one.name, one.at, one.text) for one in self.reminders.values()]
        return Beside(tuple(sorted(due, key=lambda one: one.at)), tuple(self._handed))

    def start(self) -> list[Worded]:
        """/start, as a stranger."""
        return self.take(Started(language=self.language))

    def go_to_hub(self) -> list[Worded]:
        """/start, then through home's questions to its menu: to each, the first option.

        A flow's first option is its ordinary path: agreed, safe, nothing urgent. The language is
        the conversation's own.
        """
        screens = self.start()
        for _ in range(_MOST_OPENING_QUESTIONS):
            stop = self.position.stop
            if isinstance(stop, Hub) or not (isinstance(stop, Question) and stop.options):
                break
            name = self.language if self.language in stop.options else stop.options[0]
            screens = self.take(Tapped(made_out(name, self.session.version)))
        return screens[-1:]
