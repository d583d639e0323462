"""Money split in proportion, to the cent, so that more money never means less for anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import lcm


@dataclass(frozen=True)
class Weights:
    """Whole weights of the sharers, each at least 1; a sharer's place settles what is level."""

    each: tuple[int, ...]
    inverse: tuple[int, ...]  # a common multiple of all weights over each weight


def weights_of(each: Sequence[int]) -> Weights:
    """Weights for `split`; each is a whole number of at least 1."""
    whole = lcm(*each)
    return Weights(tuple(each), tuple(whole // weight for weight in each))


def split(money: int, weights: Weights, caps: Sequence[int]) -> list[int]:
    """`money` (whole cents) split in proportion to the weights, nobody above their cap.

    What a cap cuts off goes to the others in proportion. Everything is handed out, unless the caps
    hold less. Cents by the method of Sainte-Laguë: the next cent goes where (cents so far + ½) / weight
    is least, the earlier place first. Unlike the largest remainder, it never takes a cent away from
    somebody because there is one more to share (the Alabama paradox); the proofs in `payoff` need that.
    """
    if money >= sum(caps):
        return list(caps)
    rest, whole = _level(money, weights, caps)
    given = [
        min(cap, (2 * rest * weight + whole) // (2 * whole))
        for weight, cap in zip(weights.each, caps, strict=True)
    ]
    # All are now rounded at one level, so they stand in the row of cents; a few steps lead to its place.
    missing = money - sum(given)
    for _ in range(missing):
        given[_next(given, weights, caps)] += 1
    for _ in range(-missing):
        given[_last(given, weights)] -= 1
    return given


def _level(money: int, weights: Weights, caps: Sequence[int]) -> tuple[int, int]:
    """The money and the weight of those below their caps: its quotient is everybody's level."""
    below = [place for place, cap in enumerate(caps) if cap]
    rest, whole = money, sum(weights.each[place] for place in below)
    while True:
        full = [place for place in below if caps[place] * whole <= rest * weights.each[place]]
        if not full:
            return rest, whole
        rest -= sum(caps[place] for place in full)
        whole -= sum(weights.each[place] for place in full)
        below = [place for place in below if place not in full]


def _next(given: Sequence[int], weights: Weights, caps: Sequence[int]) -> int:
    open_places = (place for place, cap in enumerate(caps) if given[place] < cap)
    return min(open_places, key=lambda place: (2 * given[place] + 1) * weights.inverse[place])


def _last(given: Sequence[int], weights: Weights) -> int:
    taken = (place for place in reversed(range(len(given))) if given[place])
    return max(taken, key=lambda place: (2 * given[place] - 1) * weights.inverse[place])
