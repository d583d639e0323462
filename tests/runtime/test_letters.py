"""Dead letters that are put back: each to where its kind is tried again, and still its owner's."""

import pytest

from bot.channels.telegram.draw import Call
from bot.flow.events import Typed, Unreadable, dump_event
from bot.flow.model import Text
from bot.runtime.letters import kind_of, retry
from bot.runtime.turns import dump_text
from bot.store import Store, to_json
from bot.store.inbox import Waiting
from bot.store.ledger import Letter
from bot.store.outbox import Posted
from bot.store.sessions import Timer
from tests.store.sealed import CHAT, NOW

COUNSELOR = 9
CALL = to_json(Call("sendMessage", {"chat_id": COUNSELOR, "text": "told"}).dump())
EVENT = to_json(dump_event(Typed("三万五")))
REMINDER = to_json(dump_text(Text("plan", "pay", {"day": "Monday"})))
UNREADABLE = to_json(dump_event(Unreadable("unknown kind")))

pytestmark = pytest.mark.sealed


def buried(store: Store, *letters: Letter) -> list[int]:
    with store.transaction():
        store.ledger.bury(letters, NOW)
        return [kept.id for kept in store.ledger.letters()]


@pytest.mark.parametrize(
    ("letter", "kind"),
    [
        (Letter("why", 5, CHAT, event=EVENT), "update"),
        (Letter("why", None, CHAT, event=REMINDER), "reminder"),
        (Letter("why", None, CHAT, call=CALL), "reply"),
        (Letter("why", 5, CHAT, event=UNREADABLE), "other"),
        (Letter("why", 5, CHAT, event="garbled"), "other"),
        (Letter("why", 5, CHAT, call="garbled", event=EVENT), "other"),
        (Letter("why", 5, CHAT), "other"),
        (Letter("why", 5, None, event=EVENT), "other"),
    ],
)
def test_a_letter_is_of_the_kind_that_its_text_is(letter: Letter, kind: str) -> None:
    """What cannot be read, or has no chat, is of none that can be retried."""
    assert kind_of(letter) == kind


def test_each_kind_goes_back_to_its_place_and_the_rest_stays(store: Store) -> None:
    """Updates to the inbox, reminders as due now, calls behind what the outbox holds."""
    with store.transaction():
        store.outbox.add([Posted(40, CHAT, "earlier")])
        store.inbox.add_done([5], NOW)
    update, unnumbered, reminder, call, hopeless = buried(
        store,
        Letter("why", 5, CHAT, event=EVENT),
        Letter("why", None, CHAT, event=EVENT),
        Letter("why", None, CHAT, event=REMINDER),
        Letter("why", None, CHAT, call=CALL),
        Letter("why", 6, CHAT, event=UNREADABLE),
    )
    done = retry(store, None, NOW)
    assert (done.back, done.hopeless) == ((update, unnumbered, reminder, call), (hopeless,))
    assert done.missing == ()
    with store.transaction():
        assert sorted(store.inbox.waiting(), key=lambda row: row.update_id) == [
            Waiting(-unnumbered, CHAT, EVENT, None, 0),
            Waiting(5, CHAT, EVENT, None, 0),
        ]
        assert store.timers.due(NOW, limit=9) == [Timer(CHAT, f"letter {reminder}", NOW, REMINDER)]
        assert store.outbox.after(40) == [Posted(41, CHAT, CALL)]
        assert [kept.id for kept in store.ledger.letters()] == [hopeless]


def test_a_number_that_is_no_letters_is_told(store: Store) -> None:
    """And nothing happens to those that were not named."""
    first, second = buried(
        store, Letter("why", 5, CHAT, event=EVENT), Letter("why", 6, CHAT, event=EVENT)
    )
    done = retry(store, [second, 99], NOW)
    assert (done.back, done.hopeless, done.missing) == ((second,), (), (99,))
    with store.transaction():
        assert [kept.id for kept in store.ledger.letters()] == [first]


def test_what_a_counselor_was_to_be_told_stays_the_borrowers(store: Store) -> None:
    """Given up, put back, given up again: when the borrower is forgotten, nobody can read it."""
    buried(store, Letter("why", None, COUNSELOR, call=CALL, owner=CHAT))
    retry(store, None, NOW)
    with store.transaction():
        (posted,) = store.outbox.after()
        assert (posted.chat, posted.owner) == (COUNSELOR, CHAT)
        store.forget(CHAT)
    assert store.scrub()
    with store.transaction():
        assert store.outbox.after() == []
