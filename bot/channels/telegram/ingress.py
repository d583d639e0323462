"""Updates by long polling, acknowledged only when asked for the next; and what the bot says of itself."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from bot.channels.telegram.decode import ALLOWED_UPDATES, Decoded, decode
from bot.channels.telegram.failures import Conflict, Failure, RetryLater, Unauthorised
from bot.channels.telegram.limits import UPDATES

_FIRST_WAIT = 0.5
_LONGEST_WAIT = 30.0

Sleep: TypeAlias = Callable[[float], Awaitable[None]]
OnFailure: TypeAlias = Callable[[Failure], None]


class Api(Protocol):
    """The one method of `client.BotApi` used here."""

    async def call(self, method: str, payload: Mapping[str, Any], /) -> Any:
        """The call's result. Raises one of `failures`."""
        ...


async def batches(
    api: Api,
    *,
    sleep: Sleep = asyncio.sleep,
    on_failure: OnFailure = lambda _: None,
    poll_seconds: int = 30,
    allowed_updates: Sequence[str] = ALLOWED_UPDATES,
) -> AsyncIterator[list[Decoded]]:
    """Batches of 1 to 100 updates, in order, for ever.

    A batch counts as received when the next one is asked for: commit it first. Until then Telegram
    keeps it, and a bot that starts again gets it again, for no offset is ever stored. Trouble on
    the way is told to `on_failure` and waited out with `sleep`; only Unauthorised and Conflict end
    the iteration.
    """
    patient = Patient(api, sleep, on_failure)
    await patient.call("deleteWebhook", {"drop_pending_updates": False})
    request: dict[str, Any] = {
        "limit": UPDATES,
        "timeout": poll_seconds,
        "allowed_updates": list(allowed_updates),
    }
    idle = 0
    while True:
        answer = await patient.call("getUpdates", request)
        batch = [decode(update) for update in answer] if isinstance(answer, list) else []
        if batch:
            yield batch
        ids = [decoded.update_id for decoded in batch if decoded.update_id is not None]
        if ids:
            request["offset"] = ids[-1] + 1
            idle = 0
        elif batch or not isinstance(answer, list):
            # Nothing in it can be acknowledged, so the same would come again at once.
            await sleep(_wait(idle))
            idle += 1


async def introduce(api: Api, descriptions: Mapping[str, Mapping[str, Any]]) -> tuple[Failure, ...]:
    """Say what the bot is and which commands it knows, in each language; the failures, if any.

    `descriptions` maps a language (the primary one first) to `description`, `short_description` and
    `commands`, a map of a command's name to its words. Best effort: the bot works without.
    """
    failures: list[Failure] = []
    for number, (language, words) in enumerate(descriptions.items()):
        # Whoever uses a language that has no words of its own sees the primary one.
        codes: tuple[dict[str, str], ...] = ({"language_code": language},)
        for code in (*codes, {}) if number == 0 else codes:
            for method, payload in _introductions(words):
                try:
                    await api.call(method, {**payload, **code})
                except Failure as failure:
                    failures.append(failure)
    return tuple(failures)


def _introductions(words: Mapping[str, Any]) -> tuple[tuple[str, dict[str, Any]], ...]:
    commands = [
        {"command": name, "description": text} for name, text in words.get("commands", {}).items()
    ]
    return (
        ("setMyDescription", {"description": words.get("description", "")}),
        ("setMyShortDescription", {"short_description": words.get("short_description", "")}),
        ("setMyCommands", {"commands": commands, "scope": {"type": "all_private_chats"}}),
    )


@dataclass(frozen=True)
class Patient:
    """Makes a call as often as it takes; only Unauthorised and Conflict are raised."""

    api: Api
    sleep: Sleep
    on_failure: OnFailure

    async def call(self, method: str, payload: Mapping[str, Any], /) -> Any:
        """The call's result, in the end."""
        tries = 0
        while True:
            try:
                return await self.api.call(method, payload)
            except (Unauthorised, Conflict):
                raise
            except Failure as failure:
                self.on_failure(failure)
                wait = failure.seconds if isinstance(failure, RetryLater) else _wait(tries)
                await self.sleep(wait)
                tries += 1


def _wait(tries: int) -> float:
    return min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** min(tries, 10))
