"""`ask`: one slot, typed or tapped."""

from dataclasses import dataclass
from typing import ClassVar

from bot.flow.model import STRICT
from bot.flow.walk import Stop, Walk


@dataclass(frozen=True, kw_only=True)
class Ask:
    """Ask for one slot. `must` is a condition on `answer`; `optional` offers to skip at once."""

    __pydantic_config__: ClassVar = STRICT
    asks: ClassVar[bool] = True

    ask: str
    must: str | None = None
    optional: bool = False
    if_: str | None = None

    def walk(self, walk: Walk) -> Stop | None:
        """Take the answer, or wait for it."""
        return walk.question(self.ask, optional=self.optional, must=self.must)
