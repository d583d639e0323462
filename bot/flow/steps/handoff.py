"""`handoff`: to a human counselor, if the borrower agrees."""

from dataclasses import dataclass
from typing import ClassVar

from bot.flow.model import STRICT
from bot.flow.stops import Stop
from bot.flow.walk import Walk


@dataclass(frozen=True, kw_only=True)
class Handoff:
    """Offer to hand the case over; the words say what would be handed over."""

    __pydantic_config__: ClassVar = STRICT
    asks: ClassVar[bool] = False

    handoff: str
    if_: str | None = None

    def walk(self, walk: Walk) -> Stop | None:
        """Wait for yes or no; on yes hand over."""
        return walk.offer("handoff", self.handoff)
