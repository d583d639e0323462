"""What a turn's handlers are given, and what they give back."""

from dataclasses import dataclass, field
from datetime import date

from bot.flow.effects import Effect
from bot.flow.fold import Position
from bot.flow.model import Given, Screen
from bot.flow.ports import Library
from bot.flow.session import Session


@dataclass(frozen=True)
class Scene:
    """The borrower's session, where it stands, and the library it is read with."""

    library: Library
    session: Session
    position: Position
    home: Position  # of the first visit, which the current one may be
    today: date


@dataclass(frozen=True)
class Reply:
    """A handler's result: the session after it, screens to show, and what was understood.

    `rests` leaves the borrower with these screens; otherwise the place where the flow now waits is
    shown after them.
    """

    session: Session
    screens: tuple[Screen, ...] = ()
    effects: tuple[Effect, ...] = ()
    echo: Given | None = field(default=None)
    rests: bool = False
