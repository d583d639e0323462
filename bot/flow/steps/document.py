"""`document`: a chart, a letter, a summary."""

from dataclasses import dataclass
from typing import ClassVar

from bot.flow.model import STRICT
from bot.flow.walk import Stop, Walk


@dataclass(frozen=True, kw_only=True)
class Document:
    """Make a document, by its name in the words."""

    __pydantic_config__: ClassVar = STRICT
    asks: ClassVar[bool] = False

    document: str
    if_: str | None = None

    def walk(self, walk: Walk) -> Stop | None:
        """Hand it over, and go on."""
        walk.beat("document", self.document, f"{self.document}.text")
        return None
