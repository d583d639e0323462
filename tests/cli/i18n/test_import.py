"""`ashore i18n import`: what came back goes into its own place, and nothing else changes."""

import json
from pathlib import Path
from shutil import copytree

import pytest

from bot.library.read_translated import write_translated
from bot.library.translations import hash_of, read_translations
from tests.cli.i18n.desk import PLAN, ZH_PLAN, change, exported, files, keys, run, sent_back

ROOT = Path(__file__).parents[3]


def test_a_new_language_is_imported_into_a_copy_of_the_first(folder: Path) -> None:
    """Its folder is begun by copying; what came back is accepted, and the rest waits, empty in the PO."""
    file = exported(folder, "fr")
    title = next(entry for entry in file if entry.msgctxt == "plan.yaml:title")
    title.msgstr = "Titre"
    file.save(str(folder / "fr.po"))
    refused = run("import", str(folder / "fr.po"))
    assert refused.exit_code == 1
    assert "a new language begins as a folder in content/" in refused.stderr
    copytree(folder / "content/zh", folder / "content/fr")
    assert run("import", str(folder / "fr.po")).exit_code == 0
    again = {entry.msgctxt: entry for entry in exported(folder, "fr", "--all")}
    assert again["plan.yaml:title"].msgstr == "Titre"
    assert again["plan.yaml:intro"].msgstr == ""
    status = json.loads(run("status", "--only", "fr", "--json").stdout)["languages"]["fr"]
    assert status["translated"] == 1
    waiting = [one["key"] for one in status["new"]]
    assert "plan.yaml:title" not in waiting
    assert "plan.yaml:intro" in waiting
    assert [one["key"] for one in status["missing"]] == [
        "safety/replies.yaml:suicide",
        "safety/replies.yaml:asked",
    ]


def test_there_and_back_changes_no_byte_of_the_shipped_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every text of it, in whatever style it stands."""
    for part in ("content", "flows"):
        copytree(ROOT / part, tmp_path / part)
    monkeypatch.setenv("ASHORE_LIBRARY__FOLDER", str(tmp_path))
    translations = read_translations(tmp_path)
    hashes = {
        pair.name: hash_of(pair.source.text) for pair in translations.pairs("en") if pair.source
    }
    write_translated(tmp_path, "en", hashes, primary="zh")
    before = files(tmp_path)
    assert len(exported(tmp_path, "en", "--all")) > 2000
    result = run("import", str(tmp_path / "en.po"))
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("0 changed")
    assert files(tmp_path) == before


@pytest.mark.parametrize(
    ("key", "text", "old", "new"),
    [
        ("plan.yaml:debt.why", "To reckon.", "why: 为了算。", "why: To reckon."),
        ("plan.yaml:debt.why", "So: # it", "why: 为了算。", 'why: "So: # it"'),
        ("plan.yaml:debt.why", "12", "why: 为了算。", 'why: "12"'),
        ("plan.yaml:debt.why", "One.\n\nTwo.", "为了算。", "|-\n    One.\n\n    Two."),
        (
            "plan.yaml:intro",
            "Look.\n\n\nKept <b>{{ law.kept_years }}</b>.",
            "  先看清楚。\n\n  记录保存 <b>{{ law.kept_years }}</b>。\n",
            "  Look.\n\n\n  Kept <b>{{ law.kept_years }}</b>.\n",
        ),
        ("plan.yaml:worries.options.home", "Home, all", "home: 房子", 'home: "Home, all"'),
        ("plan.yaml:large", "Half: {{ half | money }}", "一半是 {{ half | money }}。", '"Half: {{ half | money }}"'),
        ("plan.yaml:debts.item", 'A "{{ balance }}"', '"{{ balance | money }}"', '"A \\"{{ balance }}\\""'),
        ("safety/replies.yaml:asked", "Ring.", "Call.", "Ring."),
        ("topics/report.yaml:title", "Report", "title: 查报告", "title: Report"),
    ],
    ids=str,
)  # fmt: skip
def test_a_changed_translation_changes_only_its_own_text(
    folder: Path, key: str, text: str, old: str, new: str
) -> None:
    """Plain, quoted, in a flow map, in a block: comments and everything around stay as they are."""
    name = key.split(":", maxsplit=1)[0]
    file = f"content/{name}" if name.startswith("safety/") else f"content/en/{name}"
    expected = files(folder)
    assert expected[file].decode().count(old) == 1
    expected[file] = expected[file].decode().replace(old, new).encode()
    result = sent_back(folder, key, text)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("1 changed")
    assert files(folder) == expected


def test_comments_and_line_ends_are_kept(folder: Path) -> None:
    """Also a comment behind the text, and lines that end as on Windows."""
    path = folder / PLAN
    text = path.read_text("utf-8").replace("为了算。", "为了算。  # ask twice")
    text = text.replace("intro: |", "intro: |  # the first words").replace("\n", "\r\n")
    path.write_bytes(text.encode())
    sent_back(folder, "plan.yaml:debt.why", "One.\nTwo.")
    sent_back(folder, "plan.yaml:intro", "Now <b>{{ law.kept_years }}</b>.")
    after = path.read_bytes().decode()
    assert 'why: "One.\\nTwo."  # ask twice\r\n' in after
    assert "intro: |  # the first words\r\n  Now <b>{{ law.kept_years }}</b>.\r\ndebt:" in after
    assert after.count("\n") == after.count("\r\n")


def test_import_accepts_what_is_not_fuzzy(folder: Path) -> None:
    """A fuzzy translation is written, and still waits for somebody's yes."""
    change(folder, ZH_PLAN, "为了算。", "为了算清楚。")
    assert sent_back(folder, "plan.yaml:debt.why", "To reckon.", fuzzy=True).exit_code == 0
    assert "why: To reckon." in (folder / PLAN).read_text("utf-8")
    assert keys("stale") == ["plan.yaml:debt.why"]
    result = sent_back(folder, "plan.yaml:debt.why", "To reckon.")
    assert "0 changed" in result.stdout
    assert keys("stale") == []


def test_a_translation_may_use_what_it_used_before(folder: Path) -> None:
    """English may say a help line's name and number where Chinese prints the line."""
    change(folder, PLAN, "今天看看。", "Ring {{ help.legal.name }} today.")
    assert sent_back(folder, "plan.yaml:later", "Call {{ help.legal.name }}.").exit_code == 0
    assert "later: Call {{ help.legal.name }}." in (folder / PLAN).read_text("utf-8")


def test_a_library_that_is_broken_elsewhere_can_still_be_translated(folder: Path) -> None:
    """Only what the import itself would break is refused."""
    change(folder, PLAN, "  example: 3.5万\n", "")
    change(folder, PLAN, "large:\n", "larger:\n")
    result = sent_back(folder, "plan.yaml:debt.why", "To reckon.")
    assert result.exit_code == 0, result.output
    assert "why: To reckon." in (folder / PLAN).read_text("utf-8")
