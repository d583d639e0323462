"""The bot as a process, and what it must not do: leave traces, talk to strangers, tell in its log."""

import asyncio
from pathlib import Path

import pytest

from bot.app import ring_of
from bot.channels.telegram.client import open_api
from bot.config import parse
from bot.config.keys import IN_THE_CLEAR
from bot.flow.events import Typed
from bot.flow.session import dump_session
from bot.runtime.conversation import Conversation
from bot.runtime.journal import Journal
from tests.fakes.borrower import Borrower
from tests.fakes.bot_api import TOKEN, FakeBotApi
from tests.process.bot_process import KEY, BotProcess
from tests.shipped import shipped_library
from tests.store.sealed import NOW, opened, traces

CHAT = 918273645546
WORDS = "金丝雀唱的话"
AMOUNT = "73519"
TO_THE_AMOUNT = ("1", "1", "1", "1", "6", "2", "1", "1", "1")
CANARIES = (
    TOKEN.partition(":")[2], KEY, KEY[11:31], str(CHAT), WORDS, AMOUNT, "73,519", "7.3519",
)  # fmt: skip


def watched(server: FakeBotApi, folder: Path, **settings: str) -> BotProcess:
    """The bot with its database in a folder of its own, watched from outside of it."""
    (folder / "data").mkdir()
    return BotProcess(
        server,
        folder / "data",
        program=("-m", "tests.process.watched_bot", str(folder / "addresses")),
        output=folder / "output",
        ASHORE_LOG__LEVEL="debug",
        PYTHONASYNCIODEBUG="1",
        **settings,
    )


async def talk_of_money(borrower: Borrower) -> None:
    """From the first word to a month's income, an error on the way, and an export."""
    borrower.say("/start")
    await borrower.wait_for_reply(30)
    borrower.tap("中文")
    for text in (*TO_THE_AMOUNT, f"{AMOUNT}.46", f"{WORDS}炸", WORDS):
        borrower.say(text)
    await borrower.wait_for("没处理成", 60)
    borrower.say("/export")
    await borrower.wait_for("这里存着的你的回答在下面", 30)
    await borrower.wait_for_reply(30)
    data = await borrower.wait_for_reply(30)
    assert data.document
    assert AMOUNT in data.document[1]


async def erase(borrower: Borrower, folder: Path) -> None:
    """Ask for it, say yes; return when no trace is left on the disk."""
    assert traces(folder, chat=CHAT) != []
    borrower.say("/delete")
    await borrower.wait_for("要把我这里存的全部删掉吗", 30)
    borrower.tap("全部删掉")
    await borrower.wait_for("我这里没有你的回答了", 30)
    async with asyncio.timeout(60):
        while traces(folder, WORDS, AMOUNT, chat=CHAT):  # noqa: ASYNC110 the good-bye goes first
            await asyncio.sleep(0.1)


async def test_it_forgets_without_a_trace_talks_to_one_host_and_logs_no_canary(
    tmp_path: Path,
) -> None:
    """A conversation about money with an error and an export; erasing; a crash at the end."""
    folder = tmp_path / "data"
    async with FakeBotApi() as server, watched(server, tmp_path) as bot:
        borrower = server.user(CHAT)
        await talk_of_money(borrower)
        assert traces(folder, WORDS, AMOUNT, "73,519") == []
        await erase(borrower, folder)
        server.user(CHAT + 1).say(f"{WORDS}崩")
        assert await asyncio.wait_for(bot.process.wait(), 60) == 1
    assert sorted(file.name for file in folder.iterdir()) == [
        "bot.keys.sqlite3", "bot.sqlite3", "bot.sqlite3.lock",
    ]  # fmt: skip
    assert traces(folder, WORDS, AMOUNT, chat=CHAT) == []
    said = (tmp_path / "output").read_text()
    for event in (" started ", " turn_failed ", " turn_given_up ", "ValueError@", "library_note"):
        assert event in said
    assert "Traceback" not in said
    assert [canary for canary in CANARIES if canary in said] == []
    assert set((tmp_path / "addresses").read_text().split()) == {"127.0.0.1"}


async def test_without_a_key_it_does_not_start_and_says_what_to_do(tmp_path: Path) -> None:
    """Unless told in as many words, it stores nothing in the clear; then it says so at every start."""
    async with FakeBotApi() as server:
        keyless = watched(server, tmp_path, ASHORE_KEY="", ASHORE_STORE__UNENCRYPTED="yes")
        async with keyless as bot:
            assert await asyncio.wait_for(bot.process.wait(), 60) == 2
        said = (tmp_path / "output").read_text()
        assert said.startswith("ashore: ")
        assert "ashore keys new" in said
        assert list((tmp_path / "data").iterdir()) == []
        told = BotProcess(
            server,
            tmp_path / "data",
            output=tmp_path / "told",
            ASHORE_KEY="",
            ASHORE_STORE__UNENCRYPTED=IN_THE_CLEAR,
        )
        async with told as bot:
            borrower = server.user(CHAT)
            borrower.say("/start")
            await borrower.wait_for_reply(30)
            assert await bot.stop() == 0
        assert "answers_unencrypted" in (tmp_path / "told").read_text()


@pytest.mark.parametrize("show", [repr, str])
async def test_nothing_shows_a_canary_of_itself(tmp_path: Path, show: object) -> None:
    """Settings, the client, a session with an answer, the vault and the store, as a traceback might."""
    assert callable(show)
    config = parse(None, {"ASHORE_TOKEN": TOKEN, "ASHORE_KEY": KEY})
    talk = Conversation(shipped_library(), language="zh", now=lambda: NOW)
    talk.go_to_hub()
    for text in (*TO_THE_AMOUNT[4:], f"{AMOUNT}.46", WORDS):
        talk.take(Typed(text))
    assert f"{AMOUNT}.46" in str(dump_session(talk.session))
    with opened(tmp_path, KEY) as store:
        store.derive("log")
        async with open_api(TOKEN, "http://127.0.0.1:1") as api:
            shown = [
                show(thing)
                for thing in (
                    config, ring_of(config), api, talk.session, store, store._vault,
                    list(store._vault._by_id.values()), store._vault._keys, Journal(KEY.encode()),
                )
            ]  # fmt: skip
    assert [canary for canary in CANARIES for text in shown if canary in text] == []
