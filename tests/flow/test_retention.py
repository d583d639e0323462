"""What outlives a time of silence: each answer by the class of its slot."""

from dataclasses import replace
from datetime import date
from typing import ClassVar

from bot.flow.model import Slot
from bot.flow.retention import expire
from bot.flow.session import Answer, Session, Visit
from bot.flow.slot_types.text import Text
from bot.flow.values import Value

DAY = date(2026, 11, 24)


class Slots:
    slots: ClassVar = {
        "consent": Slot("consent", Text(), {}, "open", "kept"),
        "safe": Slot("safe", Text(), {}, "health", "session"),
        "debts": Slot("debts", Text(), {}, "financial", "case"),
        "balance": Slot("balance", Text(), {}, "financial", "case"),
        "person": Slot("person", Text(), {}, "health", "session"),
    }


def visit(flow: str, **answers: Value) -> Visit:
    return Visit(flow, "", {key: Answer(value, "p", DAY) for key, value in answers.items()})


def debts() -> Visit:
    keys = (
        "debts#items",
        "debts/1/balance",
        "debts/1/balance#sure",
        "debts/1/#marks",
        "debts#star",
    )
    return Visit("my_debts", "", {key: Answer("x", "p", DAY) for key in keys})


HOME = visit("home", consent="agree", safe="threatened", balance="3")
SESSION = Session(
    visits=(HOME, visit("crisis", person="妈妈")),
    paused=(debts(),),
    past=(visit("plan", person="x", balance="y"), visit("gone", nowhere="z")),
    language="zh",
    version=7,
    editing="balance",
    crisis_on=DAY,
    greeted_group=True,
)


def keys_of(session: Session) -> list[tuple[str, list[str]]]:
    visits = (*session.visits, *session.paused, *session.past)
    return [(visit.flow, sorted(visit.answers)) for visit in visits]


def test_what_is_for_the_visit_alone_goes_first() -> None:
    """Safety, a crisis, names; a conversation of nothing else goes with them, the debts stay."""
    anew = expire(Slots(), SESSION, {"session"})
    assert keys_of(anew) == [
        ("home", ["balance", "consent"]),
        ("my_debts", sorted(debts().answers)),
        ("plan", ["balance"]),
        ("gone", ["nowhere"]),
    ]
    assert (anew.version, anew.editing, anew.crisis_on) == (8, "", None)


def test_that_there_was_a_crisis_goes_though_no_answer_does() -> None:
    """And so does the question whether there is one."""
    told = replace(Session(), crisis_on=DAY, crisis_of_another=True, confirming="despair")
    assert expire(Slots(), told, {"session"}) == Session(version=1)


def test_the_case_goes_with_its_lists_and_marks() -> None:
    """What stays is the language, the consent, and that the group was greeted."""
    anew = expire(Slots(), SESSION, {"session", "case"})
    assert keys_of(anew) == [("home", ["consent"])]
    assert (anew.language, anew.greeted_group, anew.crisis_on) == ("zh", True, None)


def test_where_nothing_expires_the_session_is_the_same() -> None:
    """So its buttons still work and nothing is written."""
    kept = Session(visits=(visit("home", consent="agree"),), version=3)
    assert expire(Slots(), kept, {"session", "case"}) is kept
    assert expire(Slots(), Session(), {"session", "case"}) == Session()


def test_home_stays_though_nothing_is_left_in_it() -> None:
    """A session has a first visit; any other that was begun and has no answer is gone."""
    session = Session(visits=(visit("home", balance="3"), visit("crisis", person="x")), version=1)
    assert keys_of(expire(Slots(), session, {"session", "case"})) == [("home", [])]


def test_what_was_ticked_or_heard_goes_with_the_case_alone() -> None:
    """It waits for a question of the case; a short silence takes it from nobody."""
    waiting = Visit("scams", "", visit("scams", consent="x", person="x").answers, ("a",), ("b",))
    session = Session(visits=(waiting,), misses=2, selected=("a",), confirming="despair")
    short = expire(Slots(), session, {"session"})
    assert (short.visits[0].ticked, short.visits[0].heard) == (("a",), ("b",))
    assert (short.misses, short.selected, short.confirming) == (0, (), "")
    long = expire(Slots(), session, {"case"})
    assert (long.visits[0].ticked, long.visits[0].heard) == ((), ())
