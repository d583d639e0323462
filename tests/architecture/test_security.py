"""SECURITY.md names tests for its promises; they are there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", (ROOT / "SECURITY.md").read_text("utf-8"))


def test_many_tests_are_named() -> None:
    """Every chapter that has a place in a chat bot has some."""
    assert len(NAMED) > 30
    table = (ROOT / "SECURITY.md").read_text("utf-8").partition("| chapter |")[2]
    chapters = set(map(int, re.findall(r"V(\d+)", table)))
    assert chapters == set(range(1, 18))


@pytest.mark.parametrize(("file", "name"), sorted(set(NAMED)))
def test_a_test_that_is_named_exists(file: str, name: str) -> None:
    """A promise without its test is an advertisement."""
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    functions = {
        node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert name in functions
