"""The whole bot as a process, over real HTTP against the tests' Bot API."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from tests.fakes.bot_api import FakeBotApi

TOKEN = "123456:TEST-token_0123456789"  # noqa: S105  # of the tests' own server
ROOT = Path(__file__).parents[2]


async def started(server: FakeBotApi, folder: Path) -> asyncio.subprocess.Process:
    environment = {
        **os.environ,
        "ASHORE_TOKEN": TOKEN,
        "ASHORE_TELEGRAM__BASE_URL": server.base_url,
        "ASHORE_STORE__URL": f"sqlite:///{folder / 'bot.sqlite3'}",
    }
    code = "from bot.cli import main; main(['run'])"
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, cwd=ROOT, env=environment
    )


async def test_a_borrower_reaches_the_menu_although_the_bot_is_killed(tmp_path: Path) -> None:
    """Home's questions on Telegram, with a SIGKILL in between; then SIGTERM ends it in 5 s."""
    async with FakeBotApi(token=TOKEN) as server:
        bot = await started(server, tmp_path)
        borrower = server.user(1001)
        borrower.say("/start")
        await borrower.wait_for_reply(20)
        borrower.tap("中文")
        await borrower.wait_for_reply(20)
        bot.send_signal(signal.SIGKILL)
        await bot.wait()
        bot = await started(server, tmp_path)
        borrower.say("1")
        await borrower.wait_for_reply(20)
        bot.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(bot.wait(), 5) == 0
