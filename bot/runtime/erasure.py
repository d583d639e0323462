"""After somebody was forgotten: their keys destroyed and no trace left, tried until it is done."""

from contextlib import suppress
from datetime import datetime, timedelta

from bot.errors import StoreError
from bot.runtime.draft import Draft
from bot.runtime.report import Report
from bot.store import Store

_PAUSE = timedelta(seconds=5)


class Erasure:
    """Scrubs the store after a transaction that erased. `due_at` is when it has to be tried again."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._goodbyes: set[int] = set()
        self._unsure: list[Draft] = []  # of commits that failed; one of them may have happened
        self.due_at: datetime | None = None

    def doubt(self, draft: Draft) -> None:
        """The commit of a draft failed, and may still have happened."""
        if draft.forgotten or draft.blocked or draft.renewed:
            self._unsure.append(draft)

    def void_before(self) -> frozenset[int]:
        """The chats whose unsent calls were made void by a commit that failed and yet happened."""
        happened = (d for d in self._unsure if d.done and self._store.inbox.seen(d.done[:1]))
        return frozenset(chat for draft in happened for chat in draft.forgotten | draft.blocked)

    def finish(self, draft: Draft, report: Report | None, now: datetime) -> None:
        """Scrub after a borrower was forgotten, and once more when the good-bye is gone."""
        drafts, self._unsure = [*self._unsure, draft], []
        self._goodbyes |= {
            row.id for one in drafts for row in one.posted if row.chat in one.forgotten
        }
        settled = {row.id for row in report.sent} if report else set()
        erased = any(one.forgotten or one.renewed for one in drafts) or self._goodbyes & settled
        self._goodbyes -= settled
        if erased or (self.due_at and now >= self.due_at):
            done = False
            with suppress(StoreError):
                done = self._store.scrub()
            self.due_at = None if done else now + _PAUSE
