"""`ashore webhook`: tell Telegram where to bring the updates, or to keep them."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from bot.cli.failing import config_option, told

if TYPE_CHECKING:
    from bot.channels.telegram.registration import WebhookInfo


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


def _administer(path: Path | None, action: Literal["set", "remove", "show"]) -> None:
    with told():
        from bot.app import administer_webhook, read_config

        for line in _lines(administer_webhook(read_config(path), action)):
            click.echo(line)


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
