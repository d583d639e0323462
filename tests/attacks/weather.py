"""A database whose statements fail, or whose program dies, where a test says so."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias
from unittest import mock

Storm: TypeAlias = Literal["calm", "fails", "dies"]


class KilledError(BaseException):
    """The program is dead: no statement of it is carried out any more."""


@dataclass
class Weather:
    """What befalls the statements of the connections that are opened in it, while they are `exposed`.

    `in_statements`: how many more are carried out before the storm, or, with `after_commit`, that it
    comes right after the next commit. `landed`: whether the database (not its file of keys) was
    committed since it was exposed.
    """

    storm: Storm = "calm"
    in_statements: int = 0
    after_commit: bool = False
    landed: bool = False
    is_dead: bool = False
    is_exposed: bool = False
    connections: list[sqlite3.Connection] = field(default_factory=list)

    def brew(self, *, kills: bool, in_statements: int = 0, after_commit: bool = False) -> None:
        """A storm is coming."""
        self.storm = "dies" if kills else "fails"
        self.in_statements, self.after_commit = in_statements, after_commit

    def clear(self) -> None:
        """Calm again; a new program runs."""
        self.storm, self.is_dead, self.after_commit = "calm", False, False

    @contextmanager
    def exposed(self) -> Iterator[None]:
        """What is executed inside may fail."""
        self.landed, self.is_exposed = False, True
        try:
            yield
        finally:
            self.is_exposed = False

    def strike(self) -> None:
        """One statement nearer to the storm; raises what it brings."""
        if self.is_dead:
            raise KilledError
        if not self.is_exposed or self.storm == "calm" or self.after_commit:
            return
        self.in_statements -= 1
        if self.in_statements < 0:
            self.break_()

    def break_(self) -> None:
        """Fail once, or die for good."""
        if self.storm == "dies":
            self.is_dead = True
            raise KilledError
        self.storm, self.after_commit = "calm", False
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorname = "SQLITE_IOERR_WRITE"
        raise error

    @contextmanager
    def outside(self) -> Iterator[None]:
        """Whatever is connected inside is exposed to the weather."""
        real = sqlite3.connect

        def connect(database: Any, **options: Any) -> sqlite3.Connection:
            exposed = real(database, factory=_Exposed, **options)
            assert isinstance(exposed, _Exposed)
            exposed.weather = self
            exposed.is_keys = ".keys." in str(database)
            self.connections.append(exposed)
            return exposed

        with mock.patch.object(sqlite3, "connect", connect):
            yield

    def sink(self) -> None:
        """Close what a dead program had open: what it had not committed never was."""
        for connection in self.connections:
            connection.close()
        self.connections.clear()


class _Exposed(sqlite3.Connection):
    weather: Weather | None = None
    is_keys = False

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        """As the real one, unless there is a storm."""
        if self.weather is None:
            return super().execute(sql, *values)
        self.weather.strike()
        cursor = super().execute(sql, *values)
        if sql == "commit" and not self.is_keys:
            self.weather.landed = True
            if self.weather.after_commit:
                self.weather.break_()
        return cursor

    def executemany(self, sql: str, values: Any) -> sqlite3.Cursor:
        """As the real one, unless there is a storm."""
        if self.weather is not None:
            self.weather.strike()
        return super().executemany(sql, values)
