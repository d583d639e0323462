"""The whole bot but for the network: a Batcher on its own sealed file, and Telegram's rules for what it calls."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.channels.telegram.decode import Decoded, decode
from bot.channels.telegram.draw import Call, draw
from bot.channels.telegram.failures import failure_from
from bot.config import FloodConfig
from bot.flow.engine import advance
from bot.library import Library
from bot.runtime.batch import Batcher, Job
from bot.runtime.delivery import Closed, Dead, deliver
from bot.runtime.journal import Journal
from bot.runtime.ports import Parts
from bot.runtime.report import Outcome, Outgoing, Report
from bot.store import PassingStoreError, Ring, Store, open_store
from tests.attacks.weather import KilledError, Weather
from tests.fakes.borrower import Borrower
from tests.fakes.checks import RefusedError
from tests.fakes.png import make_png
from tests.fakes.telegram_rules import Rules

ZONE = ZoneInfo("Asia/Shanghai")
BEGIN = datetime(2026, 11, 26, 12, tzinfo=ZONE)
UNHURRIED = FloodConfig(1_000_000, 1_000_000)  # for those who try what is said, not how fast
_PICTURE = make_png(300, 200)
# What no bot can prevent: the borrower pressed twice, or on a message that is gone.
_EXCUSED = ("message is not modified", "message to edit not found", "there is no text in the")


@dataclass
class Shelf:
    """The library in use; replaced between two turns."""

    library: Library


@dataclass
class Clock:
    """The wall clock, moved by hand."""

    at: datetime = BEGIN

    def move(self, **span: float) -> None:
        """Ahead, or back."""
        self.at += timedelta(**span)


@dataclass(frozen=True)
class Made:
    """What a desk is made with: `batcher` may be one with a fault, `advance` one that remembers."""

    folder: Path
    ring: Ring | None
    batcher: Callable[..., Batcher] = Batcher
    advance: Callable[..., Any] = advance


@dataclass
class Judge:
    """Makes calls to Telegram's rules; what is refused for a fault of the bot's is kept."""

    rules: Rules
    refused: list[str] = field(default_factory=list)

    async def call(self, method: str, payload: Mapping[str, Any], /) -> Any:
        """The call's result, or the failure that the real client would raise."""
        try:
            return self.rules.methods[method](_uploaded(payload))
        except RefusedError as error:
            told = str(error)
            if error.status == 400 and not any(excuse in told for excuse in _EXCUSED):
                self.refused.append(f"{method}: {told}: {str(payload)[:200]}")
            raise failure_from(error.status, {"description": told}) from None


def send_all(judge: Judge, calls: Iterable[Call]) -> None:
    """Make calls, one after the other."""
    for call in calls:
        _run(deliver(judge, call))


class Desk:
    """Updates are pushed, committed in the order that is asked for, and what comes of them is sent."""

    def __init__(self, library: Library, made: Made) -> None:
        self.made = made
        self.shelf = Shelf(library)
        self.clock = Clock()
        self.weather = Weather()
        self.rules = Rules(strict=True, now=lambda: int(self.clock.at.timestamp()))
        self.judge = Judge(self.rules)
        self.pushed: list[dict[str, Any]] = []
        self.history: list[dict[str, Any]] = []
        self._update_id = 0
        self.open()

    def open(self) -> None:
        """Start the bot: nothing is in its memory."""
        self.weather.clear()
        self.report = Report()
        self.queues: dict[int, deque[Outgoing]] = defaultdict(deque)
        self.sent: dict[int, list[Outgoing]] = defaultdict(list)  # and not yet committed
        with self.weather.outside():
            url = f"sqlite:///{self.made.folder / 'a.sqlite3'}"
            self.store: Store = open_store(url, self.made.ring)
        parts = Parts(self.shelf, self.made.advance, draw)
        self.batcher = self.made.batcher(self.store, parts, Journal(b"salt"), flood=UNHURRIED)

    def close(self) -> None:
        """Stop the bot."""
        self.store.close()
        self.weather.sink()

    def restart(self) -> None:
        """Stop it and start it again."""
        self.close()
        self.open()

    def borrower(self, chat: int, language: str = "zh-hans") -> Borrower:
        """A borrower in a private chat."""
        return Borrower(self, chat, language)

    def push(self, update: dict[str, Any]) -> int:
        """Have an update wait for the next commit."""
        self._update_id += 1
        self.pushed.append({"update_id": self._update_id, **update})
        return self._update_id

    def take_pushed(self) -> list[dict[str, Any]]:
        """What waits, as Telegram would deliver it now."""
        updates, self.pushed = self.pushed, []
        self.history = [*self.history, *updates][-30:]
        return updates

    def commit(self, updates: Sequence[Mapping[str, Any]] = ()) -> tuple[list[Decoded], Outcome]:
        """One transaction with these updates and all marks. Raises what the weather brings."""
        arrivals = [decode(update) for update in updates]
        for decoded in arrivals:
            if decoded.callback_id in self.rules.callbacks:
                self.rules.methods["answerCallbackQuery"](
                    {"callback_query_id": decoded.callback_id}
                )
        with self.weather.exposed():
            outcome = self.batcher.process(Job(self.clock.at, arrivals, self.report))
        self.report = Report()
        self.sent.clear()
        for chat, queue in self.queues.items():
            self.queues[chat] = deque(filter(outcome.allows, queue))
        for row in outcome.posted:
            self.queues[row.chat].append(row)
        return arrivals, outcome

    def commit_at_last(
        self, updates: Sequence[Mapping[str, Any]]
    ) -> tuple[bool, list[Decoded], Outcome]:
        """Commit, however often it takes. The first is false if a kill came before the commit."""
        try:
            return True, *self.commit(updates)
        except PassingStoreError:
            return True, *self.commit(updates)
        except KilledError:
            landed = self.die()
            return landed, *self.commit(updates)

    def die(self) -> bool:
        """The program was killed; whether what it was about was on the disk. It is started again."""
        landed = self.weather.landed
        self.store._lock.close()
        self.weather.sink()
        self.open()
        return landed

    def send(self, chat: int, most: int = 1000) -> None:
        """Make the first calls that wait for a chat."""
        queue = self.queues[chat]
        while queue and most:
            most -= 1
            verdict = _run(deliver(self.judge, queue[0].call))
            if isinstance(verdict, Closed):
                self.report.blocked.append(queue[0])
                self.sent[chat] += queue
                queue.clear()
                return
            row = queue.popleft()
            self.sent[chat].append(row)
            if isinstance(verdict, Dead):
                self.report.buried.append((row, verdict.reason))
            else:
                self.report.sent.append(row)

    def open_calls(self, chat: int) -> list[dict[str, Any]]:
        """The calls for a chat that are in the outbox, as this program knows it."""
        return [row.call.dump() for row in (*self.sent[chat], *self.queues[chat])]


def _uploaded(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The call's payload as the client uploads it; every picture is the same."""
    made = dict(payload)
    match payload:
        case {"document": {"name": str(name), "text": str(text)}}:
            made["document"] = (name, text)
        case {"photo": {"svg": str()}}:
            made["photo"] = ("picture.png", _PICTURE)
    return made


def _run(call: Any) -> Any:
    """The result of a coroutine that waits for nothing."""
    try:
        call.send(None)
    except StopIteration as done:
        return done.value
    raise AssertionError("it waits")
