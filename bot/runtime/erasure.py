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
        self.due_at: datetime | None = None

    def finish(self, draft: Draft, report: Report | None, now: datetime) -> None:
        """Scrub after a borrower was forgotten, and once more when the good-bye is gone."""
        self._goodbyes |= {row.id for row in draft.posted if row.chat in draft.forgotten}
        settled = {row.id for row in report.sent} if report else set()
        erased = draft.forgotten or draft.renewed or self._goodbyes & settled
        self._goodbyes -= settled
        if erased or (self.due_at and now >= self.due_at):
            done = False
            with suppress(StoreError):
                done = self._store.scrub()
            self.due_at = None if done else now + _PAUSE
