"""The fake server as the benchmark uses it: updates pushed in, calls heard, its answers delayed."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from time import perf_counter
from typing import Any, TypeAlias

from tests.fakes.bot_api import FakeBotApi

_SHOWING = frozenset({"sendMessage", "editMessageText"})

Hear: TypeAlias = Callable[[str, dict[str, Any], int], None]


class Stage:
    """A running fake server. `hear` is told of every text shown, once accepted; photos are counted."""

    def __init__(self, server: FakeBotApi) -> None:
        self._server = server
        self.url = server.base_url
        self.push = server.push
        self.first_poll_at: float | None = None
        self.hear: Hear | None = None
        self.photos = 0
        server.faults = [self._note_first_poll]
        server.on_call = self._heard

    @property
    def delay(self) -> float:
        """Seconds until each call is answered; getUpdates answers when there is something."""
        return self._server.latency

    @delay.setter
    def delay(self, seconds: float) -> None:
        self._server.latency = seconds

    def _note_first_poll(self, method: str, _payload: dict[str, Any]) -> None:
        if method == "getUpdates":
            self.first_poll_at = perf_counter()
            self._server.faults = []

    def _heard(self, method: str, payload: dict[str, Any]) -> None:
        self.photos += method == "sendPhoto"
        if self.hear and method in _SHOWING:
            chat = self._server.rules.chats[payload["chat_id"]]
            shown = chat.showings[-1]
            self.hear(method, payload, shown.id)


@asynccontextmanager
async def staged(token: str) -> AsyncIterator[Stage]:
    """A server of its own on this machine, without checks and without a ledger: it is to be fast."""
    async with FakeBotApi(token=token, strict=False, keep_ledger=False) as server:
        yield Stage(server)
