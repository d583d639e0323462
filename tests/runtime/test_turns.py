"""One turn: in which language it is answered, what counselors are told, what a reminder keeps."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from bot.channels.telegram.draw import draw
from bot.flow.effects import CancelReminders, Effect, Forget, HandOff, Remind, Say
from bot.flow.events import Typed
from bot.flow.model import Given, Screen, Slot, Text, Worded
from bot.flow.session import Session
from bot.flow.slot_types import text as text_type
from bot.flow.values import UNKNOWN
from bot.runtime.ports import Parts
from bot.runtime.turns import Arrival, dump_text, notify, take_turn, woke
from tests.runtime.stage import NOW, Turn, screen

CHAT, COUNSELORS = 7, (90, 91)
DEBT = Slot("debt", text_type.Text(), {})


@dataclass
class Words:
    """A library of two languages that notes what it was asked to word."""

    languages: tuple[str, ...] = ("zh", "en")
    slots: dict[str, Slot] = field(default_factory=lambda: {"debt": DEBT})
    asked: list[Screen] = field(default_factory=list)

    def word(self, shown: Screen, language: str, _today: date) -> Worded:
        self.asked.append(shown)
        return Worded(shown.kind, shown.flow, shown.step, f"{language}:{shown.texts[0].key}")


@dataclass
class Shelf:
    library: Any = field(default_factory=Words)


def parts(
    *effects: Effect, after: Session | None = None, counselors: tuple[int, ...] = ()
) -> Parts:
    """An engine that always has these effects; the session is the one before, unless another is given."""

    def advance(_library: Any, session: Session, _event: Any, _now: Any) -> Turn:
        return Turn(after or session, effects)

    return Parts(Shelf(), advance, draw, counselors)


def said(parts: Parts, session: Session | None) -> list[tuple[int, str]]:
    turned = take_turn(parts, session, Arrival(CHAT, Typed("x")), NOW)
    return [(call.payload["chat_id"], call.payload["text"]) for call in turned.calls]


@pytest.mark.parametrize(
    ("before", "after", "language"),
    [
        (None, Session(), "zh"),
        (Session(language="en"), Session(), "en"),
        (Session(language="zh"), Session(language="en"), "en"),
    ],
)
def test_a_turn_is_answered_in_the_language_that_was_chosen_last(
    before: Session | None, after: Session, language: str
) -> None:
    """In this turn, before it, or, by a stranger, in the first."""
    assert said(parts(Say(screen("hi")), after=after), before) == [(CHAT, f"{language}:hi")]


def test_a_message_that_could_not_be_taken_is_answered_in_the_borrowers_language() -> None:
    """A stranger's in the first."""
    for session, language in ((None, "zh"), (Session(), "zh"), (Session(language="en"), "en")):
        (call,) = notify(parts(), "trouble", session=session, chat=CHAT, now=NOW)
        assert call.payload["text"] == f"{language}:notices.trouble"
        assert call.payload["chat_id"] == CHAT


def test_every_counselor_is_told_what_may_be_shown_in_the_first_language() -> None:
    """The answers by their slots; what is no slot's is left out."""
    case = HandOff("plan", "help", {"debt": "much", "inner": 1})
    told = parts(case, counselors=COUNSELORS)
    assert said(told, Session(language="en")) == [
        (counselor, "zh:notices.counselor_called") for counselor in COUNSELORS
    ]
    (shown,) = told.shelf.library.asked
    assert shown.rows == (Given("debt", "much", "plan"),)
    assert shown.texts[0].values == {"chat": str(CHAT), "title": Text("plan", "title")}


def test_without_counselors_nobody_is_told() -> None:
    """The case is kept all the same."""
    assert said(parts(HandOff("plan", "help", {})), None) == []


def test_reminders_that_were_cancelled_in_the_same_turn_are_not_set() -> None:
    """Those set after the cancelling are."""
    first = Remind("first", NOW, Text("plan", "pay"))
    second = Remind("second", NOW, Text("plan", "pay"))
    turned = take_turn(
        parts(first, CancelReminders(), second), None, Arrival(CHAT, Typed("x")), NOW
    )
    assert turned.cancels
    assert turned.reminders == {"second": second}


def test_a_reminder_keeps_its_facts_and_none_of_its_words() -> None:
    """Words are said anew when it comes, in the language of then."""
    kept = dump_text(
        Text(
            "plan",
            "pay",
            {"day": date(2026, 12, 1), "not": UNKNOWN, "title": Text("plan", "title")},
        )
    )
    event = woke(kept)
    assert (event.flow, event.key) == ("plan", "pay")
    assert event.values == {"day": date(2026, 12, 1), "not": UNKNOWN}
    with pytest.raises(TypeError):
        woke({**kept, "values": ["no", "map"]})


def test_who_is_forgotten_leaves_no_case_and_no_reminder_of_the_same_turn() -> None:
    """Whatever the turn did before."""
    remind = Remind("first", NOW, Text("plan", "pay"))
    done = parts(remind, HandOff("plan", "help", {}), Forget(), counselors=COUNSELORS)
    turned = take_turn(done, None, Arrival(CHAT, Typed("x")), NOW)
    assert turned.forgets
    assert (turned.reminders, turned.handoffs, turned.calls) == ({}, [], ())
