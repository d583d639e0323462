"""The webhook over real HTTP: 200 after the commit, 503 while there is none, nothing for strangers."""

import asyncio
import hmac
import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from bot.channels.telegram import webhook as module
from bot.channels.telegram.public_url import check_public_url, doubt_of
from bot.channels.telegram.webhook import (
    PROOF_HEADER,
    Address,
    Listening,
    Webhook,
    open_webhook,
    tls_context,
)
from bot.errors import ChannelError, ConfigError
from bot.flow.events import Typed, Unreadable
from tests.process.bot_process import free_port

ADDRESS = Address.of("a secret of the tests, long enough")
SECRET = {PROOF_HEADER: ADDRESS.token}


def update(number: int, text: str = "hi") -> dict[str, Any]:
    chat = {"id": 7, "type": "private"}
    return {"update_id": number, "message": {"chat": chat, "message_id": number, "text": text}}


class Client:
    """Whoever comes to the door."""

    def __init__(self, webhook: Webhook, session: aiohttp.ClientSession, url: str) -> None:
        self.webhook = webhook
        self.url = url
        self._session = session

    async def post(
        self, data: Any = b"{}", *, path: str = f"/{ADDRESS.path}", **headers: str
    ) -> tuple[int, str, str]:
        """Status, body and the server's name."""
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        headers = {name.replace("_", "-"): text for name, text in headers.items()} or SECRET
        async with self._session.post(self.url + path, data=body, headers=headers) as response:
            return response.status, await response.text(), response.headers["Server"]

    async def health(self) -> int:
        async with self._session.get(f"{self.url}/health") as response:
            return response.status


@asynccontextmanager
async def door() -> AsyncIterator[Client]:
    port = free_port()
    async with (
        open_webhook(ADDRESS, Listening("127.0.0.1", port)) as webhook,
        aiohttp.ClientSession() as session,
    ):
        yield Client(webhook, session, f"http://127.0.0.1:{port}")


async def test_an_update_is_answered_once_the_next_batch_is_asked_for() -> None:
    """Asking says that the former batch is committed; before that there is no answer."""
    async with door() as client:
        posts = [asyncio.create_task(client.post(update(number))) for number in (1, 2)]
        batch = await anext(client.webhook)
        while len(batch) < 2:
            batch += await anext(client.webhook)
        assert {decoded.update_id for decoded in batch} == {1, 2}
        assert batch[0].event == Typed("hi")
        _, pending = await asyncio.wait(posts, timeout=0.1)
        assert pending
        asking = asyncio.create_task(anext(client.webhook))
        assert {(await post)[0] for post in posts} == {200}
        asking.cancel()


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/", SECRET, 404),
        ("/health", SECRET, 404),
        (f"/{ADDRESS.path}x", SECRET, 404),
        (f"/{ADDRESS.path[:-1]}", SECRET, 404),
        (f"/{ADDRESS.token}", SECRET, 404),
        (f"/{ADDRESS.path}", {"X-Other": "1"}, 403),
        (f"/{ADDRESS.path}", {PROOF_HEADER: ""}, 403),
        (f"/{ADDRESS.path}", {PROOF_HEADER: ADDRESS.token[:-1]}, 403),
        (f"/{ADDRESS.path}", {PROOF_HEADER: ADDRESS.path}, 403),
    ],
)
async def test_a_stranger_is_told_nothing(path: str, headers: dict[str, str], status: int) -> None:
    """A wrong path or token: an empty answer that does not say what was wrong or who answers."""
    async with door() as client:
        got = await client.post(update(1), path=path, **headers)
        assert got == (status, "", "ashore")
        assert not client.webhook._waiting


async def test_a_reverse_proxy_may_put_a_path_before() -> None:
    """Only the last part counts, so that the proxy may strip what comes before or not."""
    async with door() as client:
        post = asyncio.create_task(client.post(update(1), path=f"/ashore/{ADDRESS.path}"))
        assert len(await anext(client.webhook)) == 1
        client.webhook.close()
        assert (await post)[0] == 503


def test_path_and_token_are_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """By hmac.compare_digest, whatever is sent, half characters included."""
    compared: list[tuple[bytes, bytes]] = []
    real = hmac.compare_digest

    def noted(given: bytes, wanted: bytes) -> bool:
        compared.append((given, wanted))
        return real(given, wanted)

    monkeypatch.setattr(hmac, "compare_digest", noted)
    assert module._same("ab", "ab")
    assert not module._same("\udc80", "ab")
    assert compared == [(b"ab", b"ab"), (b"?", b"ab")]


@pytest.mark.parametrize("chunked", [False, True])
async def test_more_than_a_megabyte_is_refused(*, chunked: bool) -> None:
    """Whether its length is told or not; a megabyte of text is no update of Telegram's."""
    body = b" " * (1024 * 1024 + 1)

    async def parts() -> AsyncIterator[bytes]:
        yield body[:-1]
        yield body[-1:]

    async with door() as client, aiohttp.ClientSession() as session:
        data = parts() if chunked else io.BytesIO(body)
        url = f"{client.url}/{ADDRESS.path}"
        async with session.post(url, data=data, headers=SECRET) as response:
            assert response.status == 413


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"1" * 5000])
async def test_what_is_no_json_is_taken_and_kept_as_a_dead_letter(body: bytes) -> None:
    """Else Telegram would bring it again for a day, and what follows would wait behind it."""
    async with door() as client:
        post = asyncio.create_task(client.post(body))
        (decoded,) = await anext(client.webhook)
        assert isinstance(decoded.event, Unreadable)
        assert decoded.chat is None
        asking = asyncio.create_task(anext(client.webhook))
        assert (await post)[0] == 200
        asking.cancel()


async def test_while_the_store_fails_the_answer_is_503_at_once() -> None:
    """Also to whoever waits; health tells it; afterwards all is as before."""
    async with door() as client:
        assert await client.health() == 200
        waits = asyncio.create_task(client.post(update(1)))
        await anext(client.webhook)
        client.webhook.store_is(well=False)
        assert (await waits)[0] == 503
        assert (await client.post(update(2)))[0] == 503
        assert await client.health() == 503
        client.webhook.store_is(well=True)
        assert await client.health() == 200
        again = asyncio.create_task(client.post(update(1)))
        assert [decoded.update_id for decoded in await anext(client.webhook)] == [1]
        client.webhook.close()
        assert (await again)[0] == 503


async def test_a_port_that_is_taken_is_a_sentence() -> None:
    """Which address, and what to do."""
    async with door() as client:
        port = int(client.url.rpartition(":")[2])
        with pytest.raises(ChannelError, match=rf"127\.0\.0\.1:{port}.*webhook\.port"):
            async with open_webhook(ADDRESS, Listening("127.0.0.1", port)):
                pass


def test_path_and_token_follow_from_the_secret_and_give_nothing_away() -> None:
    """The same at every start, different from each other, not to be seen by accident."""
    assert Address.of("x") == Address.of("x")
    assert Address.of("x") != Address.of("y")
    assert ADDRESS.path not in ADDRESS.token
    assert ADDRESS.token not in repr(ADDRESS)
    assert ADDRESS.path not in repr(ADDRESS)


@pytest.mark.parametrize(
    ("url", "base_url", "sentence"),
    [
        ("", "https://api.telegram.org", "webhook.public_url is empty"),
        ("http://a.org", "https://api.telegram.org", "nothing but https"),
        ("a.org", "http://127.0.0.1:8081", "nothing but https"),
        ("ftp://a.org", "http://127.0.0.1:8081", "nothing but https"),
        ("https://", "https://api.telegram.org", "names no host"),
        ("https:///x", "http://127.0.0.1:8081", "names no host"),
        ("https://:443", "https://api.telegram.org", "names no host"),
        ("https://a.org /x", "https://api.telegram.org", "has a blank"),
        (" https://a.org", "https://api.telegram.org", "has a blank"),
        ("https://me:hidden@a.org", "https://api.telegram.org", "has a user or a password"),
        ("http://me:hidden@a.org", "https://api.telegram.org", "has a user or a password"),
        ("https://a.org:8080", "https://api.telegram.org/", "the port 8080"),
        ("https://a.org:x", "https://api.telegram.org", "can be read"),
        ("https://a.org:99999", "https://api.telegram.org", "can be read"),
        ("https://a.org/?x=1", "https://api.telegram.org", "own path could not follow"),
        ("https://a.org/#", "https://api.telegram.org", "own path could not follow"),
    ],
)
def test_an_address_that_telegram_will_not_take_is_a_sentence(
    url: str, base_url: str, sentence: str
) -> None:
    """Before Telegram is asked. A Bot API server of one's own takes http too."""
    check_public_url("https://a.org", base_url)
    check_public_url("http://a.org", "http://127.0.0.1:8081")
    for port in (443, 80, 88, 8443):
        check_public_url(f"https://a.org:{port}/b", "https://api.telegram.org")
    check_public_url("http://127.0.0.1:9", "http://127.0.0.1:8081")
    with pytest.raises(ConfigError, match=sentence) as mistake:
        check_public_url(url, base_url)
    assert "such as https://bot.example.org" in str(mistake.value)
    assert "hidden" not in str(mistake.value)


@pytest.mark.parametrize(
    ("host", "doubtful"),
    [
        ("localhost", True), ("127.0.0.1", True), ("10.1.2.3", True), ("[::1]", True), ("bot", True),
        ("nas.local", True), ("bot.example.org", False), ("8.8.8.8", False),
    ],
)  # fmt: skip
def test_an_address_that_nobody_else_knows_is_doubted(host: str, *, doubtful: bool) -> None:
    """Not refused: names are resolved elsewhere. A Bot API server of one's own may be near."""
    assert bool(doubt_of(f"https://{host}:8443/x", "https://api.telegram.org")) == doubtful
    assert not doubt_of(f"https://{host}:8443/x", "http://127.0.0.1:8081")


def test_a_certificate_needs_its_key() -> None:
    """Neither alone, and both readable."""
    assert tls_context("", "") is None
    with pytest.raises(ConfigError, match="go together"):
        tls_context("a.pem", "")
    with pytest.raises(ConfigError, match=r"a\.pem.*cannot be used"):
        tls_context("/nowhere/a.pem", "/nowhere/b.pem")
