"""`repeat`: a list of items, each asked by its own steps."""

from dataclasses import dataclass
from typing import ClassVar

from bot.flow.list_walk import walk_list
from bot.flow.model import STRICT, Steps
from bot.flow.stops import ListRules, Stop
from bot.flow.walk import Walk


@dataclass(frozen=True, kw_only=True)
class Repeat:
    """Ask for a list; `min` and `max` bound its length.

    An item may be marked with any of `marks`; with `star`, one item may be starred. Two items with
    equal answers to `alike` are pointed out.
    """

    __pydantic_config__: ClassVar = STRICT
    asks: ClassVar[bool] = True

    repeat: str
    steps: Steps
    min: int = 0
    max: int = 20
    marks: tuple[str, ...] = ()
    star: bool = False
    alike: tuple[str, ...] = ()
    if_: str | None = None

    def walk(self, walk: Walk) -> Stop | None:
        """Take every item, then wait for add, change, remove or done."""
        rules = ListRules(self.min, self.max, self.marks, self.star, self.alike)
        return walk_list(walk, self.repeat, steps=self.steps, rules=rules)
