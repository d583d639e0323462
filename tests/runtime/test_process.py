"""`ashore run` as a process: told to reload, stopped, refused; what it writes and says."""

import asyncio
import os
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.fakes.bot_api import TOKEN, FakeBotApi
from tests.process.bot_process import KEY

ROOT = Path(__file__).parents[2]


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
        async with asyncio.timeout(60):
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
async def running(
    server: FakeBotApi, folder: Path, library: Path, **settings: str
) -> AsyncIterator[Bot]:
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
        **settings,
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


async def test_its_log_holds_neither_token_nor_text_nor_chat(tmp_path: Path, library: Path) -> None:
    """At the most talkative level, with a reload of wrong words, a second instance, a SIGTERM."""
    async with FakeBotApi() as server, running(server, tmp_path, library) as bot:
        borrower = server.user(918273645)
        borrower.say("我欠了很多钱secret")
        await borrower.wait_for_reply(60)

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


@pytest.mark.parametrize(("mode", "warned"), [(0o600, False), (0o440, True), (0o604, True)])
async def test_a_master_key_that_others_can_read_is_one_warning(
    tmp_path: Path, library: Path, mode: int, *, warned: bool
) -> None:
    """It runs on: what a container mounts is often readable by all."""
    file = tmp_path / "master"
    file.write_text(KEY)
    file.chmod(mode)
    async with FakeBotApi() as server:
        settings = {"ASHORE_KEY": "", "ASHORE_STORE__KEY_FILE": str(file)}
        async with running(server, tmp_path, library, **settings) as bot:
            await bot.until(" started ")
            await bot.end(signal.SIGTERM)
        assert bot.said.count("WARNING key_file_open") == warned
        assert bot.said.count(f"`chmod 600 {file}`") == warned
        assert KEY not in bot.said


async def test_a_wrong_token_is_one_sentence(tmp_path: Path, library: Path) -> None:
    """Not a traceback; and the token is not in it."""
    async with FakeBotApi() as server:
        server.token = "123456:some-other-token"  # noqa: S105 the one the bot is given
        async with running(server, tmp_path, library) as bot:
            await asyncio.wait_for(bot.process.wait(), 60)
            await bot.until("token;")
            assert bot.process.returncode == 1
            assert "some-other-token" not in bot.said
            assert "Traceback" not in bot.said
