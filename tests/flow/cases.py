"""A borrower who has told much, and the case that is made of it, held against what is kept."""

from dataclasses import fields
from typing import Any

from bot.errors import ContentError
from bot.flow.case import Attention, Case, Kept, Talk, make_case
from bot.flow.session import Session, dump_session
from bot.flow.values import Facts, Value, dump_value
from tests.flow.tiny import NOW, Chat, TinyLibrary

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
    assert dumped.pop("crisis_of_another") == case.crisis_of_another
    attention = {field.name: getattr(case.attention, field.name) for field in fields(Attention)}
    agreed = case.agreement
    assert dumped.pop("agreement") == (
        [agreed.version, agreed.language, agreed.at.isoformat()] if agreed else None
    )
    assert dumped == {**attention, "selected": list(case.attention.selected)}


class Frail(TinyLibrary):
    """A library whose every expression fails on values that it was not written for."""

    def evaluate(self, expression: str, facts: Facts) -> Value:
        try:
            return super().evaluate(expression, facts)
        except (TypeError, NameError, ArithmeticError) as error:
            raise ContentError(str(error)) from error
