"""One of the options on the screen."""

from dataclasses import dataclass
from typing import ClassVar

from bot.flow.model import STRICT, Reading, Rejection
from bot.flow.option_matching import matching_options
from bot.flow.rejections import reject
from bot.flow.values import Value


@dataclass(frozen=True)
class Choice:
    """The name of an option."""

    kind: ClassVar[str] = "choice"
    __pydantic_config__: ClassVar = STRICT

    def parse(self, text: str, reading: Reading, /) -> Value | Rejection:
        """The option meant: by its number, its label in any language, its name, or part of a label."""
        names = matching_options(text, reading.options)
        if len(names) > 1:
            return reject("several_options", text, options=names)
        return names[0] if names else reject("not_option", text)
