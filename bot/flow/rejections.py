"""How slot types turn an answer down: the code, the words said, and the limit that was passed."""

from decimal import Decimal
from typing import Final

from bot.flow.model import Rejection
from bot.flow.normalise import clean
from bot.flow.numerals import CEILING
from bot.flow.values import Value

SAID: Final = 40  # characters of a rejected answer that are shown again


def reject(code: str, text: str, **values: Value) -> Rejection:
    """The rejection of `text`, whose first forty characters are kept as `said`, on one line."""
    said = " ".join(clean(text[: 10 * SAID]).split())
    return Rejection(code, {"said": said[:SAID], **values})


def within(
    value: Decimal, text: str, *, least: Decimal | None, most: Decimal | None
) -> Decimal | Rejection:
    """The value if it lies between the bounds (inclusive) and within what can be reckoned with."""
    most = CEILING if most is None else min(most, CEILING)
    least = -CEILING if least is None else max(least, -CEILING)
    if value < least:
        return reject("too_small", text, limit=least)
    return reject("too_big", text, limit=most) if value > most else value
