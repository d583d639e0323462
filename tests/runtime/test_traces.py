"""Whoever is forgotten: nothing of them on its way to a counselor, in a good-bye, or under a key left over."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.telegram.decode import Decoded
from bot.channels.telegram.draw import draw
from bot.flow.events import Blocked
from bot.runtime.batch import Batcher, Job
from bot.runtime.pace import Pace, Senses
from bot.runtime.ports import Parts
from bot.runtime.report import Outgoing, Report
from bot.runtime.sender import Sender
from bot.store import Store
from bot.store.key_file import path_beside
from bot.store.ledger import Letter
from bot.store.outbox import Posted
from tests.runtime.stage import (
    JOURNAL,
    NOW,
    Api,
    Clock,
    Engine,
    Shelf,
    batcher,
    outgoing,
    rows,
    take,
    typed,
)
from tests.store.sealed import CHAT, KEY, keys_of, opened, traces

COUNSELOR = 555
REFUSED = "Bad Request: chat not found"


def with_counselor(store: Store) -> Batcher:
    return Batcher(store, Parts(Shelf(), Engine().advance, draw, (COUNSELOR,)), JOURNAL)


def handed_over(batch: Batcher) -> Outgoing:
    """The call to the counselor, of a borrower whose own replies are sent."""
    posted = take(batch, typed(1, CHAT, "human")).posted
    (call,) = [row for row in posted if row.chat == COUNSELOR]
    assert call.owner == CHAT
    take(batch, report=Report(sent=[row for row in posted if row.chat == CHAT]))
    return call


def said_good_bye(batch: Batcher) -> Outgoing:
    take(batch, report=Report(sent=list(take(batch, typed(1, CHAT, "a")).posted)))
    (goodbye,) = take(batch, typed(2, CHAT, "forget")).posted
    return goodbye


@pytest.mark.parametrize("key", [KEY, None], ids=["sealed", "clear"])
def test_a_counselor_is_told_nothing_of_who_is_forgotten(tmp_path: Path, key: str | None) -> None:
    """The call that waits is void; and what became of one that was under way is not written down."""
    with opened(tmp_path, key) as store:
        batch = with_counselor(store)
        call = handed_over(batch)
        outcome = take(batch, typed(2, CHAT, "forget"))
        assert not outcome.allows(call)
        (goodbye,) = outcome.posted
        take(batch, report=Report(sent=[goodbye], buried=[(call, REFUSED)]))
        assert rows(store, "select id from outbox union all select id from dead_letters") == []
    assert traces(tmp_path, chat=CHAT) == []
    assert not key or keys_of(tmp_path, CHAT) == []


def test_a_refused_call_to_a_counselor_goes_with_the_borrower(tmp_path: Path) -> None:
    """In a database that is not encrypted there is no key to destroy: the letter itself must go."""
    with opened(tmp_path, None) as store:
        batch = with_counselor(store)
        call = handed_over(batch)
        take(batch, report=Report(buried=[(call, REFUSED)]))
        assert rows(store, "select owner from dead_letters") == [(CHAT,)]
        take(batch, report=Report(sent=list(take(batch, typed(2, CHAT, "forget")).posted)))
    assert traces(tmp_path, chat=CHAT) == []


@pytest.mark.sealed
@pytest.mark.parametrize("end", ["sent", "refused", "blocked", "blocks"])
def test_a_good_bye_leaves_nothing_however_it_ends(store: Store, tmp_path: Path, end: str) -> None:
    """Nor a key, nor a letter: not even the chat's number."""
    batch = batcher(store, Engine())
    goodbye = said_good_bye(batch)
    if end == "blocks":
        take(batch, Decoded(3, CHAT, Blocked(now=True), None, None, private=True))
        take(batch)
    else:
        reports = {
            "sent": Report(sent=[goodbye]),
            "refused": Report(buried=[(goodbye, REFUSED)]),
            "blocked": Report(blocked=[goodbye]),
        }
        take(batch, report=reports[end])
    assert traces(tmp_path, chat=CHAT) == []
    assert keys_of(tmp_path, CHAT) == []


@pytest.mark.sealed
def test_a_good_bye_that_waits_over_a_restart_leaves_nothing(store: Store, tmp_path: Path) -> None:
    """The new process knows it by its having no owner."""
    said_good_bye(batcher(store))
    batch = batcher(store)
    (goodbye,) = take(batch).posted
    take(batch, report=Report(sent=[goodbye]))
    assert traces(tmp_path, chat=CHAT) == []


async def test_the_sender_drops_what_is_about_who_is_forgotten() -> None:
    """The counselor's other calls are made."""
    api = Api()
    sender = Sender(api, Pace(), Senses(Clock(), lambda: 1.0), JOURNAL)
    sender.offer([outgoing(1, COUNSELOR, owner=CHAT), outgoing(2, COUNSELOR, owner=7)])
    sender.drop([], {CHAT})
    await api.until(lambda: bool(api.calls))
    assert [payload["text"] for _, payload in api.calls] == ["t2"]
    await sender.drain(1)


@pytest.mark.sealed
@pytest.mark.parametrize("word", ["poison", "human"])
def test_letters_and_cases_that_have_expired_are_in_no_older_copy(
    store: Store, tmp_path: Path, word: str
) -> None:
    """Though the borrower writes on: what is left has a new key."""
    batch = batcher(store, Engine(broken={"poison"}))
    take(batch, typed(1, CHAT, "hello"))
    take(batch, typed(2, CHAT, word))
    for _ in range(2):
        take(batch, retry=True)
    copy = tmp_path / "copy"
    copy.mkdir()
    store.scrub()
    shutil.copy(store.path, copy)
    later = NOW + timedelta(days=31)
    posted = [row.id for row in take(batch, typed(3, CHAT, "again"), now=later).posted]
    with store.transaction():
        store.outbox.remove([*range(1, posted[-1] + 1)])
    batch.process(Job(later, prune=True))
    shutil.copy(path_beside(store.path), copy)
    with opened(copy) as former, former.transaction():
        assert [kept.letter.event for kept in former.ledger.letters()] in ([], [None])
        assert [case.facts for _, case in former.ledger.handed(CHAT)] in ([], [""])
    with store.transaction():
        assert store.sessions.read([CHAT])[CHAT]


@pytest.mark.sealed
def test_a_key_under_which_nothing_is_kept_goes(store: Store, tmp_path: Path) -> None:
    """A stranger whose only update was given up, and whose letter has expired, has no row but a key."""
    with store.transaction():
        store.ledger.bury([Letter("why", 1, CHAT, "{}")], NOW)
        store.sessions.save([(7, "{}")], NOW)
        store.outbox.add([Posted(1, 7, "{}"), Posted(2, COUNSELOR, "{}", owner=8)])
        store.ledger.drop_letters([1])
    assert keys_of(tmp_path, CHAT)
    with store.transaction():
        assert store.doom_unused(limit=9) == {CHAT}
    assert store.scrub()
    assert [len(keys_of(tmp_path, chat)) for chat in (CHAT, 7, 8, COUNSELOR)] == [0, 1, 1, 0]


@pytest.mark.sealed
def test_keys_are_looked_at_some_at_a_time(store: Store) -> None:
    """And from the first again when the last was seen."""
    with store.transaction():
        store.ledger.bury([Letter("why", number, number, "{}") for number in range(1, 6)], NOW)
        store.ledger.drop_letters([1, 2, 5])
    seen = []
    for _ in range(4):
        with store.transaction():
            seen.append(store.doom_unused(limit=3))
        store.scrub()
    assert seen == [{1, 2}, {5}, set(), set()]
