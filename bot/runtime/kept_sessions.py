"""The sessions that a store keeps, without whose they are."""

import json

from bot.flow.session import Session, load_session
from bot.store import Store


def kept_sessions(store: Store) -> list[Session]:
    """Every session, with no chat to it. Raises StoreError."""
    with store.transaction():
        texts = store.sessions.read(store.sessions.chats())
    return [load_session(json.loads(text)) for text in texts.values() if text]
