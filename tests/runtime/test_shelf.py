"""The library in use: a good one replaces it, a wrong one is reported and does not."""

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest

from bot.errors import ContentError
from bot.runtime.introduction import descriptions
from bot.runtime.shelf import Shelf
from tests.runtime.stage import JOURNAL
from tests.shipped import shipped_library


class Topics:
    """Learns, or has not yet."""

    is_learnt = False

    def learn(self) -> None:
        """As the real ones do, in no time."""
        self.is_learnt = True


class Book:
    """A library of a kind."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.topics = Topics()
        self.flows: dict[str, Any] = {}


def shelf(*books: Book | Exception) -> Any:
    left = list(books)

    def load() -> Any:
        book = left.pop(0)
        if isinstance(book, Exception):
            raise book
        return book

    return Shelf(load, JOURNAL)


async def test_a_good_library_replaces_the_former(caplog: pytest.LogCaptureFixture) -> None:
    """From the next turn on, and the log says so."""
    old, new = Book("old"), Book("new")
    held = shelf(old, new)
    assert held.library is old
    with caplog.at_level("INFO", "ashore"):
        assert await held.reload()
    assert held.library is new
    assert [record.getMessage() for record in caplog.records] == ["library_reloaded flows=0"]


async def test_nobody_waits_until_the_topics_are_learnt() -> None:
    """At the start they are learnt beside it, later before a library is in use."""
    old, new = Book("old"), Book("new")
    held = shelf(old, new)
    ready = [old.topics.is_learnt]
    await held.get_ready()
    ready.append(old.topics.is_learnt)
    await held.reload()
    assert [*ready, new.topics.is_learnt] == [False, True, True]


async def test_a_wrong_library_is_reported_and_the_last_good_one_stays(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Each mistake a line with its place."""
    old = Book("old")
    problem = "flows/plan.yaml:12:5 ASH014 No such slot\n  12 | - ask: x\n     |        ^"
    held = shelf(old, ContentError(f"{problem}\n\n{problem}"))
    with caplog.at_level("WARNING", "ashore"):
        assert not await held.reload()
    assert held.library is old
    lines = [record.getMessage() for record in caplog.records]
    assert lines == ['content_wrong problem="flows/plan.yaml:12:5 ASH014 No such slot"'] * 2 + [
        "library_kept"
    ]


def test_a_wrong_library_at_the_start_is_an_error() -> None:
    """There is no good one to keep."""
    with pytest.raises(ContentError):
        shelf(ContentError("flows/plan.yaml:12:5"))


async def test_a_changed_file_is_taken_up_once(tmp_path: Path) -> None:
    """Whatever changed: content, a new file, one that went."""
    file = tmp_path / "flows" / "home.yaml"
    file.parent.mkdir()
    file.write_text("flow: home")
    held = shelf(Book("old"), Book("new"), Book("newer"))
    watching = asyncio.create_task(held.watch(tmp_path, seconds=0.005))
    await asyncio.sleep(0.02)
    assert held.library.name == "old"
    os.utime(file, ns=(1, 1))
    await until(held, "new")
    file.unlink()
    await until(held, "newer")
    watching.cancel()


async def until(held: Any, name: str) -> None:
    async with asyncio.timeout(5):
        while held.library.name != name:  # noqa: ASYNC110 no bell there
            await asyncio.sleep(0.002)


def test_the_bot_introduces_itself_in_every_language() -> None:
    """Description, short description, and a command for every move that has one."""
    told = descriptions(shipped_library())
    assert list(told) == ["zh", "en"]
    for words in told.values():
        assert words["description"]
        assert words["short_description"]
        assert {"start", "menu", "back", "skip", "sos", "delete"} <= set(words["commands"])
        assert all(words["commands"].values())
    assert "不放贷" in told["zh"]["description"]
