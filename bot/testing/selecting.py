"""Which cases are to be run: by file, line or name, by words, by language, by what was changed."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.errors import ContentError
from bot.library.problems import nearest
from bot.testing.cases import Case, read_cases

_AT_LINE = re.compile(r"(?P<path>.+\.yaml):(?P<line>\d+)(?::\d+)?")


@dataclass(frozen=True)
class Selection:
    """What was asked for. All of `words` and `language` must fit, and one of `wanted` if there are any.

    `wanted` are folders, files, `file:line`, or `file::name` as pytest names a case; a flow's name, or a
    file of flows/ or content/, stands for the cases of its flow, and for all where it is that of none.
    """

    wanted: Sequence[str] = ()
    words: str = ""
    language: str = ""


def select_cases(folder: Path, selection: Selection) -> list[Case]:
    """The cases in a project's folder that fit, in order. Raises ContentError where one cannot be read."""
    wanted = selection.wanted or (str(folder / "tests" / "flows"),)
    read = cache(read_cases)  # many changed files may stand for the same cases
    found = [case for name in wanted for case in _named(folder, name, read)]
    distinct = {(case.path.resolve(), case.line, case.name): case for case in found}
    return [
        case
        for case in distinct.values()
        if selection.language in ("", case.lang)
        and _fits(selection.words, f"{case.path.name}::{case.name}")
    ]


def _named(folder: Path, name: str, read: Callable[[Path], list[Case]]) -> Iterable[Case]:
    at_line = _AT_LINE.fullmatch(name)
    path, _, title = name.partition("::")
    if at_line and not Path(name).exists():
        return _at(read(Path(at_line["path"])), int(at_line["line"]), name)
    if title:
        return _titled(read(Path(path)), title, name)
    file = Path(name)
    if not file.exists() and (folder / "flows" / f"{name}.yaml").is_file():
        file = folder / "flows" / f"{name}.yaml"
    if not file.exists():
        near = nearest(name, [path.stem for path in (folder / "flows").glob("*.yaml")])
        hint = f" Did you mean `{near}`?" if near else ""
        raise ContentError(f"{name}: there is no such file or folder, and no flow.{hint}")
    if file.is_dir():
        return [case for inside in sorted(file.rglob("*.yaml")) for case in read(inside)]
    if not _is_content(folder, file):
        return read(file)
    tests = folder / "tests" / "flows"
    every = [case for inside in sorted(tests.glob("*.yaml")) for case in read(inside)]
    own = [case for case in every if case.flow == file.stem]
    return own or every  # a file of no flow's own is leaned on by many


def _is_content(folder: Path, file: Path) -> bool:
    """Whether it is a file of flows or of words, and no file of cases."""
    resolved = file.resolve()
    return any(resolved.is_relative_to((folder / name).resolve()) for name in ("flows", "content"))


def _at(cases: Sequence[Case], line: int, name: str) -> list[Case]:
    """The case that a line is in; of a table, the row."""
    start = max((case.line for case in cases if case.line <= line), default=0)
    found = [case for case in cases if case.line == start]
    if not found:
        raise ContentError(f"{name}: no case stands on this line.")
    return found


def _titled(cases: Sequence[Case], title: str, name: str) -> list[Case]:
    found = [case for case in cases if case.name == title]
    if not found:
        raise ContentError(f"{name}: there is no case of this name.")
    return found


def _fits(words: str, name: str) -> bool:
    """Whether a name has the words: `a and b`, `a or b`, `not a`, in capitals or not."""
    folded = name.casefold()
    return any(
        all(_has(folded, term.strip()) for term in re.split(r"\band\b", either))
        for either in re.split(r"\bor\b", words.casefold())
    )


def _has(name: str, term: str) -> bool:
    return term[4:].strip() not in name if term.startswith("not ") else term in name
