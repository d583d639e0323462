"""Which tests run a line, and how long they take: measured once for a state of the tree."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from coverage import CoverageData

from tests.mutation.contexts import SECONDS_FILE
from tests.mutation.mutants import Mutant

ROOT: Final = Path(__file__).parents[2]
KEPT: Final = ROOT / ".mutation"
# The packages' own tests, inside the process: another process does not have the mutant.
TESTED: Final = (
    "tests/flow", "tests/flows", "tests/runtime", "tests/store", "tests/cli/test_keys.py",
    "tests/cli/test_dead_letters.py", "--ignore=tests/runtime/test_process.py",
)  # fmt: skip
_READ: Final = ("bot", "content", "flows", "tests")


@dataclass(frozen=True)
class Covering:
    """The tests of each line, and their seconds."""

    data: CoverageData
    seconds: dict[str, float]

    def tests_of(self, mutant: Mutant) -> set[str]:
        """The tests that come by the mutant's line, or by its statement's first."""
        lines = self.data.contexts_by_lineno(str(mutant.path))
        for line in (mutant.line, mutant.statement):
            if found := {name for name in lines.get(line, ()) if name in self.seconds}:
                return found
        return set()


def measure_covering(packages: Iterable[str]) -> Covering:
    """From the run of an earlier time, if nothing has changed since."""
    folder = KEPT / _state()
    data, seconds = folder / "coverage", folder / "seconds.json"
    if not seconds.exists():
        folder.mkdir(parents=True, exist_ok=True)
        settings = folder / "coveragerc"
        settings.write_text(
            f"[run]\nbranch = true\nparallel = true\npatch = subprocess\ndata_file = {data}\n"
            f"source_pkgs = {', '.join(name.replace('/', '.') for name in packages)}\n"
        )
        coverage = (sys.executable, "-m", "coverage")
        tests = (
            "-m",
            "pytest",
            "-q",
            "-n",
            "auto",
            "-p",
            "tests.mutation.contexts",
            *TESTED,
        )
        environment = {**os.environ, SECONDS_FILE: str(folder / "times.json")}
        run = [*coverage, "run", f"--rcfile={settings}", *tests]
        subprocess.run(run, cwd=ROOT, env=environment, check=False)
        combine = [*coverage, "combine", "-q", f"--rcfile={settings}"]
        subprocess.run(combine, cwd=ROOT, check=True)
        (folder / "times.json").rename(seconds)
    covered = CoverageData(str(data))
    covered.read()
    return Covering(covered, json.loads(seconds.read_text("utf-8")))


def _state() -> str:
    digest = hashlib.sha256()
    for name in _READ:
        for path in sorted((ROOT / name).rglob("*")):
            if path.suffix in {".py", ".yaml"}:
                digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()[:16]
