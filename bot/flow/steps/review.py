"""`review`: the answers so far, each with a Change button."""

from dataclasses import dataclass
from typing import ClassVar

from bot.flow.model import STRICT
from bot.flow.stops import Stop
from bot.flow.walk import Walk


@dataclass(frozen=True, kw_only=True)
class Review:
    """Show the answers to these slots, or to all, and wait for a look over them."""

    __pydantic_config__: ClassVar = STRICT
    asks: ClassVar[bool] = False

    review: tuple[str, ...] = ()
    if_: str | None = None

    def walk(self, walk: Walk) -> Stop | None:
        """Wait until they have been looked over, again after each change."""
        return walk.review(self.review)
