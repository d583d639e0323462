"""A server, a bot as a process, borrowers with their scripts, and the judgement of what came of it."""

import asyncio
import signal
import sqlite3
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.channels.telegram.client import open_api
from bot.channels.telegram.registration import Public, set_webhook
from bot.channels.telegram.webhook import Address
from tests.fakes.bot_api import TOKEN, FakeBotApi
from tests.fakes.faults import Trouble
from tests.faults.model import VARIANTS, Talk, lines_of, talk_of
from tests.process.bot_process import WEBHOOK, BotProcess, free_port, message, webhook_settings
from tests.promises.rows import Course, Finding

PATIENCE = 120.0  # seconds without any progress: then what is missing is lost
_START_SECONDS = 30.0


@dataclass
class Control:
    """What a hooked bot is told, by files in a folder."""

    folder: Path

    def set(self, name: str, content: str = "1") -> None:
        """Switch something on, at once and whole."""
        passing = self.folder / f"{name}.new"
        passing.write_text(content)
        passing.rename(self.folder / name)

    def clear(self, name: str) -> None:
        """Switch it off."""
        (self.folder / name).unlink(missing_ok=True)


@dataclass
class Heard:
    """What a chat was sent, against what it should be sent."""

    wanted: list[str]
    place: int = 0
    twice: int = 0
    odd: int = 0

    def hear(self, text: str) -> None:
        """The next text."""
        if self.place < len(self.wanted) and text == self.wanted[self.place]:
            self.place += 1
        elif self.place and text == self.wanted[self.place - 1]:
            self.twice += 1
        else:
            self.odd += 1

    @property
    def is_complete(self) -> bool:
        """Whether all has come."""
        return self.place >= len(self.wanted)


class Stand:
    """Everything of one run. Made by `standing`."""

    def __init__(
        self, server: FakeBotApi, bot: BotProcess, control: Control, settings: Mapping[str, str]
    ) -> None:
        self.server = server
        self.bot = bot
        self.control = control
        self.settings = dict(settings)
        self.talks: dict[int, Talk] = {}
        self.heard: dict[int, Heard] = {}
        self.said: dict[int, list[int]] = {}
        self.shown = 0
        self.kills = 0
        self._fed: dict[int, int] = {}
        self._news = asyncio.Event()
        self._message = 0
        server.on_call = self._on_call

    def people(self, course: Course, *, chats: int, length: int) -> None:
        """Borrowers and what they are going to write."""
        variants = [talk_of(course.library, lines_of(v, length)) for v in range(VARIANTS)]
        for chat in range(1, chats + 1):
            self.person(chat, variants[chat % VARIANTS])

    def person(self, chat: int, talk: Talk) -> None:
        """One borrower."""
        self.server.rules.chat(chat)
        self.talks[chat] = talk
        self.heard[chat] = Heard(talk.wanted)
        self._fed[chat] = 0

    def say(self, chat: int, **more: Any) -> int:
        """The borrower's next line goes to Telegram; its update id."""
        self._message += 1
        line = self.talks[chat].lines[self._fed[chat]]
        self._fed[chat] += 1
        update_id = self.server.push({**message(chat, self._message, line), **more})
        self.said.setdefault(chat, []).append(update_id)
        return update_id

    def say_all(self, course: Course) -> list[int]:
        """Whatever everybody still has to say, in turns."""
        ids = []
        left = [chat for chat in self.talks if self.has_more(chat)]
        while left:
            course.chance.shuffle(left)
            ids += [self.say(chat) for chat in left]
            left = [chat for chat in left if self.has_more(chat)]
        return ids

    def has_more(self, chat: int) -> bool:
        """Whether the borrower has something left to say."""
        return self._fed[chat] < len(self.talks[chat].lines)

    @property
    def total(self) -> int:
        """How many texts are to come in all."""
        return sum(len(heard.wanted) for heard in self.heard.values())

    async def until_shown(self, count: int) -> None:
        """Wait until so many texts were accepted; TimeoutError without any progress."""
        while self.shown < count:
            await self._progress()

    async def until_done(self) -> bool:
        """Wait until all has come that should; False if it does not."""
        while not all(heard.is_complete for heard in self.heard.values()):
            try:
                await self._progress()
            except TimeoutError:
                return False
        return True

    def forget_shown(self) -> None:
        """Let go of what the server keeps of its chats."""
        for chat in self.server.rules.chats.values():
            chat.showings.clear()
            chat.messages.clear()

    async def kill(self) -> None:
        """SIGKILL, and a new start."""
        self.kills += 1
        await self.bot.kill()
        await self.bot.start()

    async def until_started(self) -> None:
        """Wait until the bot has made its database."""
        async with asyncio.timeout(PATIENCE):
            while not self._has_tables():
                await asyncio.sleep(0.05)

    def _has_tables(self) -> bool:
        try:
            self.query("select count(*) from handoffs")
        except sqlite3.Error:
            return False
        return True

    async def until_said_is_shown(self, chat: int) -> None:
        """Wait until all that a borrower said so far is answered."""
        while self.heard[chat].place < self._due(chat):
            await self._progress()

    def _due(self, chat: int) -> int:
        """How many texts answer what a borrower said so far."""
        return sum(len(texts) for texts in self.talks[chat].texts[: self._fed[chat]])

    def kill_at_send(self, when: str, ordinal: int) -> None:
        """SIGKILL at the so-many-th text from now: before the server takes it, or just after."""
        left = ordinal

        def fault(method: str, _payload: dict[str, Any]) -> Trouble | None:
            nonlocal left
            left -= method == "sendMessage"
            if left or method != "sendMessage":
                return None
            left = -1
            self.bot.process.send_signal(signal.SIGKILL)
            return Trouble(cut="before" if when == "before" else "after")

        self.server.faults = [fault]

    async def settle(self) -> None:
        """Wait until every update is acknowledged and every sent mark committed, then stop in order."""
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and (
            self.server.unacknowledged or self.query("select count(*) from outbox")[0][0]
        ):
            await asyncio.sleep(0.05)
        await self.bot.stop(10)

    def query(self, statement: str, *values: Any) -> list[Any]:
        """Rows of the bot's database, read beside it."""
        uri = f"{self.bot.database.as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            return connection.execute(statement, values).fetchall()

    def judge(self, finding: Finding, *, kills: int | None = None) -> None:
        """The promises that hold in every row."""
        sessions = self.bot.sessions()
        missing = sum(self._due(chat) - heard.place for chat, heard in self.heard.items())
        known = self.query("select count(*) from inbox where state = 'done'")[0][0]
        finding.none("lost", missing + max(0, sum(self._fed.values()) - known))
        finding.none(
            "sessions differ",
            sum(
                sessions.get(chat)
                != (talk.states[self._fed[chat] - 1] if self._fed[chat] else None)
                for chat, talk in self.talks.items()
            ),
        )
        finding.none("out of order", sum(heard.odd for heard in self.heard.values()))
        if kills is not None:
            worst = max(heard.twice for heard in self.heard.values())
            finding.at_most("duplicates in a chat", worst, kills)

    @property
    def duplicates(self) -> int:
        """How many texts came once more than they should."""
        return sum(heard.twice for heard in self.heard.values())

    async def _progress(self) -> None:
        self._news.clear()
        async with asyncio.timeout(PATIENCE):
            await self._news.wait()

    def _on_call(self, method: str, payload: Mapping[str, Any]) -> None:
        heard = self.heard.get(payload.get("chat_id", 0))
        if method == "sendMessage" and heard:
            self.shown += 1
            heard.hear(payload["text"])
            self._news.set()


@dataclass
class Setting:
    """How a stand is set up: fetched or brought updates, a hooked bot, settings, the server's ledger."""

    webhook: bool = False
    hooked: bool = False
    keep_ledger: bool = False
    settings: dict[str, str] = field(default_factory=dict)


@asynccontextmanager
async def standing(course: Course, setting: Setting, name: str = "bot") -> AsyncIterator[Stand]:
    """A started bot that polls or listens."""
    folder = course.room(name)
    control = Control(course.room(f"{name}-control"))
    settings = {"ASHORE_LIBRARY__FOLDER": str(course.library_folder), **setting.settings}
    settings["ASHORE_LOG__LEVEL"] = settings.get("ASHORE_LOG__LEVEL", "error")
    arguments = ("run", "--webhook") if setting.webhook else ("run",)
    program: tuple[str, ...] = (
        WEBHOOK if setting.webhook else ("-c", "from bot.cli import main; main(['run'])")
    )
    if setting.hooked:
        program = ("-m", "tests.faults.hooked_bot", str(control.folder), *arguments)
    async with FakeBotApi(strict=False, keep_ledger=setting.keep_ledger) as server:
        if setting.webhook:
            port = free_port()
            settings |= webhook_settings(port)
            async with open_api(TOKEN, server.base_url) as api:
                public = Public(f"http://127.0.0.1:{port}", 40)
                await set_webhook(api, public, Address.of(TOKEN))
        async with BotProcess(server, folder, program=program, **settings) as bot:
            yield Stand(server, bot, control, settings)
