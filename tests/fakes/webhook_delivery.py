"""How Telegram brings updates to a webhook: in order per chat, some at a time, again until 200."""

import asyncio
import json
import ssl
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp

PROOF_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_AGAIN_AFTER = 0.05  # seconds; the real one waits longer each time
_PATIENCE = 60.0
_KINDS = ("message", "edited_message", "my_chat_member")


@dataclass(frozen=True)
class Post:
    """One delivery and its answer; 0 if there was none."""

    update_id: int
    status: int


@dataclass
class Delivery:
    """Brings what is pushed to `url`. `on_received` is told of each update answered with 200."""

    url: str
    secret: str = ""
    connections: int = 40
    certificate: str = ""
    on_received: Callable[[int], None] = lambda _: None
    posts: list[Post] = field(default_factory=list)
    _lanes: dict[Any, deque[tuple[int, bytes]]] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._free = asyncio.Semaphore(self.connections)
        self._session: aiohttp.ClientSession | None = None

    def push(self, update: dict[str, Any]) -> None:
        """Bring an update."""
        self.push_raw(update["update_id"], json.dumps(update).encode(), _chat_of(update))

    def push_raw(self, update_id: int, body: bytes, lane: Any) -> None:
        """Bring any bytes; those of a lane come one after the other."""
        queue = self._lanes.setdefault(lane, deque())
        queue.append((update_id, body))
        if len(queue) == 1:
            task = asyncio.get_running_loop().create_task(self._deliver(queue))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    @property
    def waiting(self) -> int:
        """How many are not received yet."""
        return sum(len(queue) for queue in self._lanes.values())

    async def close(self) -> list[dict[str, Any]]:
        """Stop; the updates that were not received, by id."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session:
            await self._session.close()
        left = sorted(one for queue in self._lanes.values() for one in queue)
        return [json.loads(body) for _, body in left]

    async def _deliver(self, queue: deque[tuple[int, bytes]]) -> None:
        while queue:
            update_id, body = queue[0]
            async with self._free:
                status = await self._post(body)
            self.posts.append(Post(update_id, status))
            if status == 200:
                queue.popleft()
                self.on_received(update_id)
            else:
                await asyncio.sleep(_AGAIN_AFTER)

    async def _post(self, body: bytes) -> int:
        if self._session is None:
            trust = (
                ssl.create_default_context(cadata=self.certificate) if self.certificate else True
            )
            connector = aiohttp.TCPConnector(limit=0, ssl=trust)
            timeout = aiohttp.ClientTimeout(total=_PATIENCE)
            self._session = aiohttp.ClientSession(connector=connector, timeout=timeout)
        headers = {"Content-Type": "application/json"}
        if self.secret:
            headers[PROOF_HEADER] = self.secret
        try:
            async with self._session.post(self.url, data=body, headers=headers) as response:
                await response.read()
                return response.status
        except (aiohttp.ClientError, OSError, TimeoutError):
            return 0


def _chat_of(update: dict[str, Any]) -> Any:
    """The queue that an update waits in: its chat's, or its own."""
    for kind in _KINDS:
        if isinstance(update.get(kind), dict):
            return (update[kind].get("chat") or {}).get("id")
    query = update.get("callback_query")
    if isinstance(query, dict):
        return ((query.get("message") or {}).get("chat") or {}).get("id")
    return f"update {update['update_id']}"
