"""`repeat`: a list of items, each asked by its own steps."""

from dataclasses import dataclass
from typing import ClassVar

from bot.flow.model import STRICT, Steps
from bot.flow.walk import Stop, Walk


@dataclass(frozen=True, kw_only=True)
class Repeat:
    """Ask for a list; `min` and `max` bound its length."""

    __pydantic_config__: ClassVar = STRICT
    asks: ClassVar[bool] = True

    repeat: str
    steps: Steps
    min: int = 0
    max: int = 20
    if_: str | None = None

    def walk(self, walk: Walk) -> Stop | None:
        """Take every item, then wait for add, change, remove or done."""
        return walk.repeat(self.repeat, self.steps, least=self.min, most=self.max)
