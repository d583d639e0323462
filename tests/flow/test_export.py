"""The move that brings the case: at any place, to its borrower alone, and nothing is changed by it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.flow.events import InGroup, Moved, Started, Typed
from bot.flow.session import Answer, Visit
from tests.flow.cases import TODAY, assert_whole, by_key, case_of, told
from tests.flow.tiny import Chat


def test_a_flow_that_is_gone_keeps_its_answers_by_key() -> None:
    """They are the borrower's, whatever became of the questions."""
    chat = told()
    gone = Visit("gone", answers={"debt": Answer(Decimal(1), "", TODAY)})
    chat.session = replace(chat.session, paused=(gone,))
    (notice, screen, *_) = chat.move("export")
    assert notice.step == "asked_again"
    assert screen.case is not None
    counted = screen.case.attention.version  # the turn itself changes the place, and so the count
    assert_whole(replace(chat.session, version=counted), screen.case)
    talk = next(talk for talk in screen.case.talks if talk.flow == "gone")
    assert (talk.state, talk.known, talk.outcome) == ("finished", False, "")
    assert by_key(talk)["debt"].value == Decimal(1)


def test_export_brings_the_case_with_the_answers_in_use() -> None:
    """Lists and parked answers are in the files; the message has the rest."""
    chat = told()
    (screen,) = chat.move("export")
    assert screen.kind == "document"
    assert screen.case == case_of(chat)
    assert [(row.slot, row.value) for row in screen.rows] == [
        ("consent", "agree"),
        ("total", Decimal(1000)),
        ("overdue", "some"),
        ("days", Decimal(90)),
    ]


def test_export_before_anything_was_answered_says_so() -> None:
    """Before consent, too, it asks nothing and shows no file."""
    chat = Chat()
    chat.take(Started())
    (screen,) = chat.move("export")
    assert screen.texts[0].key == "notices.review_empty"
    assert screen.case is not None
    assert screen.case.is_empty


def test_export_before_consent_brings_what_is_kept() -> None:
    """A borrower who declined may still see what there is."""
    chat = Chat()
    chat.take(Started())
    chat.press("decline")
    (screen,) = chat.move("export")
    assert screen.case is not None
    assert screen.case.consent == ("decline", TODAY)


def test_help_comes_before_an_export_in_a_crisis() -> None:
    """And the day it began is in the case, as it is kept."""
    chat = told()
    chat.say("不想活")
    first, screen = chat.move("export")
    assert first.kind == "crisis"
    assert screen.case is not None
    assert screen.case.crisis_on == TODAY


def test_nothing_is_exported_in_a_group() -> None:
    """Others read along there."""
    chat = told()
    (screen,) = chat.take(InGroup())
    assert screen.case is None
    assert chat.take(InGroup()) == []


@pytest.mark.parametrize("typed", [Typed("导出"), Moved("export")])
def test_an_export_changes_nothing(typed: Typed | Moved) -> None:
    """The place in the conversation is where it was."""
    chat = told()
    chat.library = replace(chat.library, move_words={**chat.library.move_words, "导出": "export"})
    before = chat.session
    chat.take(typed)
    assert chat.session == before
