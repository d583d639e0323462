"""`ashore i18n`: real files in a folder; what is said of them, accepted, sent out and taken back."""

import json
import subprocess
import sys
from pathlib import Path
from shutil import copytree, which
from typing import Any

import polib
import pytest
from click.testing import CliRunner, Result

from bot.cli.i18n import command
from bot.library.read_translated import write_translated
from bot.library.translations import hash_of, read_translations
from tests.library import tiny

ROOT = Path(__file__).parents[2]
PLAN = "content/en/plan.yaml"
ZH_PLAN = "content/zh/plan.yaml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small library with its record, in a folder of its own."""
    monkeypatch.setenv("ASHORE_LIBRARY__FOLDER", str(tmp_path))
    return tiny.write(tmp_path, tiny.FILES)


def run(*arguments: str, typed: str = "", lang: str = "C.UTF-8") -> Result:
    return CliRunner().invoke(command, list(arguments), input=typed, env={"LANG": lang})


def told() -> dict[str, Any]:
    """What `status --json` says of English."""
    english: dict[str, Any] = json.loads(run("status", "--json").stdout)["languages"]["en"]
    return english


def keys(state: str) -> list[str]:
    return [one["key"] for one in told()[state]]


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def files(folder: Path) -> dict[str, bytes]:
    """Every file, byte by byte."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix == ".yaml"
    }


def exported(folder: Path, *arguments: str) -> polib.POFile:
    """What `export` prints, also left in the folder as en.po."""
    result = run("export", *arguments)
    assert result.exit_code == 0, result.output
    (folder / "en.po").write_text(result.stdout, "utf-8")
    return polib.pofile(str(folder / "en.po"))


def sent_back(folder: Path, key: str, text: str, *, fuzzy: bool = False) -> Result:
    """Import everything with one translation changed, and fuzzy or not."""
    file = exported(folder, "en", "--all")
    entry = next(entry for entry in file if entry.msgctxt == key)
    entry.msgstr = text
    entry.flags = ["fuzzy"] if fuzzy else []
    file.save(str(folder / "en.po"))
    return run("import", str(folder / "en.po"))


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


def test_export_gives_what_waits_with_its_place_and_what_must_be_kept(folder: Path) -> None:
    """Stale texts are fuzzy, missing ones empty; the rest only with --all."""
    change(folder, ZH_PLAN, "一半是", "一半就是")
    change(folder, PLAN, "later: 今天看看。\n", "")
    stale, missing = exported(folder, "en")
    assert (stale.msgctxt, stale.msgid) == ("plan.yaml:large", "一半就是 {{ half | money }}。")
    assert (stale.msgstr, stale.fuzzy) == ("一半是 {{ half | money }}。", True)
    assert (stale.occurrences, stale.comment) == ([(ZH_PLAN, "26")], "Keep: half")
    assert (missing.msgctxt, missing.msgstr, missing.fuzzy) == ("plan.yaml:later", "", False)
    assert [entry.msgctxt for entry in exported(folder, "en", "--stale")] == ["plan.yaml:large"]
    assert [entry.msgctxt for entry in exported(folder, "en", "--missing")] == ["plan.yaml:later"]
    assert len(exported(folder, "en", "--stale", "--missing")) == 2
    every = {entry.msgctxt: entry for entry in exported(folder, "en", "--all")}
    assert len(every) == told()["translated"] + 1
    assert every["plan.yaml:intro"].comment == "Keep: <b>, law.kept_years"
    assert every["topics/report.yaml:text"].comment == "Keep: cite('clock')"
    assert every["safety/replies.yaml:suicide"].comment == "Keep: help.legal"


def test_export_gives_the_words_of_the_glossary(folder: Path) -> None:
    """A translator sees what each hard word is called elsewhere."""
    for language, term in (("zh", "余额"), ("en", "balance")):
        words = f"terms:\n  left:\n    term: {term}\n    says: 还欠的。\n"
        (folder / f"content/{language}/glossary.yaml").write_text(words, "utf-8")
    entries = {entry.msgctxt: entry for entry in exported(folder, "en", "--all")}
    assert entries["plan.yaml:balance.ask"].comment == "Glossary: 余额 = balance"
    assert entries["glossary.yaml:terms.left.term"].comment == ""


@pytest.mark.skipif(which("msgfmt") is None, reason="needs gettext")
def test_what_is_exported_is_a_po_file_to_gettext(folder: Path) -> None:
    """The translators' own checker finds nothing wrong."""
    exported(folder, "en", "--all")
    path = str(folder / "en.po")
    done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", path], check=False)  # noqa: S607 whichever is there
    assert done.returncode == 0


def test_export_begins_a_new_language(folder: Path) -> None:
    """Every text, none of them translated; nothing is written."""
    before = files(folder)
    file = exported(folder, "fr")
    assert file.metadata["Language"] == "fr"
    assert len(file) == told()["translated"]
    assert not any(entry.msgstr or entry.fuzzy for entry in file)
    assert files(folder) == before


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


def test_a_translation_may_use_what_it_used_before(folder: Path) -> None:
    """English may say a help line's name and number where Chinese prints the line."""
    change(folder, PLAN, "今天看看。", "Ring {{ help.legal.name }} today.")
    assert sent_back(folder, "plan.yaml:later", "Call {{ help.legal.name }}.").exit_code == 0
    assert "later: Call {{ help.legal.name }}." in (folder / PLAN).read_text("utf-8")


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


def test_a_library_that_is_broken_elsewhere_can_still_be_translated(folder: Path) -> None:
    """Only what the import itself would break is refused."""
    change(folder, PLAN, "  example: 3.5万\n", "")
    change(folder, PLAN, "large:\n", "larger:\n")
    result = sent_back(folder, "plan.yaml:debt.why", "To reckon.")
    assert result.exit_code == 0, result.output
    assert "why: To reckon." in (folder / PLAN).read_text("utf-8")


@pytest.mark.parametrize("text", ["no po at all", "", 'msgid "a"\nmsgstr "b\n'])
def test_what_is_no_po_file_is_refused(folder: Path, text: str) -> None:
    """With a sentence and no traceback."""
    path = folder / "en.po"
    path.write_text(text, "utf-8")
    result = run("import", str(path))
    assert result.exit_code == 1
    assert "ASH140" in result.stderr or "ASH141" in result.stderr
    assert "nothing was changed" in result.stderr


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
