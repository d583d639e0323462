"""What became of calls, written down: once, though a commit that seemed to fail may have happened."""

from datetime import datetime

from bot.runtime.letters import reason_in
from bot.runtime.report import Outgoing, Report
from bot.store import NOBODY, Store, to_json
from bot.store.ledger import Letter


def settle(store: Store, report: Report, now: datetime) -> list[int]:
    """Write a report down, inside the store's transaction; the chats whose sessions are elsewhere now.

    What a call brought to light counts only while the call is where it was: the same report may come
    again, and a chat may have written meanwhile.
    """
    outbox = store.outbox
    learnt_by = (
        [row for row, _ in report.buried] + report.blocked + [row for row, _ in report.moved]
    )
    chats = outbox.chats_of([row.id for row in learnt_by])
    buried = [(row, reason) for row, reason in report.buried if row.id in chats]
    if gone := [row.id for row in report.sent] + [row.id for row, _ in buried]:
        outbox.remove(gone)
    store.ledger.bury([_letter(row, reason) for row, reason in buried if row.owner != NOBODY], now)
    outbox.postpone(report.postponed)
    blocked = {row.chat for row in report.blocked if row.id in chats}
    if blocked:
        store.sessions.block(blocked, now)
        outbox.remove_chats(blocked)
        store.timers.remove_chats(blocked)
    moved = {row.chat: new for row, new in report.moved if chats.get(row.id) == row.chat}
    for old, new in moved.items():
        store.move_chat(old, new)
    return [*moved, *moved.values()]


def _letter(row: Outgoing, reason: str) -> Letter:
    # A good-bye's would keep the chat that was forgotten: it has no owner, and leaves none.
    # What Telegram says of it may repeat the borrower's words: the whole is sealed with the call.
    shown = reason_in(reason, of_telegram=True)
    call = to_json(row.call.dump() | ({} if shown == reason else {"refused": reason}))
    return Letter(shown, chat=row.chat, call=call, owner=row.owner)
