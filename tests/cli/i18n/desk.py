"""`ashore i18n` as it is typed, and what a translator does with the file between."""

import json
from pathlib import Path
from typing import Any

import polib
from click.testing import CliRunner, Result

from bot.cli.i18n import command

PLAN = "content/en/plan.yaml"
ZH_PLAN = "content/zh/plan.yaml"


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
