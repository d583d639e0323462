"""Pictures on their way out: nothing hangs on them, and what follows them is never lost."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from bot.channels.pictures import PictureError, PicturesOffError
from bot.channels.telegram.draw import Call
from bot.channels.telegram.failures import (
    Ambiguous,
    Failure,
    Gone,
    Refused,
    RetryLater,
    ServerTrouble,
    Unreachable,
)
from bot.errors import ChannelError
from bot.runtime.report import Outgoing
from tests.runtime.desk import Desk, settle
from tests.runtime.stage import Behaviour, outgoing


def photo(number: int, chat: int = 7, *, tries: int = 0) -> Outgoing:
    payload = {"chat_id": chat, "photo": {"svg": "<svg/>"}, "caption": "c"}
    return Outgoing(number, chat, Call("sendPhoto", payload), tries=tries)


def photos_fail(failure: ChannelError) -> Behaviour:
    def behave(method: str, _payload: Mapping[str, Any]) -> None:
        if method == "sendPhoto":
            raise failure

    return behave


@pytest.mark.parametrize(
    ("failure", "notes"),
    [
        (PicturesOffError("off"), 0),
        (PictureError("no"), 1),
        (Refused("Bad Request: IMAGE_PROCESS_FAILED"), 1),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_the_words_follow_a_picture_that_cannot_be_made(
    failure: ChannelError,
    notes: int,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It counts as done, with a note of the kind alone; a bot without pictures notes nothing."""
    caplog.set_level("INFO", "ashore")
    desk = Desk(photos_fail(failure))
    desk.sender.offer([photo(1), outgoing(2)])
    report = await desk.commit()
    assert [row.id for row in report.sent] == [1]
    assert not report.buried
    assert not report.postponed
    await desk.api.until(lambda: desk.api.accepted == [(7, "t2")])
    noted = [record.getMessage() for record in caplog.records]
    assert noted == [f"call_skipped method=sendPhoto reason={type(failure).__name__}"] * notes


@pytest.mark.parametrize(
    "failure", [Ambiguous("broke"), ServerTrouble(502)], ids=lambda f: type(f).__name__
)
async def test_a_picture_is_tried_three_times_and_no_more(
    failure: Failure, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If Telegram's uploads are broken, the words come all the same."""
    monkeypatch.setattr("bot.runtime.sender._FIRST_BACKOFF", 0.001)
    desk = Desk(photos_fail(failure))
    desk.sender.offer([photo(1), outgoing(2)])
    reports = [await desk.commit() for _ in range(3)]
    assert [len(report.postponed) for report in reports] == [1, 1, 0]
    assert [row.id for row in reports[-1].sent] == [1]
    await desk.api.until(lambda: desk.api.accepted == [(7, "t2")])


async def test_a_picture_waits_for_the_network_like_everything_else() -> None:
    """Without a connection the words could not go either, however often it was tried."""
    desk = Desk(photos_fail(Unreachable()))
    desk.sender.offer([photo(1, tries=9)])
    report = await desk.report()
    assert len(report.postponed) == 1
    assert not report.sent


async def test_too_many_messages_and_a_blocked_bot_are_what_they_always_are() -> None:
    """A picture that must wait waits; one to a closed chat ends the chat's calls."""
    desk = Desk(photos_fail(RetryLater(30)))
    desk.sender.offer([photo(1, tries=5), outgoing(2)])
    report = await desk.report()
    assert [number for number, _, _ in report.postponed] == [1]
    await settle()
    assert not desk.api.accepted
    desk = Desk(photos_fail(Gone("Forbidden: bot was blocked by the user")))
    desk.sender.offer([photo(1), outgoing(2)])
    assert [row.chat for row in (await desk.commit()).blocked] == [7]
    await settle()
    assert not desk.api.accepted


async def test_a_slow_picture_keeps_only_its_own_chat_waiting() -> None:
    """In order there, and everybody else goes on."""
    gate = asyncio.Event()

    def behave(method: str, _payload: Mapping[str, Any]) -> Any:
        return gate.wait() if method == "sendPhoto" else None

    desk = Desk(behave)
    desk.sender.offer([photo(1), outgoing(2), outgoing(3, chat=8)])
    await desk.commit()
    assert desk.api.accepted == [(8, "t3")]
    gate.set()
    await desk.commit()
    await desk.api.until(lambda: desk.api.accepted == [(8, "t3"), (7, "t2")])
