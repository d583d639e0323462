"""The lock files, read: name, version, marker and hashes of each dependency."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
_PIN: Final = re.compile(
    r"(?P<name>[a-z0-9]+(?:-[a-z0-9]+)*)==(?P<version>[\w.+!]+)(?: ; (?P<marker>.+))?"
)
_HASH: Final = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True)
class Pin:
    """A dependency as a lock has it; `hashes` are the SHA-256 of its files."""

    name: str
    version: str
    marker: str | None
    hashes: tuple[str, ...]

    @property
    def purl(self) -> str:
        """Its package URL."""
        return f"pkg:pypi/{self.name}@{self.version}"


def read_lock(path: Path) -> list[Pin]:
    """Every dependency. Raises ValueError at what is neither a pin nor a hash of it."""
    pins = []
    for line in path.read_text("utf-8").replace("\\\n", " ").splitlines():
        pin, *hashes = (part.strip() for part in re.split(r"\s(?=--)", line))
        found, kept = _PIN.fullmatch(pin), [_HASH.fullmatch(part) for part in hashes]
        if found is None or not kept or None in kept:
            raise ValueError(f"{path.name}: {line[:80]}")
        contents = tuple(one[1] for one in kept if one is not None)
        pins.append(Pin(found["name"], found["version"], found["marker"], contents))
    return pins
