"""`ashore i18n status` and `accept`: what is said of a folder of real files, and noted in its record."""

import json
import sys
from pathlib import Path

import pytest

from bot.library.translations import hash_of
from tests.cli.i18n.desk import PLAN, ZH_PLAN, change, files, keys, run, told
from tests.library import tiny


def test_status_of_a_library_that_keeps_up(folder: Path) -> None:
    """Exit code 0, and how many texts there are."""
    result = run("status")
    assert result.exit_code == 0
    assert result.stdout.startswith("en: ")
    assert "0 stale, 0 never accepted, 0 missing, 0 extra" in result.stdout
    assert told()["translated"] > 100
    assert files(folder)[tiny.RECORD].decode() == tiny.FILES[tiny.RECORD]


def test_status_names_what_is_stale_missing_extra_and_never_accepted(folder: Path) -> None:
    """Each with its place and the source's; exit code 1; also where the library does not load."""
    change(folder, ZH_PLAN, "为了算。", "为了算清楚。")
    change(folder, PLAN, "later: 今天看看。", "latter: 今天看看。")
    change(folder, tiny.RECORD, '  large: "', '  larger: "')
    result = run("status", "--lang", "en")
    assert result.exit_code == 1
    assert f"  stale  {PLAN}:10  plan.yaml:debt.why  ← {ZH_PLAN}:10\n" in result.stdout
    assert f"  missing  {ZH_PLAN}:28  plan.yaml:later\n" in result.stdout
    assert f"  extra  {PLAN}:28  plan.yaml:latter\n" in result.stdout
    assert f"  never accepted  {PLAN}:26  plan.yaml:large  ← {ZH_PLAN}:26\n" in result.stdout
    assert "  left over" in result.stdout
    assert keys("stale") == ["plan.yaml:debt.why"]
    assert told()["stale"][0]["source"] == f"{ZH_PLAN}:10"
    assert (keys("missing"), keys("extra")) == (["plan.yaml:later"], ["plan.yaml:latter"])
    assert (keys("new"), keys("leftover")) == (["plan.yaml:large"], ["plan.yaml:larger"])
    assert json.loads(run("status", "--json").stdout)["ok"] is False
    assert "过时" in run("status", lang="zh_CN.UTF-8").stdout


def test_accept_shows_each_with_its_source_and_asks(folder: Path) -> None:
    """Only what was said yes to is noted; `q` keeps what was said before."""
    for old, new in (("为了算。", "为了算清楚。"), ("先看清楚。", "先看看。"), ("好了。", "好。")):
        change(folder, ZH_PLAN, old, new)
    result = run("accept", typed="n\ny\nq\n")
    assert result.exit_code == 0, result.output
    assert "[1/3] stale  plan.yaml:intro" in result.stdout
    assert "  zh │ 先看看。" in result.stdout
    assert "  en │ 先看清楚。" in result.stdout
    assert "1 accepted, 2 left" in result.stdout
    assert keys("stale") == ["plan.yaml:intro", "plan.yaml:ends.done_well"]
    record = (folder / tiny.RECORD).read_text("utf-8")
    assert f'  debt.why: "{hash_of("为了算清楚。")}"\n' in record


def test_accept_without_anybody_there_accepts_nothing(folder: Path) -> None:
    """No answer is no yes."""
    change(folder, ZH_PLAN, "为了算。", "为了算清楚。")
    before = files(folder)
    assert run("accept").exit_code == 1
    assert files(folder) == before


@pytest.mark.parametrize(
    ("what", "left"),
    [
        (["plan.yaml:intro"], ["topics/report.yaml:title", "plan.yaml:debt.why"]),
        (["content/en/plan.yaml"], ["topics/report.yaml:title"]),
        (["./content/zh/plan.yaml"], ["topics/report.yaml:title"]),
        (["content/en/topics"], ["plan.yaml:intro", "plan.yaml:debt.why"]),
        (["plan.yaml:intro", "topics/report.yaml"], ["plan.yaml:debt.why"]),
        ([], []),
    ],
    ids=str,
)
def test_accept_takes_keys_files_and_folders(
    folder: Path, what: list[str], left: list[str]
) -> None:
    """With --all nothing is asked; what was not named stays as it was."""
    change(folder, ZH_PLAN, "为了算。", "为了算清楚。")
    change(folder, ZH_PLAN, "先看清楚。", "先看看。")
    change(folder, "content/zh/topics/report.yaml", "title: 查报告", "title: 查征信报告")
    assert run("accept", *what, "--all").exit_code == 0
    assert sorted(keys("stale")) == sorted(left)


def test_accept_drops_what_is_left_over_and_changes_no_other_line(folder: Path) -> None:
    """So that a diff of the record shows what was accepted and nothing else."""
    before = (folder / tiny.RECORD).read_text("utf-8")
    change(folder, tiny.RECORD, "plan.yaml:\n", 'plan.yaml:\n  gone: "01234567"\n')
    assert "1 left over dropped" in run("accept", "--all").stdout
    assert (folder / tiny.RECORD).read_text("utf-8") == before


def test_what_is_not_there_is_a_wrong_call(folder: Path) -> None:
    """Exit code 2, in the reader's language."""
    assert files(folder)
    for arguments in (
        ("accept", "plam.yaml"),
        ("status", "--only", "fr"),
        ("status", "--only", "zh"),
        ("export", "zh"),
        ("export", "law"),
        ("import", "none.po"),
    ):
        assert run(*arguments).exit_code == 2, arguments
    assert "没有叫 `plam.yaml`" in run("accept", "plam.yaml", lang="zh_CN.UTF-8").output


def test_a_file_that_is_no_yaml_is_named_with_its_place(folder: Path) -> None:
    """One sentence and the line, and no traceback."""
    change(folder, PLAN, "title: 还款计划", "title: [还款计划")
    result = run("status")
    assert result.exit_code == 1
    assert f"{PLAN}:1:8" in result.stderr
    assert "nothing was changed" in result.stderr


def test_a_record_that_is_wrong_is_named_with_its_place(folder: Path) -> None:
    """It is never guessed at, and never written over."""
    change(folder, tiny.RECORD, '  large: "', '  large: "x')
    before = files(folder)
    result = run("accept", "--all")
    assert result.exit_code == 1
    assert f"{tiny.RECORD}:" in result.stderr
    assert files(folder) == before


def test_without_polib_it_is_said_what_to_install(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest of the command needs no extra."""
    path = folder / "en.po"
    path.write_text("", "utf-8")
    monkeypatch.setitem(sys.modules, "polib", None)
    assert run("status").exit_code == 0
    for arguments in (("export", "en"), ("import", str(path))):
        result = run(*arguments)
        assert result.exit_code == 1
        assert "pip install" in result.output
