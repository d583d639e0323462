"""`end`: done, with the name of an outcome."""

from dataclasses import dataclass
from typing import ClassVar

from bot.flow.model import STRICT
from bot.flow.stops import Ended, Stop
from bot.flow.walk import Walk


@dataclass(frozen=True, kw_only=True)
class End:
    """End the flow; `next` offers flows and cards (`flow:…`, `card:…`)."""

    __pydantic_config__: ClassVar = STRICT
    asks: ClassVar[bool] = False

    end: str
    next: tuple[str, ...] = ()
    if_: str | None = None

    def walk(self, walk: Walk) -> Stop | None:
        """Stop for good."""
        return Ended(walk.flow, self.end, self.next)
