"""What must hold of a desk at any time, whatever was done: held against the model and Telegram's rules."""

import json
from collections.abc import Sequence

from bot.store.times import moment
from tests.attacks.accounts import Accounts
from tests.attacks.desk import Desk

_TABLES = ("sessions", "outbox", "timers", "handoffs", "dead_letters")


def agree(desk: Desk, accounts: Accounts, chats: Sequence[int]) -> None:
    """Sessions, reminders and replies are the model's."""
    kept = {chat: json.loads(text) for chat, text in desk.store.sessions.read(chats).items()}
    for chat in chats:
        account = accounts.chats[chat]
        assert kept.get(chat) == account.kept, f"the session of {chat}"
        assert desk.open_calls(chat) == account.calls, f"the replies to {chat}"
    rows = desk.store._db.execute("select chat, name, due_at from timers")
    assert {(chat, name): moment(at) for chat, name, at in rows} == {
        (chat, name): at for chat in chats for name, (at, _) in accounts.chats[chat].timers.items()
    }


def obey(desk: Desk) -> None:
    """No call was refused, and none is for another chat than it is posted for."""
    assert not desk.judge.refused
    for chat, queue in desk.queues.items():
        assert all(row.call.payload.get("chat_id", chat) == chat for row in queue)


def forget(desk: Desk, accounts: Accounts, chats: Sequence[int]) -> None:
    """Of whom nothing ought to be known, no row and no key is left but a good-bye."""
    store = desk.store
    for chat in chats:
        account = accounts.chats[chat]
        if account.kept is not None:
            continue
        for table in _TABLES:
            query = f"select count(*) from {table} where chat = ?"  # noqa: S608 own names
            (rows,) = store._db.execute(query, (chat,)).fetchone()
            assert rows == (len(account.calls) if table == "outbox" else 0), (table, chat)
        if desk.batcher._erasure.due_at is None and store._vault._keys:
            assert not store._vault._keys.of_chat(chat), f"a key of {chat}"
