"""Money in proportion, to the cent."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from bot.core.sharing import split, weights_of

SHARERS = st.lists(st.tuples(st.integers(1, 5_000), st.integers(0, 3_000)), min_size=1, max_size=6)


def one_by_one(money: int, weights: list[int], caps: list[int]) -> list[int]:
    """The same by handing out cent after cent to whoever is furthest behind."""
    given_out = [0] * len(weights)
    for _ in range(min(money, sum(caps))):
        places = [place for place, cap in enumerate(caps) if given_out[place] < cap]
        place = min(places, key=lambda p: Fraction(2 * given_out[p] + 1, weights[p]))
        given_out[place] += 1
    return given_out


@given(sharers=SHARERS, money=st.integers(0, 4_000))
def test_it_is_what_handing_out_cents_one_by_one_gives(
    sharers: list[tuple[int, int]], money: int
) -> None:
    """The quick way and the slow one agree, ties included."""
    weights, caps = [weight for weight, _ in sharers], [cap for _, cap in sharers]
    assert split(money, weights_of(weights), caps) == one_by_one(money, weights, caps)


@given(sharers=SHARERS, money=st.integers(0, 20_000), more=st.integers(0, 3))
def test_more_money_never_means_less_for_anybody(
    sharers: list[tuple[int, int]], money: int, more: int
) -> None:
    """The Alabama paradox does not occur."""
    weights, caps = weights_of([weight for weight, _ in sharers]), [cap for _, cap in sharers]
    before, after = split(money, weights, caps), split(money + more, weights, caps)
    assert all(a <= b for a, b in zip(before, after, strict=True))
    assert sum(before) == min(money, sum(caps))


def test_level_sharers_get_the_same_but_for_the_odd_cents() -> None:
    """A hundred among three is 34, 33, 33: the earlier place has the odd cent."""
    assert split(100, weights_of([7, 7, 7]), [100, 100, 100]) == [34, 33, 33]
    assert split(100, weights_of([1, 1, 2]), [100, 10, 100]) == [30, 10, 60]
