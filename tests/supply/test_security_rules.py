"""ruff's security rules (flake8-bandit) hold; where one does not, the line says why."""

import ast
import re
import tomllib
from typing import Final

from tests.supply.lock import ROOT

IGNORED: Final = re.compile(r"# noqa: (?:[A-Z]+\d+, )*S\d{3}(?:, [A-Z]+\d+)*(?P<reason>.*)")


def test_no_security_rule_is_ignored_for_the_program_as_a_whole() -> None:
    """For a line at most. The tests may assert, draw by chance and start processes."""
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]["lint"]
    assert "ALL" in rules["select"]
    ignored = {"": rules["ignore"], **rules["per-file-ignores"]}
    security = {
        path: {code for code in codes if re.fullmatch(r"S\d*", code)}
        for path, codes in ignored.items()
    }
    assert security.pop("tests/**") == {"S101", "S311", "S506", "S603"}
    assert not any(security.values())


def test_a_line_that_is_excepted_says_why() -> None:
    """So that whoever changes it sees what it rests on."""
    lines = [
        (path, line)
        for path in (ROOT / "bot").rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"# noqa:.*\bS\d{3}", line)
    ]
    assert lines
    for path, line in lines:
        found = IGNORED.search(line)
        assert found is not None, (path, line)
        assert len(found["reason"].strip(" #-()")) > 5, (path, line)


def test_yaml_is_never_loaded_by_what_builds_objects() -> None:
    """The program and the tests give `yaml.load` a loader that builds plain values."""
    for path in [*(ROOT / "bot").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]:
        if path.is_relative_to(ROOT / "tests" / "bench" / "peers"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"yaml.load", "load_all"}:
                given = [*node.args[1:], *(word.value for word in node.keywords)]
                assert [ast.unparse(loader) for loader in given] == ["yaml.BaseLoader"], path
