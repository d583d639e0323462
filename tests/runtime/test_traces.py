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
from bot.runtime.report import Outcome, Outgoing, Report
from bot.runtime.sender import Sender
from bot.store import NOBODY, Store
from bot.store.key_file import path_beside
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


@pytest.mark.sealed
@pytest.mark.parametrize("together", [False, True])
def test_who_is_forgotten_twice_gets_the_last_good_bye_alone(
    store: Store, *, together: bool
) -> None:
    """The first is the chat's, though it has no owner."""
    batch = batcher(store)
    first = said_good_bye(batch)
    updates = [typed(3, CHAT, "forget"), *([typed(4, CHAT, "forget")] if together else [])]
    outcome = take(batch, *updates)
    assert not outcome.allows(first)
    assert [(row.id,) for row in outcome.posted] == rows(store, "select id from outbox")
    assert len(outcome.posted) == 1


async def test_the_sender_drops_what_is_about_who_is_forgotten() -> None:
    """The counselor's other calls are made."""
    api = Api()
    sender = Sender(api, Pace(), Senses(Clock(), lambda: 1.0), JOURNAL)
    sender.offer([outgoing(1, COUNSELOR, owner=CHAT), outgoing(2, COUNSELOR, owner=7)])
    sender.drop(Outcome(erased=frozenset({CHAT})))
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
    """A stranger whose only update was given up has no row but the letter; it goes with that."""
    batch = batcher(store, Engine(broken={"poison"}))
    posted = take(batch, typed(None, CHAT, "poison")).posted
    take(batch, report=Report(sent=list(posted)))
    assert keys_of(tmp_path, CHAT)
    batch.process(Job(NOW + timedelta(days=31), prune=True))
    assert keys_of(tmp_path, CHAT) == []
    assert traces(tmp_path, chat=CHAT) == []


@pytest.mark.sealed
def test_a_start_beside_an_empty_database_destroys_no_key(tmp_path: Path) -> None:
    """The database may be lost, or set aside for a while: its backup must be readable after."""
    lost = tmp_path / "lost"
    with opened(tmp_path) as store, store.transaction():
        store.sessions.save([(CHAT, "{}")], NOW)
    shutil.move(tmp_path / "a.sqlite3", lost)
    with opened(tmp_path) as store:
        batcher(store).process(Job(NOW, prune=True))
    shutil.move(lost, tmp_path / "a.sqlite3")
    with opened(tmp_path) as store, store.transaction():
        assert store.sessions.read([CHAT]) == {CHAT: "{}"}


@pytest.mark.sealed
def test_of_a_counselor_who_is_forgotten_the_borrowers_calls_stay(store: Store) -> None:
    """The borrower was told that a human is called."""
    batch = with_counselor(store)
    call = handed_over(batch)
    outcome = take(batch, typed(3, COUNSELOR, "forget"), typed(4, CHAT, "human"))
    assert outcome.allows(call)
    assert [(row.chat, row.owner) for row in outcome.posted] == [
        (COUNSELOR, NOBODY),
        (CHAT, None),
        (COUNSELOR, CHAT),
    ]
    assert (
        len(
            rows(
                store,
                "select id from outbox where owner = ? and chat <> owner".replace("?", str(CHAT)),
            )
        )
        == 2
    )
    assert not take(batch, typed(5, CHAT, "forget")).allows(call)
