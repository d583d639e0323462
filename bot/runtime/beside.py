"""What is kept of a chat beside its session, as an export shows it."""

import json
from datetime import datetime

from bot.flow.case import Beside, Due, Handed, Unread
from bot.flow.events import Sent, Typed, load_event
from bot.flow.model import Text
from bot.flow.values import load_value
from bot.runtime.attempts import loaded
from bot.runtime.draft import Draft
from bot.runtime.turns import woke
from bot.store import Store
from bot.store.sessions import Timer


def find_beside(store: Store, draft: Draft, chat: int, now: datetime) -> Beside:
    """In the database and in the draft, whose turns come before this one. Raises StoreError.

    What cannot be read any more, as of a copy from before its borrower was forgotten, is left out.
    """
    timers, kept = dict[str, Timer](), list[Handed]()
    if chat not in draft.cancelled:
        timers = {timer.name: timer for timer in store.timers.of_chat(chat)}
    timers |= {name: timer for (of, name), timer in draft.timers.items() if of == chat}
    rung = {name for of, name in draft.rung if of == chat}
    rows = [] if chat in draft.forgotten else store.ledger.handed(chat)
    rows += [(now, case) for case in draft.handed if case.chat == chat]
    for at, case in rows:
        facts = load_value(json.loads(case.facts)) if case.facts else {}
        if isinstance(facts, dict):
            kept.append(Handed(case.flow, case.name, at.astimezone(now.tzinfo), facts))
    letters = [] if chat in draft.forgotten else store.ledger.letters(owner=chat)
    failed = [(letter.at.astimezone(now.tzinfo), letter.letter) for letter in letters]
    failed += [(now, letter) for letter in draft.letters if letter.chat == chat]
    unread = [_unread(at, letter.event) for at, letter in failed if letter.event]
    due = [_due(timer, now) for name, timer in timers.items() if name not in rung and timer.text]
    return Beside(tuple(sorted(due, key=lambda one: one.at)), tuple(kept), tuple(unread))


def _unread(at: datetime, kept: str) -> Unread:
    event = loaded(load_event, kept)  # none of a reminder, or of a damaged session
    said = ""
    if isinstance(event, Typed | Sent):
        said = event.text if isinstance(event, Typed) else event.caption
    return Unread(at, said or kept, is_typed=bool(said))


def _due(timer: Timer, now: datetime) -> Due:
    event = woke(json.loads(timer.text))
    text = Text(event.flow, event.key, event.values)
    return Due(timer.name, timer.due_at.astimezone(now.tzinfo), text)
