"""The row of YAML: one file damaged, read and checked as `ashore check` does."""

import gc
import random
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Final
from unittest import mock

from bot.library import folder as folders
from bot.library import load
from bot.library.lint import lint
from bot.library.manuscript import Manuscript
from bot.library.problems import LibraryError, Problem, render
from bot.library.templates import compile_text
from bot.library.yaml_reader import Reading, parse_yaml
from tests.attacks.mutants import Vandal
from tests.attacks.pool import Fuzz, Portion, Tally, at_best, clocked, shown
from tests.library import tiny

RAISED: Final = "raised"
PLACE: Final = "place"
SILENT: Final = "silent"
SOUND: Final = "sound"
_TODAY: Final = date(2026, 11, 25)
_GUESTS: Final = 12  # of the project's files in a portion
_GUEST_SHARE: Final = 0.5  # of the mutants
_WHOLE_SHARE: Final = 0.2  # of what is no YAML: the rest of the library is read too
_LINT_SHARE: Final = 0.25  # of the mutants that are sound
_LOOKED_AT: Final = 30  # findings of a mutant
_LINE_END: Final = re.compile(r"\r\n|\r|\n")


def damage_portion(portion: Portion) -> Tally:
    """A part of the files."""
    chance = random.Random(portion.seed)
    with tempfile.TemporaryDirectory(prefix="ashore-yaml-") as name, remembering():
        desk = Desk(tiny.write(Path(name), tiny.FILES), chance)
        paths = sorted(
            path
            for part in ("flows", "content")
            for path in (portion.folder / part).rglob("*.yaml")
        )
        guests = {
            path.relative_to(portion.folder).as_posix(): path.read_text("utf-8")
            for path in chance.sample(paths, _GUESTS)
        }
        for _ in range(portion.count):
            shelf = guests if chance.random() < _GUEST_SHARE else tiny.FILES
            desk.damage(*chance.choice(list(shelf.items())))
    return desk.tally


@contextmanager
def remembering() -> Iterator[None]:
    """What is the same in every load is read and compiled only once: a mutant is one file of many."""
    compiled = lru_cache(maxsize=4000)(_Compiling.compile)
    read = lru_cache(maxsize=200)(parse_yaml)

    def remembered(environment: Any, source: str, *, copies: tuple[str, ...] = ()) -> Any:
        return compiled(_Compiling(environment), source, copies)

    def parse(content: bytes, path: Path, shown: str = "") -> Reading:
        document, problems = read(content, path, shown)
        return document, list(problems)

    with (
        mock.patch.object(load, "compile_text", remembered),
        mock.patch.object(folders, "parse_yaml", parse),
    ):
        yield
    gc.unfreeze()


class _Compiling:
    """An environment; one is as good as another."""

    _compile = staticmethod(compile_text)

    def __init__(self, environment: Any) -> None:
        self.environment = environment

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Compiling)

    def compile(self, source: str, copies: tuple[str, ...]) -> Any:
        """A text, compiled there."""
        return self._compile(self.environment, source, copies=copies)


@dataclass(frozen=True)
class Took:
    """The CPU's milliseconds that a library takes with a file; without lint, where it cannot be read."""

    read: float
    lint: float

    def above(self, usual: "Took", longer: float) -> float:
        """What either took more than it usually does, for a file so many times as long."""
        return max(self.read - usual.read * longer, self.lint - usual.lint * longer)


def _check(folder: Path, *, lints: bool) -> tuple[Took, list[Problem]]:
    """What `ashore check` finds in a library, and how long it took.

    Of what was read before, no pattern is left to be had for nothing, and no object to look through.
    """
    re.purge()
    gc.collect()
    gc.freeze()
    manuscript, read = clocked(lambda: _read(folder))
    if isinstance(manuscript, LibraryError):
        return Took(read, 0.0), list(manuscript.problems)
    found, linted = clocked(lambda: lint(manuscript, _TODAY) if lints else [])
    return Took(read, linted), found


def _read(folder: Path) -> Manuscript | LibraryError:
    try:
        return load.read_manuscript(folder)
    except LibraryError as error:
        return error


@dataclass
class Desk:
    """A folder with a library in which one file at a time is damaged, read, and put back."""

    folder: Path
    chance: random.Random
    tally: Tally = field(default_factory=Tally)
    usual: dict[tuple[str, str], Took] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.vandal = Vandal(self.chance)

    def damage(self, name: str, text: str) -> None:
        """One mutant of a file."""
        self.hold(name, text, self.vandal.damage(text))

    def hold(self, name: str, text: str, mutant: bytes) -> None:
        """What is promised of a file that became this mutant."""
        self.tally.done += 1
        # Longer than it was, a file may take longer, but no more than as much.
        longer = max(1.0, len(mutant) / len(text.encode()))
        try:
            found = self._take(name, mutant, text, longer)
        except Exception as error:
            self.tally.fault(
                RAISED, f"{name}: {type(error).__name__}: {error} {self._told(mutant)}"
            )
            return
        self.tally.counts[SOUND] += not found
        self._look(name, mutant, found)

    def _take(self, name: str, mutant: bytes, text: str, longer: float) -> list[Problem]:
        told = f"{name} {self._told(mutant)}"
        usual = self._usual(name, text)
        parse = partial(parse_yaml, mutant, self.folder / name, name)
        (_, found), spent = at_best(lambda: clocked(parse))
        if found and self.chance.random() > _WHOLE_SHARE:
            self.tally.took(spent, told)
            return found
        lints = bool(found) or self._lints()

        def check() -> tuple[list[Problem], float]:
            took, checked = _check(self.folder, lints=lints)
            return checked, took.above(usual, longer)

        with self._in_place(name, mutant):
            found, spent = at_best(check)
        self.tally.took(spent, told)
        return found

    def _lints(self) -> bool:
        return self.chance.random() < _LINT_SHARE

    def _usual(self, name: str, text: str) -> Took:
        """What the file takes as it is."""
        known = (name, text)  # the small library has files of the same names as the project's
        if known not in self.usual:
            with self._in_place(name, text.encode()):
                self.usual[known] = _check(self.folder, lints=True)[0]
        return self.usual[known]

    @contextmanager
    def _in_place(self, name: str, content: bytes) -> Iterator[None]:
        """The library with the file so; afterwards as it was."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        try:
            yield
        finally:
            if name in tiny.FILES:
                path.write_text(tiny.FILES[name], encoding="utf-8")
            else:
                path.unlink()

    def _look(self, name: str, mutant: bytes, found: list[Problem]) -> None:
        broken = parse_yaml(mutant, self.folder / name, name)[1]
        if broken and not any(problem.path == name for problem in found):
            self.tally.fault(SILENT, f"{name}: {broken[0]} {self._told(mutant)}")
        lines = _LINE_END.split(mutant.decode(errors="replace"))
        for problem in found[:_LOOKED_AT]:
            if not self._has_place(problem, lines if problem.path == name else None):
                self.tally.fault(PLACE, f"{problem} {self._told(mutant)}")

    def _has_place(self, problem: Problem, lines: list[str] | None) -> bool:
        """Whether there is such a place, and words for it in both languages."""
        words = [render(problem, language) for language in ("zh", "en")]
        if lines is None:
            path = self.folder / problem.path
            lines = _LINE_END.split(path.read_text("utf-8")) if path.is_file() else [""]
        line = lines[problem.line - 1] if 1 <= problem.line <= len(lines) else ""
        in_file = 1 <= problem.line <= len(lines) + 1 and 1 <= problem.column <= len(line) + 2
        return in_file and all(problem.code in said for said in words)

    def _told(self, mutant: bytes) -> str:
        return f"{len(mutant):,} bytes {shown(mutant.decode(errors='replace')[-400:])}"


# Files of a small sound library, and the project's own set among them.
damaged_yaml: Final = Fuzz(
    damage_portion,
    size=500,
    quick=1_500,
    long=100_000,
    what="files",
    promised={
        RAISED: "tracebacks",
        PLACE: "findings without a place",
        SILENT: "broken files without a finding",
    },
    sound=SOUND,
)
