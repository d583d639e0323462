"""The folder of a library: its YAML files, each read once, and every mistake that is found in them."""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.library.problems import LibraryError, Problem
from bot.library.validate import Checker
from bot.library.yaml_reader import Document, parse_yaml

PRIMARY = "zh"
_NOT_LANGUAGES = {"law", "help", "safety", "letters"}
_SUFFIXES = {".yaml", ".yml"}
NAMES = re.compile(r"[a-z][a-z0-9_]*")


def is_language(name: str) -> bool:
    """Whether a folder of content/ with this name is a language's."""
    return not name.startswith(".") and name not in _NOT_LANGUAGES


class Folder:
    """Where flows/ and content/ are. `problems` gathers what is wrong in any of their files."""

    def __init__(self, path: Path) -> None:
        """Nothing is read yet."""
        self.path = path
        self.problems: list[Problem] = []
        self.unread: dict[str, frozenset[str]] = {}  # names in the files that could not be read
        self.documents: dict[str, Document] = {}  # what was read, by its path in the folder

    def files(self, where: str) -> list[Path]:
        """The YAML files of a subfolder, in order of their names."""
        folder = self.path / where
        found = folder.iterdir() if folder.is_dir() else ()
        return sorted(path for path in found if path.suffix in _SUFFIXES and path.is_file())

    def has(self, where: str) -> bool:
        """Whether there is such a file."""
        return (self.path / where).is_file()

    def languages(self) -> tuple[str, ...]:
        """The languages that have a folder in content/, the primary one first."""
        content = self.path / "content"
        found = content.iterdir() if content.is_dir() else ()
        names = {path.name for path in found if path.is_dir() and is_language(path.name)}
        return tuple(sorted(names, key=lambda name: (name != PRIMARY, name)))

    def read(self, path: Path) -> Checker | None:
        """A file's data and its checker; None if the file is no YAML, which is a problem now."""
        shown = path.relative_to(self.path).as_posix()
        try:
            content = path.read_bytes()
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self.problems.append(Problem(shown, 1, 1, "ASH001", {"reason": reason}))
            return None
        document, problems = parse_yaml(content, path, shown)
        self.problems += problems
        if document.data is None:
            self.unread[shown] = frozenset(NAMES.findall("\n".join(document.lines)))
            return None
        self.documents[shown] = document
        return Checker(document, self.problems)

    def unread_names(self, path: Path) -> frozenset[str]:
        """All that could be a name in a file that could not be read."""
        return self.unread.get(path.relative_to(self.path).as_posix(), frozenset())

    def read_map(self, path: Path) -> Checker | None:
        """The same for a file that must be a map."""
        checker = self.read(path)
        if checker is not None and not isinstance(checker.document.data, dict):
            checker.wrong_kind((), "map")
            return None
        return checker

    def missing(self, where: str, code: str, **values: Any) -> None:
        """A problem with a file that should be there."""
        self.problems.append(Problem(where, 1, 1, code, values))

    def raise_if_wrong(self) -> None:
        """Raises LibraryError with every problem found so far, in order of place."""
        if self.problems:
            raise LibraryError(in_order(causes(self.problems)))


# What follows from mistakes in the files where names are made: it is left out until those are mended.
_FOLLOWS = (
    ("flows/slots.yaml", ("ASH014", "ASH031", "ASH054")),
    ("content/law/", ("ASH066", "ASH084")),
    ("content/help/", ("ASH067",)),
)


def causes(problems: Iterable[Problem]) -> list[Problem]:
    """The problems without those that only follow from others."""
    kept = list(problems)
    for where, codes in _FOLLOWS:
        if any(problem.path.startswith(where) for problem in kept):
            kept = [
                problem
                for problem in kept
                if problem.code not in codes or problem.path.startswith(where)
            ]
    slips = {
        (_subject(problem), problem.near)
        for problem in kept
        if problem.near and problem.code in ("ASH031", "ASH062")
    }
    gone = {
        f"{problem.values['slot']}.options.{problem.values['name']}"
        for problem in kept
        if problem.code == "ASH056"
    }
    meant = {near for _, near in slips}
    kept = [one for one in kept if not _follows_from_slip(one, slips, meant, gone)]
    return _told_once(kept)


def _follows_from_slip(
    problem: Problem,
    slips: AbstractSet[tuple[str, str]],
    meant: AbstractSet[str],
    gone: AbstractSet[str],
) -> bool:
    """Whether a name is missed, or left over, only because the step or option of that name is misspelt or gone."""
    match problem.code:
        case "ASH014" | "ASH054" | "ASH056":
            return problem.values.get("name") in meant
        case "ASH064":
            return problem.values["key"] in gone
        case "ASH061":
            return bool(problem.near) and (_subject(problem), problem.near) in slips
        case _:
            return False


# Of these, one mistake is found wherever the name stands: in the flow and in the words of every language.
_EVERYWHERE = (
    "ASH014",
    "ASH031",
    "ASH054",
    "ASH056",
    "ASH061",
    "ASH062",
    "ASH064",
    "ASH066",
    "ASH067",
)


def _told_once(problems: Iterable[Problem]) -> list[Problem]:
    """The same name missed in several places of a flow and its words: one problem, with the others beside it."""
    told: dict[tuple[str, str, str], list[Problem]] = {}
    rest = []
    for problem in in_order(problems):
        if problem.code in _EVERYWHERE:
            told.setdefault((problem.code, _subject(problem), repr(problem.values)), []).append(
                problem
            )
        else:
            rest.append(problem)
    return rest + [
        replace(first, also=tuple(one.place for one in others)) for first, *others in told.values()
    ]


def _subject(problem: Problem) -> str:
    """What a file is about: a flow and its words in every language have the same name."""
    return re.sub(r"^(?:flows|content/[^/]+)/", "", problem.path)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems by file and place, each once: first the flows, then what is said, the primary language first."""
    distinct = {
        (problem.path, problem.line, problem.column, problem.code, repr(problem.values)): problem
        for problem in problems
    }
    return sorted(distinct.values(), key=_rank)


def _rank(problem: Problem) -> tuple[int, str, int, int, str]:
    first = ("flows/", f"content/{PRIMARY}/", "")
    part = next(number for number, start in enumerate(first) if problem.path.startswith(start))
    return part, problem.path, problem.line, problem.column, problem.code
