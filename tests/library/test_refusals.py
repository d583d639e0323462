"""Numbers that cannot be reckoned with: every code that the program raises has words, and no other."""

import re
from pathlib import Path

import pytest

from bot.flow.model import Text
from bot.library import Library
from bot.library.refusal_keys import REFUSALS
from tests.shipped import shipped_library

BOT = Path(__file__).parents[2] / "bot"
# Raised by a name that is put together or passed on.
PASSED_ON = {"row_amount_absurd", "row_unreadable"}
_RAISED = re.compile(r'(?:InputError|check_past)\([^()]*?"([a-z_]+)"', re.DOTALL)


@pytest.fixture(scope="module")
def library() -> Library:
    return shipped_library()


def raised() -> set[str]:
    return {code for path in BOT.rglob("*.py") for code in _RAISED.findall(path.read_text("utf-8"))}


def test_every_code_has_words_and_no_words_wait_for_a_code() -> None:
    """A code without words would be shown bare to a frightened person."""
    codes = raised()
    assert codes - set(REFUSALS) == set()
    assert set(REFUSALS) - codes <= PASSED_ON


@pytest.mark.parametrize("code", sorted(REFUSALS))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_words_say_something_without_any_value(
    library: Library, code: str, language: str
) -> None:
    """Even where a value is missing there is a sentence, and no template shows through."""
    said = library.word_text(Text("common", f"refusals.{code}"), language)
    assert len(said) > len("没看懂")
    assert "{" not in said
