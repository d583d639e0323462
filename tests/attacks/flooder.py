"""One chat sends a thousand messages a second; a hundred borrowers beside it must not notice.

With the limits that an operator runs with, and the project's own flows and words.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median, quantiles
from typing import Any

from bot.channels.telegram.draw import draw
from bot.config import Config
from bot.flow.events import Typed
from bot.flow.model import Worded
from bot.flow.pieces import notice
from bot.library import Library
from bot.runtime.conversation import Conversation
from tests.faults.long import size_of
from tests.faults.model import ZONE, talk_of
from tests.faults.stand import Setting, Stand, standing
from tests.process.bot_process import message
from tests.promises.rows import Course, Finding

PEOPLE = 100
A_SECOND = 1_000
_FLOODER = 9_001
_LINES = (
    "/start", "中文", "1", "1", "1", "1", "4", "1", "2", "三万五", "6000", "???", "四千", "是", "返回",
    "有", "对", "否", "主菜单",
)  # fmt: skip
_SPAM = ("在吗", "怎么不回", "？？？", "快点", "1", "我欠了三万块怎么办", "返回", "还钱" * 50)
_CRISIS = "我不想活了"
_CRY = 0.5  # of the flood's time is over when it comes
_CRY_BY_WEBHOOK = (
    0.05  # Telegram brings a chat's updates one by one: a later one would not get here
)
_SLOWEST = 2.0  # seconds, of nineteen in twenty answers
_THINKS = (6.0, 12.0)  # seconds before somebody writes the next line
_TICK = 0.01
_REPLIES_LATE = 90.0  # seconds after the flood in which the flooder's own replies come
_MOST_GROWTH = 5  # % of memory


@dataclass
class _Told:
    """What the flooder is sent."""

    crisis: str
    notice: str
    notices: int = 0
    helped: asyncio.Event = field(default_factory=asyncio.Event)

    def hear(self, method: str, payload: Mapping[str, Any]) -> None:
        """A call was accepted."""
        if method == "sendMessage" and payload.get("chat_id") == _FLOODER:
            self.notices += payload["text"] == self.notice
            if payload["text"] == self.crisis:
                self.helped.set()


@dataclass
class _Watch:
    """How long each answer took, and the bot's memory, while the flood lasts."""

    seconds: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    flooded: int = 0


async def polling(course: Course) -> Finding:
    """The bot fetches the updates: the flood and the others come in one queue."""
    return await _run(course, webhook=False)


async def webhook(course: Course) -> Finding:
    """Telegram brings them, each chat's one after the other."""
    return await _run(course, webhook=True)


async def _run(course: Course, *, webhook: bool) -> Finding:
    seconds = course.pick(15, 60)
    library = course.library
    told = _Told(_text_of_crisis(library), _text_of_notice(library))
    watch = _Watch()
    setting = Setting(webhook=webhook, settings=_limits(course))
    async with standing(course, setting) as stand:
        await stand.until_started()
        talk = talk_of(library, _LINES)
        for chat in range(1, PEOPLE + 1):
            stand.person(chat, talk)
        stand.server.rules.chat(_FLOODER)
        _listen_too(stand, told)
        await _warm_up(stand)
        people = [asyncio.create_task(_talk(course, stand, chat, watch)) for chat in stand.talks]
        await _flood(stand, watch, seconds)
        for person in people:
            person.cancel()
        await asyncio.gather(*people, return_exceptions=True)
        for chat in stand.talks:
            await stand.until_said_is_shown(chat)
        helped = await _within(told.helped, _REPLIES_LATE)
        waiting = stand.server.unacknowledged if not webhook else 0
        await stand.bot.stop(10)
        finding = Finding(f"{watch.flooded:,} in {seconds} s, {len(watch.seconds):,} of others")
        stand.judge(finding, kills=0)
    warm = len(watch.megabytes) // 3
    growth = 100 * (median(watch.megabytes[-5:]) / median(watch.megabytes[warm : warm + 5]) - 1)
    finding.at_most("s of 95 % of the others' answers", _p95(watch.seconds), _SLOWEST)
    finding.at_most("% more memory after warm-up", growth, _MOST_GROWTH)
    finding.exactly("notice to the flooder", told.notices, 1)
    finding.exactly("cry for help from within the flood answered", int(helped), 1)
    finding.none("of the flood still waiting", waiting)
    return finding


def _limits(course: Course) -> dict[str, str]:
    """The defaults; in the quick form the flooder's own replies need not be waited for so long."""
    telegram, flood = Config().telegram.limits, Config().flood
    return {
        "ASHORE_TELEGRAM__LIMITS__PER_SECOND": str(telegram.per_second),
        "ASHORE_TELEGRAM__LIMITS__PER_CHAT_SECOND": str(telegram.per_chat_second),
        "ASHORE_TELEGRAM__LIMITS__BURST": str(telegram.burst),
        "ASHORE_FLOOD__BURST": str(course.pick(10, flood.burst)),
        "ASHORE_FLOOD__PER_SECOND": str(flood.per_second),
    }


async def _warm_up(stand: Stand) -> None:
    """Everybody begins, and every kind of text was there once: what a start costs is over."""
    for number, text in enumerate((*_SPAM, _CRISIS)):
        stand.server.push(message(_FLOODER + 1, number, text))
    for chat in stand.talks:
        stand.say(chat)
    for chat in stand.talks:
        await stand.until_said_is_shown(chat)


async def _talk(course: Course, stand: Stand, chat: int, watch: _Watch) -> None:
    """One ordinary borrower, who reads and thinks between two lines."""
    loop, (least, most) = asyncio.get_running_loop(), _THINKS
    await asyncio.sleep(course.chance.random() * most)  # not all at once: two texts answer a line
    while stand.has_more(chat):
        since = loop.time()
        stand.say(chat)
        await stand.until_said_is_shown(chat)
        watch.seconds.append(loop.time() - since)
        await asyncio.sleep(course.chance.uniform(least, most))


async def _flood(stand: Stand, watch: _Watch, seconds: int) -> None:
    """A thousand messages a second; on the way one of them is a cry for help."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    share = _CRY_BY_WEBHOOK if stand.server.webhook else _CRY
    cried, measured = False, began
    while (passed := loop.time() - began) < seconds:
        while watch.flooded < A_SECOND * passed:
            text = _SPAM[watch.flooded % len(_SPAM)]
            if not cried and passed > seconds * share:
                cried, text = True, _CRISIS
            watch.flooded += 1
            stand.server.push(message(_FLOODER, watch.flooded, text))
        if loop.time() - measured > seconds / 60:
            measured = loop.time()
            watch.megabytes.append(size_of(stand.bot.process.pid)[0])
        await asyncio.sleep(_TICK)


def _listen_too(stand: Stand, told: _Told) -> None:
    plain = stand.server.on_call

    def hear(method: str, payload: dict[str, Any]) -> None:
        if plain:
            plain(method, payload)
        told.hear(method, payload)

    stand.server.on_call = hear


async def _within(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True


def _p95(seconds: list[float]) -> float:
    return quantiles(seconds, n=20)[-1] if len(seconds) > 1 else float("inf")


def _text_of_crisis(library: Library) -> str:
    conversation = Conversation(library, language="zh", now=lambda: datetime.now(ZONE))
    return _drawn(conversation.take(Typed(_CRISIS)))


def _text_of_notice(library: Library) -> str:
    return _drawn([library.word(notice("too_fast"), "zh", datetime.now(ZONE).date())])


def _drawn(worded: list[Worded]) -> str:
    """The text of the first message that shows these screens."""
    return str(draw(worded, chat=1, pressed=None)[0].payload["text"])
