"""What is kept: one SQLite file, written by one connection, and the keys to it. The only SQL."""

from bot.store.connection import PassingStoreError
from bot.store.json_text import to_json
from bot.store.key_file import NOBODY
from bot.store.keyring import Ring, make_key, parse_ring
from bot.store.sqlite import Store, open_store

__all__ = [
    "NOBODY",
    "PassingStoreError",
    "Ring",
    "Store",
    "make_key",
    "open_store",
    "parse_ring",
    "to_json",
]
