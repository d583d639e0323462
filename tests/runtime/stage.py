"""Small parts for the runtime's tests: an engine that obeys words, a library, a far side, a clock."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.channels.telegram.decode import Decoded
from bot.channels.telegram.draw import Call, draw
from bot.flow.effects import (
    CancelReminders,
    DeadLetter,
    Effect,
    Finished,
    Forget,
    HandOff,
    Remind,
    Say,
)
from bot.flow.events import Blocked, Event, Typed, Woke
from bot.flow.model import Screen, Slot, Text, Worded
from bot.flow.safety import build_lexicon
from bot.flow.session import Session
from bot.runtime.batch import Batcher, Job
from bot.runtime.journal import Journal
from bot.runtime.ports import Parts
from bot.runtime.report import Outcome, Outgoing
from bot.store import Store

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
JOURNAL = Journal(b"salt")


@dataclass
class Clock:
    """The wall clock, moved by hand."""

    at: datetime = NOW

    def __call__(self) -> datetime:
        return self.at

    def pass_(self, **span: float) -> None:
        """Let time pass: seconds, hours, days."""
        self.at += timedelta(**span)


@dataclass(frozen=True)
class Turn:
    session: Session
    effects: tuple[Effect, ...]


def screen(key: str) -> Screen:
    return Screen("text", "tiny", key, (Text("tiny", key),))


@dataclass
class Engine:
    """Answers a text with itself; some words make it do something.

    `broken` words make it raise, `idle` ones change nothing.
    """

    broken: set[str] = field(default_factory=set)
    idle: set[str] = field(default_factory=set)
    seen: list[tuple[int, str]] = field(default_factory=list)

    def advance(self, _library: Any, session: Session, event: Event, now: datetime) -> Turn:
        if isinstance(event, Woke):
            return Turn(session, (Say(screen(f"woke-{event.key}")),))
        if isinstance(event, Blocked):
            return Turn(session, ())
        if not isinstance(event, Typed):
            return Turn(session, (DeadLetter("not text"), Say(screen("what"))))
        word = event.text
        if word in self.broken:
            raise ValueError(word)
        if word not in self.idle:
            session = replace(session, version=session.version + 1)
        self.seen.append((session.version, word))
        if word == "forget":
            session = Session()
        if word == "english":
            session = replace(session, language="en")
        return Turn(session, (*self._first(word), Say(screen(word)), *self._extra(word, now)))

    @staticmethod
    def _first(word: str) -> tuple[Effect, ...]:
        return (Forget(),) if word == "forget" else ()

    @staticmethod
    def _extra(word: str, now: datetime) -> tuple[Effect, ...]:
        reminder = Text("tiny", "pay", {"day": "Monday"})
        extras: dict[str, Effect] = {
            "remind": Remind("pay", now + timedelta(hours=1), reminder),
            "cancel": CancelReminders(),
            "human": HandOff("tiny", "help", {"debt": "much"}),
            "done": Finished("tiny", "done"),
            "twice": Say(screen("again")),
        }
        return (extras[word],) if word in extras else ()


class Words:
    """A library that words a text as its key."""

    languages = ("zh", "en")
    lexicon = build_lexicon({"suicide": ("die tonight",)}, ())
    move_words: Mapping[str, str] = {"help me": "sos"}
    slots: Mapping[str, Slot] = {}

    def word(self, screen: Screen, language: str, _today: date) -> Worded:
        key = screen.texts[0].key
        return Worded(screen.kind, screen.flow, screen.step, f"{language}:{key}")


class Shelf:
    library = Words()


def batcher(store: Store, engine: Engine | None = None) -> Batcher:
    return Batcher(store, Parts(Shelf(), (engine or Engine()).advance, draw), JOURNAL)


def take(batch: Batcher, *arrivals: Decoded, **more: Any) -> Outcome:
    """One transaction."""
    return batch.process(Job(more.pop("now", NOW), arrivals, **more))


def rows(store: Store, statement: str) -> list[Any]:
    """What is in the file."""
    return store._db.execute(statement).fetchall()


def typed(update_id: int | None, chat: int, text: str) -> Decoded:
    return Decoded(update_id, chat, Typed(text), None, None, private=True)


def texts(rows: "tuple[Outgoing, ...] | list[Outgoing]") -> list[tuple[int, str]]:
    """(chat, text without its language) of calls."""
    return [(row.chat, row.call.payload["text"].partition(":")[2]) for row in rows]


def outgoing(number: int, chat: int = 7, text: str = "", **more: Any) -> Outgoing:
    payload = {"chat_id": chat, "text": text or f"t{number}", "parse_mode": "HTML"}
    return Outgoing(number, chat, Call("sendMessage", payload), **more)


Behaviour = Callable[[str, Mapping[str, Any]], Awaitable[Any] | None]


class Api:
    """The far side: notes every call, then does what it is told to, or accepts."""

    def __init__(self, behave: Behaviour | None = None) -> None:
        self.calls: list[tuple[str, Mapping[str, Any]]] = []
        self.accepted: list[tuple[int, str]] = []
        self.behave = behave
        self.open: dict[int, int] = {}
        self.most_open: dict[int, int] = {}
        self._changed = asyncio.Condition()

    async def call(self, method: str, payload: Mapping[str, Any]) -> Any:
        chat = payload.get("chat_id", 0)
        self.open[chat] = self.open.get(chat, 0) + 1
        self.most_open[chat] = max(self.most_open.get(chat, 0), self.open[chat])
        await self._note(self.calls, (method, dict(payload)))
        try:
            if self.behave and (answer := self.behave(method, payload)):
                await answer
        finally:
            self.open[chat] -= 1
        if "text" in payload:
            await self._note(self.accepted, (chat, payload["text"].rpartition(":")[2]))
        return True

    async def _note(self, record: list[Any], entry: Any) -> None:
        async with self._changed:
            record.append(entry)
            self._changed.notify_all()

    async def until(self, done: Callable[[], bool]) -> None:
        """Wait until a call makes this true."""
        async with asyncio.timeout(5), self._changed:
            await self._changed.wait_for(done)
