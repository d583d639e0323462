"""`document`: a chart, a letter, a summary."""

from dataclasses import dataclass
from typing import ClassVar

from bot.flow.model import STRICT, Picture, PictureKind
from bot.flow.values import Unknown
from bot.flow.walk import Stop, Walk


@dataclass(frozen=True, kw_only=True)
class Document:
    """Make a document, by its name in the words; with a `picture` `of` what an expression gives."""

    __pydantic_config__: ClassVar = STRICT
    asks: ClassVar[bool] = False

    document: str
    picture: PictureKind | None = None
    of: str | None = None
    if_: str | None = None

    def walk(self, walk: Walk) -> Stop | None:
        """Hand it over, and go on."""
        walk.beat("document", self.document, f"{self.document}.text", picture=self._drawn(walk))
        return None

    def _drawn(self, walk: Walk) -> Picture | None:
        """The picture; none where what it would show is not known: the text stands alone then."""
        if self.picture is None or self.of is None:
            return None
        data = walk.evaluate(self.of)
        return None if isinstance(data, Unknown) or data == () else Picture(self.picture, data)
