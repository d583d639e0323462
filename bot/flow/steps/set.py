"""`set`: a computed value."""

from dataclasses import dataclass
from typing import ClassVar

from bot.flow.model import STRICT
from bot.flow.stops import Stop
from bot.flow.walk import Walk


@dataclass(frozen=True, kw_only=True)
class Set:
    """Set a fact to the value of an expression."""

    __pydantic_config__: ClassVar = STRICT
    asks: ClassVar[bool] = False

    set: str
    to: str
    if_: str | None = None

    def walk(self, walk: Walk) -> Stop | None:
        """Compute it, and go on."""
        walk.facts[self.set] = walk.evaluate(self.to)
        return None
