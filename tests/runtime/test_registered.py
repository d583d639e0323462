"""What a bot says by webhook where Telegram brings nothing here, and what ends it."""

import asyncio
import logging
from typing import Any

import pytest

from bot.channels.telegram.failures import Failure, Unauthorised, Unreachable
from bot.channels.telegram.webhook import Address, Webhook
from bot.runtime.registered import look_once
from tests.runtime.stage import JOURNAL

ADDRESS = Address.of("a secret of the tests, long enough")
OURS = f"https://bot.example.org/a/{ADDRESS.path}"


class Far:
    """Answers getWebhookInfo with an address, after some failures."""

    def __init__(self, url: str, *failures: Failure) -> None:
        self.url, self.failures = url, list(failures)

    async def call(self, method: str, _payload: Any, /) -> Any:
        assert method == "getWebhookInfo"
        if self.failures:
            raise self.failures.pop(0)
        return {"url": self.url, "pending_update_count": 3}


async def rest(_seconds: float) -> None:
    await asyncio.sleep(0)


async def said(
    caplog: pytest.LogCaptureFixture, far: Far, public_url: str = ""
) -> tuple[list[str], Webhook]:
    """The warnings of one look, and the webhook after it."""
    webhook = Webhook(ADDRESS)
    logger = logging.getLogger("ashore")
    logger.addHandler(caplog.handler)
    try:
        await look_once(far, webhook, public_url, JOURNAL, sleep=rest)
    finally:
        logger.removeHandler(caplog.handler)
    return list(dict.fromkeys(record.getMessage() for record in caplog.records)), webhook


@pytest.mark.parametrize(
    ("url", "public_url", "event", "named"),
    [
        ("", "", "webhook_not_set", "no webhook is set"),
        ("", "https://bot.example.org/a", "webhook_not_set", "no webhook is set"),
        ("https://other.example.org/SECRET/hook", "", "webhook_elsewhere", "https://other.example.org/…"),
        ("https://me:SECRET@other.example.org/hook", "", "webhook_elsewhere", "https://other.example.org/…"),
        (OURS, "https://new.example.org", "webhook_elsewhere", "https://bot.example.org/a/…"),
    ],
)  # fmt: skip
async def test_a_webhook_that_leads_elsewhere_is_one_warning(
    caplog: pytest.LogCaptureFixture, url: str, public_url: str, event: str, named: str
) -> None:
    """It names what to do, and no secret of anybody's; else the bot would be deaf in silence."""
    (warning,), _ = await said(caplog, Far(url), public_url)
    assert warning.startswith(f"{event} ")
    assert named in warning
    assert "`ashore webhook set`" in warning
    assert "SECRET" not in warning
    assert ADDRESS.path not in warning


@pytest.mark.parametrize(
    "public_url", ["", "https://bot.example.org/a", "https://bot.example.org/a/"]
)
async def test_a_webhook_that_leads_here_is_not_worth_a_word(
    caplog: pytest.LogCaptureFixture, public_url: str
) -> None:
    """All is well."""
    assert (await said(caplog, Far(OURS), public_url))[0] == []


async def test_a_telegram_that_cannot_be_reached_is_asked_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It does not stop the bot; what is wrong is said once there is an answer."""
    warnings, webhook = await said(caplog, Far("", Unreachable("no"), Unreachable("no")))
    assert [warning.split()[0] for warning in warnings] == ["webhook_unchecked", "webhook_not_set"]
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(anext(webhook), 0.01)


async def test_a_refused_token_ends_the_webhook(caplog: pytest.LogCaptureFixture) -> None:
    """Whoever waits for updates is told: none will ever come."""
    _, webhook = await said(caplog, Far("", Unreachable("no"), Unauthorised()))
    with pytest.raises(Unauthorised):
        await asyncio.wait_for(anext(webhook), 5)
