"""Each property that an exploration looks at, broken on purpose: then it is found, and said."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from bot.flow.effects import Say
from bot.flow.engine import Turn, advance
from bot.flow.events import Event, Moved, Tapped, Typed
from bot.flow.fold import Position, fold
from bot.flow.session import Answer, Session, Visit
from bot.flow.values import UNKNOWN
from bot.library.library import Library
from bot.testing.exploring import acts, checks, explore
from bot.testing.exploring.checks import NONSENSE
from bot.testing.exploring.sentences import render
from tests.testing.exploring_library import made, words

TODAY = date(2026, 11, 24)
STEPS = (
    "  - choose: color\n    options: [red, blue]\n  - ask: amount\n"
    "  - {show: hot, if: color == 'red'}\n  - {show: much, if: amount > 500}\n  - ask: told\n"
    "  - review: [color]\n  - end: over\n"
)
Engine = Callable[[Library, Session, Event, datetime], Turn]


def act_of(event: Event) -> str:
    return event.press.partition(".")[2] if isinstance(event, Tapped) else ""


def without_answers(session: Session) -> Session:
    return session.with_visit(replace(session.visits[-1], answers={}))


def back_does_nothing(library: Library, session: Session, event: Event, now: datetime) -> Turn:
    if event == Moved("back"):
        return Turn(session, ())
    return advance(library, session, event, now)


def back_forgets(library: Library, session: Session, event: Event, now: datetime) -> Turn:
    turn = advance(library, session, event, now)
    forgets = event == Moved("back") and len(turn.session.visits) > 1
    return Turn(without_answers(turn.session), turn.effects) if forgets else turn


def nothing_is_changed(library: Library, session: Session, event: Event, now: datetime) -> Turn:
    if act_of(event).startswith("=change/"):
        return Turn(session, ())
    return advance(library, session, event, now)


def keeping_forgets(library: Library, session: Session, event: Event, now: datetime) -> Turn:
    turn = advance(library, session, event, now)
    return Turn(without_answers(turn.session), ()) if act_of(event) == "=keep" else turn


def changing_forgets(library: Library, session: Session, event: Event, now: datetime) -> Turn:
    """Answers that come after a changed one are dropped instead of parked."""
    turn = advance(library, session, event, now)
    if not session.editing or turn.session.editing:
        return turn
    before, after = session.visits[-1].answers, turn.session.visits[-1].answers
    if before == after:
        return turn
    keys = list(before)
    kept = {key: after[key] for key in keys[: keys.index(session.editing) + 1]}
    visit = replace(turn.session.visits[-1], answers=kept)
    return Turn(turn.session.with_visit(visit), turn.effects)


def saying_it_again_forgets(
    library: Library, session: Session, event: Event, now: datetime
) -> Turn:
    turn = advance(library, session, event, now)
    same = session.editing and session.visits[-1].answers == turn.session.visits[-1].answers
    is_answer = same and not turn.session.editing and act_of(event) != "=keep"
    return Turn(without_answers(turn.session), ()) if is_answer else turn


def nonsense_is_met_with_silence(
    library: Library, session: Session, event: Event, now: datetime
) -> Turn:
    if event == Typed(NONSENSE):
        return Turn(session, ())
    return advance(library, session, event, now)


def nonsense_is_taken(library: Library, session: Session, event: Event, now: datetime) -> Turn:
    turn = advance(library, session, event, now)
    return Turn(without_answers(turn.session), turn.effects) if event == Typed(NONSENSE) else turn


def a_cry_is_read_as_any_text(
    library: Library, session: Session, event: Event, now: datetime
) -> Turn:
    turn = advance(library, session, event, now)
    calm = tuple(
        one for one in turn.effects if not (isinstance(one, Say) and one.screen.kind == "crisis")
    )
    return Turn(turn.session, calm) if isinstance(event, Typed) else turn


def a_cry_loses_the_place(library: Library, session: Session, event: Event, now: datetime) -> Turn:
    turn = advance(library, session, event, now)
    lost = session.crisis_on is None and turn.session.crisis_on is not None
    return Turn(without_answers(turn.session), turn.effects) if lost else turn


def old_buttons_work(library: Library, session: Session, event: Event, now: datetime) -> Turn:
    if isinstance(event, Tapped) and "." in event.press and "!" not in event.press:
        version = event.press.partition(".")[0]
        if int(version, 36) == session.version - 1:
            fresh = replace(session, version=session.version - 1)
            return advance(library, fresh, event, now)
    return advance(library, session, event, now)


def another_language_begins_anew(
    library: Library, session: Session, event: Event, now: datetime
) -> Turn:
    turn = advance(library, session, event, now)
    other = act_of(event).startswith("=lang/")
    return Turn(without_answers(turn.session), turn.effects) if other else turn


def a_review_is_never_over(library: Library, session: Session, event: Event, now: datetime) -> Turn:
    if act_of(event) == "=all_right":
        return Turn(session, ())
    return advance(library, session, event, now)


def amounts_are_misread(library: Library, session: Session, event: Event, now: datetime) -> Turn:
    turn = advance(library, session, event, now)
    kept = turn.session.visits[-1].answers.get("amount") if turn.session.visits else None
    if kept is None or kept.value == UNKNOWN or not isinstance(event, Typed):
        return turn
    visit = turn.session.visits[-1]
    wrong = {**visit.answers, "amount": Answer(UNKNOWN, kept.print, kept.on)}
    return Turn(turn.session.with_visit(replace(visit, answers=wrong)), turn.effects)


def bounds_are_ignored(library: Library, session: Session, event: Event, now: datetime) -> Turn:
    if event == Typed("1000.01"):
        return advance(library, session, Typed("999"), now)
    return advance(library, session, event, now)


@pytest.mark.parametrize(
    ("rule", "engine"),
    [
        ("back_stays", back_does_nothing),
        ("back", back_forgets),
        ("edit", nothing_is_changed),
        ("keep", keeping_forgets),
        ("same", saying_it_again_forgets),
        ("restore", changing_forgets),
        ("nonsense", nonsense_is_met_with_silence),
        ("nonsense_taken", nonsense_is_taken),
        ("crisis", a_cry_is_read_as_any_text),
        ("crisis_moves", a_cry_loses_the_place),
        ("stale", old_buttons_work),
        ("language", another_language_begins_anew),
        ("stuck", a_review_is_never_over),
        ("not_taken", amounts_are_misread),
        ("wrongly_taken", bounds_are_ignored),
    ],
)
def test_an_engine_that_breaks_a_rule_is_found_out(
    monkeypatch: pytest.MonkeyPatch, small: Library, rule: str, engine: Engine
) -> None:
    """With the answers that lead there, and a sentence in both languages."""
    monkeypatch.setattr(acts, "advance", engine)
    found = [one for one in explore(small, "walk", today=TODAY).findings if one.rule == rule]
    assert found, f"{engine.__name__} is not found out"
    assert "flows/walk.yaml" in render(found[0], "zh")
    assert render(found[0], "zh") != render(found[0], "en")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A sound flow of six steps."""
    text = words("color", "amount", "told", "hot", "much")
    return made(tmp_path_factory.mktemp("small"), STEPS, text).library


def test_a_sound_flow_has_no_findings(small: Library) -> None:
    """What is found out above is the engine's, not the flow's."""
    assert explore(small, "walk", today=TODAY).findings == ()


def test_what_is_not_read_back_as_it_was_saved_is_found(
    monkeypatch: pytest.MonkeyPatch, small: Library
) -> None:
    """A crash in this very state would lose something."""
    monkeypatch.setattr(checks, "load_session", lambda _: Session())
    assert "saved" in {one.rule for one in explore(small, "walk", today=TODAY).findings}


def test_a_place_that_is_worked_out_differently_is_found(
    monkeypatch: pytest.MonkeyPatch, small: Library
) -> None:
    """The same answers are the same place, however often they are folded."""

    def forgetful(library: Library, visit: Visit, today: date) -> Position:
        return fold(library, replace(visit, answers={}), today)

    monkeypatch.setattr(checks, "fold", forgetful)
    assert "refolded" in {one.rule for one in explore(small, "walk", today=TODAY).findings}


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("words", "{{ color + 1 }}"),
        ("length", "{% for n in range(99) %}很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长{% endfor %}"),
        ("markup", "{% if told %}<b>{% endif %}有{% if not told %}</b>{% endif %}"),
    ],
)  # fmt: skip
def test_words_that_telegram_would_refuse_are_found(tmp_path: Path, rule: str, text: str) -> None:
    """In the state and the language in which they come out so."""
    steps = "  - choose: color\n    options: [red, blue]\n  - ask: told\n  - show: sentence\n"
    library = made(tmp_path, steps, words("color", "told", sentence=text)).library
    findings = explore(library, "walk", today=TODAY).findings
    assert {one.rule for one in findings} == {rule}
    assert {one.values["language"] for one in findings} == {"zh", "en"}
