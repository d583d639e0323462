"""The case: nothing that is kept is missing from it, whatever has become of the flows."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ContentError
from bot.flow.case import Attention, Case, Kept, Talk, make_case
from bot.flow.events import InGroup, Moved, Started, Typed
from bot.flow.model import Flow
from bot.flow.session import Answer, Session, Visit, dump_session
from bot.flow.values import UNKNOWN, Facts, Value, dump_value
from bot.flow.walk import fingerprint
from tests.flow.tiny import HOME, NOW, Chat, TinyLibrary, step

TODAY = NOW.date()


def told() -> Chat:
    """A borrower with a finished list, a plan set aside, and a question open at home."""
    chat = Chat().to_hub()
    chat.press("list")
    chat.press("=add")
    for text in ("500", "18"):
        chat.say(text)
    chat.press("=add")
    chat.say("700")
    chat.say("跳过")
    chat.press("=done")
    chat.move("menu")
    chat.press("plan")
    chat.say("1000")
    chat.press("some")
    chat.say("90")
    return chat


def case_of(chat: Chat) -> Case:
    return make_case(chat.library, chat.session, TODAY)


def by_key(talk: Talk) -> dict[str, Kept]:
    return {kept.key: kept for kept in talk.kept}


def assert_whole(session: Session, case: Case) -> None:
    """Every key of the dumped session has its counterpart in the case, with the same value."""
    dumped: dict[str, Any] = dump_session(session)
    visits = [*dumped.pop("past"), *dumped.pop("paused"), *dumped.pop("visits")]
    assert [
        [
            talk.flow,
            talk.pick,
            {
                kept.key: [dump_value(kept.value), kept.print, kept.on.isoformat()]
                for kept in talk.kept
            },
        ]
        for talk in case.talks
    ] == visits
    assert [[*by_key(talk)] for talk in case.talks] == [[*answers] for _, _, answers in visits]
    dumped.pop("schema")  # of the database, not of the borrower
    assert dumped.pop("language") == case.language
    crisis_on = dumped.pop("crisis_on")
    assert crisis_on == (case.crisis_on.isoformat() if case.crisis_on else None)
    attention = {field.name: getattr(case.attention, field.name) for field in fields(Attention)}
    agreed = case.agreement
    assert dumped.pop("agreement") == (
        [agreed.version, agreed.language, agreed.at.isoformat()] if agreed else None
    )
    assert dumped == {**attention, "selected": list(case.attention.selected)}


def test_nothing_that_is_kept_is_missing() -> None:
    """Key by key, of finished, paused and open conversations, and of everything beside them."""
    chat = told()
    chat.move("menu")
    chat.say("不想活")
    assert chat.session.past
    assert chat.session.paused
    assert chat.session.crisis_on
    assert_whole(chat.session, case_of(chat))


KEYS = st.from_regex(r"[a-z]{1,5}(/[0-9]{1,2}/[a-z#]{0,5}){0,2}(#[a-z0-9.]{1,6})?", fullmatch=True)
VALUES: st.SearchStrategy[Value] = st.one_of(
    st.just(UNKNOWN),
    st.decimals(allow_nan=False, allow_infinity=False, places=2),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.text(max_size=20),
    st.dates(),
    st.lists(st.text(max_size=5), max_size=3).map(tuple),
)
ANSWERS = st.builds(Answer, VALUES, st.text(max_size=5), st.dates())
VISITS = st.builds(
    Visit,
    st.sampled_from(["home", "plan", "debts", "crisis", "gone"]),
    st.sampled_from(["", "hub/plan", "hub/nothing", "no/thing"]),
    st.dictionaries(st.one_of(KEYS, st.text(max_size=8)), ANSWERS, max_size=4),
)
SESSIONS = st.builds(
    Session,
    st.lists(VISITS, max_size=2).map(tuple),
    st.lists(VISITS, max_size=2).map(tuple),
    st.lists(VISITS, max_size=2).map(tuple),
    crisis_on=st.none() | st.dates(),
    selected=st.lists(st.text(max_size=3), max_size=2).map(tuple),
)


class Frail(TinyLibrary):
    """A library whose every expression fails on values that it was not written for."""

    def evaluate(self, expression: str, facts: Facts) -> Value:
        try:
            return super().evaluate(expression, facts)
        except (TypeError, NameError, ArithmeticError) as error:
            raise ContentError(str(error)) from error


@given(SESSIONS)
def test_whatever_is_in_a_session_is_in_its_case(session: Session) -> None:
    """Also keys and values that no flow of today would make; nothing is raised."""
    assert_whole(session, make_case(Frail(), session, TODAY))


def test_each_conversation_has_its_state_and_outcome() -> None:
    """Finished ones come first, then those set aside, then the open ones."""
    chat = told()
    chat.move("menu")
    seen = [(talk.flow, talk.pick, talk.state, talk.outcome) for talk in case_of(chat).talks]
    assert seen == [
        ("home", "hub/list", "finished", "listed"),
        ("home", "hub/plan", "paused", ""),
        ("home", "", "open", ""),
    ]


def test_an_answer_of_a_list_names_the_list_and_the_item() -> None:
    """And what is not known is kept as that."""
    kept = by_key(case_of(told()).talks[0])
    assert kept["debts/2/rate"].within == (("debts", "2"),)
    assert kept["debts/2/rate"].slot == "rate"
    assert kept["debts/2/rate"].value is UNKNOWN
    assert kept["debts/1/balance"].value == Decimal(500)
    assert (kept["debts#items"].slot, kept["debts#items"].mark) == ("", "items")
    assert all(one.live for one in kept.values())


def test_a_list_within_a_list_is_told_from_the_outside_in() -> None:
    """Each list by its whole key."""
    visit = Visit("gone", answers={"a/1/b/2/c": Answer("x", "", TODAY)})
    case = make_case(TinyLibrary(), Session((Visit("home"),), past=(visit,)), TODAY)
    assert case.talks[0].kept[0].within == (("a", "1"), ("a/1/b", "2"))


MARKED = Flow(
    "debts", (step(repeat="debts", steps=(step(ask="balance"),), marks=("late",), star=True),)
)


@pytest.mark.parametrize("items", [("1", "2"), ()])
def test_what_an_item_is_marked_with_is_in_use_as_long_as_its_list(items: tuple[str, ...]) -> None:
    """Marks, the star and an empty list leave no trace on the way but their list."""
    on = Answer(True, "", TODAY)
    answers = {
        "debts#items": replace(on, value=items),
        "debts/1/#marks": replace(on, value=("late",)),
    }
    answers |= {"debts#star": replace(on, value="1"), "gone#star": on, "debts/1/fee": on}
    library = TinyLibrary({"home": HOME, "debts": MARKED})
    session = Session((Visit("home"), Visit("debts", answers=answers)))
    kept = by_key(make_case(library, session, TODAY).talks[1])
    assert [key for key, one in kept.items() if one.live] == [
        "debts#items",
        "debts/1/#marks",
        "debts#star",
    ]
    assert kept["debts/1/#marks"].within == (("debts", "1"),)


def test_a_parked_answer_is_there_and_says_so() -> None:
    """It is kept for its branch to come back, and so it is exported."""
    chat = told()
    chat.session = chat.session.with_visit(
        replace(
            chat.session.visits[-1],
            answers={
                key: replace(answer, value="none") if key == "overdue" else answer
                for key, answer in chat.session.visits[-1].answers.items()
            },
        )
    )
    kept = by_key(case_of(chat).talks[-1])
    assert not kept["days"].live
    assert kept["days"].value == Decimal(90)
    assert kept["total"].live


def test_consent_is_told_with_its_day() -> None:
    """What was answered, and when."""
    chat = Chat().to_hub()
    case = case_of(chat)
    assert case.consent == ("agree", TODAY)
    assert case.agreement == chat.session.agreement
    assert case.agreement is not None
    assert make_case(TinyLibrary(), Session(), TODAY).consent is None


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


def test_a_case_without_a_word_said_is_empty() -> None:
    """A crisis that was heard is kept, and so is something."""
    assert make_case(TinyLibrary(), Session(), TODAY).is_empty
    assert make_case(TinyLibrary(), Session((Visit("home"),)), TODAY).is_empty
    assert not make_case(TinyLibrary(), Session(crisis_on=TODAY), TODAY).is_empty
    assert not case_of(Chat().to_hub()).is_empty


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


def test_a_past_flow_that_fails_today_is_exported_all_the_same() -> None:
    """An expression that no longer suits old answers must not keep them from their owner."""
    flow = Flow("odd", (step(ask="total"), step(set="half", to="total / 0"), step(end="done")))
    library = Frail({"home": HOME, "odd": flow})
    chat = Chat(library).to_hub()
    chat.session = replace(chat.session, past=(Visit("odd", answers=_total(library)),))
    case = case_of(chat)
    assert not case.talks[0].known
    assert by_key(case.talks[0])["total"].value == Decimal(5)
    assert_whole(chat.session, case)


def _total(library: TinyLibrary) -> dict[str, Answer]:
    meaning = fingerprint(library.slots["total"], many=False, must=None)
    return {"total": Answer(Decimal(5), meaning, date(2026, 1, 2))}
