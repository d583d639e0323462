"""Replies out: in order, one in flight per chat until that is committed, at the pace that is allowed."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from bot.channels.telegram.failures import Refused
from bot.runtime.pace import Pace
from bot.runtime.report import Outcome
from tests.runtime.desk import Desk, failing, settle
from tests.runtime.stage import NOW, outgoing


async def test_a_chats_next_call_waits_until_the_former_is_committed() -> None:
    """So a kill at any moment repeats one message at most; other chats do not wait."""
    desk = Desk()
    desk.sender.offer([outgoing(1), outgoing(2), outgoing(3, chat=8)])
    await settle()
    assert desk.api.accepted == [(7, "t1"), (8, "t3")]
    report = await desk.report()
    await settle()
    assert len(desk.api.accepted) == 2, "taken, but not committed"
    desk.sender.settled(report)
    await settle()
    assert desk.api.accepted[2:] == [(7, "t2")]


async def test_many_calls_of_many_chats_go_in_order_one_in_flight_each() -> None:
    """Whatever the delays of the far side."""
    delays = iter([0.002, 0, 0.001] * 100)

    def behave(_method: str, _payload: Mapping[str, Any]) -> Any:
        return asyncio.sleep(next(delays))

    desk = Desk(behave)
    desk.sender.offer([outgoing(n, chat=1 + n % 5) for n in range(1, 101)])
    while len(desk.api.accepted) < 100:
        await desk.commit()
    for chat in range(1, 6):
        texts = [text for c, text in desk.api.accepted if c == chat]
        assert texts == [f"t{n}" for n in range(1, 101) if 1 + n % 5 == chat]
        assert desk.api.most_open[chat] == 1


async def test_a_call_is_not_made_before_its_time() -> None:
    """`not_before`, as read from the store."""
    desk = Desk()
    soon = NOW.replace(microsecond=30_000)
    desk.sender.offer([outgoing(1, not_before=soon), outgoing(2, chat=8)])
    await settle()
    assert desk.api.accepted == [(8, "t2")]
    await desk.api.until(lambda: (7, "t1") in desk.api.accepted)


async def test_dropped_calls_are_not_made_and_what_comes_next_is() -> None:
    """After /forget: the call in flight leaves no trace, the good-bye follows."""
    gate = asyncio.Event()
    desk = Desk(lambda *_: gate.wait())
    desk.sender.offer([outgoing(1), outgoing(2)])
    await settle()
    desk.sender.drop(Outcome(void=frozenset({7})))
    desk.sender.offer([outgoing(3)])
    gate.set()
    report = await desk.commit()
    assert [row.id for row in report.sent] == [1]
    await desk.api.until(lambda: desk.api.accepted == [(7, "t1"), (7, "t3")])


async def test_the_pace_holds_overall_and_per_chat() -> None:
    """A burst, then one by one; measured on the loop's own clock."""
    loop = asyncio.get_running_loop()
    desk = Desk(pace=Pace(per_second=1e6, per_chat_second=50, burst=2))
    began = loop.time()
    desk.sender.offer([outgoing(n) for n in range(1, 6)])
    while len(desk.api.accepted) < 5:
        await desk.commit()
    assert loop.time() - began >= 3 / 50 * 0.9

    desk = Desk(pace=Pace(per_second=100, per_chat_second=1e6, burst=1000))
    began = loop.time()
    desk.sender.offer([outgoing(n, chat=n) for n in range(1, 21)])
    await desk.api.until(lambda: len(desk.api.accepted) == 20)
    assert loop.time() - began >= 0.1 * 0.9


async def test_a_flooded_queue_of_one_chat_starves_nobody() -> None:
    """Chats take turns, one call each."""
    desk = Desk(pace=Pace(per_second=1e6, per_chat_second=1e6, burst=1000, in_flight=1))
    desk.sender.offer([outgoing(n) for n in range(1, 50)])
    desk.sender.offer([outgoing(100, chat=8)])
    await desk.commit()
    await settle()
    assert (8, "t100") in desk.api.accepted[:2]


async def test_presses_are_answered_at_once_and_never_queued() -> None:
    """Best effort: a failure is nothing, and too many at a time are left out."""
    gate = asyncio.Event()
    desk = Desk(lambda *_: gate.wait(), pace=Pace(answers=2))
    for number in range(5):
        desk.sender.answer(f"press-{number}")
    await settle()
    assert [payload["callback_query_id"] for _, payload in desk.api.calls] == ["press-0", "press-1"]
    gate.set()
    await settle()
    desk.api.behave = failing(Refused("query is too old"))
    desk.sender.answer("press-9")
    await settle()
    assert not desk.sender.take_report()


async def test_draining_waits_for_calls_in_flight_and_starts_no_more() -> None:
    """What is left goes at the next start."""
    gate = asyncio.Event()
    desk = Desk(lambda *_: gate.wait(), pace=Pace(per_second=1e6, per_chat_second=1, burst=1))
    desk.sender.offer([outgoing(1), outgoing(2), outgoing(3, chat=8)])
    await settle()
    draining = asyncio.create_task(desk.sender.drain(5))
    await settle()
    assert not draining.done()
    gate.set()
    await draining
    assert sorted(desk.api.accepted) == [(7, "t1"), (8, "t3")]
    assert {row.id for row in desk.sender.take_report().sent} == {1, 3}


async def test_draining_gives_up_a_call_that_hangs() -> None:
    """It will be made again: twice rather than never."""
    desk = Desk(lambda *_: asyncio.Event().wait())
    desk.sender.offer([outgoing(1)])
    await settle()
    await desk.sender.drain(0.01)
    assert not desk.sender.take_report()


async def test_chats_that_are_done_are_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory does not grow with every borrower who ever wrote."""
    monkeypatch.setattr("bot.runtime.sender._SWEEP_EVERY", 10)
    desk = Desk()
    for number in range(1, 41):
        desk.sender.offer([outgoing(number, chat=number)])
        await desk.commit()
    assert len(desk.sender._lanes) <= 11
