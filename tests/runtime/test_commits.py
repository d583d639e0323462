"""A commit that fails changes nothing; one that seemed to fail and happened is not repeated."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest

from bot.channels.telegram.decode import Decoded
from bot.channels.telegram.draw import draw
from bot.errors import StoreError
from bot.flow.engine import advance
from bot.flow.events import Blocked, Event
from bot.flow.session import Session
from bot.runtime.batch import Batcher
from bot.runtime.ports import Advance, Parts, Turn
from bot.runtime.report import Report
from bot.store import Store
from tests.runtime.stage import (
    JOURNAL,
    Engine,
    Shelf,
    batcher,
    rows,
    take,
    texts,
    typed,
)


@contextmanager
def answer_lost(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What is committed meanwhile is on the disk, and said to have failed."""
    transaction = store.transaction

    @contextmanager
    def lost() -> Iterator[None]:
        with transaction():
            yield
        _fail()

    with monkeypatch.context() as patched:
        patched.setattr(store, "transaction", lost)
        with pytest.raises(StoreError):
            yield


def test_a_commit_that_fails_changes_nothing_and_can_be_tried_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same job, the same result, the turn taken as if for the first time."""
    engine = Engine()
    batch = batcher(store, engine)
    take(batch, typed(1, 7, "a"))
    with monkeypatch.context() as full:
        full.setattr(store.sessions, "save", _fail)
        with pytest.raises(StoreError):
            take(batch, typed(2, 7, "b"), typed(3, 8, "c"))
    outcome = take(batch, typed(2, 7, "b"), typed(3, 8, "c"))
    assert texts(outcome.posted) == [(7, "b"), (8, "c")]
    assert engine.seen[-2:] == [(2, "b"), (1, "c")]


def test_a_commit_that_failed_but_happened_is_not_repeated(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its replies are found in the file and sent; nothing is said twice."""
    batch = batcher(store)
    take(batch, typed(1, 7, "a"))
    with answer_lost(store, monkeypatch):
        take(batch, typed(2, 7, "b"))
    assert texts(take(batch, typed(2, 7, "b")).posted) == [(7, "b")]
    assert take(batch, typed(2, 7, "b")).posted == ()


@pytest.mark.parametrize("kind", ["forget", "block"])
def test_what_a_commit_made_void_stays_so_if_it_seemed_to_fail(
    store: Store, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Who was forgotten gets the good-bye alone, and their keys go; who has blocked gets nothing."""
    batch = Batcher(store, Parts(Shelf(), _blocking(Engine()), draw), JOURNAL)
    take(batch, typed(1, 7, "a"))
    scrubbed = list[bool]()
    block = Decoded(2, 7, Blocked(now=True), None, None, private=True)
    update = block if kind == "block" else typed(2, 7, "forget")
    with answer_lost(store, monkeypatch):
        take(batch, update)

    def scrub() -> bool:
        scrubbed.append(True)
        return True

    monkeypatch.setattr(store, "scrub", scrub)
    outcome = take(batch, update, typed(3, 8, "b"))
    assert [*outcome.void] == [7] * (kind == "block")
    assert [*outcome.erased] == [7] * (kind == "forget")
    assert texts(outcome.posted) == [(7, "forget")] * (kind == "forget") + [(8, "b")]
    assert scrubbed == [True] * (kind == "forget")
    assert take(batch, typed(4, 8, "c")).void == frozenset()


def test_a_report_that_comes_again_takes_nothing_more_away(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who had blocked the bot has written again in the same commit: the reply is theirs. One letter, one move."""
    batch = batcher(store)
    posted = take(batch, typed(1, 7, "a"), typed(2, 8, "a"), typed(3, -5, "a")).posted
    blocked, refused, moved = posted
    report = Report(blocked=[blocked], buried=[(refused, "why")], moved=[(moved, -1005)])
    with answer_lost(store, monkeypatch):
        take(batch, typed(4, 7, "b"), report=report)
    take(batch, typed(4, 7, "b"), report=report)
    (kept,) = [row for row in take(batcher(store)).posted if row.chat == 7]
    assert texts([kept]) == [(7, "b")]
    assert rows(store, "select chat from dead_letters") == [(8,)]
    assert rows(store, "select chat from sessions where chat < 0") == [(-1005,)]


def _blocking(engine: Engine) -> Advance:
    """The stage's engine, to which blocking is what it is to the real one."""

    def advanced(library: Any, session: Session, event: Event, now: datetime, /) -> Turn:
        known = advance if isinstance(event, Blocked) else engine.advance
        return known(library, session, event, now)

    return advanced


def _fail(*_: object) -> None:
    raise StoreError("no space")
