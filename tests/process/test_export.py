"""`ashore run` as a process: an export comes out whole and in order over real HTTP."""

import json
from pathlib import Path

import pytest

from tests.fakes.borrower import Borrower
from tests.fakes.bot_api import FakeBotApi
from tests.process.bot_process import BotProcess


async def test_an_export_comes_as_a_message_and_two_files(tmp_path: Path) -> None:
    """Nothing while nothing was said; then the answers, the page and the data, which can be saved."""
    async with FakeBotApi() as server, BotProcess(server, tmp_path) as bot:
        borrower = server.user(7)
        borrower.say("/start")
        await borrower.wait_for_reply()
        borrower.say("/export")
        empty = await borrower.wait_for_reply()
        borrower.tap("中文")
        await borrower.wait_for_reply()
        while "接着来" in borrower.screen[-1].labels:
            await borrower.wait_for_reply()
        borrower.say("/export")
        message = await borrower.wait_for("中文")
        page = await borrower.wait_for_reply()
        data = await borrower.wait_for_reply()
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


@pytest.mark.parametrize(
    ("language", "lines", "heads"),
    [
        (
            "zh",
            ("中文", "1", "1", "没有", "够", "/start deadlines", "1", "支付令", "昨天", "是"),
            ("以后会发给你的提醒", "交给辅导员看的", "有一件有期限的事"),
        ),
        (
            "en",
            ("English", "1", "1", "none", "1", "/start deadlines", "1", "1", "yesterday", "yes"),
            ("Reminders still to come", "What a counselor was given", "The reminder you asked for"),
        ),
    ],
)
async def test_reminders_and_hand_offs_are_in_the_export_until_they_are_deleted(
    tmp_path: Path, language: str, lines: tuple[str, ...], heads: tuple[str, ...]
) -> None:
    """Set and asked for in the chat, in both files; after /delete there is nothing of them."""
    async with FakeBotApi() as server, BotProcess(server, tmp_path) as bot:
        borrower = server.user(7)
        for line in ("/start", *lines, "/human", "/export"):
            borrower.say(line)
        files = [await _document(borrower), await _document(borrower)]
        borrower.say("/delete")
        borrower.tap(await _button_for_erasing(borrower))
        borrower.say("/export")
        gone = await borrower.wait_for_reply()
        assert await bot.stop() == 0
    page, data = files[0][1], json.loads(files[1][1])
    assert data["language"] == language
    assert [reminder["name"] for reminder in data["reminders"]] == ["deadlines.before_last_day"]
    assert [handed["step"] for handed in data["handoffs"]] == ["asked"]
    assert all(head in page for head in heads)
    assert not gone.document
    assert bot.count("timers") == bot.count("handoffs") == 0


async def _document(borrower: Borrower) -> tuple[str, str]:
    """The next file: its name and text."""
    while not (shown := await borrower.wait_for_reply()).document:
        pass
    return shown.document


async def _button_for_erasing(borrower: Borrower) -> str:
    """The label of the button that erases, once it is shown."""
    while not (labels := (await borrower.wait_for_reply()).labels):
        pass
    return labels[0]
