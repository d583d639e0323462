"""What a fact may hold at a place of a flow: one of some values, a number within bounds, or anything."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

# A bound: the number, and whether it is itself left out. None: there is none.
Bound = tuple[Decimal, bool] | None

FLIPPED: Final[Mapping[str, str]] = {
    "lt": "gt", "lteq": "gteq", "gt": "lt", "gteq": "lteq", "eq": "eq", "ne": "ne",
}  # fmt: skip
_OPPOSITE: Final[Mapping[str, str]] = {
    "lt": "gteq", "lteq": "gt", "gt": "lteq", "gteq": "lt", "eq": "ne", "ne": "eq",
}  # fmt: skip
_HOLDS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "lt": lambda one, other: one < other,
    "lteq": lambda one, other: one <= other,
    "gt": lambda one, other: one > other,
    "gteq": lambda one, other: one >= other,
    "eq": lambda one, other: one == other,
    "ne": lambda one, other: one != other,
}


@dataclass(frozen=True)
class Held:
    """All that a fact may be. `values` are the only known ones, None where they cannot be counted.

    `low` and `high` bound a number, or a day counted from today. `unknown`: it may have been
    skipped; `missing`: on some way here it was neither asked nor set.
    """

    values: frozenset[Any] | None = None
    low: Bound = None
    high: Bound = None
    unknown: bool = False
    missing: bool = False

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing that it could be: nobody comes here."""
        return not (self.may_be_known or self.unknown or self.missing)

    @property
    def may_be_known(self) -> bool:
        """Whether it may have a value."""
        if self.values is not None:
            return bool(self.values)
        if self.low is None or self.high is None:
            return True
        open_ = self.low[1] or self.high[1]
        return self.low[0] < self.high[0] or (self.low[0] == self.high[0] and not open_)

    @property
    def may_be_unknown(self) -> bool:
        """Whether it may have none."""
        return self.unknown or self.missing

    @property
    def known(self) -> "Held":
        """The same where it has a value."""
        return Held(self.values, self.low, self.high) if self.may_be_unknown else self

    @property
    def no_value(self) -> "Held":
        """The same where it has none."""
        return Held(frozenset(), unknown=self.unknown, missing=self.missing)

    def joined(self, other: "Held") -> "Held":
        """What it may be by either of two ways."""
        if self is other:
            return self
        unknown, missing = self.unknown or other.unknown, self.missing or other.missing
        if not self.may_be_known or not other.may_be_known:
            known = other if not self.may_be_known else self
            return replace(known, unknown=unknown, missing=missing)
        if self.values is not None and other.values is not None:
            return Held(self.values | other.values, unknown=unknown, missing=missing)
        one, two = self.bounds(), other.bounds()
        low = None if one[0] is None or two[0] is None else min(one[0], two[0])
        high = None if one[1] is None or two[1] is None else max(one[1], two[1], key=_from_above)
        return Held(None, low, high, unknown, missing)

    def bounds(self) -> tuple[Bound, Bound]:
        """The least and the greatest number that it may be."""
        if self.values is None:
            return self.low, self.high
        if not self.values or not all(map(_is_number, self.values)):
            return None, None
        return (Decimal(min(self.values)), False), (Decimal(max(self.values)), False)

    def among(self, wanted: Callable[[Any], bool]) -> "Held":
        """The known values of which something is so; only where they can be counted."""
        return Held(frozenset(value for value in self.values or () if wanted(value)))


ANYTHING: Final = Held()
NOTHING: Final = Held(frozenset())
MISSING: Final = Held(frozenset(), missing=True)
ANYTHING_OR_UNKNOWN: Final = Held(unknown=True)


def only(*values: Any) -> Held:
    """Just these values."""
    return Held(frozenset(values))


def compared(held: Held, sign: str, other: Held) -> tuple[Held, bool]:
    """What remains of a fact for which the comparison is true, and whether it may also be false.

    A comparison with what is unknown is false.
    """
    known = _kept(held.known, sign, other.known)
    certain = not (held.may_be_unknown or other.may_be_unknown)
    may_fail = not certain or _kept(held.known, _OPPOSITE[sign], other.known).may_be_known
    return known, may_fail


def failed(held: Held, sign: str, other: Held) -> Held:
    """What remains of a fact for which the comparison is false."""
    if other.may_be_unknown:
        return held
    kept = _kept(held.known, _OPPOSITE[sign], other.known)
    return replace(kept, unknown=held.unknown, missing=held.missing)


def _kept(held: Held, sign: str, other: Held) -> Held:
    """The known part of which the comparison with some value of the other may be true."""
    if not other.may_be_known:
        return NOTHING
    if held.values is not None and other.values is not None:
        others = other.values
        return held.among(lambda value: any(_holds(sign, value, another) for another in others))
    low, high = other.bounds()
    if held.values is not None:
        return held.among(lambda value: _fits(value, sign, low, high))
    if sign == "ne":
        return held
    if sign == "eq" and other.values is not None:
        return other.among(lambda value: _fits(value, "eq", held.low, held.high))
    return _narrowed(held, sign, low, high)


def _narrowed(held: Held, sign: str, low: Bound, high: Bound) -> Held:
    """A number's bounds, narrowed by what it is compared with."""
    if sign in ("lt", "lteq", "eq") and high is not None:
        bound = (high[0], high[1] or sign == "lt")
        if held.high is None or _from_above(bound) < _from_above(held.high):
            held = replace(held, high=bound)
    if sign in ("gt", "gteq", "eq") and low is not None:
        bound = (low[0], low[1] or sign == "gt")
        if held.low is None or bound > held.low:
            held = replace(held, low=bound)
    return held


def _from_above(bound: tuple[Decimal, bool]) -> tuple[Decimal, bool]:
    return bound[0], not bound[1]


def _fits(value: Any, sign: str, low: Bound, high: Bound) -> bool:
    """Whether a value may compare so with some number between the bounds."""
    if not _is_number(value):
        return True
    if sign in ("lt", "lteq", "eq") and high is not None and not _below(value, sign, high):
        return False
    if sign in ("gt", "gteq", "eq") and low is not None:
        return _above(value, sign, low)
    return True


def _below(value: Any, sign: str, high: tuple[Decimal, bool]) -> bool:
    return bool(value < high[0] or (value == high[0] and not high[1] and sign != "lt"))


def _above(value: Any, sign: str, low: tuple[Decimal, bool]) -> bool:
    return bool(value > low[0] or (value == low[0] and not low[1] and sign != "gt"))


def _holds(sign: str, one: Any, other: Any) -> bool:
    try:
        return _HOLDS[sign](one, other)
    except TypeError:
        return True  # another check's business


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def sum_of(sign: str, one: Held, other: Held) -> Held:
    """What a sum, a difference or a product of two numbers may be."""
    result = _sum(sign, one.bounds(), other.bounds())
    if not one.may_be_known or not other.may_be_known:
        result = NOTHING
    unknown = one.unknown or other.unknown or sign not in ("+", "-", "*")
    return replace(result, unknown=unknown, missing=one.missing or other.missing)


def _sum(sign: str, one: tuple[Bound, Bound], other: tuple[Bound, Bound]) -> Held:
    match sign:
        case "+":
            return Held(None, _added(one[0], other[0], 1), _added(one[1], other[1], 1))
        case "-":
            return Held(None, _added(one[0], other[1], -1), _added(one[1], other[0], -1))
        case "*":
            return _product(one, other)
        case _:
            return ANYTHING


def _added(one: Bound, other: Bound, factor: int) -> Bound:
    if one is None or other is None:
        return None
    return one[0] + factor * other[0], one[1] or other[1]


def _product(one: tuple[Bound, Bound], other: tuple[Bound, Bound]) -> Held:
    if all(low is not None and low[0] >= 0 for low in (one[0], other[0])):
        return Held(None, _times(one[0], other[0]), _times(one[1], other[1]))
    if any(bound is None for bound in (*one, *other)):
        return ANYTHING
    products = [a[0] * b[0] for a in one for b in other if a and b]
    return Held(None, (min(products), False), (max(products), False))


def _times(one: Bound, other: Bound) -> Bound:
    """The bound of a product of what is not below nothing."""
    if one is None or other is None:
        return None
    product = one[0] * other[0]
    return product, bool(product) and (one[1] or other[1])
