"""`document`: a chart, a letter, a summary."""

from dataclasses import dataclass, replace
from typing import ClassVar

from bot.flow.disclosure import disclosed
from bot.flow.model import STRICT, Audience, Picture, PictureKind, Text
from bot.flow.stops import Stop
from bot.flow.values import Unknown
from bot.flow.walk import Beat, Walk


@dataclass(frozen=True, kw_only=True)
class Document:
    """Make a document, by its name in the words; with a `picture` `of` what an expression gives.

    One whose `audience` is a `creditor` holds no free text and nothing of health.
    """

    __pydantic_config__: ClassVar = STRICT
    asks: ClassVar[bool] = False

    document: str
    picture: PictureKind | None = None
    of: str | None = None
    audience: Audience = "borrower"
    if_: str | None = None

    def walk(self, walk: Walk) -> Stop | None:
        """Hand it over, and go on."""
        key, picture = f"{self.document}.text", self._drawn(walk)
        if self.audience == "creditor":
            self._disclose(walk, key, picture)
        else:
            walk.beat("document", self.document, key, picture=picture)
        return None

    def _disclose(self, walk: Walk, key: str, picture: Picture | None) -> None:
        """What a creditor may not be shown does not even reach the words."""
        drawn = {"": picture.data} if picture else {}
        told = disclosed(walk.library, {**walk.facts, **drawn})
        if picture is not None:
            picture = replace(picture, data=told.pop(""))
        text = Text(walk.flow, key, told)
        walk.beats.append(
            Beat("document", walk.flow, self.document, text, picture=picture, audience="creditor")
        )

    def _drawn(self, walk: Walk) -> Picture | None:
        """The picture; none where what it would show is not known: the text stands alone then."""
        if self.picture is None or self.of is None:
            return None
        data = walk.evaluate(self.of)
        return None if isinstance(data, Unknown) or data == () else Picture(self.picture, data)
