"""Positions of a database as a file of which nobody can be told, and their way back."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.flow.fold import Position, fold
from bot.flow.session import Answer, Session, Visit
from bot.flow.stops import Check, Doubt, Ended, Listing, Question
from bot.flow.values import Value
from bot.flow.walk import done_print
from bot.library import Library
from bot.testing.migrating.positions import (
    anonymised,
    position_lines,
    read_positions,
    write_lines,
)
from bot.testing.migrating.refolding import place_of
from bot.testing.migrating.sources import SourceError
from tests.testing.exploring_library import made, words

TODAY = date(2026, 11, 24)
STEPS = """\
  - ask: amount
    sure: answer > 500
  - ask: other
  - ask: day
  - choose: color
    options: [red, blue]
  - repeat: things
    marks: [urgent, doubtful]
    steps:
      - ask: person
      - ask: age
  - review: [amount, other]
  - show: small
    if: amount < 350
  - end: done
"""
WORDS = (
    words("amount/sure", "other", "day", "color", "small", "things", "age").replace(
        "row: 若干}", "row: 若干, marks: {urgent: 急, doubtful: 疑}}"
    )
    + "person: {ask: 请说 person？}\n"
)
SAID: dict[str, Value] = {
    "amount": Decimal("912.34"),
    "other": Decimal(87654),
    "day": date(2026, 3, 17),
    "color": "blue",
    "things#items": ("1",),
    "things/1/person": "王小明 13912345678",
    "things/1/age": Decimal(47),
    "things/1/#marks": ("urgent",),
}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return made(tmp_path / "library", STEPS, WORDS).library


def answered(library: Library, said: dict[str, Value], *, until: str = "") -> Visit:
    """The visit in which all of this was said in turn, with every yes that is waited for."""
    visit = Visit("walk")
    kept = {k: Answer(v, "", TODAY) for k, v in said.items() if "#" in k}
    for _ in range(30):
        stop = fold(library, replace(visit, answers={**visit.answers, **kept}), TODAY).stop
        match stop:
            case Question():
                if stop.slot == until:
                    break
                given = Answer(said[stop.key], stop.print, TODAY)
                visit = replace(visit, answers={**visit.answers, stop.key: given})
            case Doubt() | Check():
                given = Answer(value=True, print=stop.print, on=TODAY)
                visit = replace(visit, answers={**visit.answers, stop.key: given})
            case Listing():
                done = Answer(value=True, print=done_print(len(stop.items)), on=TODAY)
                visit = replace(visit, answers={**visit.answers, f"{stop.key}#done": done})
            case _:
                break
    return replace(visit, answers={**visit.answers, **kept})


def folded(library: Library, visit: Visit) -> Position:
    return fold(library, visit, TODAY)


def test_words_and_exact_amounts_are_gone_and_the_place_is_the_same(library: Library) -> None:
    """One digit of amounts, the month of a day, no words; choices stay; the end is the end."""
    visit = answered(library, SAID)
    assert isinstance(folded(library, visit).stop, Ended)
    coarse = anonymised(library, visit, TODAY)
    assert coarse is not None
    values = {key: kept.value for key, kept in coarse.answers.items()}
    assert values["amount"] == Decimal(900)
    assert values["other"] == Decimal(80000)
    assert values["day"] == date(2026, 3, 1)
    assert values["color"] == "blue"
    assert values["things/1/person"] == "…"
    assert values["things/1/age"] == Decimal(40)
    assert values["things/1/#marks"] == ("urgent",)
    assert place_of(folded(library, coarse).stop) == place_of(folded(library, visit).stop)


def test_prints_that_hang_on_exact_amounts_are_made_anew(library: Library) -> None:
    """From the print of a look over the answers, the amounts could be found by trying all."""
    visit = answered(library, SAID)
    coarse = anonymised(library, visit, TODAY)
    assert coarse is not None
    for key in ("amount#sure", "walk#review0"):
        assert coarse.answers[key].print != visit.answers[key].print


def test_an_answer_on_the_other_side_of_a_condition_is_rounded_up(library: Library) -> None:
    """399 and 300 part ways at 350; 400 goes the way of 399."""
    said = {**SAID, "amount": Decimal(399)}
    coarse = anonymised(library, answered(library, said), TODAY)
    assert coarse is not None
    assert coarse.answers["amount"].value == Decimal(400)


def test_a_position_that_no_coarse_answer_leads_to_is_left_out(tmp_path: Path) -> None:
    """It is counted, and nothing of it is written."""
    narrow = (
        "  - ask: amount\n  - show: small\n    if: amount > 341 and amount < 349\n  - end: done\n"
    )
    library = made(tmp_path, narrow, words("amount", "small")).library
    visit = answered(library, {"amount": Decimal(345)})
    session = Session(visits=(Visit("home"), visit))
    lines, left_out = position_lines(library, [session], TODAY)
    assert left_out == 1
    assert [json.loads(line)["flow"] for line in lines] == ["home"]


def test_parked_answers_stay_behind(library: Library) -> None:
    """What does not count is not needed to fold."""
    visit = answered(library, SAID, until="color")
    parked = Answer("王小明", "old", TODAY)
    coarse = anonymised(
        library, replace(visit, answers={**visit.answers, "things/1/person": parked}), TODAY
    )
    assert coarse is not None
    assert set(coarse.answers) == {"amount", "amount#sure", "other", "day"}


def test_a_file_is_read_back_to_the_same_places(library: Library, tmp_path: Path) -> None:
    """Current and set aside, without a word of what was said; only its owner may read it."""
    ended, begun = answered(library, SAID), answered(library, SAID, until="color")
    session = Session(visits=(Visit("home"), ended), paused=(begun,), language="zh")
    lines, left_out = position_lines(library, [session], TODAY)
    path = tmp_path / "positions.jsonl"
    write_lines(path, lines)
    text = path.read_text("utf-8")
    for secret in ("王小明", "139", "912", "87654", "2026-03-17"):
        assert secret not in text
    assert path.stat().st_mode & 0o077 == 0
    places = [place_of(folded(library, held.visit).stop) for held in read_positions(path, TODAY)]
    wanted = [place_of(folded(library, one).stop) for one in (Visit("home"), ended, begun)]
    assert sorted(places) == sorted(wanted)
    assert left_out == 0


def test_a_line_that_is_no_position_is_named(tmp_path: Path) -> None:
    """By its number, in both languages."""
    path = tmp_path / "positions.jsonl"
    path.write_text('{"flow": "walk", "answers": {}}\n{"flow": "walk"}\n', "utf-8")
    with pytest.raises(SourceError) as caught:
        read_positions(path, TODAY)
    assert "第 2 行" in caught.value.sentence("zh")
    assert "Line 2" in caught.value.sentence("en")
