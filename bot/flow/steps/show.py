"""`show`: a text."""

from dataclasses import dataclass
from typing import ClassVar

from bot.flow.model import STRICT
from bot.flow.stops import Stop
from bot.flow.walk import Walk


@dataclass(frozen=True, kw_only=True)
class Show:
    """Show a text, by its name in the words."""

    __pydantic_config__: ClassVar = STRICT
    asks: ClassVar[bool] = False

    show: str
    if_: str | None = None

    def walk(self, walk: Walk) -> Stop | None:
        """Say it, and go on."""
        walk.beat("text", self.show, self.show)
        return None
