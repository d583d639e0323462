"""`ashore check`, and the project's own library, which must be without findings."""

from pathlib import Path
from time import perf_counter

import pytest
from click.testing import CliRunner

from bot.cli.check import command
from bot.library import load_library
from tests.library import tiny

ROOT = Path(__file__).parents[2]


def run(*arguments: str, lang: str = "") -> tuple[int, str]:
    result = CliRunner().invoke(command, list(arguments), env={"LANG": lang})
    return result.exit_code, result.output


def test_a_sound_library_has_no_findings(tmp_path: Path) -> None:
    """Exit code 0, and a line that counts what was read."""
    code, said = run(str(tiny.write(tmp_path, tiny.FILES)))
    assert code == 0
    assert "3 flows" in said
    assert "no findings" in said


@pytest.mark.parametrize(
    ("arguments", "lang", "words"),
    [
        ((), "", "There is nothing called `dept`"),
        ((), "zh_CN.UTF-8", "没有 `dept` 这个名字"),
        (("--lang", "zh"), "", "是不是 `debt`？"),
        (("--lang", "en"), "zh_CN.UTF-8", "did you mean `debt`?"),
        ((), "", "2 findings."),
        ((), "zh_CN.UTF-8", "发现 2 处问题。"),
    ],
)
def test_findings_are_listed_in_the_language_asked_for(
    tmp_path: Path, arguments: tuple[str, ...], lang: str, words: str
) -> None:
    """Exit code 1, every finding, and how many there are."""
    plan = tiny.PLAN.replace("if: debt > 1000", "if: dept > 1000").replace(
        "many: true", "many: yes"
    )
    folder = tiny.write(tmp_path, {**tiny.FILES, "flows/plan.yaml": plan})
    code, said = run(str(folder), *arguments, lang=lang)
    assert code == 1
    assert words in said
    assert "flows/plan.yaml:14:9 ASH014" in said


def test_a_folder_that_is_not_there_is_a_wrong_call(tmp_path: Path) -> None:
    """Exit code 2, as for any command that was called wrongly."""
    assert run(str(tmp_path / "gone"))[0] == 2


def test_an_empty_folder_has_findings(tmp_path: Path) -> None:
    """No traceback: what is missing is named."""
    code, said = run(str(tmp_path))
    assert code == 1
    assert "flows/home.yaml" in said


def test_the_projects_own_library_is_sound_and_loads_quickly() -> None:
    """Whoever changes content sees the findings of `ashore check` here too."""
    start = perf_counter()
    library = load_library(ROOT)
    assert {"home", "crisis"} <= set(library.flows)
    assert perf_counter() - start < 2.0  # some eight times what it takes
