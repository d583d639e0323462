"""The schema's history. To change it, append a function; never edit one that has been released."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from bot.errors import StoreError

if TYPE_CHECKING:
    from sqlite_utils import Database

Migration: TypeAlias = "Callable[[Database], None]"
SET = "ashore"


def m001_inbox(db: "Database") -> None:
    """Updates by id. A row that is done keeps its id alone, so that the update is known again."""
    db.execute(
        """create table inbox (
            update_id integer primary key, chat integer, event text, pressed integer,
            state text not null check (state in ('pending', 'done')),
            tries integer not null default 0, received_at text not null) strict"""
    )
    db.execute("create index inbox_pending on inbox (chat) where state = 'pending'")


def m002_sessions(db: "Database") -> None:
    """What is kept of a chat."""
    db.execute(
        """create table sessions (
            chat integer primary key, session text not null, updated_at text not null,
            blocked_at text) strict"""
    )


def m003_outbox(db: "Database") -> None:
    """Calls to be made, in order per chat; a row goes when its call has been accepted."""
    db.execute(
        """create table outbox (
            id integer primary key, chat integer not null, call text not null,
            not_before text, tries integer not null default 0) strict"""
    )


def m004_timers(db: "Database") -> None:
    """Reminders by chat and name."""
    db.execute(
        """create table timers (
            chat integer not null, name text not null, due_at text not null, text text not null,
            tries integer not null default 0, primary key (chat, name)) strict, without rowid"""
    )
    db.execute("create index timers_due on timers (due_at)")


def m005_ledger(db: "Database") -> None:
    """What operators and counselors look at: dead letters, counts of outcomes, hand-offs."""
    db.execute(
        """create table dead_letters (
            id integer primary key, update_id integer, chat integer, event text, call text,
            reason text not null, at text not null) strict"""
    )
    db.execute(
        """create table outcomes (
            flow text not null, outcome text not null, count integer not null,
            primary key (flow, outcome)) strict, without rowid"""
    )
    db.execute(
        """create table handoffs (
            id integer primary key, chat integer not null, flow text not null, name text not null,
            facts text not null, at text not null,
            state text not null default 'open' check (state in ('open', 'closed'))) strict"""
    )


def m006_sealed(db: "Database") -> None:
    """Cells that hold what a borrower said take bytes (sealed) or text (not); `doomed` are ids of keys.

    A session is found by an index, not by a rowid that is the chat: SQLite leaves the rowid of a
    row that was deleted standing in its inner pages.
    """
    _rebuild(
        db,
        "inbox",
        """update_id integer primary key, chat integer, event any, pressed integer,
        state text not null check (state in ('pending', 'done')),
        tries integer not null default 0, received_at text not null""",
    )
    db.execute("create index inbox_pending on inbox (chat) where state = 'pending'")
    _rebuild(
        db,
        "sessions",
        """id integer primary key, chat integer not null unique, updated_at text not null,
        blocked_at text, swept integer not null default 0, session any not null""",
    )
    _rebuild(
        db,
        "outbox",
        """id integer primary key, chat integer not null, call any not null,
        not_before text, tries integer not null default 0""",
    )
    _rebuild(
        db,
        "timers",
        """chat integer not null, name text not null, due_at text not null, text any not null,
        tries integer not null default 0, primary key (chat, name)""",
        more=", without rowid",
    )
    db.execute("create index timers_due on timers (due_at)")
    _rebuild(
        db,
        "dead_letters",
        """id integer primary key, update_id integer, chat integer, event any, call any,
        reason text not null, at text not null""",
    )
    _rebuild(
        db,
        "handoffs",
        """id integer primary key, chat integer not null, flow text not null, name text not null,
        facts any not null, at text not null,
        state text not null default 'open' check (state in ('open', 'closed'))""",
    )
    db.execute("create table doomed (key integer primary key) strict")


def m007_owners(db: "Database") -> None:
    """Whose answers a call or a letter may hold: the chat's, or a borrower's whom it tells of.

    Rows from before are told apart by the key of their cell, when the vault is open.
    """
    for table in ("outbox", "dead_letters"):
        db.execute(f"alter table {table} add column owner integer")
    # Nearly every call is the chat's own, and costs this index nothing.
    db.execute("create index outbox_of_others on outbox (owner) where owner <> chat")
    # That there was a crisis goes in the first sweep now.
    db.execute("update sessions set swept = 0 where swept = 1")


def _rebuild(db: "Database", table: str, columns: str, *, more: str = "") -> None:
    """The table with other columns and the same rows; SQLite changes no column's type in place."""
    kept = ", ".join(name for _, name, *_ in db.execute(f"pragma table_info({table})").fetchall())
    db.execute(f"create table anew ({columns}) strict{more}")
    db.execute(f"insert into anew ({kept}) select {kept} from {table}")  # noqa: S608 names of our own tables; values are bound
    db.execute(f"drop table {table}")
    db.execute(f"alter table anew rename to {table}")


MIGRATIONS: tuple[Migration, ...] = (
    m001_inbox,
    m002_sessions,
    m003_outbox,
    m004_timers,
    m005_ledger,
    m006_sealed,
    m007_owners,
)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the schema up to date, each step in a transaction that also records it.

    Raises StoreError if the file belongs to another program, or to a newer Ashore.
    """
    if check_history(connection, path) < len(MIGRATIONS):
        _apply(connection)


def check_history(connection: sqlite3.Connection, path: Path) -> int:
    """How many of the migrations the file has; 0 if it is empty.

    Raises StoreError if it belongs to another program, or to a newer Ashore.
    """
    applied = _applied(connection, path)
    known = [migration.__name__ for migration in MIGRATIONS]
    newer = [name for name in applied if name not in known]
    if newer:
        raise StoreError(
            f"The database {path} was written by a newer Ashore (it has {newer[-1]}); nothing was "
            "changed. Start that version, or put the backup from before the upgrade in its place."
        )
    return len(applied)


def _applied(connection: sqlite3.Connection, path: Path) -> list[str]:
    # Plain SQL: sqlite_utils takes longer to import than the rest of the start, and is rarely needed.
    tables = {name for (name,) in connection.execute("select name from sqlite_schema")}
    if "_sqlite_migrations" not in tables:
        if tables:
            raise StoreError(
                f"The database {path} belongs to another program; nothing was changed. "
                "Point store.url at a file of its own."
            )
        return []
    rows = connection.execute(
        "select name from _sqlite_migrations where migration_set = ? order by id", (SET,)
    )
    return [name for (name,) in rows]


def _apply(connection: sqlite3.Connection) -> None:
    from sqlite_utils import Database, Migrations

    migrations = Migrations(SET)
    for migration in MIGRATIONS:
        migrations(name=migration.__name__)(migration)
    # Plug-ins of sqlite_utils are other people's code; they have no business with borrowers' data.
    migrations.apply(Database(connection, execute_plugins=False))
