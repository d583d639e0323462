"""What Telegram and the way to it may do: refuse, break, stall, replay, poison, number anew."""

import asyncio
import json
from collections import defaultdict
from typing import Any

from bot.channels.telegram.decode import decode
from bot.flow.events import Unreadable
from tests.fakes.bot_api import Received
from tests.fakes.faults import Fault, Trouble, first, some
from tests.faults.model import POISON, lines_of, talk_of
from tests.faults.stand import Setting, Stand, standing
from tests.promises.rows import Course, Finding

LENGTH = 20
# Limits that a short run can show, in Telegram's proportions.
_PER_SECOND, _PER_CHAT, _BURST = 100, 5, 3
_SETTINGS = {
    "ASHORE_TELEGRAM__LIMITS__PER_SECOND": str(_PER_SECOND),
    "ASHORE_TELEGRAM__LIMITS__PER_CHAT_SECOND": str(_PER_CHAT),
    "ASHORE_TELEGRAM__LIMITS__BURST": str(_BURST),
}
_RETRY_AFTER = 1
_STALL = 45.0  # seconds, longer than the client waits for an answer


async def troubles(course: Course) -> Finding:
    """429, 500, 502, breaks before and after acceptance, time-outs; batches replayed and shuffled."""
    chats = course.pick(60, 1000)
    finding = Finding(f"{chats * LENGTH:,} updates")
    setting = Setting(keep_ledger=True, settings=_SETTINGS)
    async with standing(course, setting) as stand:
        stand.people(course, chats=chats, length=LENGTH)
        stand.server.faults = _faults(course)
        stand.server.mangle = _Mangler(course)
        stand.say_all(course)
        await stand.until_done()
        stand.server.faults, stand.server.mangle = [], None
        await stand.settle()
        stand.judge(finding)
        calls = stand.server.calls("sendMessage")
    ambiguous = sum(call.accepted and call.status != 200 for call in calls)
    finding.exactly("duplicates, one for each ambiguous break", stand.duplicates, ambiguous)
    _check_limits(finding, calls)
    return finding


def _faults(course: Course) -> list[Fault]:
    seed = course.chance.randrange(10**6)
    shares = (
        (0.004, Trouble(status=429, retry_after=_RETRY_AFTER)),
        (0.01, Trouble(status=500)),
        (0.01, Trouble(status=502)),
        (0.01, Trouble(cut="before")),
        (0.01, Trouble(cut="after")),
        (0.005, Trouble(garbled=True)),
        (0.02, Trouble(delay=0.3)),
    )
    stalls = course.pick(1, 5)
    return [
        first(stalls, Trouble(cut="before", delay=_STALL), "sendMessage"),
        first(stalls, Trouble(cut="after", stall=_STALL), "sendMessage"),
        *(
            some(share, trouble, "sendMessage", "getUpdates", seed=seed + number)
            for number, (share, trouble) in enumerate(shares)
        ),
    ]


class _Mangler:
    """Replays updates that came before, and shuffles chats; in a chat the order stays."""

    def __init__(self, course: Course) -> None:
        self._chance = course.chance
        self._seen: list[dict[str, Any]] = []

    def __call__(self, batch: list[dict[str, Any]]) -> list[Any]:
        if not batch or self._chance.random() < 0.5:
            self._seen += batch
            return batch
        again = self._chance.sample(self._seen, min(len(self._seen), 10))
        self._seen += batch
        chats = defaultdict(list)
        for update in batch:
            chats[update["message"]["chat"]["id"]].append(update)
        order = [update["message"]["chat"]["id"] for update in batch]
        self._chance.shuffle(order)
        shuffled = [chats[chat].pop(0) for chat in order]
        return [*again, *shuffled] if self._chance.random() < 0.5 else [*shuffled, *again]


def _check_limits(finding: Finding, calls: list[Received]) -> None:
    """What the server's ledger shows of one second, of all chats and of each; and of its 429s."""
    chats: dict[int, list[float]] = defaultdict(list)
    early = 0
    held: dict[int, float] = {}
    for call in calls:
        chat = call.payload["chat_id"]
        chats[chat].append(call.at)
        early += call.at < held.pop(chat, 0.0) - 0.05
        if call.status == 429:
            held[chat] = call.at + _RETRY_AFTER
    finding.at_most("a second", _most([call.at for call in calls]), _PER_SECOND)
    most = max(_most(times) for times in chats.values())
    finding.at_most("a second in a chat", most, _PER_CHAT + _BURST)
    finding.none("sent before retry_after", early)


def _most(times: list[float]) -> int:
    """The most calls in any second."""
    first = most = 0
    for last, at in enumerate(times):
        while times[first] <= at - 1:
            first += 1
        most = max(most, last - first + 1)
    return most


async def poison(course: Course) -> Finding:
    """One update in a hundred is broken JSON, of a wrong type, of an unknown kind, or raises."""
    chats = course.pick(25, 250)
    finding = Finding(f"{2 * chats * LENGTH:,} updates, 1 % poisoned, by polling and webhook")
    missing = blocked = 0
    for webhook in (False, True):
        setting = Setting(webhook=webhook, hooked=True)
        async with standing(course, setting, f"bot-{webhook}") as stand:
            letters = await _poisoned(course, stand, chats)
            stand.judge(finding)
            missing += abs(letters - _letters(stand))
            blocked += stand.server.unacknowledged
    finding.none("poisons without a dead letter of their own", missing)
    finding.none("still waiting", blocked)
    return finding


async def _poisoned(course: Course, stand: Stand, chats: int) -> int:
    """Everybody talks among the poison; how many dead letters it must leave."""
    await stand.until_started()
    stand.people(course, chats=chats, length=LENGTH)
    said = lines_of(1, LENGTH)
    raising = talk_of(course.library, (*said[:9], POISON, *said[9:]))
    for chat in (901, 902):
        stand.person(chat, raising)
    letters = 2
    count = max(len(_POISONS), chats * LENGTH // 100)
    for number in range(count):
        letters += _poison(stand, _POISONS[number % len(_POISONS)], number)
        stand.say(course.chance.randrange(1, chats + 1))
    stand.say_all(course)
    await stand.until_done()
    deadline = asyncio.get_running_loop().time() + 20
    while asyncio.get_running_loop().time() < deadline and _letters(stand) < letters:
        await asyncio.sleep(0.1)
    await stand.settle()
    return letters


_CHAT = {"id": 990, "type": "private"}
_POISONS: tuple[Any, ...] = (
    b"",
    b"{",
    b"\xff\xfe\x00",
    b"[" * 50_000,
    b"null",
    b'"text"',
    b"[1, 2]",
    b'{"update_id": "x", "message": 7}',
    {"poll": {"id": "1"}},
    {"purchased_paid_media": {}},
    {"message": []},
    {"message": {"chat": "mine", "text": "hi"}},
    {"message": {"chat": {"id": 2**70, "type": "private"}, "text": "hi"}},
    {"edited_message": {"chat": _CHAT, "location": {}}},
    {"my_chat_member": {"chat": _CHAT, "new_chat_member": 5}},
    {"callback_query": {"id": 5, "message": {"chat": None}, "data": ["x"]}},
    {"message": {"chat": _CHAT, "from": {"is_bot": True}, "text": "hi"}},
)


def _poison(stand: Stand, poison: Any, number: int) -> int:
    """Have one come, though nobody asked for its kind; how many dead letters it must leave."""
    update_id = 5_000_000 + number
    if isinstance(poison, dict):
        poison = json.dumps({"update_id": update_id, **poison}).encode()
    try:
        update = json.loads(poison)
    except (ValueError, RecursionError):
        update = None
    if stand.server.webhook:
        stand.server.webhook.push_raw(update_id, poison, f"poison {number}")
    elif isinstance(update, dict) and isinstance(update.get("update_id"), int):
        stand.server.push_unasked(update)
    else:
        return 0  # Telegram's answer as a whole is JSON, and every update in it has a number
    return int(update is None or isinstance(decode(update).event, Unreadable))


def _letters(stand: Stand) -> int:
    return int(stand.query("select count(*) from dead_letters")[0][0])


# Each lower than the one before, and so far apart that none of the long form's numbers comes twice.
_NUMBERINGS = (900_000_000, 400_000, 40)


async def ids(course: Course) -> Finding:
    """Gaps, seven idle days and ids that begin anew lower; nothing that can be acknowledged."""
    chats = course.pick(20, 100)
    finding = Finding(f"{chats * LENGTH:,} updates, 3 numberings")
    setting = Setting(hooked=True, settings={"ASHORE_TELEGRAM__POLL_SECONDS": "1"})
    async with standing(course, setting) as stand:
        stand.people(course, chats=chats, length=LENGTH)
        polls = _Polls()
        stand.server.faults = [polls]
        idle = course.pick(4, 30)
        worst = 0.0
        for number, begin in enumerate(_NUMBERINGS):
            await _third(course, stand, begin)
            stand.control.set("clock", str((number + 1) * 7 * 86_400))
            worst = max(worst, await polls.a_second(idle))
        stand.server.mangle = lambda batch: [17, {"update_id": None}, *batch]
        unreadable = await polls.a_second(idle)
        stand.server.mangle = None
        await stand.until_done()
        await stand.settle()
        stand.judge(finding)
    finding.at_most("polls/s when idle", worst, 2)
    finding.at_most("polls/s where nothing can be read", unreadable, 5)
    return finding


class _Polls:
    """Counts them; nothing goes wrong."""

    def __init__(self) -> None:
        self._count = 0

    def __call__(self, method: str, _payload: dict[str, Any]) -> None:
        self._count += method == "getUpdates"

    async def a_second(self, seconds: int) -> float:
        """How many there are in so many seconds, each second."""
        before = self._count
        await asyncio.sleep(seconds)
        return (self._count - before) / seconds


async def _third(course: Course, stand: Stand, begin: int) -> None:
    """A third of what everybody has to say, with gaps in the numbers."""
    update_id = begin
    for _ in range(LENGTH // 3 + 1):
        for chat in course.chance.sample(sorted(stand.talks), len(stand.talks)):
            if stand.has_more(chat):
                update_id += course.chance.choice((1, 1, 1, 2, 50))
                stand.say(chat, update_id=update_id)
    for chat in stand.talks:
        await stand.until_said_is_shown(chat)
