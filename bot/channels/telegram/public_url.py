"""The address under which Telegram is to reach the webhook: what it takes, said before it is asked."""

import ipaddress
import re
from typing import Final
from urllib.parse import urlsplit

from bot.channels.telegram.client import TELEGRAM
from bot.errors import ConfigError

_PORTS: Final = (443, 80, 88, 8443)
TAKES: Final = (
    "Telegram takes https:// with a host that the internet knows, on port 443, 80, 88 or 8443, such as "
    "https://bot.example.org or https://bot.example.org:8443/ashore."
)


def check_public_url(url: str, base_url: str) -> None:
    """Raises ConfigError for an address that Telegram will not take. No password is repeated.

    A Bot API server of one's own may take http:// and any port.
    """
    if not url:
        raise ConfigError(
            "webhook.public_url is empty. Put the https address there under which Telegram reaches "
            "this machine, such as https://bot.example.org."
        )
    if wrong := _wrong(url, is_telegrams=base_url.rstrip("/") == TELEGRAM):
        raise ConfigError(f"webhook.public_url {wrong} {TAKES}")


def doubt_of(url: str, base_url: str) -> str:
    """A sentence where Telegram can hardly reach a checked address; else empty."""
    host = urlsplit(url).hostname or ""
    if base_url.rstrip("/") != TELEGRAM or not _is_private(host):
        return ""
    return (
        f"webhook.public_url leads to {host}, which is known to this machine or network alone: "
        f"Telegram will hardly reach it. {TAKES}"
    )


def _wrong(url: str, *, is_telegrams: bool) -> str:
    """What is wrong with the address, as the end of a sentence; empty if nothing is."""
    if re.search(r"\s", url):
        return "has a blank in it."
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "is no address that can be read."
    if "@" in url:
        return "has a user or a password in it, which Telegram cannot use: take them out."
    if parts.scheme != "https" and (is_telegrams or parts.scheme != "http"):
        return (
            f"is {url!r}; Telegram takes nothing but https://. Put a reverse proxy with a certificate "
            "before the bot, or set webhook.certificate_file and key_file."
        )
    if not parts.hostname:
        return f"is {url!r}, which names no host."
    if parts.query or parts.fragment or url[-1] in "?#":
        return "has a ? or # in it; the bot's own path could not follow."
    if is_telegrams and port not in {None, *_PORTS}:
        return f"has the port {port}. A reverse proxy may lead from another port to webhook.port."
    return ""


def _is_private(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith((".localhost", ".local", ".internal", ".lan"))
