"""Beside a running webhook: whether Telegram brings the updates here at all, said where it does not."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.channels.telegram.failures import Conflict, Failure, Unauthorised
from bot.channels.telegram.ingress import Patient, Sleep
from bot.channels.telegram.registration import show_webhook
from bot.channels.telegram.webhook import Webhook
from bot.runtime.journal import Journal
from bot.runtime.ports import Api

_SET_IT = (
    "Set webhook.public_url and run `ashore webhook set`; or run `ashore run` without --webhook, which "
    "fetches the updates. Nothing is lost: they wait at Telegram."
)


@asynccontextmanager
async def watching(
    api: Api, webhook: Webhook, public_url: str, journal: Journal
) -> AsyncIterator[None]:
    """Ask once, beside everything else, for as long as the context lasts."""
    asking = asyncio.create_task(look_once(api, webhook, public_url, journal))
    try:
        yield
    finally:
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)


async def look_once(
    api: Api, webhook: Webhook, public_url: str, journal: Journal, *, sleep: Sleep = asyncio.sleep
) -> None:
    """Ask Telegram where it brings the updates, as often as it takes; warn if that is not here.

    A token that Telegram does not know ends the webhook, as it ends polling.
    """

    def told(failure: Failure) -> None:
        journal.warn("webhook_unchecked", error=type(failure).__name__, why=failure.advice)

    try:
        info = await show_webhook(Patient(api, sleep, told), webhook.address)
    except (Unauthorised, Conflict) as failure:
        webhook.give_up(failure)
        return
    if not info.host:
        why = f"Telegram brings no updates: no webhook is set. {_SET_IT}"
        journal.warn("webhook_not_set", why=why)
    elif not info.is_ours or (public_url and info.host != public_url.rstrip("/")):
        why = f"Telegram brings the updates to {info.host}/…, which is not this bot's address. {_SET_IT}"
        journal.warn("webhook_elsewhere", why=why)
