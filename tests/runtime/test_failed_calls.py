"""A call that fails: made again, made differently or given up, by what Telegram said."""

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
from bot.runtime.delivery import Failed
from bot.runtime.pace import Pace
from bot.runtime.report import Outcome, Outgoing
from tests.runtime.desk import Desk, failing, settle
from tests.runtime.stage import NOW, outgoing

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
        desk.sender._hold_failure(lane, row, Failed("ServerTrouble"))
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


async def test_a_dropped_call_that_is_refused_leaves_no_dead_letter() -> None:
    """It may hold what was to be forgotten."""
    gate = asyncio.Event()

    async def refuse() -> None:
        await gate.wait()
        raise Refused("Bad Request: chat not found")

    desk = Desk(lambda *_: refuse())
    desk.sender.offer([outgoing(1)])
    await settle()
    desk.sender.drop(Outcome(void=frozenset({7})))
    gate.set()
    report = await desk.report()
    assert not report.buried
    assert [row.id for row in report.sent] == [1]


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
