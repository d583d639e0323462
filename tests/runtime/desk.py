"""A sender with a far side that fails as it is told, and a store that commits when it is told to."""

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.channels.telegram.failures import Failure
from bot.runtime.pace import Pace, Senses
from bot.runtime.report import Report
from bot.runtime.sender import Sender
from tests.runtime.stage import JOURNAL, Api, Behaviour, Clock

FAST = Pace(per_second=1e6, per_chat_second=1e6, burst=1000)


class Desk:
    """A sender with a far side, and a store that commits when it is told to."""

    def __init__(self, behave: Behaviour | None = None, pace: Pace = FAST) -> None:
        self.api = Api(behave)
        self.clock = Clock()
        self.sender = Sender(self.api, pace, Senses(self.clock, lambda: 0.5), JOURNAL)
        self.told = asyncio.Event()
        self.sender.tells(self.told.set)

    async def report(self) -> Report:
        """What the sender has to say, once it says something."""
        async with asyncio.timeout(5):
            await self.told.wait()
        self.told.clear()
        return self.sender.take_report()

    async def commit(self) -> Report:
        """The same, and settled."""
        report = await self.report()
        self.sender.settled(report)
        return report


def failing(*failures: Failure | None) -> Behaviour:
    """The first calls fail in turn; the rest succeed."""
    left = list(failures)

    def behave(_method: str, _payload: Mapping[str, Any]) -> None:
        if left and (failure := left.pop(0)):
            raise failure

    return behave


async def settle() -> None:
    """Let every task that can run do so."""
    for _ in range(20):
        await asyncio.sleep(0)
