"""`ashore test`: the same results as pytest, coverage, annotations, updates; and `ashore record`."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.annotations import annotation
from bot.cli.record import command as record
from bot.cli.test import command as run_cases
from tests.testing import stage

WRONG = stage.CASES.replace("- at: worries\n", "- at: worry\n").replace(
    "facts: {debt: 100}", "facts: {debt: 50}"
)
BRANCH = stage.SHORT.splitlines().index("  - if: debt > 1000") + 1
UNREADABLE = "- case: one\n  talks: []\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return stage.project(tmp_path)


def ashore(folder: Path, *arguments: str, lang: str = "", typed: str = "") -> Result:
    options = [*arguments, "--library", str(folder)]
    return CliRunner().invoke(run_cases, options, env={"LANG": lang}, input=typed)


def by_pytest(folder: Path) -> subprocess.CompletedProcess[str]:
    """The same cases, collected by the plugin in a process of its own."""
    arguments = ["-q", "-p", "no:cacheprovider", "-p", "no:hypothesispytest", "tests/flows"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *arguments],
        cwd=folder, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cases", "code", "failed"), [(stage.CASES, 0, 0), (WRONG, 1, 2), (UNREADABLE, 2, 0)]
)
def test_pytest_and_ashore_test_agree(
    folder: Path, monkeypatch: pytest.MonkeyPatch, cases: str, code: int, failed: int
) -> None:
    """The same exit code, the same failures, told in the same lines."""
    stage.project(folder, cases=cases)
    monkeypatch.chdir(folder)
    ours, theirs = ashore(folder), by_pytest(folder)
    assert ours.exit_code == theirs.returncode == code, ours.output + theirs.stdout
    if code == 2:
        assert "`talks` is not known here" in ours.output
        assert "`talks` is not known here" in theirs.stdout
        assert "Traceback" not in theirs.stdout
        return
    assert f"{4 - failed} passed, {failed} failed" in ours.output
    assert f"{4 - failed} passed" in theirs.stdout
    reports = re.findall(
        r"^tests/flows/plan\.yaml:\d+: (?:.+\n)(?:  .*\n)+", ours.output, re.MULTILINE
    )
    assert len(reports) == failed
    for report in reports:
        assert report in theirs.stdout


def test_a_failure_shows_line_expected_actual_and_the_chat(folder: Path) -> None:
    """Everything that is needed to mend it."""
    stage.project(folder, cases=WRONG)
    said = ashore(folder).output
    line = WRONG.splitlines().index("    - at: worry") + 1
    assert f"plan.yaml:{line}: expected to be at `worry`; is at `worries`" in said
    assert f"  {line} |     - at: worry\n" in said
    assert "  expected: worry\n  actual:   worries\n" in said
    assert "  » 800\n" in said


def test_it_stops_at_the_first_failure_if_told(folder: Path) -> None:
    """-x."""
    stage.project(folder, cases=WRONG)
    assert "0 passed, 1 failed" in ashore(folder, "-x").output


@pytest.mark.parametrize("arguments", [("-k", "nothing"), ("none.yaml",), ("--lang", "fr")])
def test_nothing_to_run_is_no_success(folder: Path, arguments: tuple[str, ...]) -> None:
    """Exit code 2: a name mistyped in a workflow does not pass."""
    assert ashore(folder, *arguments).exit_code == 2


def test_failures_are_annotated_for_github(folder: Path) -> None:
    """Beside the line of the file, on one line, with what was expected."""
    stage.project(folder, cases=WRONG)
    result = ashore(folder, "--format", "github")
    told = [line for line in result.stdout.splitlines() if line.startswith("::error ")]
    assert len(told) == 2
    line = WRONG.splitlines().index("    - at: worry") + 1
    assert f",line={line},title=a small debt::expected to be at" in told[0]
    assert told[0].endswith("%0Aexpected: worry%0Aactual: worries")


def test_an_annotation_stays_one_line_whatever_it_holds() -> None:
    """As GitHub asks for it."""
    assert (
        annotation("warning", "a,b:c.yaml", (3,), title="x: y", message="50%\r\nof: it, all")
        == "::warning file=a%2Cb%3Ac.yaml,line=3,title=x%3A y::50%25%0D%0Aof: it, all"
    )


def test_coverage_is_told_and_may_be_asked_for(folder: Path) -> None:
    """Below the least percentage the exit code is 1."""
    result = ashore(folder, "--cov")
    assert result.exit_code == 0
    assert f"flows/plan.yaml:{BRANCH}: `debt > 1000` is never true" in result.output
    assert ashore(folder, "--min", "5").exit_code == 0
    short = ashore(folder, "--min", "99.5", lang="zh_CN.UTF-8")
    assert short.exit_code == 1
    assert "低于要求的 99.5%" in short.output


def test_coverage_of_some_cases_is_that_of_their_flows(folder: Path) -> None:
    """What the rest of the project lacks would hide what is being worked on."""
    data = json.loads(ashore(folder, "-k", "small", "--cov-report", "json").stdout)
    assert set(data["flows"]) == {"plan"}
    assert {miss["flow"] for miss in data["misses"]} == {"plan"}


def test_coverage_as_json_is_all_of_the_output(folder: Path) -> None:
    """A program can read it."""
    data = json.loads(ashore(folder, "--cov-report", "json").stdout)
    assert 0 < data["percent"] < 100
    assert {"path", "line", "kind", "flow", "message"} == set(data["misses"][0])


def test_coverage_is_annotated_for_github(folder: Path) -> None:
    """Each miss beside its line."""
    said = ashore(folder, "--cov-report", "github").stdout
    place = f"::warning file=flows/plan.yaml,line={BRANCH},title=coverage::"
    assert f"{place}`debt > 1000` is never true" in said


@pytest.mark.parametrize(
    ("arguments", "typed", "written", "code"),
    [((), "y\n", True, 0), ((), "n\n", False, 1), (("--yes",), "", True, 0)],
)
def test_expectations_are_written_after_a_look(
    folder: Path, arguments: tuple[str, ...], typed: str, *, written: bool, code: int
) -> None:
    """The change is shown first; what was agreed to passes from then on."""
    stage.project(folder, cases=WRONG)
    result = ashore(folder, "--update", *arguments, typed=typed)
    assert result.exit_code == code
    assert "-    - at: worry\n+    - at: worries\n" in result.output
    text = (folder / "tests/flows/plan.yaml").read_text("utf-8")
    assert text == (stage.CASES if written else WRONG)


def test_what_cannot_be_updated_is_told_and_still_fails(folder: Path) -> None:
    """With the reason; the rest is updated."""
    cases = WRONG.replace("- tap: calls", "- tap: letters")
    stage.project(folder, cases=cases)
    result = ashore(folder, "--update", "--yes")
    assert result.exit_code == 1
    assert "left as it is: this is no recorded expectation: there is no button" in result.output
    text = (folder / "tests/flows/plan.yaml").read_text("utf-8")
    assert "- tap: letters" in text
    assert "facts: {debt: 100}" in text


def recorded(folder: Path, *arguments: str, typed: str = "") -> Result:
    options = ["新用例", "--flow", "plan", *arguments, "--library", str(folder)]
    return CliRunner().invoke(record, options, input=typed, env={"LANG": ""})


def test_a_chat_in_the_terminal_becomes_a_case(folder: Path) -> None:
    """At the end of the flow's file, where it passes with the others."""
    result = recorded(folder, typed="3000\n1\n/back\n#2\nno\n")
    assert result.exit_code == 0, result.output
    text = (folder / "tests/flows/plan.yaml").read_text("utf-8")
    assert text.startswith(stage.CASES)
    assert "- case: 新用例\n  flow: plan\n  lang: zh\n" in text
    assert '    - user: "3000"\n    - at: worries\n    - tap: home\n' in text
    assert "    - move: back\n" in text
    assert "5 passed, 0 failed" in ashore(folder).output


def test_events_of_a_file_become_a_case(folder: Path) -> None:
    """Those that `ashore chat --json` reads; a mistake in one is told by its line."""
    log = folder / "chat.jsonl"
    log.write_text('{"text": "3000"}\n\n{"tap": "calls"}\n{"move": "menu"}\n', "utf-8")
    target = folder / "new.yaml"
    arguments = ("--from", str(log), "--to", str(target), "--lang", "en", "--today", "2026-11-20")
    assert recorded(folder, *arguments).exit_code == 0
    assert "  lang: en\n  today: 2026-11-20\n" in target.read_text("utf-8")
    log.write_text('{"text": "3000"}\n{"tap": "letters"}\n', "utf-8")
    result = recorded(folder, "--from", str(log), "--to", str(folder / "other.yaml"))
    assert result.exit_code == 1
    assert "chat.jsonl:2: There is no button 'letters' here" in result.output
    assert not (folder / "other.yaml").exists()


def test_nothing_is_written_of_no_chat(folder: Path) -> None:
    """Whoever leaves at once has recorded nothing."""
    result = recorded(folder, typed="")
    assert result.exit_code == 1
    assert "nothing is written" in result.output
    assert (folder / "tests/flows/plan.yaml").read_text("utf-8") == stage.CASES


def test_a_name_that_is_taken_is_told_before_the_chat(folder: Path) -> None:
    """So that no chat is lost."""
    options = ["a small debt", "--flow", "plan", "--library", str(folder)]
    result = CliRunner().invoke(record, options, input="3000\n")
    assert result.exit_code == 1
    assert "choose another name" in result.output
    assert "›" not in result.output
