"""`ashore` with hooks for the faults, told by files in a folder. Run as a process.

`kill`: "before 3" or "after 3", at that commit. `full`, `read_only`: the database is so. `io_error`:
every so-many-th statement fails. `clock`: seconds that the wall clock is ahead.
"""

import os
import signal
import sqlite3
import sys
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Self

import bot.app
import bot.flow.engine
from bot.flow.events import Typed
from tests.faults.model import POISON

_MOST_PAGES = 1_073_741_823


class Hooked(sqlite3.Connection):
    """The one connection, with what may go wrong in it."""

    control: Path
    commits = 0
    calls = 0

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        """As the real one, unless something is to go wrong."""
        if sql == "begin immediate":
            self._set_limits()
        if sql == "commit":
            type(self).commits += 1
            self._die("before")
            cursor = super().execute(sql, *values)
            self._die("after")
            return cursor
        self._fail()
        return super().execute(sql, *values)

    def executemany(self, sql: str, values: Any) -> sqlite3.Cursor:
        """As the real one, unless it is to fail."""
        self._fail()
        return super().executemany(sql, values)

    def _set_limits(self) -> None:
        pages = 1 if self._told("full") else _MOST_PAGES
        super().execute(f"pragma max_page_count = {pages}")
        super().execute(f"pragma query_only = {int(bool(self._told('read_only')))}")

    def _die(self, when: str) -> None:
        if self._told("kill") == f"{when} {self.commits}":
            (self.control / "kill").unlink()
            os.kill(os.getpid(), signal.SIGKILL)

    def _fail(self) -> None:
        every = self._told("io_error")
        type(self).calls += 1
        if every and self.calls % int(every) == 0:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorname = "SQLITE_IOERR_WRITE"
            raise error

    def _told(self, name: str) -> str:
        try:
            return (self.control / name).read_text()
        except OSError:
            return ""


class Clock(datetime):
    """The wall clock, set ahead or back."""

    control: Path

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        """The moment, as the clock shows it."""
        try:
            ahead = float((cls.control / "clock").read_text())
        except OSError:
            ahead = 0.0
        return super().now(tz) + timedelta(seconds=ahead)


def main(control: str, *arguments: str) -> None:
    """Run the command with hooks."""
    from bot.cli import main as ashore

    Hooked.control = Clock.control = Path(control)
    real_connect = sqlite3.connect
    setattr(sqlite3, "connect", lambda *a, **k: real_connect(*a, **{"factory": Hooked, **k}))
    setattr(bot.app, "datetime", Clock)
    plain = bot.flow.engine.advance

    def advance(library: Any, session: Any, event: Any, now: datetime) -> Any:
        if isinstance(event, Typed) and event.text == POISON:
            raise ValueError(POISON)
        return plain(library, session, event, now)

    setattr(bot.flow.engine, "advance", advance)
    ashore(arguments)


if __name__ == "__main__":
    main(*sys.argv[1:])
