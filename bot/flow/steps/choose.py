"""`choose`: one or several of some options, as buttons."""

from dataclasses import dataclass
from typing import ClassVar

from bot.flow.model import STRICT
from bot.flow.stops import Stop
from bot.flow.walk import Walk


@dataclass(frozen=True, kw_only=True)
class Choose:
    """Choose among options: their names, or an expression that gives them."""

    __pydantic_config__: ClassVar = STRICT
    asks: ClassVar[bool] = True

    choose: str
    options: tuple[str, ...] | str
    many: bool = False
    optional: bool = False
    if_: str | None = None

    def walk(self, walk: Walk) -> Stop | None:
        """Take the choice, or wait for it."""
        options = self.options
        if isinstance(options, str):
            computed = walk.evaluate(options)
            options = (
                tuple(str(name) for name in computed) if isinstance(computed, tuple | list) else ()
            )
        return walk.question(self.choose, options=options, many=self.many, optional=self.optional)
