"""What one transaction is going to write, gathered turn by turn before the first statement."""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from bot.channels.telegram.decode import Decoded
from bot.channels.telegram.draw import Call
from bot.flow.events import Blocked, Event, dump_event
from bot.flow.session import Session, dump_session
from bot.flow.values import dump_value
from bot.runtime.report import Outgoing
from bot.runtime.turns import Turned, dump_text
from bot.store import NOBODY, Store, to_json
from bot.store.inbox import Waiting
from bot.store.ledger import Handed, Letter
from bot.store.outbox import Posted
from bot.store.sessions import Timer


@dataclass
class Draft:
    """Sessions are None where the chat has none. `next_id` is the next id of the outbox.

    `heard`: chats that wrote and said nothing to keep.
    `renewed`: keys of borrowers were replaced, and the old ones are to be destroyed.
    """

    next_id: int
    sessions: dict[int, Session | None] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    posted: list[Outgoing] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    heard: set[int] = field(default_factory=set)
    timers: dict[tuple[int, str], Timer] = field(default_factory=dict)
    cancelled: set[int] = field(default_factory=set)
    handed: list[Handed] = field(default_factory=list)
    outcomes: list[tuple[str, str]] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    forgotten: set[int] = field(default_factory=set)
    renewed: bool = False
    blocked: set[int] = field(default_factory=set)
    stuck: Counter[int] = field(default_factory=Counter)
    done: list[int] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    finished: list[int] = field(default_factory=list)
    tries: list[tuple[int, int]] = field(default_factory=list)
    rung: list[tuple[int, str]] = field(default_factory=list)

    def add(self, chat: int, turned: Turned, event: Event, update_id: int | None = None) -> None:
        """Take in a turn, whole or not at all: whatever may fail comes before the first change."""
        # A stranger who blocks the bot, perhaps after everything was erased, leaves no row.
        changed = turned.session != (self.sessions.get(chat) or Session())
        text = to_json(dump_session(turned.session)) if changed and not turned.forgets else ""
        calls = [(call, to_json(call.dump())) for call in turned.calls]
        timers = [
            Timer(chat, remind.name, remind.at, to_json(dump_text(remind.text)))
            for remind in turned.reminders.values()
        ]
        handed = [
            Handed(chat, case.flow, case.name, to_json(dump_value(case.values)))
            for case in turned.handoffs
        ]
        letters = [
            Letter(reason, update_id, chat, to_json(dump_event(event))) for reason in turned.reasons
        ]
        if turned.forgets:
            self._forget(chat)
        elif changed:
            self.sessions[chat], self.texts[chat] = turned.session, text
        elif not isinstance(event, Blocked):
            self.heard.add(chat)
        if turned.cancels:
            self._cancel(chat)
        self.timers.update({(chat, timer.name): timer for timer in timers})
        self.handed += handed
        self.letters += letters
        self.outcomes += turned.outcomes
        for call, dumped in calls:
            # A counselor who is told of a handoff is another chat than the borrower's.
            self._post(call.payload.get("chat_id", chat), call, dumped, owner=chat)

    def wait(self, chat: int, update_id: int, decoded: Decoded, *, tries: int) -> None:
        """Keep an update that cannot be applied yet; what follows in its chat waits behind it."""
        self.stuck[chat] += 1
        event = to_json(dump_event(decoded.event))
        self.waiting.append(Waiting(update_id, chat, event, decoded.pressed, tries))

    def say(self, chat: int, calls: tuple[Call, ...]) -> None:
        """Post calls that belong to no turn."""
        for call in calls:
            self._post(chat, call, to_json(call.dump()))

    def write(self, store: Store, now: datetime) -> None:
        """Write everything, inside the store's transaction."""
        for chat in self.forgotten:
            store.forget(chat)
        self._write_inbox(store, now)
        self._write_sessions(store, now)
        if self.posted:
            store.outbox.add(
                [Posted(row.id, row.chat, call, owner=row.owner) for row, call in self._rows()]
            )
        self._write_ledger(store, now)
        if self.blocked:
            store.sessions.block(self.blocked, now)
            store.outbox.remove_chats(self.blocked)
            store.timers.remove_chats(self.blocked)

    def _write_sessions(self, store: Store, now: datetime) -> None:
        if self.texts:
            store.sessions.save(self.texts.items(), now)
        if self.cancelled:
            store.timers.remove_chats(self.cancelled)
        if self.rung:
            store.timers.remove(self.rung)
        if touched := self.heard | {chat for chat, _ in self.rung}:
            store.sessions.touch(touched, now)
        if self.timers:
            store.timers.put(self.timers.values())

    def _write_inbox(self, store: Store, now: datetime) -> None:
        if self.done:
            store.inbox.add_done(self.done, now)
        if self.waiting:
            store.inbox.add_waiting(self.waiting, now)
        if self.finished:
            store.inbox.finish(self.finished)
        if self.tries:
            store.inbox.set_tries(self.tries)

    def _write_ledger(self, store: Store, now: datetime) -> None:
        if self.outcomes:
            store.ledger.count(self.outcomes)
        if self.handed:
            store.ledger.hand_off(self.handed, now)
        if self.letters:
            store.ledger.bury(self.letters, now)

    def _forget(self, chat: int) -> None:
        self.forgotten.add(chat)
        self.sessions[chat] = None
        self.texts.pop(chat, None)
        kept = [(row, call) for row, call in self._rows() if row.whose != chat]
        self.posted, self.calls = [row for row, _ in kept], [call for _, call in kept]
        self.handed = [case for case in self.handed if case.chat != chat]
        self.letters = [letter for letter in self.letters if letter.chat != chat]
        self._cancel(chat)

    def _rows(self) -> list[tuple[Outgoing, str]]:
        return list(zip(self.posted, self.calls, strict=True))

    def _cancel(self, chat: int) -> None:
        self.cancelled.add(chat)
        self.timers = {key: timer for key, timer in self.timers.items() if key[0] != chat}

    def _post(self, chat: int, call: Call, dumped: str, owner: int | None = None) -> None:
        owner = None if owner == chat else owner
        if owner is None and chat in self.forgotten and self.sessions.get(chat) is None:
            owner = NOBODY  # a good-bye makes no key for whom was forgotten
        self.posted.append(Outgoing(self.next_id, chat, call, owner=owner))
        self.calls.append(dumped)
        self.next_id += 1


def load_posted(rows: list[Posted]) -> list[Outgoing]:
    """The calls of the outbox, ready for the sender."""
    return [
        Outgoing(
            row.id,
            row.chat,
            Call.load(json.loads(row.call)),
            row.not_before,
            row.tries,
            row.owner,
        )
        for row in rows
    ]
