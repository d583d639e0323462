"""How fast replies may go out, and what the sender may know of the world."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Pace:
    """Telegram's limits: messages a second overall and per chat, how many of a chat at once.

    `in_flight` and `answers` bound how many calls, and answers to presses, are open at a time. A chat
    with `backlog` calls waiting gets no new ones by writing on.
    """

    per_second: float = 30.0
    per_chat_second: float = 1.0
    burst: int = 3
    in_flight: int = 128
    answers: int = 32
    backlog: int = 60


@dataclass(frozen=True)
class Senses:
    """What only the outermost layer may have: the time, aware, and numbers from 0 to 1 by chance."""

    clock: Callable[[], datetime]
    chance: Callable[[], float]
