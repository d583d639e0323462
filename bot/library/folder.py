"""The folder of a library: its YAML files, each read once, and every mistake that is found in them."""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

from bot.library.problems import LibraryError, Problem
from bot.library.validate import Checker
from bot.library.yaml_reader import Document, parse_yaml

PRIMARY = "zh"
_NOT_LANGUAGES = {"law", "help", "safety", "letters"}
_SUFFIXES = {".yaml", ".yml"}
_NAME = re.compile(r"[a-z][a-z0-9_]*")


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
            self.unread[shown] = frozenset(_NAME.findall("\n".join(document.lines)))
            return None
        self.documents[shown] = document
        return Checker(document, self.problems)

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
        (problem.path, problem.near)
        for problem in kept
        if problem.near and problem.code in ("ASH031", "ASH062")
    }
    return [problem for problem in kept if not _follows_from_slip(problem, slips)]


def _follows_from_slip(problem: Problem, slips: AbstractSet[tuple[str, str]]) -> bool:
    """Whether a name is missed only because the step or option of that name is misspelt in the same file."""
    match problem.code:
        case "ASH054" | "ASH056":
            return (problem.path, problem.values.get("name")) in slips
        case "ASH061":
            return bool(problem.near) and (problem.path, problem.near) in slips
        case _:
            return False


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems by file and place, each once."""
    distinct = {
        (problem.path, problem.line, problem.column, problem.code, repr(problem.values)): problem
        for problem in problems
    }
    return sorted(distinct.values(), key=lambda one: (one.path, one.line, one.column, one.code))
