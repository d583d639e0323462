"""The shape of the code: what a newcomer may rely on in every module."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "bot").rglob("*.py"))
LONGEST_MODULE = 300
LONGEST_FUNCTION = 30
MOST_PARAMETERS = 5
THEIR_SIGNATURES = {"do_request"}  # what python-telegram-bot's BaseRequest asks for
VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}
TOP = {
    "bot", "content", "flows", "tests", "config.yaml", "pyproject.toml", "README.md", "LICENSE",
    "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "requirements.lock", "requirements-dev.lock",
}  # fmt: skip


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_one_room(path: Path) -> None:
    """At most 300 lines, and a name that says what it holds. Tables of data may be longer."""
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) <= LONGEST_MODULE, f"{name_of(path)} has {len(lines)} lines"
    assert path.stem not in VAGUE


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_functions_are_short_and_take_few_things(path: Path) -> None:
    """At most 30 statements and five parameters, keywords after the second left out."""
    for function in functions(ast.parse(path.read_text("utf-8"))):
        statements = sum(isinstance(node, ast.stmt) for node in ast.walk(function)) - 1
        assert statements <= LONGEST_FUNCTION, f"{name_of(path)}:{function.lineno} {function.name}"
        positional = [
            a
            for a in function.args.posonlyargs + function.args.args
            if a.arg not in ("self", "cls")
        ]
        few = len(positional) <= MOST_PARAMETERS or function.name in THEIR_SIGNATURES
        assert few, f"{name_of(path)}:{function.lineno} {function.name}"


def test_classes_inherit_only_protocols_errors_and_what_a_library_asks_for() -> None:
    """No inheritance of our own beyond Protocol and Exception."""
    ours = {
        node.name: {getattr(base, "id", getattr(base, "attr", "")) for base in node.bases}
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    for name, bases in ours.items():
        for base in bases & ours.keys():
            assert base.endswith(("Error", "Failure")), f"{name} inherits {base}"


def test_the_top_level_is_the_agreed_one() -> None:
    """A newcomer finds the room for a change from the tree alone."""
    found = {
        path.name
        for path in ROOT.iterdir()
        if not path.name.startswith(".")
        and not (path.match("*.sqlite3*") or path.match("*.key"))  # an operator's, in no commit
    }
    assert found - {"build", "dist", "ashore.egg-info"} == TOP
