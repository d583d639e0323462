"""The whole bot as a process, over real HTTP against the tests' Bot API."""

import asyncio
import random
from pathlib import Path
from typing import Any

import pytest

from bot.flow.model import Text
from bot.library import Library
from tests.fakes.bot_api import FakeBotApi
from tests.process.bot_process import (
    BotProcess,
    complete,
    duplicates,
    expected,
    message,
    sent,
)
from tests.shipped import shipped_library

TALK = (
    "/start", "中文", "1", "1", "1", "1", "4", "1", "2", "三万五", "6000", "???", "四千", "是", "返回",
    "有", "对", "否", "主菜单", "English",
)  # fmt: skip
CHATS = 25
KILLS = 3


@pytest.fixture(scope="module")
def library() -> Library:
    return shipped_library()


async def until_sent(server: FakeBotApi, count: int, *, seconds: float = 60.0) -> None:
    """Wait until so many messages were accepted."""
    enough = asyncio.Event()
    seen = sum(call.method == "sendMessage" and call.accepted for call in server.received)

    def look(method: str, _payload: dict[str, Any]) -> None:
        nonlocal seen
        seen += method == "sendMessage"
        if seen >= count:
            enough.set()

    if seen >= count:
        return
    server.on_call = look
    await asyncio.wait_for(enough.wait(), seconds)
    server.on_call = None


async def test_nothing_is_lost_though_the_bot_is_killed(tmp_path: Path, library: Library) -> None:
    """SIGKILLs at random: no update lost, no session wrong, few duplicates.

    `python -m tests.faults`, which `.ci/run` runs too, kills more often and at worse moments.
    """
    seed = random.randrange(10**6)
    print(f"seed {seed}")  # noqa: T201  # shown by pytest if the test fails
    chance = random.Random(seed)
    talks = {
        chat: [message(chat, number, text) for number, text in enumerate(TALK, 1)]
        for chat in range(1, CHATS + 1)
    }
    wanted = {chat: expected(library, updates) for chat, updates in talks.items()}
    total = sum(len(texts) for _, texts in wanted.values())
    async with FakeBotApi() as server, BotProcess(server, tmp_path) as bot:
        borrowers = {chat: server.user(chat) for chat in talks}
        for number in range(len(TALK)):
            for chat in chance.sample(sorted(borrowers), CHATS):
                borrowers[chat].say(TALK[number])
        for kill in range(KILLS):
            share = total * (kill + chance.random()) / (KILLS + 1)
            await until_sent(server, max(1, int(share)))
            await bot.kill()
            await bot.start()
        for chat, (_, texts) in wanted.items():
            while not complete(sent(server, chat), texts):
                await until_sent(server, sum(len(sent(server, other)) for other in talks) + 1)
        assert await bot.stop() == 0
    assert bot.sessions() == {chat: session for chat, (session, _) in wanted.items()}
    assert bot.count("outbox") == 0
    assert bot.count("dead_letters") == 0
    for chat, (_, texts) in wanted.items():
        assert duplicates(sent(server, chat), texts) <= KILLS


async def test_two_hundred_borrowers_at_once(tmp_path: Path, library: Library) -> None:
    """Each goes through home by buttons and text, all at the same time; every session is right."""
    hub = library.word_text(Text("home", "hub.ask"), "zh")

    async def walk(server: FakeBotApi, chat: int) -> None:
        borrower = server.user(chat)
        borrower.say("/start")
        await borrower.wait_for_reply(30)
        borrower.tap("中文")
        await borrower.wait_for_reply(30)
        for text in ("1", "1", "1", "1"):
            borrower.say(text)
        await borrower.wait_for(hub, 30)

    async with FakeBotApi() as server, BotProcess(server, tmp_path) as bot:
        async with asyncio.timeout(60):
            await asyncio.gather(*(walk(server, chat) for chat in range(1, 201)))
        assert await bot.stop() == 0
    sessions = bot.sessions()
    assert len(sessions) == 200
    assert len({str(session) for session in sessions.values()}) == 1


async def test_a_second_bot_on_the_same_file_is_refused(tmp_path: Path) -> None:
    """One process serves one database; the second says so in a sentence and exits with 1."""
    async with FakeBotApi() as server, BotProcess(server, tmp_path) as first:
        borrower = server.user(1)
        borrower.say("/start")
        await borrower.wait_for_reply()
        async with BotProcess(server, tmp_path) as second:
            assert await asyncio.wait_for(second.process.wait(), 10) == 1
        borrower.say("中文")
        await borrower.wait_for_reply()
        assert await first.stop() == 0


async def test_a_counselor_is_told_of_a_borrower_who_wants_one(tmp_path: Path) -> None:
    """The numeric ids in `counselors` get a message; the borrower's answers only if agreed to."""
    async with FakeBotApi() as server:
        counselor, borrower = server.user(9), server.user(1234)
        counselor.say("/start")
        async with BotProcess(server, tmp_path, ASHORE_COUNSELORS="9") as bot:
            await counselor.wait_for_reply()
            borrower.say("/start")
            borrower.say("/human")
            await counselor.wait_for("1234")
            assert await bot.stop() == 0
