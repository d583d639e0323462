"""Properties of the fold: state is what was answered, and nothing else."""

from dataclasses import replace
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.flow.events import Event, Moved, MoveName, Tapped, Typed
from bot.flow.session import Session, dump_session, load_session
from bot.flow.stops import Listing, Question
from bot.flow.tokens import made_out
from tests.flow.tiny import Chat

PRESSES = (
    "plan", "list", "some", "none", "+card", "+bank", "-card", "=done", "=all_right", "=add",
    "=change/total", "=change/overdue", "=remove/1", "=keep", "=same", "yes", "no", "=resume/0",
    "owing", "=item/1", "+disputed", "-disputed", "=star/1", "=unstar/1", "=remove_yes/1", "=go_on",
    "=remove_no", "=change/debts/1/balance", "=change/debts#done", "=same_list",
)  # fmt: skip
TEXTS = ("500", "5000", "0", "???", "跳过", "some", "不想活了", "我安全了", "坐牢吗")
MOVES = ("back", "menu", "pause", "why", "skip", "language", "resume", "review")
ACTS = st.one_of(
    st.sampled_from(PRESSES).map(lambda name: ("press", name)),
    st.sampled_from(TEXTS).map(lambda text: ("text", text)),
    st.sampled_from(MOVES).map(lambda name: ("move", name)),
)
WALKS = st.lists(ACTS, max_size=40)


def event_of(chat: Chat, act: tuple[str, str]) -> Event:
    kind, name = act
    if kind == "press":
        return Tapped(made_out(name, chat.session.version))
    return Typed(name) if kind == "text" else Moved(cast("MoveName", name))


def walked(acts: list[tuple[str, str]]) -> Chat:
    chat = Chat().to_hub()
    for act in acts:
        chat.take(event_of(chat, act))
    return chat


@settings(max_examples=150, deadline=None)
@given(WALKS)
def test_every_turn_answers_and_its_session_survives_a_restart(acts: list[tuple[str, str]]) -> None:
    """Whatever a borrower does there is an answer, and the saved session is the same session."""
    chat = Chat().to_hub()
    for act in acts:
        screens = chat.take(event_of(chat, act))
        assert screens
        assert all(len(b.press.encode()) <= 64 for s in screens for b in s.buttons)
        assert load_session(dump_session(chat.session)) == chat.session


@settings(max_examples=150, deadline=None)
@given(WALKS)
def test_a_crash_at_any_point_changes_nothing(acts: list[tuple[str, str]]) -> None:
    """Taking the same event again from the saved session gives the same turn."""
    chat = Chat().to_hub()
    for act in acts:
        saved, event = chat.session, event_of(chat, act)
        chat.take(event)
        first = chat.turn
        chat.session = load_session(dump_session(saved))
        chat.take(event)
        assert chat.turn == first


@settings(max_examples=150, deadline=None)
@given(WALKS)
def test_back_and_the_same_answer_is_the_same_state(acts: list[tuple[str, str]]) -> None:
    """Back, then the same answer: the position is the one from before."""
    chat = walked(acts)
    chat.press("=keep")
    before, session = chat.position, chat.session
    if not before.taken or before.taken[-1].question is None or isinstance(before.stop, Listing):
        return  # from a list, back leads to before it
    last = before.taken[-1]
    chat.move("back")
    assert last.question is not None
    if isinstance(chat.position.stop, Question):
        assert chat.position.stop.key == last.key
        visit = chat.session.visits[-1]
        answers = {**visit.answers, last.key: session.visits[-1].answers[last.key]}
        chat.session = chat.session.with_visit(replace(visit, answers=answers))
        assert chat.position == before


@settings(max_examples=150, deadline=None)
@given(WALKS, st.sampled_from(["100", "900"]))
def test_an_edit_touches_only_its_dependants(acts: list[tuple[str, str]], value: str) -> None:
    """Changing the total keeps every other answer that is kept."""
    chat = walked(acts)
    if chat.position.question("total") is None or "total" not in chat.position.facts:
        return
    others = {k: v for k, v in chat.session.visits[-1].answers.items() if k != "total"}
    chat.press("=change/total")
    chat.say(value)
    after = {k: v for k, v in chat.session.visits[-1].answers.items() if k != "total"}
    assert after == others
    assert str(chat.position.facts["total"]) == value


@settings(max_examples=100, deadline=None)
@given(st.lists(ACTS, max_size=15))
def test_crisis_words_leave_the_answers_whole(acts: list[tuple[str, str]]) -> None:
    """At any point a cry for help changes no answer and no place."""
    chat = walked(acts)
    before: Session = chat.session
    chat.say("我不想活了")
    assert chat.screens[0].kind == "crisis"
    assert chat.session.visits == before.visits
    assert chat.session.paused == before.paused
