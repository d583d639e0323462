"""One call made once: what became of it, and so what the sender must do."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.channels.pictures import PictureError, PicturesOffError
from bot.channels.telegram.draw import Call, without_markup
from bot.channels.telegram.failures import (
    Ambiguous,
    Failure,
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
    """Telegram has it; or nothing is lost without it, and `skipped` says why it was left out."""

    skipped: str = ""


@dataclass(frozen=True)
class Flooded:
    """Too many messages: not before `seconds` from now."""

    seconds: float


@dataclass(frozen=True)
class Failed:
    """It may work later. `outage` tells an operator why no chat can be reached; "" where it is only this one."""

    kind: str
    outage: str = ""


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


_OPTIONAL_TRIES = 3

Verdict: TypeAlias = Done | Flooded | Failed | Dead | Closed | Renamed


async def deliver(api: Api, call: Call, *, tries: int = 0) -> Verdict:
    """Make the call, or what may stand in for it if it is refused; `tries` is how often it failed.

    Raises Unauthorised and Conflict, which end the program.
    """
    try:
        await api.call(call.method, call.payload)
    except Refused as refusal:
        return await _instead(api, call, refusal)
    except PicturesOffError:
        return Done()
    except PictureError as failure:
        return Done(type(failure).__name__)
    except RetryLater as flood:
        return Flooded(flood.seconds)
    except Gone:
        return Closed()
    except Moved as move:
        return Renamed(move.chat)
    except (Unreachable, Ambiguous, ServerTrouble) as failure:
        return _failed(call, failure, tries)
    return Done()


def _failed(call: Call, failure: Failure, tries: int) -> Verdict:
    """Again later; but a call that nothing hangs on keeps what follows it waiting only so long."""
    outage = failure.advice if isinstance(failure, Unreachable) else ""
    if call.is_optional and not outage and tries + 1 >= _OPTIONAL_TRIES:
        return Done(type(failure).__name__)
    return Failed(type(failure).__name__, outage=outage)


async def _instead(api: Api, call: Call, refusal: Refused) -> Verdict:
    if refusal.is_unchanged:
        return Done()
    if call.is_optional:
        return Done(type(refusal).__name__)
    if refusal.is_markup and "parse_mode" in call.payload:
        return await deliver(api, without_markup(call))
    if call.fallback:
        return await deliver(api, call.fallback)
    return Dead(refusal.description)
