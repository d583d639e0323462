"""`ashore run` as a process: an export comes out whole and in order over real HTTP."""

import json
from pathlib import Path

from tests.fakes.bot_api import FakeBotApi
from tests.process.bot_process import BotProcess


async def test_an_export_comes_as_a_message_and_two_files(tmp_path: Path) -> None:
    """Nothing while nothing was said; then the answers, the page and the data, which can be saved."""
    async with FakeBotApi() as server, BotProcess(server, tmp_path) as bot:
        borrower = server.user(7)
        borrower.say("/start")
        await borrower.wait_for_reply(20)
        borrower.say("/export")
        empty = await borrower.wait_for_reply(20)
        borrower.tap("中文")
        await borrower.wait_for_reply(20)
        while "接着来" in borrower.screen[-1].labels:
            await borrower.wait_for_reply(20)
        borrower.say("/export")
        message = await borrower.wait_for("中文", 20)
        page = await borrower.wait_for_reply(20)
        data = await borrower.wait_for_reply(20)
        assert await bot.stop() == 0
        assert all(call.accepted for call in server.calls("sendDocument"))
        assert len(server.calls("sendDocument")) == 2
    assert not empty.document
    assert not message.document
    assert page.document
    assert data.document
    assert page.document[0].endswith(".html")
    answers = json.loads(data.document[1])["conversations"][0]["answers"]
    assert [answer["key"] for answer in answers] == ["language"]
    assert not message.protected  # whoever asked for it may save it, and show a lawyer
    assert not page.protected
    assert not data.protected
    assert bot.count("outbox") == 0
    assert bot.count("dead_letters") == 0
