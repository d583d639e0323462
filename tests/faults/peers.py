"""What a plain bot on python-telegram-bot and on aiogram loses under the same kills, beside Ashore."""

import asyncio
import random
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from tests.bench.bots import TOKEN, Bot, environment, lay_library, ours, peers
from tests.bench.peer_python import peer_python
from tests.bench.process import started
from tests.fakes.bot_api import FakeBotApi
from tests.process.bot_process import message

_EACH = 100  # borrowers for each kill
_START_SECONDS = 60.0
_LATENCY = 0.05  # of each call, as to a server as far away as the real one
_IDLE_SECONDS = 2.0  # without an answer: then what is missing does not come any more


def compare(folder: Path, *, quick: bool, seed: int) -> list[str]:
    """A table: which answers never came, what came twice, how often the bot could not start again."""
    kills = 3 if quick else 10
    lines = [
        f"Peers, seed {seed}: {kills * _EACH:,} borrowers wait for an answer, {kills} SIGKILLs.",
        "",
        "| bot | never answered | answered twice | could not start again |",
        "|---|--:|--:|--:|",
    ]
    for number, bot in enumerate((ours(), *peers(peer_python()))):
        room = folder / f"peer-{number}"
        room.mkdir()
        harm = asyncio.run(_kill(bot, room, random.Random(seed), kills))
        lines.append(f"| {bot.name} | {harm.lost:,} | {harm.twice:,} | {harm.broken_files} |")
    return lines


class _Answers:
    """How often each borrower was answered. `then` is done at the answer that makes `enough`."""

    def __init__(self) -> None:
        self.counts: dict[int, int] = {}
        self.at = 0.0
        self.enough = 0
        self.then: Callable[[], None] = lambda: None

    def hear(self, method: str, payload: Mapping[str, Any]) -> None:
        """A call was accepted."""
        if method == "sendMessage":
            chat = int(payload["chat_id"])
            self.counts[chat] = self.counts.get(chat, 0) + 1
            self.at = monotonic()
            if len(self.counts) == self.enough:
                self.then()


@dataclass
class _Harm:
    """What the kills did to a bot."""

    lost: int = 0
    twice: int = 0
    broken_files: int = 0


async def _kill(bot: Bot, folder: Path, chance: random.Random, kills: int) -> _Harm:
    """All have written when it starts; it is killed at some answer, again and again."""
    answers, harm = _Answers(), _Harm()
    async with FakeBotApi(token=TOKEN, strict=False, keep_ledger=False) as server:
        env = environment(server.base_url, folder, lay_library(folder))
        server.on_call = answers.hear
        server.latency = _LATENCY
        asked = range(1, kills * _EACH + 1)
        for chat in asked:
            server.push(_start(chat))
        done = 0
        while done <= kills:
            with _running(bot, env, folder) as process:
                if not await _has_started(server, process):
                    harm.broken_files += _clear(folder)
                elif done < kills:
                    await _until_killed(answers, process, chance)
                    done += 1
                else:
                    await _until_quiet(answers)
                    break
    harm.lost = sum(chat not in answers.counts for chat in asked)
    harm.twice = sum(answers.counts.get(chat, 0) > 1 for chat in asked)
    return harm


@contextmanager
def _running(bot: Bot, env: Mapping[str, str], folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    with started(bot.command, env=env, folder=folder, cpu=None) as running:
        yield running.process


async def _until_killed(
    answers: _Answers,
    process: "subprocess.Popen[bytes]",
    chance: random.Random,
) -> None:
    answers.enough = len(answers.counts) + chance.randrange(1, _EACH)
    answers.then = process.kill
    answers.at = monotonic()
    while process.poll() is None:
        await asyncio.sleep(0.02)
        if monotonic() > answers.at + _IDLE_SECONDS:  # nothing is left that it would answer
            process.kill()


def _clear(folder: Path) -> int:
    """A state file that the killed bot left half-written keeps it from starting: take it away."""
    found = list(folder.glob("*.pickle"))
    for file in found:
        file.unlink()
    return len(found)


def _start(chat: int) -> dict[str, Any]:
    """/start, marked as a command, as Telegram does."""
    update = message(chat, chat, "/start")
    update["message"]["entities"] = [{"type": "bot_command", "offset": 0, "length": 6}]
    return update


async def _has_started(server: FakeBotApi, process: "subprocess.Popen[bytes]") -> bool:
    """Wait until it polls; False if it ended instead."""
    polled = asyncio.Event()

    def look(method: str, _payload: dict[str, Any]) -> None:
        if method == "getUpdates":
            polled.set()

    server.faults = [look]
    async with asyncio.timeout(_START_SECONDS):
        while not polled.is_set():
            if process.poll() is not None:
                return False
            await asyncio.sleep(0.01)
    return True


async def _until_quiet(answers: _Answers) -> None:
    answers.at = monotonic()
    while monotonic() < answers.at + _IDLE_SECONDS:
        await asyncio.sleep(0.1)
