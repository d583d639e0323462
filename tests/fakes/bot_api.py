"""Telegram's Bot API, played by a real HTTP server on this machine.

`async with FakeBotApi() as server:` and give `server.base_url` and `server.token` to the bot.
"""

import asyncio
import json
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from aiohttp import web

from tests.fakes.borrower import Borrower
from tests.fakes.checks import RefusedError
from tests.fakes.faults import Fault, Trouble
from tests.fakes.payloads import payload_of
from tests.fakes.telegram_rules import Rules
from tests.fakes.webhook_delivery import Delivery

TOKEN = "123456789:AAtests-only-tests-only-tests-only-1"  # noqa: S105 - opens only this fake
_EPOCH = 1_795_500_000  # when its clock starts, in Unix time: November 2026
_PHRASES = {
    429: "Too Many Requests: retry after {}",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


@dataclass(slots=True)
class Received:
    """A call in the ledger.

    `at` is in seconds of the event loop; `status` is what was answered, 0 if the connection was
    cut; `accepted` is whether it took effect.
    """

    at: float
    method: str
    payload: dict[str, Any]
    status: int = 0
    description: str = ""
    accepted: bool = False


class FakeBotApi:
    """The server, its chats, its ledger and its knobs.

    `latency` (seconds) delays every call but getUpdates; `faults` are asked in order before each
    call; `strict` checks everything Telegram checks; without `keep_ledger` it is faster.
    """

    def __init__(
        self, *, token: str = TOKEN, strict: bool = True, keep_ledger: bool = True
    ) -> None:
        self.token = token
        self.rules = Rules(strict=strict, now=self._now)
        self.received: list[Received] = []
        self.acknowledged: list[int] = []
        self.faults: list[Fault] = []
        self.latency = 0.0
        self.webhook: Delivery | None = None
        self.on_call: Callable[[str, dict[str, Any]], None] | None = None
        self.on_receipt: Callable[[int], None] | None = None
        self.mangle: Callable[[list[dict[str, Any]]], list[Any]] | None = None
        self._keep_ledger = keep_ledger
        self._pending: deque[dict[str, Any]] = deque()
        self._last_update = self._newest = 1000
        self._poll: asyncio.Future[bool] | None = None
        self._allowed: frozenset[str] = frozenset()
        self._prefix = f"/bot{token}/"

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        self._web = web.Server(self._handle, access_log=None)
        self._listener = await self._loop.create_server(self._web, "127.0.0.1", 0)
        self._port = self._listener.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._listener.close()
        if self._poll and not self._poll.done():
            self._poll.cancel()
        if self.webhook:
            await self.webhook.close()
        await self._web.shutdown(timeout=0.1)

    @property
    def base_url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._port}"

    def push(self, update: dict[str, Any]) -> int:
        """Put an update where the bot gets it; its id, the next one unless it brings its own.

        Kinds that the bot did not ask for are dropped, as Telegram does.
        """
        update_id = update.get("update_id", self._last_update + 1)
        if isinstance(update_id, int):
            self._last_update = max(self._last_update, update_id)
            self._newest = update_id
        if not self._allowed or self._allowed & update.keys():
            if self.webhook:
                self.webhook.push({"update_id": update_id, **update})
                return int(update_id)
            self._pending.append({"update_id": update_id, **update})
            if self._poll and not self._poll.done():
                self._poll.set_result(True)
        return int(update_id)

    def push_unasked(self, update: dict[str, Any]) -> None:
        """Put an update there whatever its kind, with the next number."""
        self._last_update = self._newest = self._last_update + 1
        self._pending.append({**update, "update_id": self._last_update})

    @property
    def unacknowledged(self) -> int:
        """How many updates the bot has not taken yet."""
        return len(self._pending) + (self.webhook.waiting if self.webhook else 0)

    def user(self, chat: int, language: str = "zh-hans") -> Borrower:
        """A borrower with a chat."""
        return Borrower(self, chat, language)

    def calls(self, method: str = "", *, chat: int | None = None) -> list[Received]:
        """The ledger, in the order of arrival: of one method, of one chat, or all."""
        return [
            call
            for call in self.received
            if method in {"", call.method} and chat in {None, call.payload.get("chat_id")}
        ]

    def _now(self) -> int:
        return _EPOCH + int(self._loop.time())

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if not path.startswith(self._prefix):
            known = path.startswith("/bot") and path.count("/") == 2 and ":" in path
            return _refusal(401, "Unauthorized", {}) if known else _refusal(404, "Not Found", {})
        method = path[len(self._prefix) :]
        call = Received(self._loop.time(), method, {})
        if self._keep_ledger:
            self.received.append(call)
        try:
            call.payload = await payload_of(request)
            trouble = next(filter(None, (f(method, call.payload) for f in self.faults)), None)
            result = await self._perform(call, trouble)
        except RefusedError as refused:
            call.status, call.description = refused.status, str(refused)
            return _refusal(refused.status, str(refused), refused.parameters)
        if trouble and trouble.stall:
            await asyncio.sleep(trouble.stall)
        if trouble and trouble.cut:
            return _cut(request)
        if trouble and trouble.garbled:
            return web.Response(body=b'{"ok":true,"resu', content_type="application/json")
        call.status = 200
        body = json.dumps({"ok": True, "result": result}).encode()
        return web.Response(body=body, content_type="application/json")

    async def _perform(self, call: Received, trouble: Trouble | None) -> Any:
        delay = (trouble.delay if trouble else 0.0) + self.latency * (call.method != "getUpdates")
        if delay:
            await asyncio.sleep(delay)
        if trouble and trouble.cut == "before":
            return None
        if trouble and trouble.status:
            phrase = trouble.description or _PHRASES.get(trouble.status, "Bad Request: made up")
            parameters = {"retry_after": trouble.retry_after} if trouble.retry_after else {}
            raise _ExactError(trouble.status, phrase.format(trouble.retry_after), parameters)
        result = await self._result(call)
        call.accepted = True
        if self.on_call:
            self.on_call(call.method, call.payload)
        return result

    async def _result(self, call: Received) -> Any:
        match call.method:
            case "getUpdates":
                return await self._updates(call.payload)
            case "deleteWebhook" | "setWebhook":
                return await self._place_webhook(call.payload)
            case "getWebhookInfo":
                url, waits = (self.webhook.url, self.webhook.waiting) if self.webhook else ("", 0)
                return {"url": url, "pending_update_count": waits + len(self._pending)}
            case method if method in self.rules.methods:
                return self.rules.methods[method](call.payload)
            case _:
                raise _ExactError(404, "Not Found", {})

    async def _place_webhook(self, payload: Mapping[str, Any]) -> bool:
        if self.webhook:
            left = await self.webhook.close()
            self.webhook = None
            self._pending.extend(left)
        if payload.get("drop_pending_updates"):
            self._pending.clear()
        if payload.get("url"):
            self._allowed = frozenset(payload.get("allowed_updates", ()))
            self.webhook = Delivery(
                payload["url"],
                secret=payload.get("secret_token", ""),
                connections=payload.get("max_connections", 40),
                certificate=payload.get("certificate", ("", ""))[1],
                on_received=self._received,
            )
            if self._poll and not self._poll.done():
                self._poll.set_result(False)
            while self._pending:
                self.webhook.push(self._pending.popleft())
        return True

    def _received(self, update_id: int) -> None:
        self.acknowledged.append(update_id)
        if self.on_receipt:
            self.on_receipt(update_id)

    async def _updates(self, payload: Mapping[str, Any]) -> list[dict[str, Any]]:
        if self.webhook:
            raise RefusedError(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete"
                " the webhook first",
                status=409,
            )
        if "allowed_updates" in payload:
            self._allowed = frozenset(payload["allowed_updates"])
        offset = payload.get("offset", 0)
        if offset > self._newest + 1:  # ids began anew, lower: an offset from before means nothing
            offset = 0
        while self._pending and self._pending[0]["update_id"] < offset:
            self.acknowledged.append(self._pending.popleft()["update_id"])
        if self._poll and not self._poll.done():
            self._poll.set_result(False)
        if not self._pending and payload.get("timeout"):
            await self._wait(payload["timeout"])
        limit = min(100, payload.get("limit", 100))
        batch = [self._pending[at] for at in range(min(limit, len(self._pending)))]
        return self.mangle(batch) if self.mangle else batch

    async def _wait(self, seconds: float) -> None:
        """Until there is an update, or the time is over, or another poller comes."""
        self._poll = poll = self._loop.create_future()
        timer = self._loop.call_later(seconds, _settle, poll)
        undisturbed = await poll
        timer.cancel()
        if not undisturbed:
            why = "other getUpdates request; make sure that only one bot instance is running"
            why = "setWebhook request" if self.webhook else why
            raise RefusedError(f"terminated by {why}", status=409)


class _ExactError(RefusedError):
    """An answer that is not ok, in exactly these words."""

    def __init__(self, status: int, description: str, parameters: dict[str, Any]) -> None:
        super().__init__("", status=status, **parameters)
        self.args = (description,)


def _settle(poll: asyncio.Future[bool]) -> None:
    if not poll.done():
        poll.set_result(True)


def _refusal(status: int, description: str, parameters: dict[str, Any]) -> web.Response:
    answer: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    if parameters:
        answer["parameters"] = parameters
    return web.json_response(answer, status=status)


def _cut(request: web.BaseRequest) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()
