"""Replies out: in order, one in flight per chat until that is committed, by Telegram's rules."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import pytest

from bot.channels.telegram.draw import Call
from bot.channels.telegram.failures import (
    Ambiguous,
    Conflict,
    Failure,
    Gone,
    Moved,
    Refused,
    RetryLater,
    ServerTrouble,
    Unauthorised,
    Unreachable,
)
from bot.runtime.pace import Pace, Senses
from bot.runtime.report import Outgoing, Report
from bot.runtime.sender import Sender
from tests.runtime.stage import JOURNAL, NOW, Api, Behaviour, Clock, outgoing

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


RETRIED: list[Failure] = [Unreachable(), Ambiguous(), ServerTrouble(502)]


@pytest.mark.parametrize("failure", RETRIED, ids=lambda failure: type(failure).__name__)
async def test_a_call_that_may_work_later_is_made_again(failure: Failure) -> None:
    """With the tries kept, and nothing of the chat overtaking it."""
    desk = Desk(failing(failure))
    desk.sender.offer([outgoing(1), outgoing(2)])
    report = await desk.report()
    assert [(number, tries) for number, _, tries in report.postponed] == [(1, 1)]
    assert not report.sent
    desk.sender.settled(report)
    await desk.api.until(lambda: bool(desk.api.accepted))
    assert desk.api.accepted == [(7, "t1")]
    assert [text["text"] for _, text in desk.api.calls] == ["t1", "t1"]


async def test_backoff_grows_to_a_minute() -> None:
    """An outage of hours is not hammered."""
    desk = Desk()
    waits = []
    for tries in range(12):
        row = outgoing(1, tries=tries)
        lane = desk.sender._lane(7)
        desk.sender._hold_failure(lane, row, "ServerTrouble", everyone=False)
        assert row.not_before
        waits.append((row.not_before - NOW).total_seconds())
    assert waits[0] < 1
    assert waits == sorted(waits)
    assert 30 <= waits[-1] <= 60


async def test_retry_after_is_kept_for_the_store() -> None:
    """The halt outlives the process; the chat's other calls wait with it, other chats do not."""
    desk = Desk(failing(RetryLater(30)))
    desk.sender.offer([outgoing(1), outgoing(2), outgoing(3, chat=8)])
    report = await desk.report()
    ((number, not_before, tries),) = report.postponed
    assert (number, tries) == (1, 1)
    assert (not_before - NOW).total_seconds() == 30
    await desk.api.until(lambda: desk.api.accepted == [(8, "t3")])


async def test_two_chats_told_to_wait_halt_the_whole_bot() -> None:
    """Then it is the bot that is too fast, not a chat."""
    desk = Desk(failing(RetryLater(0.05), RetryLater(0.05)))
    desk.sender.offer([outgoing(1, chat=1), outgoing(2, chat=2)])
    await settle()
    desk.sender.offer([outgoing(3, chat=3)])
    await settle()
    assert len(desk.api.calls) == 2
    await desk.api.until(lambda: len(desk.api.accepted) == 3)


async def test_a_call_is_not_made_before_its_time() -> None:
    """`not_before`, as read from the store."""
    desk = Desk()
    soon = NOW.replace(microsecond=30_000)
    desk.sender.offer([outgoing(1, not_before=soon), outgoing(2, chat=8)])
    await settle()
    assert desk.api.accepted == [(8, "t2")]
    await desk.api.until(lambda: (7, "t1") in desk.api.accepted)


REFUSED: list[tuple[str, Outgoing, list[str], str]] = [
    (
        "Bad Request: can't parse entities: unclosed tag",
        outgoing(1, text="<b>1 &lt; 2</b>"),
        ["<b>1 &lt; 2</b>", "1 < 2"],
        "sent",
    ),
    ("Bad Request: message is not modified", outgoing(1), ["t1"], "sent"),
    ("Bad Request: chat not found", outgoing(1), ["t1"], "buried"),
    (
        "Bad Request: message to edit not found",
        Outgoing(
            1,
            7,
            Call(
                "editMessageText",
                {"chat_id": 7, "message_id": 5, "text": "edit"},
                Call("sendMessage", {"chat_id": 7, "text": "anew"}),
            ),
        ),
        ["edit", "anew"],
        "sent",
    ),
    (
        "Bad Request: message can't be edited",
        Outgoing(1, 7, Call("editMessageReplyMarkup", {"chat_id": 7, "message_id": 5})),
        [""],
        "sent",
    ),
]


@pytest.mark.parametrize(("description", "row", "texts", "fate"), REFUSED)
async def test_a_refused_call_is_made_differently_or_given_up(
    description: str, row: Outgoing, texts: list[str], fate: str
) -> None:
    """Without markup, as a new message, as success, or as a dead letter: by the reason."""
    desk = Desk(failing(Refused(description)))
    desk.sender.offer([row])
    report = await desk.report()
    assert [payload.get("text", "") for _, payload in desk.api.calls] == texts
    assert bool(report.sent) == (fate == "sent")
    assert [reason for _, reason in report.buried] == ([description] * (fate == "buried"))


async def test_markup_that_is_refused_twice_is_given_up() -> None:
    """Once without markup, then a dead letter; the next call of the chat goes."""
    wrong = Refused("Bad Request: can't parse entities")
    desk = Desk(failing(wrong, wrong))
    desk.sender.offer([outgoing(1), outgoing(2)])
    report = await desk.commit()
    assert len(report.buried) == 1
    await desk.api.until(lambda: desk.api.accepted == [(7, "t2")])


async def test_a_borrower_who_blocked_the_bot_gets_nothing_more() -> None:
    """What was queued is dropped; what comes after they write again is sent."""
    desk = Desk(failing(Gone("Forbidden: bot was blocked by the user")))
    desk.sender.offer([outgoing(1), outgoing(2)])
    report = await desk.commit()
    assert [row.chat for row in report.blocked] == [7]
    await settle()
    assert len(desk.api.calls) == 1
    desk.sender.offer([outgoing(3)])
    await desk.api.until(lambda: desk.api.accepted == [(7, "t3")])


async def test_a_group_that_moved_gets_its_calls_at_the_new_id() -> None:
    """In order, with the id in the payload."""
    desk = Desk(failing(Moved(-1005)))
    desk.sender.offer([outgoing(1, chat=-5), outgoing(2, chat=-5)])
    report = await desk.commit()
    assert [(row.chat, new) for row, new in report.moved] == [(-5, -1005)]
    while len(desk.api.accepted) < 2:
        await desk.commit()
    assert desk.api.accepted == [(-1005, "t1"), (-1005, "t2")]


@pytest.mark.parametrize("failure", [Unauthorised, Conflict])
async def test_a_wrong_token_ends_the_program(failure: Callable[[], Failure]) -> None:
    """There is nothing to retry."""
    desk = Desk(failing(failure()))
    desk.sender.offer([outgoing(1)])
    with pytest.raises(Failure):
        await asyncio.wait_for(desk.sender.broken, 5)


async def test_a_call_that_crashes_is_given_up_after_three_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A bug in one call keeps no other from being made."""
    monkeypatch.setattr("bot.runtime.sender._FIRST_BACKOFF", 0.001)

    def behave(_method: str, payload: Mapping[str, Any]) -> None:
        if payload["text"] == "t1":
            raise KeyError

    desk = Desk(behave)
    desk.sender.offer([outgoing(1), outgoing(2)])
    fates = [await desk.commit() for _ in range(3)]
    assert [len(fate.postponed) for fate in fates] == [1, 1, 0]
    assert fates[2].buried[0][1].startswith("KeyError@")
    await desk.api.until(lambda: desk.api.accepted == [(7, "t2")])


async def test_dropped_calls_are_not_made_and_what_comes_next_is() -> None:
    """After /forget: the call in flight leaves no trace, the good-bye follows."""
    gate = asyncio.Event()
    desk = Desk(lambda *_: gate.wait())
    desk.sender.offer([outgoing(1), outgoing(2)])
    await settle()
    desk.sender.drop([7])
    desk.sender.offer([outgoing(3)])
    gate.set()
    report = await desk.commit()
    assert [row.id for row in report.sent] == [1]
    await desk.api.until(lambda: desk.api.accepted == [(7, "t1"), (7, "t3")])


async def test_a_dropped_call_that_is_refused_leaves_no_dead_letter() -> None:
    """It may hold what was to be forgotten."""
    gate = asyncio.Event()

    async def refuse() -> None:
        await gate.wait()
        raise Refused("Bad Request: chat not found")

    desk = Desk(lambda *_: refuse())
    desk.sender.offer([outgoing(1)])
    await settle()
    desk.sender.drop([7])
    gate.set()
    report = await desk.report()
    assert not report.buried
    assert [row.id for row in report.sent] == [1]


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


async def test_after_a_pause_for_all_not_everything_goes_at_once() -> None:
    """What waited through Telegram's halt comes out at the allowed rate, not in a heap."""
    loop, times = asyncio.get_running_loop(), list[float]()

    async def refuse() -> None:
        await asyncio.sleep(0.05)
        raise RetryLater(0.5)

    def behave(_method: str, _payload: Mapping[str, Any]) -> Awaitable[None] | None:
        times.append(loop.time())
        return refuse() if len(times) <= 2 else None

    desk = Desk(behave, Pace(per_second=100.0, per_chat_second=1e6, burst=1000))
    desk.sender.offer([outgoing(number, chat=number) for number in range(1, 121)])
    await desk.api.until(lambda: len(times) >= 90)
    first = next(at for at in times if at > times[0] + 0.4)
    assert sum(first <= at < first + 0.1 for at in times) <= 25  # 10 at once, 10 in the tenth
    await desk.sender.drain(0)
