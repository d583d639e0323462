"""After somebody was forgotten: their keys destroyed and no trace left, tried until it is done."""

from contextlib import suppress
from datetime import datetime, timedelta

from bot.errors import StoreError
from bot.runtime.draft import Draft
from bot.store import Store

_PAUSE = timedelta(seconds=5)


class Erasure:
    """Scrubs the store after a transaction that erased. `due_at` is when it has to be tried again."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._goodbyes: set[int] = set()
        self._traces = False  # of a good-bye that is gone
        self._unsure: list[Draft] = []  # of commits that failed; one of them may have happened
        self.due_at: datetime | None = None

    def doubt(self, draft: Draft) -> None:
        """The commit of a draft failed, and may still have happened."""
        if draft.forgotten or draft.blocked or draft.renewed:
            self._unsure.append(draft)

    def happened(self) -> list[Draft]:
        """What was erased by a commit that failed and yet happened."""
        return [d for d in self._unsure if d.done and self._store.inbox.seen(d.done[:1])]

    def look(self) -> None:
        """See which good-byes wait, inside the transaction: sent, refused or void, each leaves a trace."""
        waiting = self._store.outbox.of_nobody()
        self._traces |= not self._goodbyes <= waiting
        self._goodbyes = waiting

    def finish(self, draft: Draft, now: datetime) -> None:
        """Scrub after a borrower was forgotten, and once more when the good-bye is gone."""
        drafts, self._unsure = [*self._unsure, draft], []
        erased = any(one.forgotten or one.renewed for one in drafts) or self._traces
        if erased or (self.due_at and now >= self.due_at):
            done = False
            with suppress(StoreError):
                done = self._store.scrub()
            self.due_at = None if done else now + _PAUSE
            self._traces = False
