"""What runs before a commit and on GitHub: both files can be read and name what exists."""

import os
import re
import shlex
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from bot.cli import COMMANDS, main

ROOT = Path(__file__).parents[2]
PRE_COMMIT = ".pre-commit-config.yaml"
WORKFLOW = ".github/workflows/check.yml"


def data(name: str) -> Any:
    return yaml.load((ROOT / name).read_text("utf-8"), yaml.BaseLoader)


def hooks() -> list[dict[str, Any]]:
    held: list[dict[str, Any]] = [
        hook for repo in data(PRE_COMMIT)["repos"] for hook in repo["hooks"]
    ]
    return held


def steps() -> list[dict[str, Any]]:
    held: list[dict[str, Any]] = data(WORKFLOW)["jobs"]["check"]["steps"]
    return held


def lines() -> Iterator[list[str]]:
    """Every command line of either file, and those that .ci/run calls by name, in words."""
    yield from (shlex.split(hook["entry"]) for hook in hooks())
    for step in steps():
        yield from (shlex.split(line) for line in step.get("run", "").splitlines())
    script = (ROOT / ".ci/run").read_text("utf-8")
    yield from (shlex.split(line) for line in re.findall(r"^run (.+)$", script, re.MULTILINE))


def test_every_command_exists() -> None:
    """A program of the project's environment, a script of its own, a command of `ashore`."""
    found = list(lines())
    assert len(found) > 10
    for program, *arguments in found:
        assert os.access(ROOT / program, os.X_OK), program
        if program.endswith("/ashore"):
            assert arguments[0] in COMMANDS


@pytest.mark.parametrize("line", [words for words in lines() if words[1:2] == ["test"]])
def test_the_options_of_ashore_test_exist(line: list[str]) -> None:
    """A mistyped option would fail every fork."""
    command = main.get_command(click.Context(main), "test")
    assert command is not None
    known = {name for option in command.params for name in option.opts}
    assert {word for word in line if word.startswith("-")} <= known


def test_hooks_fetch_nothing() -> None:
    """They run what is installed already."""
    assert [repo["repo"] for repo in data(PRE_COMMIT)["repos"]] == ["local"]
    assert {hook["language"] for hook in hooks()} == {"system"}


@pytest.mark.parametrize(
    ("file", "found"),
    [
        ("flows/court.yaml", {"ashore-check", "ashore-test"}),
        ("content/zh/topics/a.yaml", {"ashore-check", "ashore-test"}),
        ("tests/flows/court.yaml", {"ashore-test"}),
        ("bot/app.py", set()),
        ("tests/flow/asked.yaml", set()),
    ],
)
def test_hooks_run_for_the_files_that_they_are_about(file: str, found: set[str]) -> None:
    """By the file's path; ruff's go by its type."""
    ran = {hook["id"] for hook in hooks() if "files" in hook and re.search(hook["files"], file)}
    assert ran == found


def test_the_workflow_runs_everything_without_secrets() -> None:
    """Python 3.11, `.ci/run`, and on failure what is wrong, beside the lines. A fork needs no more."""
    used = [step.get("uses", "").partition("@")[0] for step in steps()]
    assert used[:2] == ["actions/checkout", "actions/setup-python"]
    assert steps()[1]["with"]["python-version"] == "3.11"
    assert [".ci/run"] in [step.get("run", "").splitlines() for step in steps()]
    annotating = [step for step in steps() if "--format github" in step.get("run", "")]
    assert len(annotating) == 2
    assert all(step["if"] == "failure()" for step in annotating)
    assert "secrets." not in (ROOT / WORKFLOW).read_text("utf-8")
    assert data(WORKFLOW)["permissions"] == {"contents": "read"}


def test_the_locks_are_audited_by_the_command_that_is_documented() -> None:
    """Both of them, whole, every week too: a hole may become known without a change here."""
    [command] = [step["run"] for step in data(WORKFLOW)["jobs"]["audit"]["steps"] if "run" in step]
    assert command in (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    words = shlex.split(command)
    assert {"--require-hashes", "--disable-pip"} <= set(words)
    audited = {name for flag, name in pairwise(words) if flag == "-r"}
    assert audited == {path.name for path in ROOT.glob("*.lock")}
    assert data(WORKFLOW)["on"]["schedule"]


def test_coverage_is_measured_beside_everything_else() -> None:
    """In a job of its own, so that nobody waits for it; of tests that exist, at 95 % of each."""
    ran = [step.get("run", "") for step in data(WORKFLOW)["jobs"]["coverage"]["steps"]]
    assert ran[-1] == ".ci/coverage"
    script = (ROOT / ".ci/coverage").read_text("utf-8")
    assert "LEAST=95" in script
    for path, _, test in re.findall(r"(tests/[\w/.]+)(::(\w+))?", script):
        assert (ROOT / path).exists(), path
        if test:
            assert f"def {test}" in (ROOT / path).read_text("utf-8")
