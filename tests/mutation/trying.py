"""A pytest plugin that tries mutants: each in a fork, with the tests that come by it."""

import gc
import os
import resource
import shutil
import signal
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import _lru_cache_wrapper
from types import CodeType, FunctionType
from typing import Final, TypeAlias

import pytest

from tests.mutation.covering import ROOT, Covering
from tests.mutation.mutants import Mutant

_MOST_SECONDS: Final = 40.0  # of tests for one mutant, as long as they took when measured
_PATIENCE: Final = 10  # times as long as a test took, and seconds more
_MOST_MEMORY: Final = 4 << 30
_FAILED: Final = 1
_HUNG: Final = 14


Change: TypeAlias = tuple[FunctionType, CodeType]


class Fate(Enum):
    """What became of a mutant."""

    KILLED = "killed"
    TIMED_OUT = "timed out"
    SURVIVED = "survived"
    UNCOVERED = "no test comes by"
    NO_PROGRAM = "no program"


@dataclass(frozen=True)
class Attempt:
    """A mutant, or with `changed` false its tests alone: they must pass."""

    mutant: Mutant
    changed: bool


@dataclass
class Trial:
    """Tries the mutants in the place where pytest would run the tests."""

    attempts: Sequence[Attempt]
    covering: Covering
    jobs: int
    fates: dict[int, Fate] = field(default_factory=dict)
    _child: bool = False

    def pytest_configure(self) -> None:
        """Examples that hang on nothing: no chance, no hurry, none of another mutant's."""
        import hypothesis  # pytest wants to be the first to import a plugin

        every = list(hypothesis.HealthCheck)
        hypothesis.settings.register_profile(
            "mutation", database=None, deadline=None, derandomize=True, suppress_health_check=every
        )
        hypothesis.settings.load_profile("mutation")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Fork after fork, `jobs` at a time."""
        items = {item.nodeid: item for item in session.items}
        _read_the_library(session.items)
        functions = _live_functions()
        gc.freeze()
        running: dict[int, tuple[int, str]] = {}
        for number, attempt in enumerate(self.attempts):
            mutant = attempt.mutant
            key = (str(mutant.path), mutant.function, mutant.first_line)
            chosen = [items[name] for name in self._chosen(mutant) if name in items]
            code = _compiled(mutant)
            if not chosen:
                self.fates[number] = Fate.UNCOVERED
            elif code is None or key not in functions:
                self.fates[number] = Fate.NO_PROGRAM
            else:
                change = (functions[key], code) if attempt.changed else None
                running.update([self._fork(number, chosen, change)])
            if len(running) == self.jobs:
                self._wait(running)
        while running:
            self._wait(running)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One test that fails is enough."""
        if self._child and report.failed:
            os._exit(_FAILED)

    def _chosen(self, mutant: Mutant) -> list[str]:
        """The package's own tests that come by and then others, the quickest first, in so much time."""
        own = f"tests/{mutant.path.relative_to(ROOT).parts[1]}/"
        seconds = self.covering.seconds
        spent = 0.0
        quickest: defaultdict[str, list[str]] = defaultdict(list)
        for name in sorted(
            self.covering.tests_of(mutant),
            key=lambda name: (not name.startswith(own), seconds[name]),
        ):
            spent += seconds[name]
            if spent > _MOST_SECONDS and quickest:
                break
            quickest[name.partition("::")[0]].append(name)
        return [name for names in quickest.values() for name in names]

    def _fork(
        self, number: int, items: list[pytest.Item], change: Change | None
    ) -> tuple[int, tuple[int, str]]:
        room = tempfile.mkdtemp(prefix="ashore-mutant-")
        pid = os.fork()
        if pid == 0:
            self._child = True
            self._try(items, change, room)
        return pid, (number, room)

    def _try(self, items: list[pytest.Item], change: Change | None, room: str) -> None:
        """In the fork: exchange the code, run the tests, and be gone."""
        os.setsid()
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (1, 2):
            os.dup2(nowhere, stream)
        os.environ["PYTEST_DEBUG_TEMPROOT"] = room
        tempfile.tempdir = room
        expected = sum(self.covering.seconds[item.nodeid] for item in items)
        most = _PATIENCE * int(expected + _PATIENCE)
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
        resource.setrlimit(resource.RLIMIT_DATA, (_MOST_MEMORY, _MOST_MEMORY))
        signal.signal(signal.SIGALRM, lambda *_: os._exit(_HUNG))
        if change is not None:
            function, code = change
            function.__code__ = code
        for item, following in zip(items, [*items[1:], None], strict=True):
            signal.alarm(_PATIENCE * int(self.covering.seconds[item.nodeid] + 2))
            item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
        os._exit(0)

    def _wait(self, running: dict[int, tuple[int, str]]) -> None:
        pid, status = os.wait()
        number, room = running.pop(pid)
        shutil.rmtree(room, ignore_errors=True)
        match os.waitstatus_to_exitcode(status):
            case 0:
                fate = Fate.SURVIVED
            case code if code in (_HUNG, -signal.SIGXCPU, -signal.SIGKILL):
                fate = Fate.TIMED_OUT
            case _:
                fate = Fate.KILLED
        self.fates[number] = fate
        sys.stdout.write({Fate.SURVIVED: "S", Fate.TIMED_OUT: "T"}.get(fate, "."))
        sys.stdout.flush()


def _read_the_library(items: Sequence[pytest.Item]) -> None:
    """Once, before the forks; what was remembered on the way is forgotten."""
    from bot.testing.plugin import CaseItem

    case = next((item for item in items if isinstance(item, CaseItem)), None)
    if case is not None:
        case.runtest()
    for found in gc.get_objects():
        if isinstance(found, _lru_cache_wrapper) and found.__module__.startswith("bot.flow"):
            found.cache_clear()


def _live_functions() -> dict[tuple[str, str, int], FunctionType]:
    codes: dict[tuple[str, str, int], FunctionType] = {}
    for found in gc.get_objects():
        if isinstance(found, FunctionType):
            code = found.__code__
            codes[code.co_filename, code.co_qualname, code.co_firstlineno] = found
    return codes


def _compiled(mutant: Mutant) -> CodeType | None:
    try:
        return mutant.compiled()
    except SyntaxError:
        return None
