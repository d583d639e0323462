"""What a plain bot on python-telegram-bot and on aiogram loses under the same kills, beside Ashore."""

import asyncio
import random
import signal
from collections.abc import Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from time import monotonic
from typing import Any

from tests.bench.bots import TOKEN, Bot, environment, lay_library, ours, peers
from tests.bench.peer_python import peer_python
from tests.bench.process import started
from tests.fakes.bot_api import FakeBotApi
from tests.faults.model import message

_WAVE = 100  # borrowers who write /start at the same time
_START_SECONDS = 120.0
_KILL_SECONDS = 1.5  # within which the bot is killed, at a random moment
_LATENCY = 0.05  # of each call, as to a server as far away as the real one
_IDLE_SECONDS = 2.0  # without an answer: then what is missing does not come any more


def compare(folder: Path, *, quick: bool, seed: int) -> list[str]:
    """A table: 100 borrowers write, the bot is killed in the midst of it, again and again."""
    kills = 3 if quick else 10
    lines = [
        f"Peers, seed {seed}: {kills * _WAVE:,} updates, {kills} SIGKILLs, each update one answer.",
        "",
        "| bot | never answered | answered twice |",
        "|---|--:|--:|",
    ]
    for number, bot in enumerate((ours(), *peers(peer_python()))):
        room = folder / f"peer-{number}"
        room.mkdir()
        lost, twice = asyncio.run(_kill(bot, room, random.Random(seed), kills))
        lines.append(f"| {bot.name} | {lost:,} | {twice:,} |")
    return lines


class _Answers:
    """How often each borrower was answered."""

    def __init__(self) -> None:
        self.counts: dict[int, int] = {}
        self.at = 0.0

    def hear(self, method: str, payload: Mapping[str, Any]) -> None:
        """A call was accepted."""
        if method == "sendMessage":
            chat = int(payload["chat_id"])
            self.counts[chat] = self.counts.get(chat, 0) + 1
            self.at = monotonic()


async def _kill(bot: Bot, folder: Path, chance: random.Random, kills: int) -> tuple[int, int]:
    """How many updates were never answered, and how many twice."""
    answers = _Answers()
    async with FakeBotApi(token=TOKEN, strict=False, keep_ledger=False) as server:
        env = environment(server.base_url, folder, lay_library(folder))
        server.on_call = answers.hear
        server.latency = _LATENCY
        for wave in range(kills + 1):
            async with AsyncExitStack() as stack:
                running = stack.enter_context(
                    started(bot.command, env=env, folder=folder, cpu=None)
                )
                await _until_quiet(server, answers)
                if wave == kills:
                    break
                for chat in range(wave * _WAVE + 1, (wave + 1) * _WAVE + 1):
                    server.push(_start(chat))
                await asyncio.sleep(chance.random() * _KILL_SECONDS)
                running.process.send_signal(signal.SIGKILL)
                await asyncio.to_thread(running.process.wait)
    asked = range(1, kills * _WAVE + 1)
    lost = sum(chat not in answers.counts for chat in asked)
    return lost, sum(answers.counts.get(chat, 0) > 1 for chat in asked)


def _start(chat: int) -> dict[str, Any]:
    """/start, marked as a command, as Telegram does."""
    update = message(chat, chat, "/start")
    update["message"]["entities"] = [{"type": "bot_command", "offset": 0, "length": 6}]
    return update


async def _until_quiet(server: FakeBotApi, answers: _Answers) -> None:
    """Until the started bot has polled, and answers nothing more."""
    polled = asyncio.Event()

    def look(method: str, _payload: dict[str, Any]) -> None:
        if method == "getUpdates":
            polled.set()

    server.faults = [look]
    async with asyncio.timeout(_START_SECONDS):
        await polled.wait()
    answers.at = monotonic()
    while monotonic() < answers.at + _IDLE_SECONDS:
        await asyncio.sleep(0.1)
