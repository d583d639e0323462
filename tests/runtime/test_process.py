"""`ashore run` as a process: killed again and again, stopped, told to reload; what it writes and says."""

import asyncio
import os
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import groupby
from pathlib import Path

import pytest

from tests.fakes.bot_api import TOKEN, FakeBotApi
from tests.process.bot_process import KEY, read_sessions

ROOT = Path(__file__).parents[2]
TEXTS = ("/start", "35000", "4200", "没有", "30", "不知道")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project's flows and words, to be spoilt."""
    folder = tmp_path_factory.mktemp("library")
    for name in ("flows", "content"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


class Bot:
    """`ashore run`, with what it wrote to its standard error stream."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.said = ""

    async def until(self, words: str) -> None:
        """Read on until these words come."""
        assert self.process.stderr
        async with asyncio.timeout(20):
            while words not in self.said:
                line = await self.process.stderr.readline()
                assert line, self.said
                self.said += line.decode()

    async def end(self, number: signal.Signals) -> int:
        """Its exit code, within 5 s."""
        self.process.send_signal(number)
        _, rest = await asyncio.wait_for(self.process.communicate(), 5)
        self.said += rest.decode()
        return self.process.returncode or 0


@asynccontextmanager
async def running(server: FakeBotApi, folder: Path, library: Path) -> AsyncIterator[Bot]:
    environment = {
        "PATH": os.environ["PATH"],
        "ASHORE_TOKEN": server.token,
        "ASHORE_KEY": KEY,
        "ASHORE_TELEGRAM__BASE_URL": server.base_url,
        "ASHORE_STORE__URL": f"sqlite:///{folder / 'bot.sqlite3'}",
        "ASHORE_LIBRARY__FOLDER": str(library),
        "ASHORE_LOG__LEVEL": "debug",
        "ASHORE_TELEGRAM__LIMITS__PER_SECOND": "10000",
        "ASHORE_TELEGRAM__LIMITS__PER_CHAT_SECOND": "10000",
    }
    code = "from bot.cli import main; main(['run'])"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, cwd=ROOT, env=environment, stderr=asyncio.subprocess.PIPE
    )
    try:
        yield Bot(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


def shown(server: FakeBotApi) -> dict[int, list[str]]:
    """The texts of each chat, in the order in which they were accepted."""
    texts: dict[int, list[str]] = {}
    for call in server.calls("sendMessage"):
        if call.accepted:
            texts.setdefault(call.payload["chat_id"], []).append(call.payload["text"])
    return texts


async def idle(server: FakeBotApi) -> None:
    """Wait until everything is acknowledged, and nothing has been said for a while."""
    async with asyncio.timeout(30):
        quiet = 0
        while quiet < 15:
            before = len(server.received)
            await asyncio.sleep(0.02)
            is_quiet = not server._pending and len(server.received) == before
            quiet = quiet + 1 if is_quiet else 0


@pytest.mark.parametrize("kills", [5])
async def test_kills_lose_nothing_and_repeat_one_reply_each_at_most(
    tmp_path: Path, library: Path, kills: int
) -> None:
    """The same conversations with and without `kill -9`: the same sessions, the same replies."""
    outcomes = []
    for times in (0, kills):
        folder = tmp_path / str(times)
        folder.mkdir()
        async with FakeBotApi() as server:
            rounds = iter(TEXTS)
            for number in range(times):
                say(server, next(rounds))
                async with running(server, folder, library) as bot:
                    await accepted(server, 7 * (number + 1))
                    await bot.end(signal.SIGKILL)
            for text in rounds:
                say(server, text)
            async with running(server, folder, library) as bot:
                await bot.until("started")
                await idle(server)
                assert await bot.end(signal.SIGTERM) == 0
            outcomes.append((read_sessions(folder / "bot.sqlite3"), shown(server)))
    (kept, replies), (kept_by_killed, replies_of_killed) = outcomes
    assert len(kept) == len(replies) == 10
    assert kept_by_killed == kept
    for chat, texts in replies.items():
        assert unrepeated(replies_of_killed[chat]) == unrepeated(texts)
    extra = sum(map(len, replies_of_killed.values())) - sum(map(len, replies.values()))
    assert 0 <= extra <= kills * len(replies)


def say(server: FakeBotApi, text: str) -> None:
    for chat in range(1, 11):
        server.user(chat).say(text)


async def accepted(server: FakeBotApi, count: int) -> None:
    async with asyncio.timeout(20):
        while sum(map(len, shown(server).values())) < count:  # noqa: ASYNC110 nothing rings there
            await asyncio.sleep(0.002)


def unrepeated(texts: list[str]) -> list[str]:
    return [text for text, _ in groupby(texts)]


async def test_its_log_holds_neither_token_nor_text_nor_chat(tmp_path: Path, library: Path) -> None:
    """At the most talkative level, with a reload of wrong words, a second instance, a SIGTERM."""
    async with FakeBotApi() as server, running(server, tmp_path, library) as bot:
        borrower = server.user(918273645)
        borrower.say("我欠了很多钱secret")
        await borrower.wait_for_reply(20)

        flow = library / "flows" / "home.yaml"
        good = flow.read_text("utf-8")
        flow.write_text(good + "\n  - asks: nothing\n", "utf-8")
        bot.process.send_signal(signal.SIGHUP)
        await bot.until("library_kept")
        assert "content_wrong" in bot.said
        flow.write_text(good, "utf-8")
        bot.process.send_signal(signal.SIGHUP)
        await bot.until("library_reloaded")

        async with running(server, tmp_path, library) as second:
            await second.process.wait()
            await second.until("\n")
            assert second.process.returncode == 1
            assert second.said.startswith("ashore: Another ashore (process ")
            assert "bot.sqlite3" in second.said

        assert await bot.end(signal.SIGTERM) == 0
        assert "stopped" in bot.said
        for private in (TOKEN, TOKEN.partition(":")[2], "我欠了", "secret", "918273645"):
            assert private not in bot.said + second.said


async def test_a_wrong_token_is_one_sentence(tmp_path: Path, library: Path) -> None:
    """Not a traceback; and the token is not in it."""
    async with FakeBotApi() as server:
        server.token = "123456:some-other-token"  # noqa: S105 the one the bot is given
        async with running(server, tmp_path, library) as bot:
            await asyncio.wait_for(bot.process.wait(), 20)
            await bot.until("token;")
            assert bot.process.returncode == 1
            assert "some-other-token" not in bot.said
            assert "Traceback" not in bot.said
