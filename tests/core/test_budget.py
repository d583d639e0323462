"""What a month leaves, for priority debts and for the rest."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.budget import MOST_LINES, Budget, Every, Line, left_over
from bot.errors import InputError

EVERY: tuple[Every, ...] = ("week", "fortnight", "month", "quarter", "year", "once")
LINES = st.lists(
    st.builds(
        Line,
        st.text("ab", min_size=1),
        st.none() | st.integers(0, 10_000_000).map(lambda cents: Decimal(cents) / 100),
        st.sampled_from(EVERY),
    ),
    max_size=4,
).map(tuple)


def line(amount: str | None, every: Every = "month", name: str = "a line") -> Line:
    return Line(name, None if amount is None else Decimal(amount), every)


@pytest.mark.parametrize(
    ("every", "monthly"),
    [
        ("week", "433.33"),
        ("fortnight", "216.67"),
        ("month", "100.00"),
        ("quarter", "33.33"),
        ("year", "8.33"),
        ("once", "8.33"),
    ],
)
def test_what_comes_at_other_times_is_put_on_months(every: Every, monthly: str) -> None:
    """A week is 52/12 of a month's, a fortnight 26/12, a year and what comes once a twelfth."""
    assert line("100", every).monthly() == Decimal(monthly)


def test_what_is_left_goes_to_priority_debts_first() -> None:
    """Income less outgoings and savings is for priority debts, what they are not offered for the rest."""
    left = left_over(
        Budget(
            income=(line("6000"), line("600", "week")),
            fixed=(line("2500"),),
            flexible=(line("1500"),),
            irregular=(line("1200", "year"), line("300", "quarter")),
            savings=(line("200"),),
            priority=(line("900"),),
        )
    )
    assert (left.income, left.outgoings) == (Decimal(8600), Decimal(4200))
    assert (left.for_priority, left.for_rest) == (Decimal(4200), Decimal(3300))
    assert (left.for_priority_bound, left.for_rest_bound, left.unknown) == ("exact", "exact", ())
    assert {str(part.group): int(part.amount) for part in left.slices} == {
        "fixed": 2500,
        "flexible": 1500,
        "irregular": 200,
        "savings": 200,
        "priority": 900,
        "left": 3300,
    }


def test_less_than_nothing_stays_less_than_nothing() -> None:
    """A shortfall is not made a zero, and no slice is drawn for it."""
    left = left_over(Budget((line("3000"),), fixed=(line("3500"),), priority=(line("100"),)))
    assert (left.for_priority, left.for_rest) == (Decimal(-500), Decimal(-600))
    assert [part.group for part in left.slices] == ["fixed", "priority"]


@pytest.mark.parametrize(
    ("income", "cost", "offer", "bounds"),
    [
        ("100", "10", "5", ("exact", "exact")),
        (None, "10", "5", ("at_least", "at_least")),
        ("100", None, "5", ("at_most", "at_most")),
        ("100", "10", None, ("exact", "at_most")),
        (None, None, "5", ("open", "open")),
        (None, "10", None, ("at_least", "open")),
    ],
)
def test_what_is_unknown_makes_a_bound(
    income: str | None, cost: str | None, offer: str | None, bounds: tuple[str, str]
) -> None:
    """The result says which lines are unknown and what that makes of it."""
    left = left_over(
        Budget(
            income=(line(income, name="wage"),),
            flexible=(line(cost, name="food"),),
            priority=(line(offer, name="rent"),),
        )
    )
    assert (left.for_priority_bound, left.for_rest_bound) == bounds
    given_out = zip(("wage", "food", "rent"), (income, cost, offer), strict=True)
    assert left.unknown == tuple(name for name, amount in given_out if amount is None)


@given(income=LINES, fixed=LINES, flexible=LINES, irregular=LINES, savings=LINES, priority=LINES)
def test_the_sums_and_slices_add_up(**groups: tuple[Line, ...]) -> None:
    """To the cent, and the percentages to a hundred."""
    left = left_over(Budget(**groups))
    assert left.for_priority == left.income - left.outgoings - left.savings
    assert left.for_rest == left.for_priority - left.priority
    spent = left.outgoings + left.savings + left.priority
    assert sum(part.amount for part in left.slices) == spent + max(left.for_rest, Decimal(0))
    if left.slices:
        assert sum(part.percent for part in left.slices) == 100
        assert all(part.amount > 0 for part in left.slices)


def test_lines_that_cannot_be_are_refused() -> None:
    """Below nothing, beyond anything, and more lines than a page."""
    for amount, code in (("-1", "line_negative"), ("1e12", "amount_absurd")):
        with pytest.raises(InputError, match=code):
            left_over(Budget((line(amount),)))
    with pytest.raises(InputError, match="too_many_lines"):
        left_over(Budget((line("1"),) * (MOST_LINES + 1)))
