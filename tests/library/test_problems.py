"""How a mistake is put before a counselor."""

import pickle
import re
from pathlib import Path

import pytest

from bot.library.messages import MESSAGES
from bot.library.problems import MESSAGE_LANGUAGES, LibraryError, Problem, nearest, render

LIBRARY = Path(__file__).parents[2] / "bot" / "library"


@pytest.mark.parametrize("code", MESSAGES)
def test_a_message_is_there_in_every_language(code: str) -> None:
    """With the same values in each, so that none is lost in one of them."""
    message = MESSAGES[code]
    fields = {
        language: set(re.findall(r"\{(\w+)\}", message.sentence[language]))
        for language in MESSAGE_LANGUAGES
    }
    assert fields["zh"] == fields["en"]
    assert all(message.sentence[language] for language in MESSAGE_LANGUAGES)
    assert bool(message.hint["zh"]) == bool(message.hint["en"])


def test_every_code_in_the_program_has_a_message_and_every_message_is_used() -> None:
    """A code without words would be a traceback; words without a code are left over."""
    used = {
        code
        for path in LIBRARY.glob("*.py")
        if path.stem != "messages"
        for code in re.findall(r"ASH\d{3}", path.read_text("utf-8"))
    }
    assert used == set(MESSAGES)


def test_of_a_long_line_the_part_around_the_place_is_shown() -> None:
    """A line of thousands of characters would bury its place, and its hundred mistakes the screen."""
    line = "x" * 3000 + "wrong" + "y" * 3000
    shown = render(Problem("a.yaml", 1, 3001, "ASH003", excerpt=line), "en").split("\n")
    assert shown[1] == f"  1 | …{'x' * 60}wrong{'y' * 95}…"
    assert shown[2].index("^") == shown[1].index("wrong")


def test_the_caret_stands_below_the_place_in_a_terminal() -> None:
    """Chinese characters take two columns each."""
    problem = Problem("a.yaml", 12, 4, "ASH014", {"name": "dbt"}, "debt", "欠款：dbt")
    assert render(problem, "zh") == (
        "a.yaml:12:4 ASH014 这里没有 `dbt` 这个名字。\n"
        "  12 | 欠款：dbt\n"
        "     |       ^\n"
        "     = 是不是 `debt`？"
    ).replace("这里没有", "没有")
    assert "did you mean `debt`?" in render(problem, "en")


def test_a_control_character_does_not_reach_the_terminal() -> None:
    """An excerpt is shown, not carried out."""
    problem = Problem("a.yaml", 1, 1, "ASH003", {}, "", "a\x1b[31m\tb")
    assert "\x1b" not in render(problem, "en")


@pytest.mark.parametrize(("word", "near"), [("totl_debt", "total_debt"), ("xyz", ""), ("", "")])
def test_only_a_likely_name_is_offered(word: str, near: str) -> None:
    """A wild guess would mislead."""
    assert nearest(word, ["total_debt", "monthly_left"]) == near


def test_a_librarys_error_goes_from_process_to_process_with_its_problems() -> None:
    """Whoever loads a library in a worker is told what is wrong with it, and not of a broken pool."""
    error = LibraryError([Problem("flows/x.yaml", 1, 2, "ASH005")])
    again = pickle.loads(pickle.dumps(error))  # noqa: S301  # its own
    assert (type(again), again.problems, str(again)) == (LibraryError, error.problems, str(error))
