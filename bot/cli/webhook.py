"""`ashore webhook`: tell Telegram where to bring the updates, or to keep them."""

import asyncio
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

import click

from bot.cli.failing import config_option, told

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.channels.telegram.registration import WebhookInfo
    from bot.config import Config

_Action: TypeAlias = Literal["set", "remove", "show"]


@click.group("webhook")
def command() -> None:
    """Tell Telegram where to bring the updates, or to keep them until they are fetched.

    The address is `webhook.public_url` in config.yaml and a path that nobody can guess.
    """


@command.command("set")
@config_option
def set_(path: Path | None) -> None:
    """Have Telegram bring the updates to `ashore run --webhook`."""
    _administer(path, "set")


@command.command("remove")
@config_option
def remove(path: Path | None) -> None:
    """Have Telegram keep the updates for `ashore run`; none is dropped."""
    _administer(path, "remove")


@command.command("show")
@config_option
def show(path: Path | None) -> None:
    """What is set, how many updates wait there, and what went wrong last."""
    _administer(path, "show")


def _administer(path: Path | None, action: _Action) -> None:
    with told():
        from bot.app import read_config

        for line in _lines(_done(read_config(path), action)):
            click.echo(line)


def _done(config: "Config", action: _Action) -> "WebhookInfo":
    """Set or remove the webhook, or do neither; what Telegram says of it afterwards.

    Raises ConfigError or ChannelError.
    """
    from bot.channels.telegram import registration
    from bot.channels.telegram.client import open_api
    from bot.channels.telegram.public_url import check_public_url, doubt_of
    from bot.channels.telegram.webhook import Address, tls_context
    from bot.config import token_of, webhook_secret_of

    token, settings = token_of(config).reveal(), config.webhook
    address = Address.of(webhook_secret_of(config).reveal())
    certificate = ""
    if action == "set":
        check_public_url(settings.public_url, config.telegram.base_url)
        if doubt := doubt_of(settings.public_url, config.telegram.base_url):
            click.echo(f"Warning: {doubt}", err=True)
        if tls_context(settings.certificate_file, settings.key_file):
            certificate = Path(settings.certificate_file).read_text("utf-8")
    public = registration.Public(settings.public_url, settings.max_connections, certificate)

    async def act() -> "WebhookInfo":
        async with open_api(token, config.telegram.base_url) as api:
            async with _advised(action):
                if action == "set":
                    await registration.set_webhook(api, public, address)
                elif action == "remove":
                    await registration.remove_webhook(api)
            async with _advised("show", is_done=action != "show"):
                return await registration.show_webhook(api, address)

    return asyncio.run(act())


@asynccontextmanager
async def _advised(action: _Action, *, is_done: bool = False) -> "AsyncIterator[None]":
    """What Telegram refuses, or does not answer, is told with what to do next."""
    from bot.channels.telegram import failures
    from bot.channels.telegram.public_url import TAKES
    from bot.errors import ChannelError

    try:
        yield
    except failures.Refused as refused:
        advice = (
            f"Nothing was changed. Check webhook.public_url. {TAKES} Its certificate must be one that is "
            "trusted everywhere, or the one in webhook.certificate_file. Then run `ashore webhook set` again."
        )
        if action != "set":
            raise
        raise ChannelError(f"{refused} {advice}") from None
    except (failures.Unauthorised, failures.Conflict):
        raise
    except failures.Failure as failure:
        is_sure = isinstance(failure, failures.Unreachable | failures.RetryLater)
        state = "Nothing was changed." if action == "show" or is_sure else "It may have been done."
        state = "It was done; only the look at it failed." if is_done else state
        advice = "Look at the network, the proxy and telegram.base_url, then"
        again = "run this again" if not is_done else "run `ashore webhook show`"
        raise ChannelError(f"{failure} {state} {advice} {again}.") from None


def _lines(info: "WebhookInfo") -> list[str]:
    """The state in sentences; the path's secret part is not among them."""
    if not info.host:
        first = "No webhook is set: `ashore run` fetches the updates."
    elif info.is_ours:
        first = f"Telegram brings the updates to {info.host}/…, for `ashore run --webhook`."
    else:
        first = f"Telegram brings the updates to {info.host}/…, which is not this bot's address."
    lines = [first, f"Updates that wait at Telegram: {info.pending}."]
    if info.last_error and info.last_error_at:
        lines.append(f"Last failure, {info.last_error_at:%Y-%m-%d %H:%M} UTC: {info.last_error}")
    return lines
