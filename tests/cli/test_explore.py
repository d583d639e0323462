"""`ashore explore`, and with it every flow that is shipped."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.explore import command
from bot.testing.exploring.ground import Ground
from bot.testing.exploring.sentences import render
from bot.testing.exploring.walking import walk
from tests.shipped import shipped_library
from tests.testing.exploring_library import made, words

TODAY = date(2026, 11, 24)
QUICK = 12  # states gone on from, for each flow: those at new places come first
SOUND = "  - ask: told\n  - {end: heard, if: told}\n  - end: silent\n"


def run(folder: Path, *options: str) -> tuple[int, str]:
    """The exit code and all that is printed."""
    given = ["--library", str(folder), "--today", "2026-11-24", "--processes", "1", *options]
    result = CliRunner().invoke(command, given)
    return result.exit_code, result.output


@pytest.mark.parametrize(("language", "said"), [("zh", "个状态"), ("en", "states")])
def test_a_sound_flow_exits_with_0(tmp_path: Path, language: str, said: str) -> None:
    """With its states and outcomes, in the language that is asked for."""
    made(tmp_path, SOUND, words("told"))
    code, output = run(tmp_path, "walk", "--lang", language)
    assert code == 0, output
    assert said in output
    assert "heard, silent" in output


def test_a_dead_step_exits_with_1_and_its_line(tmp_path: Path) -> None:
    """The place, and the condition that blocks it."""
    made(
        tmp_path,
        "  - ask: amount\n  - {show: never, if: amount > 5000}\n",
        words("amount", "never"),
    )
    code, output = run(tmp_path, "walk", "--lang", "zh")
    assert code == 1
    assert "flows/walk.yaml:4 `show: never` 没有走到，条件从未成立：amount > 5000" in output


def test_a_finding_exits_with_1_and_the_way_to_it(tmp_path: Path) -> None:
    """The answers in order, so that it can be seen again in a chat."""
    steps = "  - ask: told\n  - show: broken\n"
    made(tmp_path, steps, words("told", broken="{% if told %}{{ told + 1 }}{% endif %}"))
    code, output = run(tmp_path, "walk", "--lang", "en")
    assert code == 1
    assert "[words]" in output
    assert "by way of: " in output


def test_an_unknown_flow_is_a_usage_error_with_the_nearest_name(tmp_path: Path) -> None:
    """Exit code 2."""
    made(tmp_path, SOUND, words("told"))
    code, output = run(tmp_path, "wlak")
    assert code == 2
    assert "Did you mean `walk`?" in output


def test_cases_are_written_into_a_folder(tmp_path: Path) -> None:
    """A file for the flow, and how many there are."""
    made(tmp_path / "library", SOUND, words("told"))
    code, output = run(tmp_path / "library", "walk", "--write-cases", str(tmp_path / "cases"))
    assert code == 0, output
    assert "3 →" in output
    assert (tmp_path / "cases" / "walk.yaml").read_text("utf-8").count("- case:") == 3


def test_two_processes_find_what_one_does(tmp_path: Path) -> None:
    """The same states and outcomes, whichever flow is done first."""
    made(tmp_path, SOUND, words("told"))
    alone = run(tmp_path, "walk", "owed", "--budget", "3", "--lang", "en")
    given = ["walk", "owed", "--budget", "3", "--lang", "en", "--processes", "2"]
    together = run(tmp_path, *given)
    assert together[0] == alone[0]
    assert "heard, silent" in together[1]


def test_nothing_is_found_wrong_in_the_flows_that_are_shipped() -> None:
    """Each as far as a quick look goes, in both languages; `ashore explore` looks further."""
    ground = Ground(shipped_library(), TODAY)
    found = [
        finding for flow in ground.library.flows for finding in walk(ground, flow, QUICK).findings
    ]
    assert not found, "\n".join(render(finding, "en") for finding in found)
    assert ground.screens.count > 1000
