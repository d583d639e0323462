"""What only time shows: the clock set ahead and back, a machine that sleeps, a million updates."""

import asyncio
import os
import re
import signal
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from bot.flow.model import Text
from bot.runtime.turns import dump_text
from bot.store import open_store, parse_ring, to_json
from bot.store.sessions import Timer
from tests.faults.model import lines_of
from tests.faults.stand import PATIENCE, Setting, Stand, standing
from tests.process.bot_process import KEY, message
from tests.promises.rows import Course, Finding

_HOUR = 3600
_DUE_HOURS = (1, 2, 23, 25, 26, 47, 49, 60, 90)  # from the start, of each chat's reminders
_JUMPS_HOURS = (0, 24, 0, 12, 26, 3, 50, 24, 76)  # where the clock is set, ahead and back
_SPRING = datetime(2027, 3, 14, 6, 30, tzinfo=UTC)  # half an hour before New York's clocks go ahead
_SLEEP_HOURS = 26
_MOST_FILES = 200  # the pool of connections to Telegram is bounded, 164, and little else is open
_MARK = re.compile(r"#(\d+)")


@dataclass
class _Rung:
    """The reminders that came, and how far the clock was ahead at most, in seconds."""

    ahead: float = 0.0
    early: int = 0
    times: Counter[tuple[int, str]] = field(default_factory=Counter)

    def hear(self, method: str, payload: Mapping[str, Any]) -> None:
        """A call was accepted."""
        found = _MARK.search(payload.get("text", ""))
        if method == "sendMessage" and found:
            self.times[payload["chat_id"], found[1]] += 1
            self.early += int(found[1]) * _HOUR > self.ahead + _HOUR / 2


async def clock(course: Course) -> Finding:
    """A day forward and back, over a change of the clocks, a sleep of 26 h: each reminder once."""
    chats = course.pick(5, 20)
    finding = Finding(f"{chats * len(_DUE_HOURS)} reminders, {len(_JUMPS_HOURS)} settings, a sleep")
    setting = Setting(hooked=True, settings={"ASHORE_TIME_ZONE": "America/New_York"})
    rung = _Rung()
    async with standing(course, setting) as stand:
        begin = (_SPRING - datetime.now(UTC)).total_seconds()
        await stand.until_started()
        await stand.bot.stop(10)
        _lay_reminders(stand, chats)
        stand.control.set("clock", str(begin))
        stand.server.on_call = rung.hear
        await stand.bot.start()
        for hours in _JUMPS_HOURS:
            rung.ahead = max(rung.ahead, hours * _HOUR)
            stand.control.set("clock", str(begin + hours * _HOUR))
            await _look(course, stand)
        stand.bot.process.send_signal(signal.SIGSTOP)
        rung.ahead = (_JUMPS_HOURS[-1] + _SLEEP_HOURS) * _HOUR
        stand.control.set("clock", str(begin + rung.ahead))
        stand.bot.process.send_signal(signal.SIGCONT)
        await _look(course, stand)
        known = stand.query("select count(*) from inbox")[0][0]
        await stand.bot.stop(10)
    finding.exactly("reminders", len(rung.times), chats * len(_DUE_HOURS))
    finding.none("twice", sum(count - 1 for count in rung.times.values()))
    finding.none("early", rung.early)
    finding.none("known ids forgotten", len(_JUMPS_HOURS) + 1 - known)
    return finding


def _lay_reminders(stand: Stand, chats: int) -> None:
    """Reminders of every chat."""
    url = f"sqlite:///{stand.bot.database}"
    with open_store(url, parse_ring(KEY)) as store, store.transaction():
        store.timers.put(
            Timer(chat, str(hour), _SPRING + timedelta(hours=hour), _reminder(hour))
            for chat in range(1, chats + 1)
            for hour in _DUE_HOURS
        )


def _reminder(hour: int) -> str:
    return to_json(dump_text(Text("common", "notices.resumed", {"title": f"#{hour}"})))


async def _look(course: Course, stand: Stand) -> None:
    """The bot looks at the clock each minute, and with each update."""
    if not course.quick:
        await asyncio.sleep(61)
    stand.server.push(message(99, 1, "/start"))
    await asyncio.sleep(2 if course.quick else 5)


async def growth(course: Course) -> Finding:
    """Many updates of a thousand borrowers: memory and open files once all have been seen, and at the end."""
    people, rounds = 1000, course.pick(20, 1000)
    warm = max(5, rounds // 10)
    finding = Finding(f"{people * rounds:,} updates, {people:,} borrowers")
    async with standing(course, Setting()) as stand:
        shown = 0
        news = asyncio.Event()

        def hear(method: str, _payload: Mapping[str, Any]) -> None:
            nonlocal shown
            shown += method == "sendMessage"
            news.set()

        stand.server.on_call = hear
        sizes: list[tuple[float, int]] = []
        for number in range(rounds):
            line = lines_of(1, rounds)[number]
            for chat in range(1, people + 1):
                stand.server.push(message(chat, number, line))
            async with asyncio.timeout(PATIENCE):
                while shown < people * (number + 1):
                    news.clear()
                    await news.wait()
            stand.forget_shown()
            sizes.append(size_of(stand.bot.process.pid))
        await stand.bot.stop(10)
    quarter = max(1, (rounds - warm) // 4)
    first, last = sizes[warm : warm + quarter], sizes[-quarter:]
    memory = median(size for size, _ in last) / median(size for size, _ in first)
    finding.at_most("% more memory after warm-up", 100 * (memory - 1), 5)
    finding.at_most("open files", max(files for _, files in sizes), _MOST_FILES)
    finding.exactly("answers", shown, people * rounds)
    return finding


def size_of(pid: int) -> tuple[float, int]:
    """Resident memory in MB, and open files."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    files = len(list(Path(f"/proc/{pid}/fd").iterdir()))
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6, files
