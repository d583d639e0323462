"""Dead letters once more: an update into the inbox, a call into the outbox, a reminder as due now."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.channels.telegram.draw import Call
from bot.flow.events import Unreadable, load_event
from bot.runtime.attempts import loaded
from bot.runtime.turns import woke
from bot.runtime.wordless import wordless
from bot.store import Store
from bot.store.inbox import Waiting
from bot.store.ledger import KeptLetter, Letter
from bot.store.outbox import Posted
from bot.store.sessions import Timer

_PLACE = re.compile(r"\w+@[\w.-]+:\d+")


@dataclass(frozen=True)
class Retried:
    """The numbers of the letters that were put back, that cannot be, and that are not there."""

    back: tuple[int, ...] = ()
    hopeless: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()


def kind_of(letter: Letter) -> str:
    """What a letter is: `reply`, `update`, `reminder`, or `other`, which cannot be retried."""
    if letter.chat is None:
        return "other"
    if letter.call is not None:
        return "other" if isinstance(loaded(Call.load, letter.call), Exception) else "reply"
    if letter.event is None:
        return "other"
    if not isinstance(loaded(woke, letter.event), Exception):
        return "reminder"
    event = loaded(load_event, letter.event)
    return "other" if isinstance(event, Exception | Unreadable) else "update"


def reason_in(reason: str, *, of_telegram: bool) -> str:
    """Why something was given up, without a borrower's words, which an error may quote.

    `of_telegram`: it is what Telegram said of a call, if it is no place in the program.
    """
    place = _PLACE.match(reason)
    if place:
        return place.group()
    return wordless(reason) if of_telegram else reason


def retry(store: Store, ids: Collection[int] | None, now: datetime) -> Retried:
    """Put letters (all if None) back to where they are tried again, in one transaction."""
    back: list[int] = []
    hopeless: list[int] = []
    with store.transaction():
        letters = store.ledger.letters(ids)
        for kept in letters:
            (back if _put_back(store, kept, now) else hopeless).append(kept.id)
        store.ledger.drop_letters(back)
    missing = sorted(set(ids or ()) - {kept.id for kept in letters})
    return Retried(tuple(back), tuple(hopeless), tuple(missing))


def _put_back(store: Store, kept: KeptLetter, now: datetime) -> bool:
    letter, chat = kept.letter, kept.letter.chat
    match kind_of(letter), chat, letter.call or letter.event:
        case "reply", int(chat), str(call):
            number = store.outbox.last_id() + 1
            store.outbox.add([Posted(number, chat, call, owner=letter.owner)])
        case "reminder", int(chat), str(text):
            store.timers.put([Timer(chat, f"letter {kept.id}", now, text)])
        case "update", int(chat), str(event):
            # One that had no id gets one that Telegram never gives.
            update_id = -kept.id if letter.update_id is None else letter.update_id
            store.inbox.forget([update_id])
            store.inbox.add_waiting([Waiting(update_id, chat, event, None, 0)], now)
        case _:
            return False
    return True
