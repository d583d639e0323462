"""What a row is asked for and gives back."""

import random
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from bot.library import Library


@dataclass(frozen=True)
class Course:
    """A row's run: how long, by which chance, in which folder, with which flows and words."""

    quick: bool
    chance: random.Random
    folder: Path
    library: Library
    library_folder: Path

    def pick(self, quick: int, long: int) -> int:
        """A number for the quick run, or for the long one."""
        return quick if self.quick else long

    def room(self, name: str) -> Path:
        """A folder of its own."""
        folder = self.folder / name
        folder.mkdir()
        return folder


@dataclass
class Finding:
    """How much was done, and what was measured against each promise."""

    size: str
    checks: list[tuple[str, str, bool]] = field(default_factory=list)

    def none(self, what: str, count: int) -> None:
        """Promised: none of these."""
        self.checks.append((f"0 {what}", f"{count:,} {what}", count == 0))

    def at_most(self, what: str, found: float, bound: float) -> None:
        """Promised: not more than this."""
        self.checks.append((f"≤ {bound:,g} {what}", f"{found:,.4g} {what}", found <= bound))

    def exactly(self, what: str, found: int, wanted: int) -> None:
        """Promised: this many."""
        self.checks.append((f"{wanted:,} {what}", f"{found:,} {what}", found == wanted))


Row: TypeAlias = Callable[[Course], Coroutine[Any, Any, Finding]]
