"""A count or another number without a unit."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from bot.flow.model import STRICT, Reading, Rejection
from bot.flow.normalise import squeeze
from bot.flow.numerals import LONGEST, numbers, read
from bot.flow.rejections import reject, within
from bot.flow.values import Value

_NONE = frozenset({"没有", "没", "无", "none", "nothing", "no"})


@dataclass(frozen=True)
class Number:
    """A number between `min` and `max`, both allowed; a whole one if `whole`."""

    kind: ClassVar[str] = "number"
    __pydantic_config__: ClassVar = STRICT

    min: Decimal | None = None
    max: Decimal | None = None
    whole: bool = False

    def parse(self, text: str, _: Reading, /) -> Value | Rejection:
        """The one number in the text: `3`, `三张`, `two children`. 没有 is 0."""
        if squeeze(text[:LONGEST]) in _NONE:
            return within(Decimal(0), text, least=self.min, most=self.max)
        found = numbers(read(text)) or ()
        values = {number.value for number in found}
        if len(values) > 1:
            return reject("several_values", text)
        if not values or found[0].after.lstrip().startswith(("%", "percent", "‰")):
            return reject("not_number", text)
        value = within(values.pop(), text, least=self.min, most=self.max)
        if self.whole and isinstance(value, Decimal) and value % 1:
            return reject("not_number", text)
        return value
