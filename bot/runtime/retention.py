"""What has been kept long enough goes: ids, letters, cases, answers by class, whole borrowers."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.config import RetentionConfig
from bot.flow.retention import Class, Slots, expire
from bot.flow.session import dump_session, load_session
from bot.runtime.attempts import loaded
from bot.store import NOBODY, Store, to_json

KEEP_IDS = timedelta(days=30)  # Telegram re-sends for a day, and restarts its ids after a week
IDS_AT_ONCE = 5_000
CHATS_AT_ONCE = 100
_PASSING, _CASE = 1, 2  # how far a session was swept: its column `swept`


@dataclass
class Swept:
    """Chats whose session changed, those of which nothing is left, and whether there is more to do.

    `renewed`: keys were retired, and are to be destroyed.
    """

    changed: set[int] = field(default_factory=set)
    forgotten: set[int] = field(default_factory=set)
    renewed: bool = False
    more: bool = False


def sweep(store: Store, library: Slots, retention: RetentionConfig, now: datetime) -> Swept:
    """Erase what is older than its class is kept, some at a time, inside the store's transaction."""
    swept = Swept()
    _prune(store, swept, retention, now)
    if not swept.more:  # the id of a letter is known as long as the letter is kept
        kept = max(KEEP_IDS, timedelta(days=retention.dead_letter_days + 1))
        swept.more = store.inbox.prune(now - kept, limit=IDS_AT_ONCE) == IDS_AT_ONCE
    _forget(store, swept, now - timedelta(days=retention.kept_days))
    classes: tuple[tuple[int, timedelta, set[Class]], ...] = (
        (_CASE, timedelta(days=retention.case_days), {"session", "case"}),
        (_PASSING, timedelta(hours=retention.session_hours), {"session"}),
    )
    for level, kept, which in classes:
        chats = store.sessions.silent_since(now - kept, swept=level, limit=CHATS_AT_ONCE)
        for chat, text in store.sessions.read(chats).items():
            _trim(store, swept, chat, _without(library, text, which), level=level)
        store.sessions.mark_swept(chats, level)
        swept.more |= len(chats) == CHATS_AT_ONCE
    return swept


def _prune(store: Store, swept: Swept, retention: RetentionConfig, now: datetime) -> None:
    letters = now - timedelta(days=retention.dead_letter_days)
    cases = now - timedelta(days=retention.handoff_days)
    for owners in (
        store.ledger.prune_letters(letters, limit=CHATS_AT_ONCE),
        store.ledger.prune_handoffs(cases, limit=CHATS_AT_ONCE),
    ):
        for chat in {*owners} - {NOBODY}:
            store.renew_key(chat)  # so that no copy of the file gives back what has expired
            swept.renewed = True
        swept.more |= len(owners) == CHATS_AT_ONCE


def _forget(store: Store, swept: Swept, before: datetime) -> None:
    chats = store.sessions.unneeded_since(before, limit=CHATS_AT_ONCE)
    for chat in chats:
        store.forget(chat)
    swept.forgotten.update(chats)
    swept.more |= len(chats) == CHATS_AT_ONCE


def _trim(store: Store, swept: Swept, chat: int, text: str | None, *, level: int) -> None:
    if text:
        store.sessions.trim(chat, text)
        store.renew_key(chat)
        swept.changed.add(chat)
        swept.renewed = True
    elif text is None and level == _CASE:  # nobody can read it, nor will
        store.forget(chat)
        swept.forgotten.add(chat)


def _without(library: Slots, text: str, classes: set[Class]) -> str | None:
    """The session's text without these classes; empty if it holds none; None if it is unreadable."""
    session = loaded(load_session, text)
    if isinstance(session, Exception):
        return None
    anew = expire(library, session, classes)
    return "" if anew is session else to_json(dump_session(anew))
