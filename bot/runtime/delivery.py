"""One call made once: what became of it, and so what the sender must do."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.channels.telegram.draw import Call, without_markup
from bot.channels.telegram.failures import (
    Ambiguous,
    Gone,
    Moved,
    Refused,
    RetryLater,
    ServerTrouble,
    Unreachable,
)
from bot.runtime.ports import Api


@dataclass(frozen=True)
class Done:
    """Telegram has it."""


@dataclass(frozen=True)
class Flooded:
    """Too many messages: not before `seconds` from now."""

    seconds: float


@dataclass(frozen=True)
class Failed:
    """It may work later. `everyone` tells that no chat can be reached."""

    kind: str
    everyone: bool = False


@dataclass(frozen=True)
class Dead:
    """It will never work."""

    reason: str


@dataclass(frozen=True)
class Closed:
    """The borrower blocked the bot."""


@dataclass(frozen=True)
class Renamed:
    """The chat has another id now."""

    chat: int


Verdict: TypeAlias = Done | Flooded | Failed | Dead | Closed | Renamed


async def deliver(api: Api, call: Call) -> Verdict:
    """Make the call, or what may stand in for it if it is refused.

    Raises Unauthorised and Conflict, which end the program.
    """
    try:
        await api.call(call.method, call.payload)
    except Refused as refusal:
        return await _instead(api, call, refusal)
    except RetryLater as flood:
        return Flooded(flood.seconds)
    except Gone:
        return Closed()
    except Moved as move:
        return Renamed(move.chat)
    except (Unreachable, Ambiguous, ServerTrouble) as failure:
        return Failed(type(failure).__name__, everyone=isinstance(failure, Unreachable))
    return Done()


async def _instead(api: Api, call: Call, refusal: Refused) -> Verdict:
    if refusal.is_unchanged or call.is_optional:
        return Done()
    if refusal.is_markup and "parse_mode" in call.payload:
        return await deliver(api, without_markup(call))
    if call.fallback:
        return await deliver(api, call.fallback)
    return Dead(refusal.description)
