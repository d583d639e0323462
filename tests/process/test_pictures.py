"""Pictures of a whole bot: each before its words, nothing lost if it is killed between the two."""

import asyncio
import signal
from pathlib import Path
from typing import Any

import pytest

from tests.core.charts.samples import owed
from tests.fakes.bot_api import FakeBotApi
from tests.fakes.faults import Trouble, first
from tests.fakes.png import png_size
from tests.process.bot_process import BotProcess


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "owed.svg"
    path.write_text(owed(3), "utf-8")
    return path


def bot_of(server: FakeBotApi, folder: Path, picture: Path, *, first_chat: int = 0) -> BotProcess:
    program = ("-m", "tests.process.pictured_bot", str(picture), str(first_chat))
    return BotProcess(server, folder, program=program)


def shown(server: FakeBotApi, chat: int) -> list[str]:
    """What a chat was sent, by kind, in order."""
    kinds = ("sendPhoto", "sendMessage")
    return [
        call.method for call in server.calls(chat=chat) if call.accepted and call.method in kinds
    ]


async def test_a_picture_comes_before_its_words(tmp_path: Path, picture: Path) -> None:
    """A whole PNG over HTTP, its line below it, then the message with the buttons."""
    async with FakeBotApi() as server, bot_of(server, tmp_path, picture) as bot:
        borrower = server.user(5)
        borrower.say("/start")
        photo = await borrower.wait_for_reply()
        message = await borrower.wait_for_reply()
        assert await bot.stop() == 0
    assert photo.photo
    assert png_size(photo.photo)[0] == 1080
    assert photo.text == "alt"
    assert message.labels
    assert message.photo is None
    assert bot.count("outbox") == bot.count("dead_letters") == 0


async def test_a_kill_between_picture_and_words_loses_neither(
    tmp_path: Path, picture: Path
) -> None:
    """Killed when Telegram has the picture and the bot does not know it: picture again, then words."""
    async with FakeBotApi() as server, bot_of(server, tmp_path, picture) as bot:
        borrower = server.user(5)

        def kill(method: str, _payload: dict[str, Any]) -> None:
            if method == "sendPhoto":
                bot.process.send_signal(signal.SIGKILL)

        server.on_call = kill
        borrower.say("/start")
        await borrower.wait_for_reply()
        await bot.process.wait()
        server.on_call = None
        assert shown(server, 5) == ["sendPhoto"]
        await bot.start()
        await borrower.wait_for_reply()
        message = await borrower.wait_for_reply()
        assert await bot.stop() == 0
    assert message.labels
    assert shown(server, 5) == ["sendPhoto", "sendPhoto", "sendMessage"]
    assert bot.count("outbox") == bot.count("dead_letters") == 0


async def test_words_come_though_telegram_refuses_every_picture(
    tmp_path: Path, picture: Path
) -> None:
    """No dead letter, no delay: what the picture would say, the words say."""
    async with FakeBotApi() as server, bot_of(server, tmp_path, picture) as bot:
        refusal = Trouble(400, "Bad Request: IMAGE_PROCESS_FAILED")
        server.faults = [first(1000, refusal, "sendPhoto")]
        borrower = server.user(5)
        borrower.say("/start")
        assert (await borrower.wait_for_reply()).labels
        assert await bot.stop() == 0
    assert shown(server, 5) == ["sendMessage"]
    assert bot.count("outbox") == bot.count("dead_letters") == 0


async def test_others_are_answered_while_pictures_are_drawn(tmp_path: Path, picture: Path) -> None:
    """Ten borrowers wait for pictures; one who comes later without one is answered before the last."""
    async with (
        FakeBotApi() as server,
        bot_of(server, tmp_path, picture, first_chat=100) as bot,
    ):
        pictured = [server.user(100 + number) for number in range(10)]
        for borrower in pictured:
            borrower.say("/start")
        await pictured[0].wait_for_reply()
        other = server.user(5)
        other.say("/start")
        await other.wait_for_reply()
        drawn = sum(len(shown(server, 100 + number)) == 2 for number in range(10))
        await asyncio.gather(*(borrower.wait_for("", 30) for borrower in pictured))
        for borrower in pictured[1:]:
            await borrower.wait_for_reply(30)
        assert await bot.stop() == 0
    assert drawn < 10
    for number in range(10):
        assert shown(server, 100 + number) == ["sendPhoto", "sendMessage"]
