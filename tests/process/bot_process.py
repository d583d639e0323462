"""The bot as a process of its own, and what it ought to have come to."""

import asyncio
import json
import os
import signal
import socket
import sqlite3
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

from bot.channels.telegram.decode import decode
from bot.channels.telegram.draw import draw
from bot.flow.session import dump_session
from bot.flow.tokens import VERSIONS_A_SECOND
from bot.library import Library
from bot.runtime.conversation import Conversation
from bot.store import make_key, open_store, parse_ring
from tests.fakes.bot_api import TOKEN, FakeBotApi, Received

KEY = make_key()
ROOT = Path(__file__).parents[2]
UNLIMITED = {
    "ASHORE_TELEGRAM__LIMITS__PER_SECOND": "1000000",
    "ASHORE_TELEGRAM__LIMITS__PER_CHAT_SECOND": "1000000",
    "ASHORE_TELEGRAM__LIMITS__BURST": "1000000",
    "ASHORE_FLOOD__BURST": "1000000",
    "ASHORE_FLOOD__PER_SECOND": "1000000",
}


WEBHOOK = ("-c", "from bot.cli import main; main(['run', '--webhook'])")


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def webhook_settings(port: int) -> dict[str, str]:
    """The bot listens on a port of this machine, and Telegram is told so."""
    return {
        "ASHORE_WEBHOOK__PORT": str(port),
        "ASHORE_WEBHOOK__PUBLIC_URL": f"http://127.0.0.1:{port}",
    }


class BotProcess:
    """`ashore run` against the tests' Bot API, with its database in a folder.

    `program` is what Python is given instead of that command; `output` a file for what it prints.
    """

    def __init__(
        self,
        server: FakeBotApi,
        folder: Path,
        *,
        program: Sequence[str] = ("-c", "from bot.cli import main; main(['run'])"),
        output: Path | str | None = None,
        **settings: str,
    ) -> None:
        self._program = program
        self._output = Path(output) if output else None
        self.database = folder / "bot.sqlite3"
        self._environment = {
            **os.environ,
            **UNLIMITED,
            "ASHORE_TOKEN": TOKEN,
            "ASHORE_KEY": KEY,
            "ASHORE_TELEGRAM__BASE_URL": server.base_url,
            "ASHORE_STORE__URL": f"sqlite:///{self.database}",
            "ASHORE_LOG__LEVEL": "warning",
            **settings,
        }

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self.process.returncode is None:
            await self.kill()

    async def start(self) -> None:
        with (self._output or Path(os.devnull)).open("ab") as file:
            out = file if self._output else None
            self.process = await asyncio.create_subprocess_exec(
                sys.executable,
                *self._program,
                cwd=ROOT,
                env=self._environment,
                stdout=out,
                stderr=out,
            )

    async def kill(self) -> None:
        """SIGKILL: nothing is tidied up."""
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()

    async def stop(self, seconds: float = 5.0) -> int:
        """SIGTERM; the exit code. Raises TimeoutError if it takes longer."""
        self.process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self.process.wait(), seconds)

    def sessions(self) -> dict[int, Any]:
        """Every chat's session as it is on the disk, once the bot has ended."""
        return read_sessions(self.database)

    def count(self, table: str) -> int:
        """The rows of a table."""
        with sqlite3.connect(self.database) as connection:
            (rows,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 own names
        connection.close()
        return int(rows)


def read_sessions(database: Path) -> dict[int, Any]:
    """Every chat's session in a database that no bot uses, opened with the tests' key."""
    with sqlite3.connect(database) as connection:
        chats = [chat for (chat,) in connection.execute("select chat from sessions")]
    connection.close()
    with open_store(f"sqlite:///{database}", parse_ring(KEY)) as store, store.transaction():
        found = store.sessions.read(chats)
    return {chat: timeless(json.loads(text)) for chat, text in found.items()}


def message(chat: int, number: int, text: Any) -> dict[str, Any]:
    """An update with a borrower's text."""
    person = {"id": chat, "is_bot": False, "first_name": "某", "language_code": "zh-hans"}
    return {
        "message": {
            "message_id": number,
            "date": 1_800_000_000,
            "chat": {"id": chat, "type": "private"},
            "from": person,
            "text": text,
        }
    }


def timeless(session: dict[str, Any]) -> dict[str, Any]:
    """A dumped session without the moments of its first word and of consent, which no two runs share."""
    agreement = session["agreement"]
    changes = session["version"] % VERSIONS_A_SECOND
    return {**session, "agreement": agreement and agreement[:2], "version": changes}


def expected(library: Library, updates: Sequence[Mapping[str, Any]]) -> tuple[Any, list[str]]:
    """What one chat's updates come to: its session, and the texts it is sent, in order."""
    zone = ZoneInfo("Asia/Shanghai")
    talk = Conversation(library, language="zh", now=lambda: datetime.now(zone))
    texts: list[str] = []
    for update in updates:
        decoded = decode(update)
        worded = talk.take(decoded.event)
        calls = draw(worded, chat=decoded.chat or 0, pressed=decoded.pressed)
        texts += [call.payload["text"] for call in calls if "text" in call.payload]
    return timeless(dump_session(talk.session)), texts


def sent(server: FakeBotApi, chat: int) -> list[str]:
    """The texts that a chat was sent, in order."""
    calls: list[Received] = server.calls("sendMessage", chat=chat)
    return [call.payload["text"] for call in calls if call.accepted]


def duplicates(found: Sequence[str], wanted: Sequence[str]) -> int:
    """How many texts came twice in a row; AssertionError if one is lost, foreign or out of order."""
    place, twice = _align(found, wanted)
    assert place == len(wanted), f"lost: {wanted[place:]!r}"
    return twice


def complete(found: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether all texts have come."""
    return _align(found, wanted)[0] == len(wanted)


def _align(found: Sequence[str], wanted: Sequence[str]) -> tuple[int, int]:
    """How many of the wanted texts have come, and how many came twice."""
    place = twice = 0
    for text in found:
        if place < len(wanted) and text == wanted[place]:
            place += 1
        else:
            assert place, f"not expected: {text!r}"
            assert text == wanted[place - 1], f"not expected here: {text!r}"
            twice += 1
    return place, twice
