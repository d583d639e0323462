"""What a check of lint is: the codes that it reports, and how it finds them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.library.lint.proofs import Proof, read_proofs
from bot.library.manuscript import Manuscript
from bot.library.problems import Problem
from bot.library.texts import TextSource


@dataclass(frozen=True, eq=False)
class Book:
    """What a check looks at: a manuscript, on a day."""

    manuscript: Manuscript
    today: date

    @property
    def sources(self) -> tuple[TextSource, ...]:
        """Every text as it stands in its file."""
        return self.manuscript.sources

    @cached_property
    def proofs(self) -> tuple[Proof, ...]:
        """Every text as it is worded with usual, extreme and unknown values; made once for all checks."""
        return tuple(read_proofs(self.manuscript, self.today))


@dataclass(frozen=True)
class Check:
    """A check. One that `blocks` is run before a library is used at all, so it takes no time to speak of."""

    codes: tuple[str, ...]
    find: Callable[[Book], Iterable[Problem]]
    blocks: bool = False
