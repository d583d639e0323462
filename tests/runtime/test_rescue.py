"""A batch that breaks outside of any turn is taken one by one; only the culprit is given up."""

import pytest

from bot.errors import StoreError
from bot.runtime.batch import Batcher, Job
from bot.runtime.report import Outcome
from bot.runtime.rescue import process_or_rescue
from bot.store import Store
from tests.runtime.stage import JOURNAL, NOW, Engine, batcher, texts, typed


def rescued(batch: Batcher, *words: tuple[int, int, str]) -> Outcome:
    job = Job(NOW, [typed(*word) for word in words])
    return process_or_rescue(batch.process, job, JOURNAL)


def test_only_the_update_that_breaks_the_batch_is_given_up(store: Store) -> None:
    """A chat id that no column takes, say: the others are answered, and it is a dead letter."""
    engine = Engine()
    batch = batcher(store, engine)
    outcome = rescued(batch, (1, 7, "a"), (2, 2**70, "huge"), (3, 8, "b"), (4, 7, "c"))
    assert texts(outcome.posted) == [(7, "a"), (8, "b"), (7, "c")]
    letters = store._db.execute("select update_id, chat, reason from dead_letters").fetchall()
    assert [letter[:2] for letter in letters] == [(2, None)]
    assert letters[0][2].startswith("OverflowError@")
    assert rescued(batch, (2, 2**70, "huge"), (4, 7, "c")).posted == ()


def test_an_update_that_forgets_voids_what_was_posted_one_by_one_before(store: Store) -> None:
    """As it would have in one batch."""
    outcome = rescued(batcher(store), (1, 7, "a"), (2, 2**70, "huge"), (3, 7, "forget"))
    assert texts(outcome.posted) == [(7, "forget")]
    assert outcome.erased == {7}
    assert len(store._db.execute("select id from outbox").fetchall()) == 1


def test_a_store_that_fails_is_not_the_updates_fault() -> None:
    """Nothing is given up for a full disk."""

    def fail(_job: Job) -> Outcome:
        raise StoreError("full")

    with pytest.raises(StoreError):
        process_or_rescue(fail, Job(NOW, [typed(1, 7, "a")]), JOURNAL)


def test_a_fault_without_updates_is_raised() -> None:
    """There is nobody to set apart."""

    def fail(_job: Job) -> Outcome:
        raise KeyError

    with pytest.raises(KeyError):
        process_or_rescue(fail, Job(NOW), JOURNAL)
    with pytest.raises(KeyError):
        process_or_rescue(fail, Job(NOW, [typed(1, 7, "a")]), JOURNAL)


def test_half_a_character_does_not_lose_its_letter(store: Store) -> None:
    """Clients send such; the letter keeps it with the event, and its reason quotes nothing."""
    batch = batcher(store, Engine(broken={"\ud83d"}))
    rescued(batch, (1, 7, "\ud83d"))
    for _ in range(2):
        batch.process(Job(NOW, retry=True))
    letters = store._db.execute("select update_id, event, reason from dead_letters")
    ((update_id, event, reason),) = letters
    assert update_id == 1
    assert r"\ud83d" in event
    assert reason.startswith("ValueError@stage.py:")
    assert "?" not in reason
