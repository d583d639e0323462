"""What is kept: one SQLite file, written by one connection. The only SQL in the project."""

from bot.store.connection import PassingStoreError
from bot.store.json_text import to_json
from bot.store.sqlite import Store, open_store

__all__ = ["PassingStoreError", "Store", "open_store", "to_json"]
