"""With a clock of its own: what goes when, by class, in the store and in its copies."""

import json
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram.draw import draw
from bot.config import RetentionConfig
from bot.flow.model import Slot, Text
from bot.flow.session import Answer, Session, Visit, dump_session, load_session
from bot.flow.slot_types import text
from bot.runtime.batch import Batcher, Job
from bot.runtime.ports import Parts
from bot.runtime.report import Outcome
from bot.runtime.turns import dump_text
from bot.store import Store, to_json
from bot.store.key_file import path_beside
from bot.store.ledger import Handed, Letter
from bot.store.sessions import Timer
from tests.runtime.stage import JOURNAL, NOW, Engine, Shelf, Words, typed
from tests.store.sealed import opened, traces

KEPT = RetentionConfig(session_hours=72, case_days=90, kept_days=365)
DAY = date(2026, 11, 24)
SAID = Session(
    visits=(
        Visit(
            "home",
            "",
            {
                "consent": Answer("agree", "p", DAY),
                "safe": Answer("受人威胁", "p", DAY),
                "debt": Answer("七万三千", "p", DAY),
            },
        ),
    ),
    language="zh",
)

pytestmark = pytest.mark.sealed


@pytest.fixture(autouse=True)
def _slots(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds: dict[str, Any] = {"consent": "kept", "safe": "session", "debt": "case"}
    slots = {name: Slot(name, text.Text(), {}, "open", kind) for name, kind in kinds.items()}
    monkeypatch.setattr(Words, "slots", slots)


def batcher(store: Store, engine: Engine | None = None) -> Batcher:
    return Batcher(store, Parts(Shelf(), (engine or Engine()).advance, draw), JOURNAL, KEPT)


def swept(batch: Batcher, **span: float) -> Outcome:
    """Look at what was kept long enough, so long after the start."""
    return batch.process(Job(NOW + timedelta(**span), prune=True))


def tell(store: Store, *chats: int, at: datetime = NOW) -> None:
    with store.transaction():
        store.sessions.save([(chat, to_json(dump_session(SAID))) for chat in chats], at)


def answers(store: Store, chat: int = 7) -> set[str] | None:
    with store.transaction():
        text = store.sessions.read([chat]).get(chat)
    return set(load_session(json.loads(text)).visits[0].answers) if text else None


def test_each_class_goes_in_its_time(store: Store) -> None:
    """Safety after hours, debts after weeks, consent and the borrower after a year of silence."""
    tell(store, 7)
    batch = batcher(store)
    swept(batch, hours=71)
    assert answers(store) == {"consent", "safe", "debt"}
    swept(batch, hours=73)
    assert answers(store) == {"consent", "debt"}
    swept(batch, days=89)
    assert answers(store) == {"consent", "debt"}
    swept(batch, days=91)
    assert answers(store) == {"consent"}
    swept(batch, days=364)
    assert answers(store) == {"consent"}
    outcome = swept(batch, days=366)
    assert answers(store) is None
    assert outcome.erased == {7}


def test_who_writes_starts_the_time_anew(store: Store) -> None:
    """Silence is counted from the last change, not from the answer."""
    tell(store, 7)
    batch = batcher(store)
    swept(batch, hours=73)
    tell(store, 7, at=NOW + timedelta(days=80))
    swept(batch, days=91)
    assert answers(store) == {"consent", "debt"}


def test_who_writes_and_says_nothing_to_keep_is_not_silent(store: Store) -> None:
    """A look at the help, a thank-you, a sticker: they change no session."""
    tell(store, 7)
    batch = batcher(store, Engine(idle={"thanks"}))
    for day in (40, 80, 120):
        arrival = typed(day, 7, "thanks")
        batch.process(Job(NOW + timedelta(days=day), [arrival], prune=True))
    assert answers(store) == {"consent", "safe", "debt"}
    swept(batch, days=123.5)
    assert answers(store) == {"consent", "debt"}


def test_what_has_expired_does_not_come_back_from_memory(store: Store) -> None:
    """Not even if an update that was given up came in the same transaction."""
    tell(store, 7)
    batch = batcher(store, Engine(broken={"poison"}))
    late = NOW + timedelta(days=91)
    batch.process(Job(late, [typed(None, 7, "poison")], prune=True))
    assert answers(store) == {"consent"}
    batch.process(Job(late, [typed(2, 7, "hello")]))
    assert answers(store) == {"consent"}


def test_what_expired_is_left_in_no_byte_and_no_copy(store: Store, tmp_path: Path) -> None:
    """The rest is sealed with a new key: a copy from before cannot be read with the live keys."""
    tell(store, 7)
    copy = tmp_path / "copy"
    copy.mkdir()
    store.scrub()
    shutil.copy(store.path, copy)
    swept(batcher(store), days=91)
    assert answers(store) == {"consent"}
    shutil.copy(path_beside(store.path), copy)
    with opened(copy) as restored:
        assert answers(restored) is None
    for folder in (tmp_path, copy):
        assert traces(folder, "七万三千", "受人威胁") == []


def test_a_reminder_outlives_the_case_and_keeps_the_borrower(store: Store) -> None:
    """What was promised for a day is said on that day, even after a year."""
    tell(store, 7)
    late = NOW + timedelta(days=400)
    with store.transaction():
        store.timers.put([Timer(7, "pay", late, to_json(dump_text(Text("tiny", "pay"))))])
    batch = batcher(store)
    swept(batch, days=91)
    swept(batch, days=390)
    with store.transaction():
        assert [timer.due_at for timer in store.timers.due(late, limit=9)] == [late]
    assert [row.chat for row in swept(batch, days=400).posted] == [7]
    swept(batch, days=766)
    assert answers(store) is None


def test_the_session_in_memory_is_swept_too(store: Store) -> None:
    """The next message goes on from what is left, not from what the program remembers."""
    tell(store, 7)
    batch = batcher(store)
    batch.process(Job(NOW, [typed(1, 7, "a")]))
    swept(batch, days=91)
    batch.process(Job(NOW + timedelta(days=91), [typed(2, 7, "b")]))
    assert answers(store) == {"consent"}


def test_letters_and_cases_go_after_their_days(store: Store) -> None:
    """What people look at is kept for less than what borrowers come back to."""
    with store.transaction():
        store.ledger.bury([Letter("why", 1, 7, "{}")], NOW)
        store.ledger.hand_off([Handed(7, "plan", "help", "{}")], NOW)
    batch = batcher(store)
    counts = "select (select count(*) from dead_letters), (select count(*) from handoffs)"
    swept(batch, days=29)
    assert store._db.execute(counts).fetchone() == (1, 1)
    swept(batch, days=31)
    assert store._db.execute(counts).fetchone() == (0, 0)


def test_many_are_swept_some_at_a_time(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody who writes waits for a thousand who are silent."""
    monkeypatch.setattr("bot.runtime.retention.CHATS_AT_ONCE", 2)
    tell(store, 1, 2, 3)
    batch = batcher(store)
    assert swept(batch, hours=73).pruning
    assert not swept(batch, hours=73).pruning
    assert [answers(store, chat) for chat in (1, 2, 3)] == [{"consent", "debt"}] * 3


def test_a_session_that_nobody_can_read_stops_no_sweep(store: Store) -> None:
    """It goes with the case; the others are swept as ever."""
    tell(store, 8)
    with store.transaction():
        store.sessions.save([(7, "no json")], NOW)
    batch = batcher(store)
    swept(batch, hours=73)
    with store.transaction():
        assert set(store.sessions.chats()) == {7, 8}
    swept(batch, days=91)
    with store.transaction():
        assert store.sessions.chats() == [8]
    assert (answers(store), answers(store, 8)) == (None, {"consent"})
