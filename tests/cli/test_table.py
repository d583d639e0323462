"""`ashore table`: printed, written, compared."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.table import command
from tests.testing.exploring_library import made, words

STEPS = "  - {choose: color, options: [red, blue]}\n  - {end: warm, if: color == 'red'}\n  - end: cold\n"


def run(folder: Path, *options: str) -> tuple[int, str]:
    """The exit code and all that is printed."""
    given = ["--library", str(folder), "--today", "2026-11-24", *options]
    result = CliRunner().invoke(command, given)
    return result.exit_code, result.output


def test_a_table_is_printed_as_markdown_and_as_csv(tmp_path: Path) -> None:
    """The same rows in both."""
    made(tmp_path, STEPS, words("color"))
    code, markdown = run(tmp_path, "walk")
    assert code == 0, markdown
    assert "as of 2026-11-24. It is reviewed, not edited." in markdown
    assert "| blue \\| ? |  | cold |" in markdown
    code, spreadsheet = run(tmp_path, "walk", "--format", "csv")
    assert code == 0, spreadsheet
    assert spreadsheet.splitlines() == ["color,said,outcome", "red,,warm", "blue | ?,,cold"]


@pytest.mark.parametrize(
    ("language", "left", "clean", "change"),
    [
        ("en", "owed: no table", "Tables compared: 1, changed: 0.", "walk: 1 of 2 outcomes change"),
        ("zh", "owed：不列表", "核对 1 张表，0 张变了。", "walk：2 种结局里有 1 种变了"),
    ],
)
def test_what_was_written_is_compared_later(
    tmp_path: Path, language: str, left: str, clean: str, change: str
) -> None:
    """Exit code 0 while it holds, 1 with the changed rows once it does not."""
    made(tmp_path, STEPS, words("color"))
    code, output = run(tmp_path, "--write", "walk", "owed", "--budget", "3", "--lang", language)
    assert code == 0, output
    assert left in output
    assert [path.name for path in (tmp_path / "tests/tables").iterdir()] == ["walk.md"]
    code, output = run(tmp_path, "--check", "--lang", language)
    assert (code, output.strip()) == (0, clean)

    made(tmp_path, STEPS.replace("warm", "hot"), words("color"))
    code, output = run(tmp_path, "--check", "walk", "--lang", language)
    assert code == 1
    assert change in output
    assert "-| red |  | warm |\n+| red |  | hot |" in output


def test_a_table_that_can_no_longer_be_reviewed_is_taken_away(tmp_path: Path) -> None:
    """Compared it is a change, written anew it goes."""
    made(tmp_path, STEPS, words("color"))
    assert run(tmp_path, "--write", "walk")[0] == 0
    made(tmp_path, "  - end: done\n", words())
    code, output = run(tmp_path, "--check", "--lang", "en")
    assert code == 1
    assert "every answer gives the same" in output
    assert run(tmp_path, "--write", "walk")[0] == 0
    assert not list((tmp_path / "tests/tables").iterdir())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "Name a flow"),
        (["--write", "--check"], "Either"),
        (["wlak"], "Did you mean `walk`?"),
        (["--check"], "ashore table --write"),
    ],
)
def test_a_wrong_call_exits_with_2(tmp_path: Path, options: list[str], said: str) -> None:
    """And says what to do."""
    made(tmp_path, STEPS, words("color"))
    code, output = run(tmp_path, *options)
    assert code == 2
    assert said in output


def test_a_table_that_lost_its_day_is_told_without_a_traceback(tmp_path: Path) -> None:
    """With what to do about it."""
    made(tmp_path, STEPS, words("color"))
    tables = tmp_path / "tests/tables"
    tables.mkdir(parents=True)
    (tables / "walk.md").write_text("| a |\n", "utf-8")
    code, output = run(tmp_path, "--check")
    assert code == 1
    assert "ashore table --write" in output
