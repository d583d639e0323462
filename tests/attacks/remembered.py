"""The engine's last turns, remembered: the model and the bot ask for the same ones, one after the other."""

from collections import deque
from datetime import datetime
from typing import Any

from bot.flow.engine import Turn, advance
from bot.flow.events import Event
from bot.flow.session import Session

_TURNS = 24


class Remembered:
    """`advance`, a pure function, not worked out twice for the same library, session, event and moment."""

    def __init__(self) -> None:
        self._turns: deque[tuple[Any, Session, Event, datetime, Turn]] = deque(maxlen=_TURNS)

    def advance(self, library: Any, session: Session, event: Event, now: datetime, /) -> Turn:
        """The turn that follows an event."""
        for known, before, heard, at, turn in self._turns:
            if known is library and heard == event and at == now and before == session:
                return turn
        turn = advance(library, session, event, now)
        self._turns.append((library, session, event, now, turn))
        return turn
