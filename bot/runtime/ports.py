"""What the runtime needs of the parts, as Protocols, so that tests put small ones in their place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from bot.channels.telegram.draw import Call
from bot.flow.effects import Effect
from bot.flow.events import Event
from bot.flow.model import Screen, Worded
from bot.flow.session import Session


class Turn(Protocol):
    """What `advance` decided."""

    @property
    def session(self) -> Session:
        """The session after the event."""
        ...

    @property
    def effects(self) -> tuple[Effect, ...]:
        """What to do, in order."""
        ...


class Words(Protocol):
    """What the runtime itself asks of a library; the engine asks more (`flow.ports`)."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that have words; the primary one first."""
        ...

    def word(self, screen: Screen, language: str, today: date) -> Worded:
        """The screen in a language. Raises ContentError."""
        ...


class Advance(Protocol):
    """`flow.engine.advance`: pure."""

    def __call__(self, library: Any, session: Session, event: Event, now: datetime, /) -> Turn:
        """The turn that follows an event."""
        ...


class Draw(Protocol):
    """`channels.telegram.draw.draw`: pure."""

    def __call__(
        self, worded: Sequence[Worded], /, *, chat: int, pressed: int | None
    ) -> tuple[Call, ...]:
        """The calls that show the screens."""
        ...


class Api(Protocol):
    """The far side: makes calls; raises the errors of `channels.telegram.failures`."""

    async def call(self, method: str, payload: Mapping[str, Any], /) -> Any:
        """The call's result."""
        ...


class LibraryHolder(Protocol):
    """Holds the last good library; it may be replaced between two turns."""

    @property
    def library(self) -> Any:
        """The library now."""
        ...


@dataclass(frozen=True)
class Parts:
    """What a turn is made of."""

    shelf: LibraryHolder
    advance: Advance
    draw: Draw
    counselors: tuple[int, ...] = ()  # the chats of those who are told of a handoff
