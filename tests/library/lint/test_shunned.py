"""Words that are not said, and the longer ones in which they may be."""

import ast
from pathlib import Path

import pytest

from bot.library.read_never import Shunned

CHECKS = sorted((Path(__file__).parents[3] / "bot/library/lint").glob("ash*.py"))


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("我们保证办成", [2]),
        ("过了保证期间就保证不了", [7]),
        ("保证人", []),
        ("", []),
    ],
)
def test_longer_words_around_it_are_all_right(text: str, places: list[int]) -> None:
    """Only what stands by itself is found, with its place."""
    assert list(Shunned(say="保证", unless=("保证期间", "保证人")).find(text)) == places


def test_latin_words_stand_alone_and_case_does_not_matter() -> None:
    """Within “arrest” there is no “rest”."""
    shunned = Shunned(say="we promise", unless=())
    assert list(shunned.find("We promise. Owe promised")) == [0]
    assert list(Shunned(say="rest", unless=()).find("arrest, restful, Rest")) == [17]


@pytest.mark.parametrize("path", CHECKS, ids=lambda path: path.stem)
def test_checks_do_not_know_each_other(path: Path) -> None:
    """So that one can be added, changed or left out without a look at the rest."""
    imported = {
        node.module or ""
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom)
    }
    assert imported
    assert not any(".lint.ash" in name for name in imported)
