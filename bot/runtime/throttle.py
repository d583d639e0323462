"""The overall rate of calls, as Telegram counts it: by arrival, in any second."""

import asyncio
from collections import deque
from collections.abc import Mapping
from typing import Any

from aiolimiter import AsyncLimiter

from bot.runtime.ports import Api

_TENTHS = 10  # the rate is kept in each tenth of a second, too, so that calls are spread
_SECOND = 1.0
_LONGEST_WAY = (
    3.0  # seconds after which a call that is not answered has long arrived, or never will
)


class Throttle:
    """Lets calls begin so that no more than the rate can arrive in any second.

    When a call arrives nobody here knows: between its beginning and its end. Every call that may
    have arrived within the last second is counted, so what a stall held up comes on top of nothing.
    """

    def __init__(self, per_second: float) -> None:
        self._most = max(1, int(per_second))  # the spread alone keeps less than one a second
        self._spread = limiter(per_second, max(1.0, per_second / _TENTHS))
        self._flying: dict[int, float] = {}  # when each call began that has not ended, in order
        self._ended: deque[float] = deque()  # when the others did
        self._begun = 0
        self._door = asyncio.Lock()  # first come, first served
        self._moved = asyncio.Event()

    async def begin(self) -> int:
        """Wait until one more call may be made; its number, for `end`."""
        async with self._door:
            await self._spread.acquire()
            while (wait := self._wait()) > 0:
                self._moved.clear()
                try:
                    await asyncio.wait_for(self._moved.wait(), wait)
                except TimeoutError:
                    continue
            self._begun += 1
            self._flying[self._begun] = _now()
            return self._begun

    def end(self, number: int) -> None:
        """The call is over, or was not made after all."""
        if self._flying.pop(number, None) is not None:
            self._ended.append(_now())
            self._moved.set()

    def _wait(self) -> float:
        """Seconds until there is room, if nothing ends before; 0 where there is."""
        now = _now()
        while (
            self._flying and (oldest := next(iter(self._flying.items())))[1] <= now - _LONGEST_WAY
        ):
            del self._flying[oldest[0]]
        while self._ended and self._ended[0] <= now - _SECOND:
            self._ended.popleft()
        if len(self._flying) + len(self._ended) < self._most:
            return 0.0
        if self._ended:
            return self._ended[0] + _SECOND - now
        return next(iter(self._flying.values())) + _LONGEST_WAY - now


class Passage:
    """The far side for one call that may begin, and for what stands in for it if it is refused."""

    def __init__(self, api: Api, throttle: Throttle, number: int) -> None:
        self._api = api
        self._throttle = throttle
        self._number: int | None = number

    async def call(self, method: str, payload: Mapping[str, Any]) -> Any:
        """The call's result; each call after the first waits for its own turn."""
        number = self._number or await self._throttle.begin()
        self._number = None
        try:
            return await self._api.call(method, payload)
        finally:
            self._throttle.end(number)


def limiter(per_second: float, at_once: float) -> AsyncLimiter:
    """So many at once after a rest, so many a second in the long run."""
    return AsyncLimiter(at_once, at_once / per_second)


def _now() -> float:
    return asyncio.get_running_loop().time()
