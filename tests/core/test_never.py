"""Debts that never end: decided and not waited for, with what it would take."""

import math
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.debts import Debt, Minimum
from bot.core.money import CENT
from bot.core.payoff import HORIZON, ORDERS, Order, needs_more_than, simulate
from tests.core.debt_examples import FIXED, SCALES, SHARED, budget_for, debt, debt_lists

BY_BUDGET: tuple[Order, ...] = ("snowball", "avalanche", "own", "pro_rata")


@settings(max_examples=40, deadline=None)
@given(debts=debt_lists(most=3), scale=SCALES, order=st.sampled_from(BY_BUDGET))
def test_never_is_exactly_what_is_not_above_the_threshold(
    debts: list[Debt], scale: int, order: Order
) -> None:
    """It never ends if and only if the budget is at most `needs_more_than`; a cent more ends."""
    budget = budget_for(debts, scale)
    threshold = needs_more_than(debts, order=order)
    plan = simulate(debts, budget, order=order)
    assert plan.never == (budget <= threshold)
    assert plan.needs_more_than == (threshold if plan.never else None)
    assert not simulate(debts, threshold + CENT, order=order).never
    if threshold:
        assert simulate(debts, threshold, order=order).never


@settings(max_examples=40, deadline=None)
@given(debts=debt_lists(most=4), scale=SCALES, order=st.sampled_from(ORDERS))
def test_the_threshold_that_a_chat_shows_is_the_exact_one_rounded_up(
    debts: list[Debt], scale: int, order: Order
) -> None:
    """To whole yuan, or to tens of a large one, so that more than it is enough."""
    plan = simulate(debts, budget_for(debts, scale), order=order)
    if plan.needs_more_than is None or plan.needs_more_than_yuan is None:
        assert not plan.never
        assert plan.needs_more_than_yuan is plan.needs_more_than
        return
    unit = 1 if sum(plan.schedule[0].interest) < 10_000 else 10
    assert plan.needs_more_than_yuan == unit * math.ceil(plan.needs_more_than / unit)


@settings(max_examples=40, deadline=None)
@given(debts=debt_lists(most=3), scale=SCALES, order=st.sampled_from(ORDERS))
def test_never_is_proved_and_true(debts: list[Debt], scale: int, order: Order) -> None:
    """What is called never still owes as much on some debt after ten years more, and after fifty."""
    plan = simulate(debts, budget_for(debts, scale), order=order)
    if plan.never:
        waited = simulate(
            debts, budget_for(debts, scale), order=order, changes={600: budget_for(debts, scale)}
        )
        assert waited.never
        assert len(waited.schedule) >= 600
        assert any(waited.schedule[-1].balance)


@settings(max_examples=40, deadline=None)
@given(debts=debt_lists(FIXED | SHARED, most=4))
def test_minimums_that_never_end_say_what_they_must_rise_to(debts: list[Debt]) -> None:
    """Raised to fixed amounts of that sum, a cent more than it in all, every debt ends."""
    plan = simulate(debts, None, order="minimums")
    if not plan.never:
        return
    raised = []
    for one in debts:
        alone = simulate([one], None, order="minimums")
        interest = alone.schedule[0].interest[0]
        enough = max(one.asked(), interest + CENT) if alone.never else one.asked()
        raised.append(enough)
        fixed = Debt(one.name, one.balance, one.rate, Minimum(enough))
        assert not simulate([fixed], None, order="minimums").never or not alone.never
    assert plan.needs_more_than == sum(raised) - CENT


def test_one_debt_needs_more_than_its_first_interest() -> None:
    """15,000 at 12 % bears 150 a month: 150 never ends, 150.01 does, in 1,122 months or so."""
    loan = [debt("loan", "15000", "12", "50")]
    never = simulate(loan, Decimal(150), order="avalanche")
    assert never.never
    assert (never.months, never.interest, never.paid) == (None, None, None)
    assert never.needs_more_than == Decimal("150.00")
    ends = simulate(loan, Decimal("150.01"), order="avalanche")
    assert not ends.never
    assert ends.months is not None
    assert 900 < ends.months <= HORIZON


def test_a_plan_beyond_a_hundred_years_is_called_longer_and_not_never() -> None:
    """A million without interest, at ten a month, ends after eight thousand years: it does end."""
    plan = simulate([debt("loan", "1000000", "0", "10")], Decimal(10), order="own")
    assert (plan.never, plan.longer_than, plan.months) == (False, HORIZON, None)
    assert plan.needs_more_than is None
    assert len(plan.schedule) == HORIZON


def test_a_debt_that_grows_while_another_is_paid_is_never_cleared_if_it_outgrows_the_budget() -> (
    None
):
    """The first year looks well; the proof looks further: 3,600 % on the second debt."""
    debts = [debt("small", "1000", "0"), debt("shark", "100", "3600")]
    plan = simulate(debts, Decimal(250), order="own")
    assert plan.never
    assert plan.closed[1] is None
    assert simulate(debts, Decimal(310), order="avalanche").months is not None


def test_never_is_decided_after_the_last_month_that_differs() -> None:
    """A plan that would never end does, if a month brings enough; and the other way round."""
    loan = [debt("loan", "10000", "24", "100")]
    assert simulate(loan, Decimal(200), order="own").never
    saved = simulate(loan, Decimal(200), order="own", changes={40: Decimal(5000)})
    assert not saved.never
    assert saved.months is not None
    lost = simulate(
        loan, Decimal(201), order="own", changes={month: Decimal(0) for month in range(1, 4)}
    )
    assert lost.never
