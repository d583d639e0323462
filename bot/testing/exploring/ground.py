"""What an exploration stands on: one library on one day, with all that is found out about it."""

from datetime import date, datetime, time, timedelta, timezone
from typing import Final

from bot.flow.events import Started, Tapped
from bot.flow.fold import HOME, Position, fold
from bot.flow.session import Session, Visit
from bot.flow.stops import Question
from bot.flow.tokens import made_out
from bot.library import Library
from bot.library.reads import Reader
from bot.testing.exploring.acts import Chat
from bot.testing.exploring.ahead import Lookout, Open
from bot.testing.exploring.marking import mark_library
from bot.testing.exploring.screens import Screens

_ZONE: Final = timezone(timedelta(hours=8))
_NOON: Final = time(12)
_OPENING: Final = 30  # questions of home before its menu, at most


class Ground:
    """A library on one day, to be walked: its steps marked, its trees read, and a chat.

    Without `checks` the ways are found, in a tenth of the time, and what must hold is not looked at.
    """

    def __init__(self, library: Library, today: date, *, checks: bool = True) -> None:
        """What is found out about the library's trees is kept for all of its flows."""
        self.marked = mark_library(library)
        self.library = self.marked.library
        self.today = today
        self.checks = checks
        self.reader = Reader(library)
        self.lookout = Lookout(self.marked, self.reader)
        self.chat = Chat(self.library, datetime.combine(today, _NOON, _ZONE))
        self.screens = Screens(self.library, today)
        self._hub: Session | None = None

    def opened(self, flow: str) -> Session:
        """A session that has just entered a flow: a stranger's at home, elsewhere one from the menu."""
        if flow == HOME:
            return self.chat.take(Session(), Started(language=self.library.languages[0]))[0]
        if self._hub is None:
            self._hub = self._to_hub()
        return self.chat.take(self._hub, Started(flow))[0]

    def _to_hub(self) -> Session:
        session = self.opened(HOME)
        for _ in range(_OPENING):
            stop = self.chat.position(session).stop
            if not isinstance(stop, Question) or not stop.options:
                break
            name = session.language if session.language in stop.options else stop.options[0]
            press = made_out(name, session.version)
            session = self.chat.take(session, Tapped(press))[0]
        return session

    def stand(self, visit: Visit) -> tuple[Position, Open]:
        """Where a visit stands, and the steps that it stands in."""
        self.marked.trail.begin()
        position = fold(self.library, visit, self.today)
        return position, tuple(self.marked.trail.open)
