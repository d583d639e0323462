"""Looking into a database that a running bot may hold: read only, so that it disturbs nobody."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.errors import StoreError
from bot.store.connection import BUSY_MS, explain, path_of
from bot.store.keyring import Ring
from bot.store.ledger import Ledger
from bot.store.vault import open_vault


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that cannot write, nor empty the write-ahead log when it is closed.

    Raises StoreError if there is no such file, or it cannot be read.
    """
    if not path.is_file():
        raise StoreError(
            f"There is no database {path}; nothing was changed. Check the path, or store.url."
        )
    try:
        uri = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
            connection.execute(f"pragma busy_timeout = {BUSY_MS}")
            yield connection
    except sqlite3.Error as error:
        raise explain(error, path) from error


@contextmanager
def open_ledger(url: str, ring: Ring | None = None) -> Iterator[Ledger]:
    """What people look at, read beside a running bot. Raises StoreError."""
    path = path_of(url)
    with reading(path) as connection, closing(open_vault(path, ring)) as vault:
        yield Ledger(connection, vault)
