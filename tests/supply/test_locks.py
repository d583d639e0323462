"""Nothing is installed but what the locks name, byte for byte."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.supply.lock import ROOT, read_lock

LOCKS: Final = ("requirements.lock", "requirements-dev.lock")
PEERS: Final = "tests/bench/requirements.lock"  # of the bots that the benchmark compares with
_NAME: Final = re.compile(r"[A-Za-z0-9._-]+")


@pytest.mark.parametrize("lock", [*LOCKS, PEERS])
def test_every_line_is_a_pin_with_its_hashes(lock: str) -> None:
    """Nothing else stands in a lock: no registry's address, no option, no range of versions."""
    pins = read_lock(ROOT / lock)
    names = [pin.name for pin in pins]
    assert names == sorted(set(names))
    assert all(len(set(pin.hashes)) == len(pin.hashes) for pin in pins)
    assert "://" not in (ROOT / lock).read_text("utf-8")


@pytest.mark.parametrize(
    "line",
    [
        "click==8.1",
        "click>=8.1 --hash=sha256:" + "0" * 64,
        "--no-index --hash=sha256:" + "0" * 64,
        "click==8.1 --hash=md5:" + "0" * 32,
        "click @ file:click.whl --hash=sha256:" + "0" * 64,
    ],
)
def test_a_line_that_is_no_pin_with_hashes_is_refused(tmp_path: Path, line: str) -> None:
    """So that the test before this one means something."""
    (tmp_path / "lock").write_text(line)
    with pytest.raises(ValueError, match="lock: "):
        read_lock(tmp_path / "lock")


def test_the_programs_own_needs_are_the_same_in_both_locks() -> None:
    """What is tested is what runs."""
    tested = {pin.name: pin for pin in read_lock(ROOT / "requirements-dev.lock")}
    for pin in read_lock(ROOT / "requirements.lock"):
        assert tested[pin.name] == pin


def test_whatever_the_project_asks_for_is_locked() -> None:
    """Dependencies and pictures in the one, everything in the other."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = project["project"]["optional-dependencies"]
    runs = [*project["project"]["dependencies"], *extras["pictures"]]
    tested = [*runs, *extras["i18n"], *project["dependency-groups"]["dev"]]
    for lock, asked in zip(LOCKS, (runs, tested), strict=True):
        names = {pin.name for pin in read_lock(ROOT / lock)}
        assert {found[0].lower() for one in asked if (found := _NAME.match(one))} <= names


def _installing() -> Iterator[tuple[str, str]]:
    """Every command that installs from a lock, in documents, scripts and workflows."""
    files = [*ROOT.glob("*.md"), *(ROOT / ".ci").iterdir(), *(ROOT / ".github").rglob("*.yml")]
    for path in files:
        for command in re.split(r"&&|\n|`", path.read_text("utf-8")):
            if re.search(r"pip\d? install", command) and ".lock" in command:
                yield path.name, command


def test_whatever_installs_from_a_lock_demands_the_hashes() -> None:
    """A file that is not the one of the lock is refused, also where no line has a hash."""
    found = list(_installing())
    assert len(found) >= 3
    for name, command in found:
        assert "--require-hashes" in command, f"{name}: {command}"
