"""The case: nothing that is kept is missing from it, whatever has become of the flows."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flow.case import make_case
from bot.flow.model import Flow
from bot.flow.session import Answer, Session, Visit
from bot.flow.values import UNKNOWN, Value
from bot.flow.walk import fingerprint
from tests.flow.cases import TODAY, Frail, assert_whole, by_key, case_of, told
from tests.flow.tiny import HOME, Chat, TinyLibrary, step


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
    crisis_of_another=st.booleans(),
    selected=st.lists(st.text(max_size=3), max_size=2).map(tuple),
)


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


def test_a_case_without_a_word_said_is_empty() -> None:
    """A crisis that was heard is kept, and so is something."""
    assert make_case(TinyLibrary(), Session(), TODAY).is_empty
    assert make_case(TinyLibrary(), Session((Visit("home"),)), TODAY).is_empty
    assert not make_case(TinyLibrary(), Session(crisis_on=TODAY), TODAY).is_empty
    assert not case_of(Chat().to_hub()).is_empty


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
