"""`if`: a branch."""

from dataclasses import dataclass
from typing import ClassVar

from bot.flow.model import STRICT, Steps
from bot.flow.stops import Stop
from bot.flow.walk import Walk


@dataclass(frozen=True, kw_only=True)
class If:
    """Take `then` where the condition holds, `else` where it does not."""

    __pydantic_config__: ClassVar = STRICT
    asks: ClassVar[bool] = False

    if_: str
    then: Steps
    else_: Steps = ()

    def walk(self, walk: Walk) -> Stop | None:
        """Take `then`; a walk takes `else` by itself, as the condition guards this step too."""
        return walk.steps(self.then)
