"""The discount factors at which a series of flows is worth nothing: all of them, counted, not guessed.

A series is a sum of c·x^t, c the amount at the time t (whole days or periods) and x > 0 the discount
factor of one unit of time. By Descartes it has at most as many roots as its signs change, so one
change is one root. With more changes, the series is divided by x^s, s lying where the sign changes,
and differentiated: the result has one change fewer, and its own roots part the line into stretches on
which the divided series only rises or only falls. There a root is present or absent for certain.
"""

from collections.abc import Iterable, Sequence
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, localcontext
from itertools import pairwise
from typing import Final, TypeAlias

Term: TypeAlias = tuple[int, Decimal]

_DIGITS: Final = 50
# Powers of a factor over thousands of days leave the default range of exponents.
CONTEXT: Final = Context(prec=_DIGITS, Emax=MAX_EMAX, Emin=MIN_EMIN)
_FINE: Final = Decimal("1e-32")  # of a root, relative to it
_TOUCHING: Final = Decimal("1e-36")  # of the series, relative to its terms: less is nothing
_STEPS: Final = 400


def terms_of(flows: Iterable[Term]) -> tuple[Term, ...]:
    """The flows of each time added up, in the order of time, without those that cancel, from 0 on."""
    sums: dict[int, Decimal] = {}
    for time, amount in flows:
        sums[time] = sums.get(time, Decimal(0)) + amount
    left = sorted((time, amount) for time, amount in sums.items() if amount)
    return tuple((time - left[0][0], amount) for time, amount in left)


def sign_changes(amounts: Iterable[Decimal]) -> int:
    """How often the sign changes along a series; zeros do not count."""
    signs = [amount > 0 for amount in amounts if amount]
    return sum(one != other for one, other in pairwise(signs))


def positive_roots(terms: Sequence[Term]) -> list[Decimal]:
    """All factors x > 0 at which the series is zero, ascending, to 30 digits; a double one once.

    `terms` come from `terms_of`. The work grows with the square of the changes of sign.
    """
    with localcontext(CONTEXT):
        return _roots(terms)


def root_below_one(terms: Sequence[Term]) -> Decimal:
    """The factor between 0 and 1 of a series that is known to have exactly one there."""
    with localcontext(CONTEXT):
        return _narrow(terms, _below(terms, Decimal(1), sign=terms[0][1] > 0), Decimal(1))


def _roots(terms: Sequence[Term]) -> list[Decimal]:
    changes = sign_changes(amount for _, amount in terms)
    if changes == 0:
        return []
    marks = [Decimal(1)] if changes == 1 else _roots(_derived(terms))
    first, last = terms[0][1] > 0, terms[-1][1] > 0
    if not marks:
        marks = [Decimal(1)]
    signs = [_sign(terms, mark) for mark in marks]
    found = [mark for mark, sign in zip(marks, signs, strict=True) if sign == 0]
    if signs[0] and (signs[0] > 0) != first:
        found.append(_narrow(terms, _below(terms, marks[0], sign=first), marks[0]))
    for (low, one), (high, other) in pairwise(zip(marks, signs, strict=True)):
        if one * other < 0:
            found.append(_narrow(terms, low, high))
    if signs[-1] and (signs[-1] > 0) != last:
        found.append(_narrow(terms, marks[-1], _above(terms, marks[-1], sign=last)))
    return sorted(found)


def _derived(terms: Sequence[Term]) -> list[Term]:
    """The series over x^s, differentiated, with s in the middle of the change of sign in the middle."""
    places = [one[0] + other[0] for one, other in pairwise(terms) if (one[1] > 0) != (other[1] > 0)]
    twice = places[len(places) // 2]
    # No time lies at s itself, so that no term is lost.
    return [(time, amount * (2 * time - twice)) for time, amount in terms]


def _below(terms: Sequence[Term], mark: Decimal, *, sign: bool) -> Decimal:
    """A factor below the mark where the series has the sign that it has near zero."""
    step = Decimal(1) / terms[-1][0]
    while (value := _sign(terms, mark / (1 + step))) == 0 or (value > 0) != sign:
        step *= 2
    return mark / (1 + step)


def _above(terms: Sequence[Term], mark: Decimal, *, sign: bool) -> Decimal:
    """A factor above the mark where the series has the sign of its last term."""
    step = Decimal(1) / terms[-1][0]
    while (value := _sign(terms, mark * (1 + step))) == 0 or (value > 0) != sign:
        step *= 2
    return mark * (1 + step)


def _sign(terms: Sequence[Term], x: Decimal) -> int:
    """1, 0 or -1: the sign of the series at x; what is left of a touching root is nothing."""
    value, size, power, before = Decimal(0), Decimal(0), Decimal(1), 0
    powers: dict[int, Decimal] = {}
    for time, amount in terms:
        power *= _power(powers, x, time - before)
        before = time
        term = amount * power
        value += term
        size += abs(term)
    return 0 if abs(value) <= size * _TOUCHING else (1 if value > 0 else -1)


def _with_slope(terms: Sequence[Term], x: Decimal) -> tuple[Decimal, Decimal]:
    """The series and its derivative at x, by Horner's rule over the gaps between the times."""
    value, slope, after = Decimal(0), Decimal(0), terms[-1][0]
    powers: dict[int, Decimal] = {}
    for time, amount in reversed(terms):
        gap = after - time
        after = time
        if gap:
            power = _power(powers, x, gap)
            slope = slope * power + value * gap * power / x
            value = value * power
        value += amount
    return value, slope


def _power(powers: dict[int, Decimal], x: Decimal, exponent: int) -> Decimal:
    found = powers.get(exponent)
    if found is None:
        found = powers[exponent] = x**exponent
    return found


def _narrow(terms: Sequence[Term], low: Decimal, high: Decimal) -> Decimal:
    """The one root between two factors where the signs differ: Newton's steps, halving where they fail."""
    below = _sign(terms, low) > 0
    x, last = (low + high) / 2, high - low
    for _ in range(_STEPS):
        value, slope = _with_slope(terms, x)
        if value == 0:
            break
        low, high = (x, high) if (value > 0) == below else (low, x)
        step = value / slope if slope else last
        if abs(2 * step) > abs(last) or not low < x - step < high:
            step = x - (low + high) / 2
        last, x = step, x - step
        if abs(step) <= x * _FINE:
            break
    return x
