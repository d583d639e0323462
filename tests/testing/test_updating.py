"""Expectations written anew in place: what was seen, and nothing else."""

from pathlib import Path

import pytest

from bot.library import Library
from bot.testing.cases import read_cases
from bot.testing.failures import CaseFailureError
from bot.testing.runner import Run
from bot.testing.updating import Rewriting, rewrite
from tests.testing import stage


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return stage.manuscript(tmp_path_factory.mktemp("project")).library


def failing(library: Library, path: Path) -> list[CaseFailureError]:
    failures = []
    for case in read_cases(path):
        try:
            Run(library, case).run()
        except CaseFailureError as failure:
            failures.append(failure)
    return failures


def rewritten(library: Library, folder: Path, text: str) -> Rewriting:
    path = folder / "plan.yaml"
    path.write_text(text, "utf-8", newline="")
    return rewrite(library, path, [failure.case for failure in failing(library, path)])


CHANGED = [
    ("- sees: [intro, debt]   # the first screens", "- sees: [intro, gone]   # the first screens"),
    ("- at: worries\n", "- at: worry\n"),
    ("- sees: small\n", "- sees: large\n"),
    ("- ends: done_well\n", '- ends: "done badly"  # how?\n'),
    ("facts: {debt: 100}", "facts: {debt: 50}"),
    ('["400", calls, true, small, done_well]', '["400", calls, true, small, gone]'),
]


@pytest.mark.parametrize(("right", "wrong"), CHANGED)
def test_a_value_is_written_anew_where_it_stands(
    library: Library, tmp_path: Path, right: str, wrong: str
) -> None:
    """Comments, spacing and every other line stay; the file passes then."""
    assert stage.CASES.count(right) == 1
    done = rewritten(library, tmp_path, stage.CASES.replace(right, wrong))
    assert not done.refused
    before, after = done.before.splitlines(), done.after.splitlines()
    differing = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(differing) == 1
    assert differing[0][1].partition("#")[2] == differing[0][0].partition("#")[2]
    (tmp_path / "plan.yaml").write_text(done.after, "utf-8")
    assert not failing(library, tmp_path / "plan.yaml")


def test_several_values_of_a_case_are_written_at_once(library: Library, tmp_path: Path) -> None:
    """The first does not hide the second."""
    text = stage.CASES
    for right, wrong in CHANGED[:4]:
        text = text.replace(right, wrong)
    done = rewritten(library, tmp_path, text)
    assert "sees: [intro, debt]   # the first screens" in done.after
    assert "- at: worries\n" in done.after
    assert "- sees: [small, has_card]\n" in done.after
    assert "- ends: done_well  # how?\n" in done.after


def test_line_ends_and_the_whole_rest_stay(library: Library, tmp_path: Path) -> None:
    """A file written on Windows stays one."""
    text = stage.CASES.replace("- at: worries\n", "- at: worry\n").replace("\n", "\r\n")
    done = rewritten(library, tmp_path, text)
    assert done.after == stage.CASES.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("right", "wrong", "reason"),
    [
        ("- tap: calls\n", "- tap: letters\n", "this is no recorded expectation"),
        ("- at: worries\n", "- says: 电话们\n", "for a person to decide"),
        ("- at: worries\n", "- ends: done_well\n", "the conversation waits at `worries`"),
        ("facts: {debt: 100}", "facts: {debts: 100}", "`debts` is not set"),
        ("facts: {debt: 100}", "facts: debt", "it is no map"),
        ("- sees: small\n", "- sees:\n        - large\n", "stands on several lines"),
        ("answers: {debt: ", "answers: {dept: ", "this is no recorded expectation"),
        ("  facts: {debt: 100}\n", "  sees: nothing\n", "none of these steps is seen"),
    ],
)
def test_what_is_no_recorded_expectation_is_refused(
    library: Library, tmp_path: Path, right: str, wrong: str, reason: str
) -> None:
    """The file stays as it is, and the reason is told with the line."""
    assert stage.CASES.count(right) == 1
    text = stage.CASES.replace(right, wrong)
    done = rewritten(library, tmp_path, text)
    assert done.after == done.before
    assert not done.cases
    assert reason in done.refused[0].reason
    line = text[: text.index(wrong)].count("\n") + 1
    # Answers may be given in any order: there the case itself is the place.
    assert done.refused[0].line == (line - 2 if "answers" in right else line)


def test_the_change_is_shown_as_a_diff(library: Library, tmp_path: Path) -> None:
    """Unified, as reviewers know it."""
    done = rewritten(library, tmp_path, stage.CASES.replace("- at: worries\n", "- at: worry\n"))
    assert "\n-    - at: worry\n+    - at: worries\n" in done.diff()
