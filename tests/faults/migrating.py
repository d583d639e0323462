"""Opens a database, and is killed at its so-many-th statement. Run as a process."""

import os
import signal
import sqlite3
import sys
from typing import Any

from bot.store import open_store


def main(path: str, statement: str) -> None:
    """Bring the file up to date, as far as it goes."""
    left = int(statement)

    def trace(_sql: str) -> None:
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    real_connect = sqlite3.connect

    def connect(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = real_connect(*arguments, **options)
        connection.set_trace_callback(trace)
        return connection

    setattr(sqlite3, "connect", connect)
    open_store(f"sqlite:///{path}").close()


if __name__ == "__main__":
    main(*sys.argv[1:])
