"""What passes between worker and sender: calls to make, and what became of them."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.channels.telegram.draw import Call
from bot.runtime.journal import unquoted
from bot.store import NOBODY, to_json
from bot.store.ledger import Letter


@dataclass
class Outgoing:
    """A call of the outbox. `not_before` is aware; `owner` is whose answers it may hold, if not the chat's."""

    id: int
    chat: int
    call: Call
    not_before: datetime | None = None
    tries: int = 0
    owner: int | None = None

    def readdressed(self, chat: int) -> "Outgoing":
        """The same for a chat that has another id now."""
        call = self.call
        fallback = call.fallback
        if fallback:
            fallback = replace(fallback, payload={**fallback.payload, "chat_id": chat})
        payload: dict[str, Any] = {**call.payload, "chat_id": chat}
        return replace(self, chat=chat, call=replace(call, payload=payload, fallback=fallback))


@dataclass
class Report:
    """What the sender has to tell the store, gathered since the last commit."""

    sent: list[Outgoing] = field(default_factory=list)
    buried: list[tuple[Outgoing, str]] = field(default_factory=list)
    postponed: list[tuple[int, datetime, int]] = field(default_factory=list)
    blocked: list[int] = field(default_factory=list)
    moved: list[tuple[int, int]] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.sent or self.buried or self.postponed or self.blocked or self.moved)

    def letters(self) -> list[Letter]:
        """The dead letters of the calls that were given up.

        A good-bye's leaves none: it would keep the chat that was forgotten.
        """
        return [
            Letter(unquoted(reason), chat=row.chat, call=to_json(row.call.dump()), owner=row.owner)
            for row, reason in self.buried
            if row.owner != NOBODY
        ]


@dataclass(frozen=True)
class Outcome:
    """What a transaction left: calls to send, chats whose unsent calls are void, when to wake."""

    posted: tuple[Outgoing, ...] = ()
    void: frozenset[int] = frozenset()
    stuck: bool = False
    next_due: datetime | None = None
    pruning: bool = False
    taken: int = 0
