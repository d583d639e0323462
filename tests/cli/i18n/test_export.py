"""`ashore i18n export`: what goes out to translators, each text with its place and what it must keep."""

import subprocess
from pathlib import Path
from shutil import which

import pytest

from tests.cli.i18n.desk import PLAN, ZH_PLAN, change, exported, files, told


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
