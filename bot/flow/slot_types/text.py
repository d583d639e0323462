"""Free text: a name, a few words to a counselor."""

from dataclasses import dataclass
from typing import ClassVar

from bot.flow.model import STRICT, Reading, Rejection
from bot.flow.normalise import clean, plain
from bot.flow.rejections import reject
from bot.flow.values import Value


@dataclass(frozen=True)
class Text:
    """Text of at most `max_length` characters, kept as it was written, without unseen characters."""

    kind: ClassVar[str] = "text"
    __pydantic_config__: ClassVar = STRICT

    max_length: int = 500

    def parse(self, text: str, _: Reading, /) -> Value | Rejection:
        """The text; `empty` if nothing of it can be seen, `too_long` beyond the limit."""
        kept = clean(text)
        if not plain(kept):
            return reject("empty", text)
        if len(kept) > self.max_length:
            return reject("too_long", text, limit=self.max_length)
        return kept
