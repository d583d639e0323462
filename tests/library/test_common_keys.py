"""The program's own words: what the engine says is what common.yaml must hold."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from bot.flow.case import State
from bot.flow.events import MOVES, REMARKS, Media
from bot.library.common_keys import OPTIONAL, REQUIRED
from bot.library.refusal_keys import REFUSALS

FLOW = Path(__file__).parents[2] / "bot" / "flow"
LIBRARY = FLOW.with_name("library")
# Words made up as the engine runs: by a move's, an effect's, an act's name.
MADE_UP = {"notices.remind_agreed", "notices.handoff_agreed", "offers.remind", "offers.handoff"}
MADE_UP |= {"buttons.star", "buttons.unstar"}


def calls() -> Iterator[tuple[str, str]]:
    """Each function that names words, with the name, from the engine's source."""
    for path in FLOW.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                for name in _strings(node.args[0]):
                    yield node.func.id, name


def _strings(node: ast.expr) -> Iterator[str]:
    """The text of an argument: whole, in either branch, or up to its first value."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp():
            yield from _strings(node.body)
            yield from _strings(node.orelse)
        case ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]) if "/" in text:
            yield text


def said() -> set[str]:
    """The keys of common.yaml that the engine names."""
    keys = set(MADE_UP)
    for function, name in calls():
        match function:
            case "common":
                keys.add(name)
            case "notice":
                keys.add(f"notices.{name}")
            case "act":
                keys.add(f"buttons.{name.lstrip('!=').split('/')[0]}")
            case "reject":
                keys.add(f"rejections.{name}")
    return keys


def test_every_word_that_the_engine_says_is_required() -> None:
    """A word that is missing would be found by a borrower."""
    missing = said() - set(REQUIRED)
    assert not missing


def exported() -> set[str]:
    """The keys of `export` that the files name, whole or as a conversation's state."""
    paths = [LIBRARY / f"{name}.py" for name in ("export", "case_page", "summary", "teller")]
    nodes = (node for path in paths for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    texts = {node.value for node in nodes if isinstance(node, ast.Constant)}
    return {f"export.{name}" for name in (*texts, *get_args(State)) if isinstance(name, str)}


def test_nothing_is_required_that_nobody_says() -> None:
    """Left-over words would be translated and reviewed for nothing."""
    made_elsewhere = {"echo", "progress", "unknown", "sources", "checked"}
    made_elsewhere |= {"notices.trouble", "notices.too_fast", "notices.counselor_called"}
    made_elsewhere |= exported() | {f"refusals.{code}" for code in REFUSALS}  # see test_refusals
    by_name = {f"notices.{name}" for name in (*get_args(Media), *REMARKS)}
    left = set(REQUIRED) - said() - made_elsewhere - by_name
    assert left <= {"buttons.add", "buttons.pause", *(f"buttons.{move}" for move in MOVES)}


def test_required_and_optional_are_apart() -> None:
    """Each key stands in one of them."""
    assert not set(REQUIRED) & set(OPTIONAL)
