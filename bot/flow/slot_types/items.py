"""The list that a repeat collects. Its items have slots of their own; nothing is typed for it."""

from dataclasses import dataclass
from typing import ClassVar

from bot.flow.model import STRICT, Reading, Rejection
from bot.flow.rejections import reject
from bot.flow.values import Value


@dataclass(frozen=True)
class Items:
    """A list of items, made with the buttons of its screen.

    `added` says whether its amounts mean something added up: those of a week and of a month do not.
    """

    kind: ClassVar[str] = "items"
    __pydantic_config__: ClassVar = STRICT

    added: bool = True

    def parse(self, text: str, _: Reading, /) -> Value | Rejection:
        """Always `not_option`: only the screen's buttons answer it."""
        return reject("not_option", text)
