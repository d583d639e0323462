"""Calling the Bot API: python-telegram-bot's Bot over aiohttp, every failure one of `failures`."""

import json
import logging
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Protocol

import aiohttp
from telegram import Bot, InputFile
from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData

from bot.channels.pictures import PicturesOffError
from bot.channels.telegram.failures import (
    Ambiguous,
    Failure,
    Refused,
    Unauthorised,
    Unreachable,
    failure_from,
)
from bot.errors import ConfigError

TELEGRAM: Final = "https://api.telegram.org"

_SUCCESSES = range(200, 300)
_TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,100}")
_BASE_URL = re.compile(r"https?://[^\s/?#@]+(?:/[^\s?#]*)?")
_HUMP = re.compile(r"(?=[A-Z])")


@dataclass(frozen=True)
class Connecting:
    """How the Bot API is connected to. Times in seconds.

    `answer` is how long a call may take; a long poll gets its own waiting time on top. `keep_alive`
    is shorter than servers' own, so that a call rarely meets a connection that was just closed:
    that failure is ambiguous. `proxy` is an http:// address, empty for none.
    """

    connections: int = 64
    connect: float = 10.0
    answer: float = 30.0
    keep_alive: float = 30.0
    proxy: str = ""


class AiohttpRequest(BaseRequest):
    """The transport under `telegram.Bot`. Raises `CarriedError`, and nothing that holds an address."""

    def __init__(self, connecting: Connecting) -> None:
        super().__init__()
        self._connecting = connecting
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """How long a call may take, in seconds."""
        return self._connecting.answer

    async def initialize(self) -> None:
        """Open the pool; connections come with the first calls."""
        if self._session is None:
            connector = aiohttp.TCPConnector(
                limit=self._connecting.connections, keepalive_timeout=self._connecting.keep_alive
            )
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=True
            )

    async def shutdown(self) -> None:
        """Close every connection."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """The answer's JSON. Unlike the inherited one, never logs what it cannot read."""
        try:
            answer = json.loads(payload)
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict) or "result" not in answer:
            raise CarriedError(Ambiguous("Telegram's answer could not be read."))
        return answer

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        *_: Any,
        **__: Any,
    ) -> tuple[int, bytes]:
        """The status and body of a successful answer; anything else is raised as `CarriedError`.

        python-telegram-bot has three more time-outs. To write counts as to read, to connect takes one
        time for all calls, and to wait for a connection is no failure.
        """
        answer = self.read_timeout if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        try:
            status, body = await self._exchange(url, method, request_data, answer)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            raise CarriedError(Unreachable("No connection to Telegram came about.")) from None
        except TimeoutError:
            raise CarriedError(Ambiguous("Telegram did not answer in time.")) from None
        except (aiohttp.ClientError, OSError):
            raise CarriedError(Ambiguous("The connection to Telegram broke.")) from None
        if status not in _SUCCESSES:
            raise CarriedError(failure_from(status, _object(body)))
        return status, body

    async def _exchange(
        self, url: str, method: str, request_data: RequestData | None, answer: float
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise CarriedError(Unreachable("The client is closed."))
        data, headers = _encoded(request_data)
        async with self._session.request(
            method,
            url,
            data=data,
            headers=headers,
            timeout=aiohttp.ClientTimeout(
                total=2 * (self._connecting.connect + answer),
                sock_connect=self._connecting.connect,
                sock_read=answer,
            ),
            allow_redirects=False,
            proxy=self._connecting.proxy or None,
        ) as response:
            return response.status, await response.read()


class CarriedError(TelegramError):
    """A failure on its way through python-telegram-bot, which lets only its own errors pass."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(str(failure))
        self.failure = failure


class Renders(Protocol):
    """Makes PNGs of SVGs without holding up the event loop, as `channels.pictures.Renderer` does."""

    async def render(self, svg: str, /) -> bytes:
        """The picture. Raises PictureError."""
        ...


class BotApi:
    """The Bot API with one bot's token. Made by `open_api`."""

    def __init__(self, bot: Bot, pictures: Renders | None = None) -> None:
        self._bot = bot
        self._pictures = pictures

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"  # without the token, which the Bot inside shows

    async def call(self, method: str, payload: Mapping[str, Any]) -> Any:
        """Make a call, such as `sendMessage`, with JSON data; return the `result` as JSON data.

        A `document` or `certificate` of the form {"name", "text"} is uploaded as a file, a `photo` of the form
        {"svg"} as a picture made of it. An edit that finds the message as it should be is a success
        and returns True. Raises one of `failures`; PictureError for a picture that cannot be made.
        """
        prepared = await self._prepared(payload)
        try:
            return await self._bot.do_api_request(
                _endpoint(method), prepared, read_timeout=_patience(payload)
            )
        except CarriedError as carried:
            failure = carried.failure
        except TelegramError as error:
            failure = Ambiguous(f"python-telegram-bot raised {type(error).__name__}.")
        if isinstance(failure, Refused) and failure.is_unchanged:
            return True
        raise failure

    async def _prepared(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        prepared = dict(payload)
        match payload:
            case {"document": {"name": str(name), "text": str(text)}}:
                prepared["document"] = InputFile(text.encode(), filename=name)
            case {"certificate": {"name": str(name), "text": str(text)}}:
                prepared["certificate"] = InputFile(text.encode(), filename=name)
            case {"photo": {"svg": str(svg)}}:
                if self._pictures is None:
                    raise PicturesOffError("This bot was started without pictures.")
                prepared["photo"] = InputFile(await self._pictures.render(svg), "picture.png")
            case _:
                pass
        return prepared


@asynccontextmanager
async def open_api(
    token: str,
    base_url: str = TELEGRAM,
    *,
    connecting: Connecting | None = None,
    pictures: Renders | None = None,
) -> AsyncIterator[BotApi]:
    """The Bot API for as long as the context lasts. Makes no call by itself.

    `base_url` is where the Bot API is, without a path to the bot. Raises ConfigError if that is no
    address, Unauthorised if the token can be none; a wrong token shows at the first call.
    """
    if not _BASE_URL.fullmatch(base_url):
        raise ConfigError("The Bot API's address must be like https://api.telegram.org.")
    if not _TOKEN.fullmatch(token):
        raise Unauthorised
    _quieten()
    request = AiohttpRequest(connecting or Connecting())
    bot = Bot(token, f"{base_url.rstrip('/')}/bot", request=request, get_updates_request=request)
    # Not Bot.initialize(): it calls getMe, a round trip before the first update, and its error
    # shows the token.
    await request.initialize()
    try:
        yield BotApi(bot, pictures)
    finally:
        await request.shutdown()


def _quieten() -> None:
    """At DEBUG the library logs the token and what borrowers write: never let it."""
    for name in ("telegram", "telegram.Bot"):
        logger = logging.getLogger(name)
        logger.setLevel(max(logger.getEffectiveLevel(), logging.INFO))


@cache
def _endpoint(method: str) -> str:
    """The method's name with its humps marked: `send_Message`.

    For a name that Bot has as an attribute, `do_api_request` warns on every call that it builds no
    objects of the answer, which is what is wanted here.
    """
    return _HUMP.sub("_", method)


def _patience(payload: Mapping[str, Any]) -> Any:
    """How long the answer may take: a long poll says so itself."""
    waits = payload.get("timeout")
    return waits + 10.0 if isinstance(waits, int | float) else BaseRequest.DEFAULT_NONE


def _encoded(request_data: RequestData | None) -> tuple[Any, dict[str, str]]:
    """The body: JSON, or a form if there is a file to upload."""
    if request_data is None:
        return None, {}
    if not request_data.contains_files:
        body = json.dumps(request_data.parameters, ensure_ascii=False, separators=(",", ":"))
        return body.encode(), {"Content-Type": "application/json"}
    form = aiohttp.FormData(request_data.json_parameters)
    for field, (name, content, content_type) in request_data.multipart_data.items():
        form.add_field(field, content, filename=name, content_type=content_type)
    return form, {}


def _object(body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
