"""Mistakes in flows and words are told in the reader's language by every command that reads them."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from tests.library import tiny

SAID = {
    "zh": ("缺少 `latr` 的文字", "是不是 `later`？", "发现 1 处问题。"),
    "en": ("no words for `latr`", "did you mean `later`?", "1 finding."),
}


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with one slip."""
    plan = tiny.PLAN.replace("remind: later", "remind: latr")
    return tiny.write(tmp_path_factory.mktemp("broken"), {**tiny.FILES, "flows/plan.yaml": plan})


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("call", "code"),
    [
        (("explore", "plan"), 1),
        (("table", "plan"), 1),
        (("test",), 2),
        (("record", "a name"), 1),
        (("chat",), 1),
    ],
    ids=lambda one: one[0] if isinstance(one, tuple) else "",
)
def test_a_mistake_is_told_as_ashore_check_tells_it(
    broken: Path, call: tuple[str, ...], code: int, language: str
) -> None:
    """With its place, what was meant, and the page that explains it; LANG decides."""
    environment = {"LANG": f"{language}_XX.UTF-8"}
    result = CliRunner().invoke(main, [*call, "--library", str(broken)], env=environment)
    assert result.exit_code == code
    for said in (*SAID[language], "flows/plan.yaml:20:13 ASH061", "ashore explain ASH061"):
        assert said in result.output


@pytest.mark.parametrize("call", ["explore", "table"])
def test_lang_outweighs_the_terminals_language(broken: Path, call: str) -> None:
    """--lang is what somebody asked for."""
    arguments = [call, "plan", "--lang", "zh", "--library", str(broken)]
    result = CliRunner().invoke(main, arguments, env={"LANG": "en_GB.UTF-8"})
    assert SAID["zh"][0] in result.output


SUMS = {
    "rate": (("--received", "9000", "--payments", "12x945.60"), 1),
    "deadline": (("court_summons", "--received", "2026-11-20"), 1),
    "payoff": (("debts.yaml", "--budget", "some"), 2),
    "amortise": (("--principal", "some", "--rate", "10", "--months", "5"), 2),
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("call", SUMS)
def test_the_sums_tell_it_in_the_same_way(broken: Path, call: str, language: str) -> None:
    """The day's figures and the words of a refusal come from the content, too."""
    environment = {"LANG": f"{language}_XX.UTF-8", "ASHORE_LIBRARY__FOLDER": str(broken)}
    arguments, code = SUMS[call]
    result = CliRunner().invoke(main, [call, *arguments], env=environment)
    assert result.exit_code == code
    for said in (*SAID[language], "flows/plan.yaml:20:13 ASH061", "ashore explain ASH061"):
        assert said in result.stderr
    assert not result.stdout
