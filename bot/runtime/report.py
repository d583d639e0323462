"""What passes between worker and sender: calls to make, and what became of them."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.channels.telegram.draw import Call
from bot.store import NOBODY


@dataclass
class Outgoing:
    """A call of the outbox. `not_before` is aware; `owner` is whose answers it may hold, if not the chat's."""

    id: int
    chat: int
    call: Call
    not_before: datetime | None = None
    tries: int = 0
    owner: int | None = None

    @property
    def whose(self) -> int:
        """Who takes it along when they are forgotten: its owner; of a good-bye, whom it is for."""
        return self.chat if self.owner in {None, NOBODY} else self.owner

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
    """What the sender has to tell the store, gathered since the last commit.

    `blocked` are the calls by which it was learnt that a chat has blocked the bot, `moved` those by
    which a chat's other id was learnt.
    """

    sent: list[Outgoing] = field(default_factory=list)
    buried: list[tuple[Outgoing, str]] = field(default_factory=list)
    postponed: list[tuple[int, datetime, int]] = field(default_factory=list)
    blocked: list[Outgoing] = field(default_factory=list)
    moved: list[tuple[Outgoing, int]] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.sent or self.buried or self.postponed or self.blocked or self.moved)


@dataclass(frozen=True)
class Outcome:
    """What a transaction left: calls to send, those that are void now, when to wake.

    `void`: the chats that have blocked the bot; `erased`: of whom nothing is left, and whose calls are
    not to be made, to whomever.
    """

    posted: tuple[Outgoing, ...] = ()
    void: frozenset[int] = frozenset()
    erased: frozenset[int] = frozenset()
    stuck: bool = False
    next_due: datetime | None = None
    pruning: bool = False
    taken: int = 0

    def allows(self, row: Outgoing) -> bool:
        """Whether a call is still to be made."""
        return row.chat not in self.void and row.whose not in self.erased
