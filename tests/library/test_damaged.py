"""Files cut short or with a line gone, at places drawn by chance with a printed seed: findings, no traceback."""

from datetime import date
from pathlib import Path
from random import Random  # noqa: TID251  # seeded, and the seed is in the test's name
from shutil import copytree

import pytest

from bot.library.lint import lint
from bot.library.load import read_manuscript
from bot.library.problems import LibraryError, Problem, render
from tests.library import tiny

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 25)
SEED = 20261125
SHARES = 2  # of the project's files, each damaged in a library of its own


def check(folder: Path) -> list[Problem]:
    """All that `ashore check` finds."""
    try:
        return lint(read_manuscript(folder), TODAY)
    except LibraryError as error:
        return list(error.problems)


def damaged(text: str, chance: Random) -> str:
    """The text without one of its lines, or without what comes after a character."""
    if chance.random() < 0.5:
        return text[: chance.randrange(len(text))]
    lines = text.splitlines(keepends=True)
    del lines[chance.randrange(len(lines))]
    return "".join(lines)


def assert_told(found: list[Problem], folder: Path) -> None:
    """Each has its file's path, a line that there is, and words in both languages."""
    for problem in found:
        path = folder / problem.path
        count = len(path.read_text("utf-8").splitlines()) if path.is_file() else 0
        assert 1 <= problem.line <= max(count + 1, 1), problem
        for language in ("zh", "en"):
            assert problem.hint(language)
            assert problem.code in render(problem, language)


@pytest.mark.parametrize("name", sorted(tiny.FILES))
def test_a_damaged_file_has_findings_or_is_still_sound(name: str, tmp_path: Path) -> None:
    """The small library, with one file damaged in four ways."""
    chance = Random(f"{SEED} {name}")
    for number in range(4):
        files = {**tiny.FILES, name: damaged(tiny.FILES[name], chance)}
        folder = tiny.write(tmp_path / str(number), files)
        assert_told(check(folder), folder)


@pytest.mark.parametrize("share", range(SHARES))
def test_damage_all_over_the_projects_content_is_told(share: int, tmp_path: Path) -> None:
    """Every file of flows/ and content/ is damaged once, a share of them at a time."""
    for part in ("flows", "content"):
        copytree(ROOT / part, tmp_path / part)
    chance = Random(f"{SEED} {share}")
    paths = sorted(tmp_path.rglob("*.yaml"))
    for path in paths[share::SHARES]:
        path.write_text(damaged(path.read_text("utf-8"), chance), encoding="utf-8")
    found = check(tmp_path)
    assert found
    assert_told(found, tmp_path)
