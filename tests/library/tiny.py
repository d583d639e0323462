"""The small library in `tiny_library/`, for tests to load as it is or to break in one place."""

from pathlib import Path

from bot.library import Library, load_library
from bot.library.common_keys import REQUIRED
from bot.library.problems import LibraryError, Problem
from bot.library.read_translated import translated_yaml
from bot.library.translations import hash_of, passages
from bot.library.yaml_reader import parse_yaml

RECORD = "content/en/translated.yaml"
MARK = "‸"  # stands in a broken file before the character where the problem must be reported

_FOLDER = Path(__file__).with_name("tiny_library")


def common(language: str) -> str:
    """A common.yaml with every key that the program needs, each using every value it may."""
    groups: dict[str, list[str]] = {"": []}
    for key, values in REQUIRED.items():
        group, _, name = key.rpartition(".")
        code = " ".join(f"{{{{ {value} }}}}" for value in values.split())
        plain = {"unknown": "不知道", "sources": "依据", "checked": "核对"}
        code += " {{ help.legal }}" if key == "notices.human" else ""
        text = f"{plain.get(name, name.replace('_', ' '))} {code}".strip()
        groups.setdefault(group, []).append(f'"{name}": "{text}"')
    groups["languages"] = ["zh: 中文", "en: English"]
    lines = groups.pop("")
    for group, entries in groups.items():
        lines += [f"{group}:", *(f"  {entry}" for entry in entries)]
    return "\n".join([*lines, "move_words:", "  back: [返回, back]", ""])


def read() -> dict[str, str]:
    """The files by their names; what is said in Chinese there is said so in English, too."""
    files = {}
    for path in sorted(_FOLDER.rglob("*.yaml")):
        name, text = path.relative_to(_FOLDER).as_posix(), path.read_text("utf-8")
        files[name] = text
        if name.startswith("content/zh/"):
            files[name.replace("/zh/", "/en/")] = text
    return {**files, **{f"content/{one}/common.yaml": common(one) for one in ("zh", "en")}}


def translated(files: dict[str, str]) -> str:
    """The record of a library whose English was made from its Chinese as it stands."""
    documents = {
        name: parse_yaml(text.encode(), Path(name), name)[0] for name, text in files.items()
    }
    sources = passages(documents, "zh")
    return translated_yaml(
        {name: hash_of(passage.text) for name, passage in sources.items()}, primary="zh"
    )


FILES = read()
FILES[RECORD] = translated(FILES)
SLOTS, PLAN = FILES["flows/slots.yaml"], FILES["flows/plan.yaml"]
HOME_WORDS, PLAN_WORDS = FILES["content/zh/home.yaml"], FILES["content/zh/plan.yaml"]
OWED_WORDS, CARD = FILES["content/zh/owed.yaml"], FILES["content/zh/topics/report.yaml"]
HELP = FILES["content/help/cn.yaml"]


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write the files of a library; returns its folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def load(folder: Path, **changed: str) -> Library:
    """The tiny library, loaded."""
    return load_library(write(folder, {**FILES, **changed}))


def problems(folder: Path, files: dict[str, str]) -> tuple[Problem, ...]:
    """What is found wrong in a library."""
    try:
        load_library(write(folder, files))
    except LibraryError as error:
        return error.problems
    return ()


def broken(file: str, old: str, new: str) -> tuple[dict[str, str], tuple[int, int]]:
    """The tiny library with one text replaced; and the line and column of the mark in the new one."""
    assert FILES[file].count(old) == 1 or not old, f"{old!r} must stand in {file} once"
    text = FILES[file].replace(old, new) if old else new
    before, _, after = text.partition(MARK)
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    return {**FILES, file: before + after}, (line, column)
