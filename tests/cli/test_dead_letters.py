"""`ashore dead-letters` on a real database: what is shown, tried again, dropped."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.channels.telegram.draw import Call
from bot.cli import main
from bot.flow.events import Typed, Unreadable, dump_event
from bot.flow.model import Text
from bot.runtime.batch import Job
from bot.runtime.report import Outgoing, Report
from bot.runtime.settling import settle
from bot.runtime.turns import dump_text
from bot.store import Store, make_key, open_store, parse_ring, to_json
from bot.store.ledger import Letter
from bot.store.outbox import Posted
from tests.runtime.stage import Engine, batcher, texts, typed

KEY = make_key()
NOW = datetime(2026, 11, 24, 4, tzinfo=UTC)
LATER = datetime(2100, 1, 1, tzinfo=UTC)  # whenever the command was run, it is past
SAID = "我欠了三万五"
CALL = Call("sendMessage", {"chat_id": 7, "text": f"zh:{SAID}"})
LETTERS = (
    Letter(f"ValueError@money.py:12: {SAID}", 1001, 7, to_json(dump_event(Typed(SAID)))),
    Letter("Bad Request: chat not found", None, 7, call=to_json(CALL.dump())),
    Letter("KeyError@turns.py:3", None, 7, to_json(dump_text(Text("tiny", "pay")))),
    Letter("unknown kind: poll", 1002, None, to_json(dump_event(Unreadable("unknown kind: poll")))),
    Letter("session unreadable: KeyError@x.py:1", None, 7, '{"version": 1}'),
)


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database with a letter of each kind, which the commands find."""
    name = f"sqlite:///{tmp_path / 'a.sqlite3'}"
    monkeypatch.setenv("ASHORE_STORE__URL", name)
    monkeypatch.setenv("ASHORE_KEY", KEY)
    with opened(name) as store, store.transaction():
        store.inbox.add_done([1001, 1002], NOW)
        store.ledger.bury(LETTERS, NOW)
    return name


def opened(name: str) -> Store:
    return open_store(name, parse_ring(KEY))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["dead-letters", *arguments])


def left(store: Store) -> list[int]:
    with store.transaction():
        return [kept.id for kept in store.ledger.letters()]


def test_the_list_shows_number_time_kind_and_reason_but_no_words(url: str) -> None:
    """What a borrower wrote is shown only to who asks for it; a running bot is not disturbed."""
    with opened(url):
        shown, whole = run("list"), run("list", "--text")
    assert shown.exit_code == whole.exit_code == 0
    lines = shown.output.splitlines()
    assert lines[0].split() == [
        "1", "2026-11-24", "04:00", "UTC", "update", "ValueError@money.py:12", "(update", "1001)",
    ]  # fmt: skip
    assert [line.split()[4] for line in lines[:5]] == [
        "update", "reply", "reminder", "other", "other",
    ]  # fmt: skip
    assert lines[5] == "5 dead letters."
    assert SAID not in shown.output
    assert whole.output.count(SAID) == 3


def test_what_telegram_says_of_a_reply_is_shown_whole_to_who_asks_alone(url: str) -> None:
    """It may repeat the reply without a quotation mark; it is sealed on the disk as the reply is."""
    told = f"Bad Request: can't parse entities: unexpected {SAID} at byte offset 5"
    row = Outgoing(1, 7, CALL)
    with opened(url) as store, store.transaction():
        store.ledger.bury([Letter(told, None, 7, call=to_json(CALL.dump()))], NOW)
        store.outbox.add([Posted(1, 7, to_json(CALL.dump()))])
        settle(store, Report(buried=[(row, told)]), NOW)
    lines = [line for line in run("list").output.splitlines() if "parse" in line]
    assert [line.partition("reply")[2].strip() for line in lines] == [
        "Bad Request: can't parse entities: …"
    ] * 2
    assert run("list", "--text").output.count(told) == 2
    with opened(url) as store, store.transaction():
        assert SAID not in store.ledger.letters()[-1].letter.reason
    assert "To be tried again: 7." in run("retry", "7").output
    with opened(url) as store, store.transaction():
        (posted,) = store.outbox.after()
        assert Call.load(json.loads(posted.call)) == CALL


def test_a_letter_that_is_tried_again_is_applied_once(url: str) -> None:
    """The update takes its turn, the reply and the reminder are sent; what has no hope stays."""
    result = run("retry", "--all")
    assert result.exit_code == 0
    assert "To be tried again: 1, 2, 3." in result.output
    assert "Nothing in them can be tried again: 4, 5." in result.output
    engine = Engine()
    with opened(url) as store:
        assert left(store) == [4, 5]
        outcome = batcher(store, engine).process(Job(LATER, retry=True))
        assert engine.seen == [(1, SAID)]
        assert texts(outcome.posted) == [(7, SAID), (7, SAID), (7, "woke-pay")]
        again = batcher(store, engine).process(Job(NOW, [typed(1001, 7, SAID)]))
        assert not again.taken
    assert len(engine.seen) == 1


def test_an_update_without_an_id_can_be_tried_again_too(url: str) -> None:
    """It gets an id that Telegram never gives."""
    with opened(url) as store, store.transaction():
        store.ledger.bury([Letter("x", None, 8, to_json(dump_event(Typed("hi"))))], NOW)
    assert run("retry", "6").exit_code == 0
    engine = Engine()
    with opened(url) as store:
        batcher(store, engine).process(Job(LATER, retry=True))
    assert engine.seen == [(1, "hi")]


def test_dropped_letters_are_gone_and_others_stay(url: str) -> None:
    """By number, or all; a number that is not there is named."""
    result = run("drop", "1", "4", "99")
    assert result.exit_code == 1
    assert "Dropped: 1, 4." in result.output
    assert "no letter with the number 99" in result.output
    with opened(url) as store:
        assert left(store) == [2, 3, 5]
    assert run("drop", "--all").exit_code == 0
    assert "No dead letters." in run("list").output


@pytest.mark.parametrize("action", ["retry", "drop"])
def test_a_running_bot_must_be_stopped_first(url: str, action: str) -> None:
    """Two writers would mix; the sentence says which process it is."""
    with opened(url) as store:
        result = run(action, "--all")
        assert left(store) == [1, 2, 3, 4, 5]
    assert result.exit_code == 1
    assert "already uses" in result.output


@pytest.mark.parametrize("action", ["retry", "drop"])
@pytest.mark.parametrize("which", [(), ("1", "--all"), ("0",), ("x",)])
def test_which_letters_must_be_said(url: str, action: str, which: Any) -> None:
    """Nothing is tried again or dropped by accident."""
    assert run(action, *which).exit_code == 2
    with opened(url) as store:
        assert left(store) == [1, 2, 3, 4, 5]


def test_without_a_database_nothing_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong path is told, not filled."""
    monkeypatch.setenv("ASHORE_STORE__URL", f"sqlite:///{tmp_path / 'b.sqlite3'}")
    monkeypatch.setenv("ASHORE_KEY", KEY)
    result = run("list")
    assert result.exit_code == 1
    assert "There is no database" in result.output
    assert not list(tmp_path.iterdir())


def test_without_the_key_of_a_sealed_database_that_key_is_asked_for(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever made a new one instead would think that the answers are lost."""
    monkeypatch.delenv("ASHORE_KEY")
    result = run("list")
    assert result.exit_code == 2
    assert "Give the key that they were stored with" in result.output
    assert "ashore keys new" not in result.output
    assert url
