"""How long a debt takes to clear."""

from decimal import ROUND_HALF_UP, Decimal

_CENT = Decimal("0.01")
_MONTHS_A_YEAR = 12


def months_to_clear(
    balance: Decimal, monthly: Decimal, *, yearly_percent: Decimal = Decimal(0)
) -> int | None:
    """The months until `balance` (yuan) is paid off with `monthly` (yuan) at the end of each.

    Interest accrues once a month at a twelfth of `yearly_percent` (nominal, percent a year), rounded
    to the cent, half up; the last payment may be smaller. None means never: the payment does not
    exceed the first month's interest, which is decided before anything is counted. Raises ValueError
    for a negative balance or rate.
    """
    if balance < 0 or yearly_percent < 0:
        raise ValueError("a balance and a rate are not negative")
    if balance == 0:
        return 0
    if monthly <= _interest(balance, yearly_percent):
        return None
    months = 0
    while balance > 0:
        balance += _interest(balance, yearly_percent) - monthly
        months += 1
    return months


def _interest(balance: Decimal, yearly_percent: Decimal) -> Decimal:
    return (balance * yearly_percent / 100 / _MONTHS_A_YEAR).quantize(_CENT, ROUND_HALF_UP)
