"""Cases that give answers in any order, and lists item by item."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.flow.values import UNKNOWN
from bot.library import Library
from bot.testing.cases import Case, Line
from bot.testing.failures import CaseFailureError
from bot.testing.runner import Run
from tests.library import tiny

BANK = {"person": "甲", "balance": 300000, "marks": ["disputed", "not_mine"], "starred": True}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The tiny library."""
    return tiny.load(tmp_path_factory.mktemp("library"))


def run(library: Library, answers: dict[str, Any], *expected: Line) -> Run:
    case = Case("a case", Path("cases.yaml"), 1, "owed", answers=answers, expected=expected)
    done = Run(library, case)
    done.run()
    return done


def test_a_list_is_filled_with_its_marks_and_star(library: Library) -> None:
    """Unusual answers are confirmed on the way; the last item may be skipped through."""
    items = [BANK, {"balance": 20, "person": "skip"}]
    done = run(
        library, {"owed": items}, Line("ends", "done", 1), Line("facts", {"none_of_it": True}, 1)
    )
    assert done.talk.position.facts["owed"] == (
        {
            "person": "甲",
            "balance": 300000,
            "marks": ("not_mine", "disputed"),
            "starred": True,
        },
        {"person": UNKNOWN, "balance": 20, "marks": (), "starred": False},
    )


def test_no_items_are_a_list_too(library: Library) -> None:
    """Nothing is owed."""
    assert run(library, {"owed": []}).talk.position.facts["owed"] == ()


def test_before_each_question_the_same_is_done(library: Library) -> None:
    """Moves and nonsense answer nothing; what is typed is left out where any words are an answer."""
    before = (Line("move", "why", 1), Line("user", "？？", 1))
    case = Case("a case", Path("cases.yaml"), 1, "owed", answers={"owed": [BANK]})
    done = Run(library, replace(case, before_each=before))
    done.run()
    said = [line for line in done.chat if line.startswith("» ")]
    assert said.count("» /why") == 2
    assert said.count("» ？？") == 1
    with pytest.raises(CaseFailureError, match="'5000' was taken as an answer to `balance`"):
        Run(library, replace(case, before_each=(Line("user", "5000", 1),))).run()


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, "`owed` is a list, and there is no list of its items"),
        ({"owed": 3}, "`owed` is a list, and there is no list of its items"),
        ({"owed": ["甲"]}, "item 1 of `owed` is no map of answers"),
        ({"owed": [{"person": "甲"}]}, "`balance` is asked, and there is no answer to it"),
        ({"owed": [{**BANK, "rate": 5}]}, "never asked for in item 1: rate"),
        ({"owed": [{**BANK, "marks": ["gone"]}]}, "`owed` has no mark `gone`"),
        ({"owed": [{**BANK, "balance": "x"}]}, "'x' was not taken as an answer to `balance`"),
        ({"owed": [], "rate": 5}, "never asked for: rate"),
    ],
)
def test_what_does_not_fit_fails_the_case(
    library: Library, answers: dict[str, Any], sentence: str
) -> None:
    """Nothing is passed over: each failure says what was wrong."""
    with pytest.raises(CaseFailureError, match=sentence):
        run(library, answers)
