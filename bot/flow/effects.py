"""What a turn asks the world to do. Plain data; the runtime carries it out, in order."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.flow.model import Screen, Text
from bot.flow.values import Facts


@dataclass(frozen=True)
class Say:
    """Show a screen."""

    screen: Screen


@dataclass(frozen=True)
class Remind:
    """Say `text` at `at` (aware). A reminder of the same name replaces an earlier one."""

    name: str
    at: datetime
    text: Text


@dataclass(frozen=True)
class CancelReminders:
    """Forget every reminder of this chat."""


@dataclass(frozen=True)
class HandOff:
    """Put the case before a human counselor; the borrower has agreed to it."""

    flow: str
    name: str
    values: Facts


@dataclass(frozen=True)
class Forget:
    """Erase everything kept about this chat, this turn included."""


@dataclass(frozen=True)
class Finished:
    """A flow ended with an outcome; for counting, without any answer."""

    flow: str
    outcome: str


@dataclass(frozen=True)
class DeadLetter:
    """Keep the event for an operator to look at."""

    reason: str


Effect: TypeAlias = Say | Remind | CancelReminders | HandOff | Forget | Finished | DeadLetter
