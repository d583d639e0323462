"""No more calls arrive in any second than the rate, wherever they were held up on the way."""

import asyncio
import random  # noqa: TID251  # seeded
from collections.abc import Mapping
from typing import Any

import pytest

from bot.channels.telegram.failures import Refused
from bot.runtime.pace import Pace, Senses
from bot.runtime.sender import Sender
from bot.runtime.throttle import Throttle
from tests.runtime.stage import JOURNAL, Api, Clock, outgoing

RATE = 50
PACE = Pace(per_second=RATE, per_chat_second=1e6, burst=1000)


def most_in_a_second(times: list[float]) -> int:
    times = sorted(times)
    return max(sum(since <= at < since + 1 for at in times) for since in times)


async def test_what_a_stall_held_up_does_not_come_on_top() -> None:
    """Some ways take half a second, most none: counted by arrival, no second holds too many."""
    loop, chance, arrivals = asyncio.get_running_loop(), random.Random(7), list[float]()

    async def travel(seconds: float) -> None:
        await asyncio.sleep(seconds)
        arrivals.append(loop.time())

    def behave(_method: str, _payload: Mapping[str, Any]) -> Any:
        # All that begin within these 0.4 s arrive together.
        into = (loop.time() - began) % 1.0
        return travel(0.8 - into if 0.4 <= into < 0.8 else chance.random() * 0.01)

    began = loop.time()
    api = Api(behave)
    sender = Sender(api, PACE, Senses(Clock(), lambda: 0.5), JOURNAL)
    sender.offer([outgoing(number, chat=number) for number in range(1, 131)])
    await api.until(lambda: len(api.accepted) == 130)
    assert most_in_a_second(arrivals) <= RATE
    assert loop.time() - began < 5
    await sender.drain(0)


async def test_what_stands_in_for_a_refused_call_counts_too() -> None:
    """Each call without markup after one with it waits for its own turn."""
    loop, arrivals = asyncio.get_running_loop(), list[float]()

    def behave(_method: str, payload: Mapping[str, Any]) -> None:
        arrivals.append(loop.time())
        if "parse_mode" in payload:
            raise Refused("Bad Request: can't parse entities")

    api = Api(behave)
    sender = Sender(api, PACE, Senses(Clock(), lambda: 0.5), JOURNAL)
    sender.offer([outgoing(number, chat=number) for number in range(1, 41)])
    await api.until(lambda: len(api.accepted) == 40)
    assert most_in_a_second(arrivals) <= RATE
    await sender.drain(0)


async def test_a_call_that_hangs_holds_its_place_only_so_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """After some seconds it has arrived, or never will: the others go on."""
    monkeypatch.setattr("bot.runtime.throttle._LONGEST_WAY", 1.2)
    loop = asyncio.get_running_loop()
    throttle = Throttle(3)
    since = loop.time()
    for _ in range(3):
        await throttle.begin()
    await throttle.begin()
    assert 1.2 <= loop.time() - since <= 2.2


async def test_first_come_is_first_served() -> None:
    """Whoever waits longest goes next, however many wait."""
    throttle, order = Throttle(40), list[int]()

    async def one(number: int) -> None:
        call = await throttle.begin()
        order.append(number)
        throttle.end(call)

    await asyncio.gather(*(one(number) for number in range(60)))
    assert order == list(range(60))


async def test_a_chat_with_a_long_queue_is_crowded_until_it_is_shorter() -> None:
    """The worker asks before each transaction."""
    sender = Sender(Api(), Pace(1e6, 1e6, 1000, backlog=3), Senses(Clock(), lambda: 0.5), JOURNAL)
    sender.offer([outgoing(1), outgoing(2), outgoing(3), outgoing(4, chat=8)])
    sent = asyncio.Event()
    sender.tells(sent.set)
    assert sender.crowded() == {7}
    await asyncio.wait_for(sent.wait(), 5)
    assert sender.crowded() == frozenset()
    await sender.drain(0)
