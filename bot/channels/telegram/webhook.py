"""Updates by webhook: each POST is answered 200 only once its update is committed, else 503."""

import asyncio
import hmac
import json
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, Self

from aiohttp import web

from bot.channels.telegram.decode import Decoded, decode
from bot.channels.telegram.limits import UPDATES
from bot.errors import ChannelError, ConfigError
from bot.flow.events import Unreadable

PROOF_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"
HEALTH: Final = "/health"

_LARGEST_BODY = 1024 * 1024  # aiohttp's own bound too, for a body that does not tell its length
_MOST_WAITING = 1_000  # Telegram brings 100 at a time at most
_BODY_SECONDS = 10.0
_COMMIT_SECONDS = 25.0  # Telegram itself waits about a minute, then brings the update again
_BARE = {"Server": "ashore"}  # not which library in which version


@dataclass(frozen=True)
class Address:
    """What only Telegram knows: the last part of the path, and the secret token."""

    path: str
    token: str

    @classmethod
    def of(cls, secret: str) -> Self:
        """Both from one secret, so that nothing else need be kept; neither gives it away."""
        return cls(
            _derived(secret, b"ashore webhook path")[:32], _derived(secret, b"ashore webhook")
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


@dataclass(frozen=True)
class Listening:
    """Where the server listens; `tls` if it speaks TLS itself."""

    host: str
    port: int
    tls: ssl.SSLContext | None = None


def tls_context(certificate: str, key: str) -> ssl.SSLContext | None:
    """The TLS of these two PEM files; None if neither is named. Raises ConfigError."""
    if not certificate and not key:
        return None
    if not certificate or not key:
        raise ConfigError("webhook.certificate_file and webhook.key_file go together; set both.")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(Path(certificate), Path(key))
    except (OSError, ssl.SSLError) as error:
        raise ConfigError(
            f"The certificate {certificate} with the key {key} cannot be used: "
            f"{error.strerror or type(error).__name__}. Check that both are PEM, belong together "
            "and can be read by the bot's user."
        ) from None
    return context


@dataclass(frozen=True)
class _Waiting:
    """An update whose POST waits to be answered: True once it is committed."""

    decoded: Decoded
    answer: asyncio.Future[bool]


class Webhook:
    """The server's inside. As an iterator it gives batches; asking for the next says: committed."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._over: ChannelError | None = None
        self._waiting: list[_Waiting] = []
        self._taken: list[_Waiting] = []
        self._bell = asyncio.Event()
        self._is_well = True
        self._is_open = True

    def __aiter__(self) -> AsyncIterator[list[Decoded]]:
        return self

    async def __anext__(self) -> list[Decoded]:
        """The next 1 to 100 updates; the former batch is answered 200. Raises what `give_up` was told."""
        _answer(self._taken, committed=True)
        self._taken = []
        while not self._waiting and not self._over:
            self._bell.clear()
            await self._bell.wait()
        if self._over:
            raise self._over
        self._taken, self._waiting = self._waiting[:UPDATES], self._waiting[UPDATES:]
        return [waiting.decoded for waiting in self._taken]

    def store_is(self, *, well: bool) -> None:
        """Whether the store works: while it does not, nobody is kept waiting, and 503 is the answer."""
        self._is_well = well
        if not well:
            self._turn_away()

    def give_up(self, error: ChannelError) -> None:
        """Nothing will ever be brought, or answered: whoever asks for the next batch is told why."""
        self._over = error
        self._bell.set()

    def close(self) -> None:
        """Answer 503 from now on: Telegram brings the updates again to whoever listens next."""
        self._is_open = False
        self._turn_away()

    def _turn_away(self) -> None:
        # What was taken may still be committed; when Telegram brings it again, its id is known.
        _answer([*self._taken, *self._waiting], committed=False)
        self._waiting = []

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """One request. Nothing is told to whoever does not know path and token."""
        if request.path == HEALTH and request.method in {"GET", "HEAD"}:
            return self._health()
        name = request.path.rpartition("/")[2]
        if not _same(name, self.address.path) or request.method != "POST":
            return _status(404)
        if not _same(request.headers.get(PROOF_HEADER, ""), self.address.token):
            return _status(403)
        if not self._is_open or not self._is_well or len(self._waiting) >= _MOST_WAITING:
            return _status(503)
        if (request.content_length or 0) > _LARGEST_BODY:
            return _status(413)
        try:
            async with asyncio.timeout(_BODY_SECONDS):
                body = await request.read()
        except web.HTTPRequestEntityTooLarge:
            return _status(413)
        except TimeoutError:
            return _status(408)
        return _status(200 if await self._is_committed(_read(body)) else 503)

    def _health(self) -> web.Response:
        well = self._is_open and self._is_well
        return web.Response(
            text="ok\n" if well else "unavailable\n", status=200 if well else 503, headers=_BARE
        )

    async def _is_committed(self, decoded: Decoded) -> bool:
        if not self._is_open or not self._is_well:  # it may have failed while the body came
            return False
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(decoded, answer))
        self._bell.set()
        try:
            return await asyncio.wait_for(answer, _COMMIT_SECONDS)
        except TimeoutError:
            return False


@asynccontextmanager
async def open_webhook(address: Address, listening: Listening) -> AsyncIterator[Webhook]:
    """Listen for as long as the context lasts. Raises ChannelError if that is not possible."""
    webhook = Webhook(address)
    server = web.Server(webhook.handle, access_log=None)
    try:
        listener = await asyncio.get_running_loop().create_server(
            server, listening.host, listening.port, ssl=listening.tls
        )
    except OSError as error:
        raise ChannelError(
            f"The webhook cannot listen on {listening.host}:{listening.port}: "
            f"{error.strerror or type(error).__name__}. Choose another webhook.listen or "
            "webhook.port, or stop the program that has it."
        ) from None
    try:
        yield webhook
    finally:
        webhook.close()
        listener.close()
        await server.shutdown(timeout=0.5)


def _derived(secret: str, purpose: bytes) -> str:
    return hmac.new(secret.encode(), purpose, sha256).hexdigest()


def _same(given: str, wanted: str) -> bool:
    """Compared in a time that tells nothing of where they differ."""
    return hmac.compare_digest(given.encode(errors="replace"), wanted.encode())


def _status(status: int) -> web.Response:
    return web.Response(status=status, headers=_BARE)


def _read(body: bytes) -> Decoded:
    """The body's update. One that is no JSON would come again for a day: it becomes a dead letter."""
    try:
        return decode(json.loads(body))
    except (ValueError, RecursionError):
        return Decoded(None, None, Unreadable("not JSON"), None, None, private=False)


def _answer(waiting: list[_Waiting], *, committed: bool) -> None:
    for one in waiting:
        if not one.answer.done():
            one.answer.set_result(committed)
