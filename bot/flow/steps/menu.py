"""`menu`: a hub: pick, do, return to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from bot.flow.model import STRICT, Steps
from bot.flow.stops import Hub, Stop
from bot.flow.walk import Walk


@dataclass(frozen=True, kw_only=True)
class Menu:
    """Offer items; each runs its steps as a visit of its own, then the menu is back."""

    __pydantic_config__: ClassVar = STRICT
    asks: ClassVar[bool] = False

    menu: str
    items: Mapping[str, Steps]
    if_: str | None = None

    def walk(self, walk: Walk) -> Stop | None:
        """Wait for a pick, always: a visit to an item is a walk of its own."""
        return Hub(walk.flow, self.menu, tuple(self.items))
