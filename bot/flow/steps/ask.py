"""`ask`: one slot, typed or tapped."""

from dataclasses import dataclass
from typing import ClassVar

from bot.flow.model import STRICT
from bot.flow.stops import Stop
from bot.flow.walk import Walk


@dataclass(frozen=True, kw_only=True)
class Ask:
    """Ask for one slot. `must` is a condition on `answer`; `optional` offers to skip at once.

    An answer for which `sure` holds is unusual: it counts once the borrower has said yes to it.
    """

    __pydantic_config__: ClassVar = STRICT
    asks: ClassVar[bool] = True

    ask: str
    must: str | None = None
    sure: str | None = None
    optional: bool = False
    if_: str | None = None

    def walk(self, walk: Walk) -> Stop | None:
        """Take the answer, or wait for it."""
        stop = walk.question(self.ask, optional=self.optional, must=self.must)
        return walk.confirm(self.sure) if stop is None and self.sure is not None else stop
