"""What `ashore i18n import` does not take: said with its place, and nothing is written."""

from pathlib import Path

import pytest

from tests.cli.i18n.desk import PLAN, ZH_PLAN, change, exported, files, keys, run, sent_back


@pytest.mark.parametrize(
    ("key", "text", "code", "said"),
    [
        ("plan.yaml:intro", "Kept <b>long</b>.", "ASH144", "has lost law.kept_years"),
        ("plan.yaml:intro", "Kept {{ law.kept_years }}.", "ASH144", "has lost <b>"),
        ("topics/report.yaml:text", "Every year.", "ASH144", "has lost cite('clock')"),
        ("plan.yaml:debt.why", "Ring {{ help.legal }}.", "ASH145", "has help.legal"),
        ("plan.yaml:debt.why", "A <i>sum</i>.", "ASH145", "has <i>"),
        ("plan.yaml:large", "{{ debt | money }}", "ASH145", "has debt"),
        ("plan.yaml:large", "{{ half | mony }}", "ASH051", "mony"),
        ("plan.yaml:large", "{{ half | money }", "ASH144", "has lost half"),
        ("plan.yaml:intro", "<b>{{ law.kept_years }}", "ASH069", PLAN),
        ("plan.yaml:debt.why", "Ring 12348.", "ASH101", "12348"),
    ],
    ids=str,
)
def test_what_would_lose_or_break_something_is_refused(
    folder: Path, key: str, text: str, code: str, said: str
) -> None:
    """With its place, in both languages, and nothing is written."""
    before = files(folder)
    result = sent_back(folder, key, text)
    assert result.exit_code == 1
    assert f" {code} " in result.stderr
    assert said in result.stderr
    assert "nothing was changed" in result.stderr
    assert files(folder) == before
    chinese = run("import", str(folder / "en.po"), lang="zh_CN.UTF-8")
    assert "什么都没有改" in chinese.stderr


def test_a_refusal_names_the_line_of_the_po_file(folder: Path) -> None:
    """Where a translator must look."""
    result = sent_back(folder, "plan.yaml:intro", "Kept.")
    place = next(word for word in result.stderr.split() if "en.po:" in word)
    line = int(place.split("en.po:")[1].split(":")[0])
    lines = (folder / "en.po").read_text("utf-8").splitlines()
    assert any("plan.yaml:intro" in near for near in lines[line - 3 : line + 3])


def test_what_was_translated_from_an_older_text_is_refused(folder: Path) -> None:
    """Only where it would write over what may be newer."""
    file = exported(folder, "en", "--all")
    change(folder, ZH_PLAN, "为了算。", "为了算清楚。")
    assert run("import", str(folder / "en.po")).exit_code == 0
    assert keys("stale") == ["plan.yaml:debt.why"]
    next(entry for entry in file if entry.msgctxt == "plan.yaml:debt.why").msgstr = "To reckon."
    file.save(str(folder / "en.po"))
    result = run("import", str(folder / "en.po"))
    assert result.exit_code == 1
    assert "ASH146" in result.stderr
    assert f"{ZH_PLAN}:10" in result.stderr


def test_entries_without_a_place_are_refused(folder: Path) -> None:
    """One whose source is gone, and one whose file has no such key yet."""
    file = exported(folder, "en", "--all")
    next(entry for entry in file if entry.msgctxt == "plan.yaml:later").msgstr = "Look today."
    next(entry for entry in file if entry.msgctxt == "plan.yaml:title").msgctxt = "plan.yaml:latter"
    file.save(str(folder / "en.po"))
    change(folder, PLAN, "later: 今天看看。\n", "")
    result = run("import", str(folder / "en.po"))
    assert result.exit_code == 1
    assert "ASH142 The primary language has no `plan.yaml:latter`." in result.stderr
    assert "did you mean `plan.yaml:later`?" in result.stderr
    assert f"ASH143 {PLAN} has no place for `plan.yaml:later` yet." in result.stderr


@pytest.mark.parametrize("text", ["no po at all", "", 'msgid "a"\nmsgstr "b\n'])
def test_what_is_no_po_file_is_refused(folder: Path, text: str) -> None:
    """With a sentence and no traceback."""
    path = folder / "en.po"
    path.write_text(text, "utf-8")
    result = run("import", str(path))
    assert result.exit_code == 1
    assert "ASH140" in result.stderr or "ASH141" in result.stderr
    assert "nothing was changed" in result.stderr
