"""A database that cannot be written: full, locked, read only, failing now and then. And copies of it."""

import asyncio
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.store import open_store
from bot.store.connection import connect
from bot.store.key_file import path_beside
from bot.store.migrations import MIGRATIONS
from tests.faults.stand import Setting, Stand, standing
from tests.process.bot_process import KEY, ROOT, read_sessions
from tests.promises.rows import Course, Finding

LENGTH = 20
_BLOCK = 4096


@dataclass(frozen=True)
class _Trouble:
    name: str
    begin: Callable[[Stand], Callable[[], None]]


async def troubles(course: Course) -> Finding:
    """Each trouble while everybody writes: no acknowledgement meanwhile, then all goes on by itself."""
    chats = course.pick(10, 100)
    finding = Finding(
        f"{len(_TROUBLES)} troubles, {chats * LENGTH:,} updates by polling and webhook"
    )
    early = 0
    for webhook in (False, True):
        setting = Setting(webhook=webhook, hooked=True, settings={"ASHORE_LOG__LEVEL": "error"})
        async with standing(course, setting, f"bot-{webhook}") as stand:
            await stand.until_started()
            stand.people(course, chats=chats, length=LENGTH)
            for trouble in _TROUBLES:
                early += await _one(course, stand, trouble)
            stand.say_all(course)
            await stand.until_done()
            await stand.settle()
            stand.judge(finding, kills=0)
    finding.none("acknowledged and not kept", early)
    return finding


async def _one(course: Course, stand: Stand, trouble: _Trouble) -> int:
    """How many updates were acknowledged meanwhile though the database has not got them."""
    end = trouble.begin(stand)
    said = {stand.say(chat) for _ in range(LENGTH // (len(_TROUBLES) + 1)) for chat in stand.talks}
    seconds = course.pick(6, 30) if trouble.name == "locked" else course.pick(3, 10)
    await asyncio.sleep(seconds)
    taken = said & set(stand.server.acknowledged)
    kept = {update_id for (update_id,) in stand.query("select update_id from inbox")}
    end()
    for chat in stand.talks:
        await stand.until_said_is_shown(chat)
    return len(taken - kept)


def _file(name: str, content: str = "1") -> Callable[[Stand], Callable[[], None]]:
    def begin(stand: Stand) -> Callable[[], None]:
        stand.control.set(name, content)
        return lambda: stand.control.clear(name)

    return begin


def _locked(stand: Stand) -> Callable[[], None]:
    other = sqlite3.connect(stand.bot.database, isolation_level=None, timeout=10)
    other.execute("begin immediate")
    return other.close


def _no_growth(stand: Stand) -> Callable[[], None]:
    """No file of the process may be written beyond its first block: what a quota does."""
    pid = stand.bot.process.pid
    former = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (_BLOCK, former[1]))
    return lambda: _lift(pid, former)


def _lift(pid: int, limit: tuple[int, int]) -> None:
    resource.prlimit(pid, resource.RLIMIT_FSIZE, limit)


_TROUBLES = (
    _Trouble("full", _file("full")),
    _Trouble("locked", _locked),
    _Trouble("read only", _file("read_only")),
    _Trouble("quota", _no_growth),
    _Trouble("every 7th call", _file("io_error", "7")),
)


async def backups(course: Course) -> Finding:
    """Backups while everybody writes, each restored; every older schema; kills in a migration."""
    times, kills = course.pick(4, 20), course.pick(5, 50)
    finding = Finding(f"{times} backups, {len(MIGRATIONS)} schemas, {kills} kills")
    mixed = failed = 0
    async with standing(course, Setting()) as stand:
        await stand.until_started()
        stand.people(course, chats=course.pick(40, 200), length=LENGTH)
        stand.say_all(course)
        for number in range(times):
            await stand.until_shown(int(stand.total * number / times))
            backup = course.folder / f"{number}.backup"
            failed += await _ashore(f"sqlite:///{stand.bot.database}", "backup", backup)
        await stand.until_done()
        await stand.settle()
        stand.judge(finding)
        for number in range(times):
            target = course.folder / f"{number}.sqlite3"
            target.write_bytes(stand.bot.database.read_bytes())
            path_beside(target).write_bytes(path_beside(stand.bot.database).read_bytes())
            backup = course.folder / f"{number}.backup"
            failed += await _ashore(f"sqlite:///{target}", "restore", backup)
            mixed += _mixed(stand, target)
    finding.none("backups or restores failed", failed)
    finding.none("sessions that are no moment's", mixed)
    broken = [await _migrate(course, number, kills) for number in range(kills)]
    finding.none("broken by a kill in a migration", sum(broken))
    return finding


async def _ashore(url: str, *arguments: Any) -> bool:
    """Whether a command failed."""
    environment = {**os.environ, "ASHORE_STORE__URL": url, "ASHORE_KEY": KEY}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "from bot.cli import main; main()", *map(str, arguments),
        cwd=ROOT, env=environment, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return await process.wait() != 0


def _mixed(stand: Stand, path: Path) -> int:
    """Sessions that are not what the updates taken by then come to, chat by chat."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        taken = {update for (update,) in connection.execute("select update_id from inbox")}
    sessions, wrong = read_sessions(path), 0
    for chat, ids in stand.said.items():
        count = sum(update_id in taken for update_id in ids)
        wanted = stand.talks[chat].states[count - 1] if count else None
        wrong += sessions.get(chat) != wanted or not set(ids[:count]) <= taken
    return wrong


async def _migrate(course: Course, number: int, kills: int) -> bool:
    """A file of an older schema with a row, killed at some statement of its migration, then opened."""
    path = course.folder / f"old-{number}.sqlite3"
    done = 1 + number % (len(MIGRATIONS) - 1)
    _older(path, done)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "insert into inbox (update_id, state, received_at) values (7, 'done', '')"
        )
    statement = course.chance.randrange(1, 30)
    killed = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.migrating", str(path), str(statement), cwd=ROOT
    )
    await killed.wait()
    try:
        with open_store(f"sqlite:///{path}") as store, store.transaction():
            good = store.inbox.seen([7]) == {7}
            store.ledger.count([("plan", "ready")])
    except Exception:  # noqa: BLE001 whatever it is, the file could not be opened
        return True
    with closing(sqlite3.connect(path)) as connection:
        names = [
            name
            for (name,) in connection.execute("select name from _sqlite_migrations order by id")
        ]
        sound = connection.execute("pragma integrity_check").fetchone() == ("ok",)
    return not (good and sound and names == [step.__name__ for step in MIGRATIONS])


def _older(path: Path, done: int) -> None:
    """A file as an older version left it."""
    import bot.store.migrations as module

    whole = module.MIGRATIONS
    module.MIGRATIONS = whole[:done]
    try:
        with closing(connect(path)) as connection:
            module.migrate(connection, path)
    finally:
        module.MIGRATIONS = whole
