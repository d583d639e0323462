"""`ashore explain`: a page for every code, and its examples do what it says of them."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.explain import command
from bot.library.explain import FOLDER, Example, explain, read_page
from bot.library.lint import lint
from bot.library.load import read_manuscript
from bot.library.messages import MESSAGES
from tests.library.breaking import TODAY, broken, findings

CODES = sorted(MESSAGES)
# No edit of a file makes the operating system refuse it: test_a_file_that_cannot_be_read_is_named.
# Nor is what a PO file may be an edit of the content: tests/cli/i18n.
NOT_BY_AN_EDIT = {"ASH001", *(f"ASH{number}" for number in range(140, 147))}


def run(*arguments: str, lang: str = "") -> tuple[int, str]:
    result = CliRunner().invoke(command, list(arguments), env={"LANG": lang})
    return result.exit_code, result.output


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    """Whoever adds a code explains it; a page of a code that is gone misleads."""
    assert sorted(path.stem for path in FOLDER.glob("*.yaml")) == CODES


@pytest.mark.parametrize("code", CODES)
def test_a_page_says_what_and_why_in_both_languages(code: str) -> None:
    """With both examples, and with what to do; without a mark or a place left open."""
    for language in ("zh", "en"):
        assert MESSAGES[code].hint[language]
        said = explain(code, language)
        page = read_page(code)
        assert page.meaning[language] in said
        assert page.why[language] in said
        assert "‸" not in said
        assert page.wrong.shown(language).strip()
        assert page.mended.shown(language).strip() or page.wrong.change


@pytest.mark.parametrize("code", sorted(set(CODES) - NOT_BY_AN_EDIT))
def test_the_wrong_example_is_found_where_it_is_wrong(code: str, tmp_path: Path) -> None:
    """With this code; where a mark stands, at its line and column; with a hint in both languages."""
    example = read_page(code).wrong
    made = broken(example)
    found = findings(made.write(tmp_path), code, example.today)
    assert found, f"{code} is not found in its own wrong example"
    if made.place is not None:
        assert made.place in {(one.path, one.line, one.column) for one in found}
    for problem in found:
        for language in ("zh", "en"):
            assert problem.message(language)
            assert problem.hint(language)


@pytest.fixture(scope="module")
def found_as_it_is(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The codes that are found in the small library as it stands, which many a right example shows."""
    manuscript = read_manuscript(broken(Example()).write(tmp_path_factory.mktemp("small")))
    return {problem.code for problem in lint(manuscript, date.fromisoformat(TODAY))}


@pytest.mark.parametrize("code", CODES)
def test_the_right_example_is_left_alone(
    code: str, tmp_path: Path, found_as_it_is: set[str]
) -> None:
    """Else whoever did as the page says would be told that it is wrong."""
    example = read_page(code).mended
    made = broken(example)
    if made.files == broken(Example()).files:
        assert code not in found_as_it_is
    else:
        assert findings(made.write(tmp_path), code, example.today) == []


def test_without_a_code_all_are_listed() -> None:
    """A line each, in the language asked for."""
    code, said = run(lang="zh_CN.UTF-8")
    assert code == 0
    assert [line.split()[0] for line in said.splitlines()] == CODES
    assert "没有 `…` 这个名字。" in said
    assert "There is nothing called `…` here." in run("--lang", "en")[1]


@pytest.mark.parametrize("typed", ["ASH014", "ash014", "14", "014"])
def test_a_code_may_be_typed_as_one_remembers_it(typed: str) -> None:
    """The number alone will do."""
    code, said = run(typed)
    assert code == 0
    assert said.startswith("ASH014")
    assert "if: dept > 1000" in said
    assert "if: debt > 1000" in said


def test_a_code_that_is_none_is_a_wrong_call() -> None:
    """It says where all of them are listed."""
    code, said = run("ASH999")
    assert code == 2
    assert "There is no code ASH999" in said
    assert "没有 x 这个代码" in run("x", "--lang", "zh")[1]
