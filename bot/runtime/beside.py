"""What is kept of a chat beside its session, as an export shows it."""

import json
from datetime import datetime

from bot.flow.case import Beside, Due, Handed, Unread
from bot.flow.events import Sent, Typed, load_event
from bot.flow.model import Text
from bot.flow.values import load_value
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
    unread = [
        Unread(kept.at.astimezone(now.tzinfo), _text(kept.letter.event))
        for kept in ([] if chat in draft.forgotten else store.ledger.letters(owner=chat))
        if kept.letter.event
    ]
    unread += [
        Unread(now, _text(one.event)) for one in draft.letters if one.chat == chat and one.event
    ]
    due = [_due(timer, now) for name, timer in timers.items() if name not in rung and timer.text]
    return Beside(tuple(sorted(due, key=lambda one: one.at)), tuple(kept), tuple(unread))


def _text(kept: str) -> str:
    """What was typed; of anything else all that is kept, as it is kept."""
    try:
        event = load_event(json.loads(kept))
    except Exception:  # noqa: BLE001 no event, or none of this version's
        return kept
    said = (
        event.text if isinstance(event, Typed) else event.caption if isinstance(event, Sent) else ""
    )
    return said or kept


def _due(timer: Timer, now: datetime) -> Due:
    event = woke(json.loads(timer.text))
    text = Text(event.flow, event.key, event.values)
    return Due(timer.name, timer.due_at.astimezone(now.tzinfo), text)
