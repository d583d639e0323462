"""Money and percentages: the one place where they are rounded, and where an amount is too large."""

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

from bot.errors import InputError

CENT: Final = Decimal("0.01")
# The most that is reckoned with, in yuan: above it somebody has typed a telephone number.
MOST: Final = Decimal(10_000_000_000)
_PERCENT_PLACES: Final = 2
# A rate of days can have dozens of digits before the point; rounding is exact for them too.
_WIDE: Final = Context(prec=200)


def cents(value: Decimal | int) -> Decimal:
    """An amount in yuan to the cent, half up: away from zero where it lies in the middle."""
    return Decimal(value).quantize(CENT, ROUND_HALF_UP, _WIDE)


def percent(value: Decimal | int, *, places: int = _PERCENT_PLACES) -> Decimal:
    """A percentage to so many places, half up; two is what people are shown."""
    return Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)


def bounded(value: Decimal | int, *, least: Decimal | int | None = None) -> Decimal:
    """An amount in yuan as it was given, if it can be reckoned with; it is not rounded.

    `least` is the smallest amount allowed. Raises InputError: `amount_absurd` for what is no number
    or beyond ten thousand million yuan either way, `amount_too_small` below `least`.
    """
    amount = Decimal(value)
    if not amount.is_finite() or abs(amount) > MOST:
        raise InputError("amount_absurd", amount=str(value), most=MOST)
    if least is not None and amount < least:
        raise InputError("amount_too_small", amount=amount, least=Decimal(least))
    return amount
