"""Kills at random points and at every failpoint, by polling and by webhook; ends in order."""

import asyncio
import sqlite3
import time
from contextlib import closing

from tests.faults.model import lines_of, talk_of
from tests.faults.stand import PATIENCE, Setting, Stand, standing
from tests.process.bot_process import BotProcess
from tests.promises.rows import Course, Finding

LENGTH = 20
_SAID = 6  # lines at each failpoint


async def _with_kills(course: Course, stand: Stand, *, chats: int, kills: int) -> None:
    stand.people(course, chats=chats, length=LENGTH)
    stand.say_all(course)
    for kill in range(kills):
        await stand.until_shown(int(stand.total * (kill + course.chance.random()) / (kills + 1)))
        await asyncio.sleep(course.chance.random() * 0.05)
        await stand.kill()
    await stand.until_done()
    await stand.settle()


async def polling(course: Course) -> Finding:
    """Long polling, SIGKILL at random points."""
    chats, kills = course.pick(50, 500), course.pick(10, 100)
    finding = Finding(f"{chats * LENGTH:,} updates, {kills} kills")
    async with standing(course, Setting()) as stand:
        await _with_kills(course, stand, chats=chats, kills=kills)
        stand.judge(finding, kills=kills)
    return finding


async def webhook(course: Course) -> Finding:
    """The same by webhook; and at the moment of each 200 the update is in the database."""
    chats, kills = course.pick(25, 250), course.pick(5, 50)
    finding = Finding(f"{chats * LENGTH:,} updates, {kills} kills")
    early = 0
    async with standing(course, Setting(webhook=True)) as stand:
        await stand.until_started()
        uri = f"{stand.bot.database.as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as reader:

            def look(update_id: int) -> None:
                nonlocal early
                found = reader.execute("select 1 from inbox where update_id = ?", (update_id,))
                early += found.fetchone() is None

            stand.server.on_receipt = look
            await _with_kills(course, stand, chats=chats, kills=kills)
        stand.judge(finding, kills=kills)
    finding.none("answered 200 before the commit", early)
    return finding


async def failpoints(course: Course) -> Finding:
    """Before and after each commit, before and after each sending's acceptance."""
    rounds = course.pick(2, _SAID)  # there are no more sends than lines
    points = ("before commit", "after commit", "before send", "after send")
    finding = Finding(f"{rounds * len(points)} failpoints")
    twice = dict.fromkeys(points, 0)
    unmarked = 0
    async with standing(course, Setting(hooked=True)) as stand:
        stand.person(1, talk_of(course.library, lines_of(1, rounds * len(points) * _SAID)))
        for ordinal in range(1, rounds + 1):
            for point in points:
                before = stand.duplicates
                unmarked += await _die_at(stand, point, ordinal)
                twice[point] += stand.duplicates - before
        await stand.until_done()
        await stand.settle()
        stand.judge(finding)
    finding.none(
        "duplicates after a commit or before a send", twice["after commit"] + twice["before send"]
    )
    finding.at_most("duplicates where a send was not marked", stand.duplicates, unmarked)
    return finding


async def _die_at(stand: Stand, point: str, ordinal: int) -> int:
    """Six lines, a kill on the way; whether a sending may have been accepted and not yet marked."""
    when, _, what = point.partition(" ")
    if what == "commit":
        await stand.bot.stop(10)
        stand.control.set("kill", f"{when} {ordinal}")
        await stand.bot.start()
    else:
        stand.kill_at_send(when, ordinal)
    for _ in range(_SAID):
        stand.say(1)
    await asyncio.wait_for(stand.bot.process.wait(), PATIENCE)
    stand.kills += 1
    stand.server.faults = []
    await stand.bot.start()
    await stand.until_said_is_shown(1)
    return int(point in {"after send", "before commit"})


async def ends(course: Course) -> Finding:
    """SIGTERM under load, again and again; a second bot on the same file."""
    times, chats = course.pick(4, 50), course.pick(40, 100)
    finding = Finding(f"{times} SIGTERMs, 2 instances")
    slowest, unclean = 0.0, 0
    async with standing(course, Setting()) as stand:
        stand.people(course, chats=chats, length=times * _SAID)
        for _ in range(times):
            for _ in range(_SAID):
                for chat in stand.talks:
                    stand.say(chat)
            await stand.until_shown(stand.shown + course.chance.randrange(1, chats))
            since = time.monotonic()
            unclean += not await _ends_clean(stand)
            slowest = max(slowest, time.monotonic() - since)
            await stand.bot.start()
        await stand.until_done()
        second = BotProcess(stand.server, stand.bot.database.parent, **stand.settings)
        await second.start()
        refused = int(await asyncio.wait_for(second.process.wait(), PATIENCE) == 1)
        await stand.settle()
        stand.judge(finding)
        finding.none("duplicates", stand.duplicates)
    finding.none("unclean exits", unclean)
    finding.at_most("s to the exit", slowest, 5)
    finding.exactly("second instance refused", refused, 1)
    return finding


async def _ends_clean(stand: Stand) -> bool:
    try:
        return await stand.bot.stop(10) == 0
    except TimeoutError:
        await stand.bot.kill()
        return False
