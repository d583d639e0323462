"""Telling Telegram where the webhook is, that there is none, and asking what it thinks of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.channels.telegram.decode import ALLOWED_UPDATES
from bot.channels.telegram.ingress import Api
from bot.channels.telegram.webhook import Address


@dataclass(frozen=True)
class Public:
    """The address that Telegram is given, and what goes with it; `certificate` is PEM, or empty."""

    url: str
    max_connections: int
    certificate: str = ""


@dataclass(frozen=True)
class WebhookInfo:
    """What Telegram says of the webhook. `is_ours` if it leads to this bot's own path.

    `host` is the address without that path; of another program's, nothing but scheme and host, for
    who knows where the secret is in it.
    """

    host: str
    is_ours: bool
    pending: int
    last_error: str = ""
    last_error_at: datetime | None = None


async def set_webhook(api: Api, public: Public, address: Address) -> None:
    """Have Telegram bring the updates here. Raises ConfigError, or one of `failures`."""
    payload: dict[str, Any] = {
        "url": _url(public, address),
        "secret_token": address.token,
        "max_connections": public.max_connections,
        "allowed_updates": list(ALLOWED_UPDATES),
    }
    if public.certificate:
        payload["certificate"] = {"name": "certificate.pem", "text": public.certificate}
    await api.call("setWebhook", payload)


async def remove_webhook(api: Api) -> None:
    """Have Telegram keep the updates until they are asked for; none is dropped. Raises `failures`."""
    await api.call("deleteWebhook", {"drop_pending_updates": False})


async def show_webhook(api: Api, address: Address) -> WebhookInfo:
    """What is set, without the secret part of the path. Raises `failures`."""
    answer = await api.call("getWebhookInfo", {})
    info: Mapping[str, Any] = answer if isinstance(answer, Mapping) else {}
    url = str(info.get("url") or "")
    at = info.get("last_error_date")
    place, _, path = url.rpartition("/")
    return WebhookInfo(
        host=place if path == address.path else _origin(url),
        is_ours=path == address.path,
        pending=int(info.get("pending_update_count") or 0),
        last_error=str(info.get("last_error_message") or ""),
        last_error_at=datetime.fromtimestamp(at, UTC) if isinstance(at, int) else None,
    )


def _origin(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return (
        f"{scheme}://{re.split(r'[/?#]', rest, maxsplit=1)[0].rpartition('@')[2]}" if rest else url
    )


def _url(public: Public, address: Address) -> str:
    return f"{public.url.rstrip('/')}/{address.path}"
