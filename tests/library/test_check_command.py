"""`ashore check`, and the project's own library, which must be without findings."""

import json
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from click.testing import CliRunner

from bot.cli.check import command
from bot.library import load_library
from bot.library.lint import CHECKS, lint
from bot.library.load import read_manuscript
from bot.library.problems import LibraryError
from tests.library import tiny

ROOT = Path(__file__).parents[2]


TODAY = ("--today", "2026-11-25")
LONG = "".join(f"第{number}句话说的是同一件事。" for number in "一二三四五六七八九十甲乙丙")


def run(*arguments: str, lang: str = "") -> tuple[int, str]:
    result = CliRunner().invoke(command, list(arguments), env={"LANG": lang})
    return result.exit_code, result.output


def test_a_sound_library_has_no_findings(tmp_path: Path) -> None:
    """Exit code 0, and a line that counts what was read."""
    code, said = run(str(tiny.write(tmp_path, tiny.FILES)), *TODAY)
    assert code == 0
    assert "4 conversations" in said
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


def with_slips(folder: Path) -> Path:
    """Two mistakes, one of them in words that a program might trip over."""
    plan = tiny.PLAN.replace("if: debt > 1000", "if: dept > 1000")
    words = tiny.PLAN_WORDS.replace("later: 今天看看。", "later: 今天看看。\nold,one: 100%")
    return tiny.write(
        folder, {**tiny.FILES, "flows/plan.yaml": plan, "content/zh/plan.yaml": words}
    )


def test_programs_get_one_list_in_both_languages(tmp_path: Path) -> None:
    """Code, severity, place, message and hint of each; nothing else on the output, clean or not."""
    code, said = run(str(with_slips(tmp_path)), *TODAY, "--format", "json")
    assert code == 1
    found = json.loads(said)
    assert {one["code"] for one in found} == {"ASH014", "ASH064"}
    first = next(one for one in found if one["code"] == "ASH014")
    assert first == {
        "code": "ASH014",
        "severity": "error",
        "path": "flows/plan.yaml",
        "line": 14,
        "column": 9,
        "message": {
            "zh": "没有 `dept` 这个名字。",
            "en": "There is nothing called `dept` here.",
        },
        "hint": {"zh": "是不是 `debt`？", "en": "did you mean `debt`?"},
        "also": [],
    }
    clean = tiny.write(tmp_path / "clean", tiny.FILES)
    assert run(str(clean), *TODAY, "--format", "json") == (0, "[]\n")


def test_github_gets_an_annotation_for_each_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line each, escaped, with the path from where the check runs: the root of the repository."""
    monkeypatch.chdir(tmp_path)
    folder = with_slips(tmp_path / "library, two")
    code, said = run(str(folder), *TODAY, "--format", "github")
    assert code == 1
    lines = said.splitlines()
    assert (
        "::error file=library%2C two/flows/plan.yaml,line=14,col=9,title=ASH014::"
        "There is nothing called `dept` here.%0Adid you mean `debt`?"
    ) in lines
    assert any("`old,one`" in line for line in lines)
    assert all(line.startswith("::error file=") for line in lines)


def test_warnings_are_told_to_programs_one_by_one(tmp_path: Path) -> None:
    """They fail nothing, and GitHub shows them as such."""
    folder = with_card(tmp_path, LONG)
    code, said = run(folder, *TODAY, "--format", "github")
    assert code == 0
    assert said.startswith("::warning file=")
    assert json.loads(run(folder, *TODAY, "--format", "json")[1])[0]["severity"] == "warning"
    assert run(folder, *TODAY, "--format", "github", "--strict")[0] == 1


def test_findings_end_with_how_to_read_more(tmp_path: Path) -> None:
    """Once, after the last of them."""
    said = run(str(with_slips(tmp_path)), *TODAY)[1]
    assert said.count("ashore explain") == 1
    assert "ashore explain ASH014" in said
    assert "怎么改：ashore explain" in run(str(tmp_path), *TODAY, "--lang", "zh")[1]


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
    start = process_time()
    library = load_library(ROOT)
    assert {"home", "crisis"} <= set(library.flows)
    assert process_time() - start < 4.0  # some three times what it takes


def with_card(folder: Path, text: str) -> str:
    card = tiny.CARD.replace("每年可以查。", text)
    files = {**tiny.FILES, "content/zh/topics/report.yaml": card}
    return str(tiny.write(folder, {**files, tiny.RECORD: tiny.translated(files)}))


def test_warnings_are_counted_and_fail_only_if_asked(tmp_path: Path) -> None:
    """A line for each code with its first place; --all lists each; --strict fails."""
    folder = with_card(tmp_path, LONG)
    code, said = run(folder, *TODAY)
    assert code == 0
    assert "ASH111 × 1  content/zh/topics/report.yaml:3:7" in said
    assert "1 warning (--all lists them)." in said
    assert "   |" not in said
    code, said = run(folder, *TODAY, "--all", lang="zh_CN.UTF-8")
    assert code == 0
    assert "  3 | text: 第一句话" in said
    assert "1 处提醒" in said
    code, said = run(folder, *TODAY, "--strict")
    assert code == 1
    assert "1 finding." in said


def test_what_lint_finds_wrong_fails_the_check_and_blocks_publishing(tmp_path: Path) -> None:
    """A figure of the law that was typed in is seen by nobody."""
    folder = with_card(tmp_path, "满 5 年删掉。")
    code, said = run(folder, *TODAY)
    assert code == 1
    assert "content/zh/topics/report.yaml:3:9 ASH100" in said
    with pytest.raises(LibraryError) as caught:
        load_library(Path(folder))
    assert [problem.code for problem in caught.value.problems] == ["ASH100"]


def test_age_fails_the_check_and_blocks_nothing(tmp_path: Path) -> None:
    """A bot that was sound when it was published starts on any day after."""
    folder = tiny.write(tmp_path, tiny.FILES)
    assert run(str(folder), "--today", "2027-07-01")[0] == 0
    code, said = run(str(folder), "--today", "2029-01-01")
    assert code == 1
    assert "ASH103" in said
    assert load_library(folder).flows


def test_nothing_that_depends_on_the_day_or_takes_long_blocks() -> None:
    """What is run whenever a library is loaded: words, numbers, sources, languages."""
    blocking = {code for check in CHECKS if check.blocks for code in check.codes}
    assert blocking == {"ASH100", "ASH101", "ASH102", "ASH104", "ASH105", "ASH106", "ASH107"}


def test_the_projects_own_content_is_clean() -> None:
    """No error on the day it was last gone over; the real lists of words and hard words are there."""
    manuscript = read_manuscript(ROOT)
    start = process_time()
    found = lint(manuscript, date(2026, 11, 25))
    assert process_time() - start < 12.0  # some four times what it takes
    assert [problem for problem in found if problem.severity == "error"] == []
    never = manuscript.never
    for words in (never.promises, never.secrets, never.advice, manuscript.jargon):
        assert {"zh", "en"} <= set(words)
        assert all(words.values())


def test_a_record_of_translations_that_is_wrong_fails_the_check_and_blocks_nothing(
    tmp_path: Path,
) -> None:
    """It is read as strictly as any file, but no borrower ever sees it: a bot starts without it."""
    wrong = tiny.FILES[tiny.RECORD].replace("plan.yaml:\n", "plan.yaml:\n  asked: yes\n")
    folder = tiny.write(tmp_path, {**tiny.FILES, tiny.RECORD: wrong})
    code, said = run(str(folder), *TODAY)
    assert code == 1
    assert "ASH022" in said
    assert "eight hexadecimal digits in quotes" in said
    assert load_library(folder).flows
