"""`call`: another flow, and back."""

from dataclasses import dataclass
from typing import ClassVar

from bot.flow.model import STRICT
from bot.flow.stops import Stop
from bot.flow.walk import Walk


@dataclass(frozen=True, kw_only=True)
class Call:
    """Go through another flow, then go on here."""

    __pydantic_config__: ClassVar = STRICT
    asks: ClassVar[bool] = False

    call: str
    if_: str | None = None

    def walk(self, walk: Walk) -> Stop | None:
        """Go through it; wait where it waits."""
        return walk.call(self.call)
