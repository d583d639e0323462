"""Several debts under one budget: published figures, and what must hold for any debts."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.debts import Debt, Minimum
from bot.core.money import CENT
from bot.core.payoff import HORIZON, ORDERS, Order, simulate
from bot.errors import InputError
from tests.core.debt_examples import SCALES, VECTORS, budget_for, debt, debt_lists, debts_of


@pytest.mark.parametrize("vector", VECTORS["payoff"], ids=lambda vector: vector["id"])
def test_published_plans(vector: dict[str, Any]) -> None:
    """Months, interest and the month of each debt come out to the printed precision."""
    plan = simulate(debts_of(vector["debts"]), Decimal(vector["budget"]), order=vector["order"])
    assert plan.months == int(vector["months"])
    assert plan.interest == Decimal(vector["interest"])
    if "closed" in vector:
        assert plan.closed == tuple(map(int, vector["closed"]))


@pytest.mark.parametrize("vector", VECTORS["minimum_trap"], ids=lambda vector: vector["id"])
def test_the_minimum_payment_trap(vector: dict[str, Any]) -> None:
    """A minimum that shrinks with the balance takes 84 years and is counted to the month."""
    rule = Minimum(Decimal(vector["floor"]), Decimal(vector["percent"]))
    card = Debt("card", Decimal(vector["balance"]), Decimal(vector["rate"]), rule)
    assert simulate([card], None, order="minimums").months == int(vector["months"])
    instead = simulate([card], Decimal(vector["instead"]), order="own")
    assert instead.months == int(vector["instead_months"])


def plainly(debts: Sequence[Debt], budget: Decimal, order: Order) -> tuple[int, Decimal]:
    """The same rules in the plainest words, for debts in the order in which they are paid."""
    owed = [debt.balance for debt in debts]
    months, charged = 0, Decimal(0)
    while any(owed) and months < HORIZON:
        months += 1
        interests = [
            (left * (debt.rate or 0) / 1200).quantize(CENT, ROUND_HALF_UP)
            for left, debt in zip(owed, debts, strict=True)
        ]
        asked = [
            debt.minimum.asked(left) if left else Decimal(0)
            for left, debt in zip(owed, debts, strict=True)
        ]
        owed = [left + interest for left, interest in zip(owed, interests, strict=True)]
        paid = [min(minimum, left) for minimum, left in zip(asked, owed, strict=True)]
        rest = budget - sum(paid)
        for place, left in enumerate(owed):
            more = min(rest, left - paid[place]) if order != "minimums" else Decimal(0)
            paid[place] += more
            rest -= more
        owed = [left - payment for left, payment in zip(owed, paid, strict=True)]
        charged += sum(interests)
    return months, charged


@settings(deadline=None)
@given(debts=debt_lists(), scale=SCALES, order=st.sampled_from(["own", "minimums"]))
def test_the_rules_in_plain_words_give_the_same(
    debts: list[Debt], scale: int, order: Order
) -> None:
    """A second, slow way of reckoning agrees to the month and the cent."""
    budget = budget_for(debts, scale) + sum(one.asked() for one in debts)
    plan = simulate(debts, budget, order=order)
    if plan.months is not None and plan.lacks_in is None:
        assert plainly(debts, budget, order) == (plan.months, plan.interest)


@pytest.mark.parametrize(("balance", "months"), [("11.98", 1200), ("11.99", None)])
def test_a_plan_that_ends_just_beyond_the_horizon_is_longer(
    balance: str, months: int | None
) -> None:
    """A cent a month, none in the third, the smaller debt last: its account would lack that month."""
    debts = [
        Debt("a", Decimal("0.01"), Decimal(0), Minimum(Decimal("0.01"), Decimal(0))),
        Debt("b", Decimal(balance), Decimal(0), Minimum(Decimal("0.02"), Decimal(0))),
    ]
    plan = simulate(debts, Decimal("0.01"), order="minimums", changes={3: Decimal(0)})
    assert (plan.months, plan.longer_than) == (months, None if months else 1200)
    assert plan.paid == (Decimal("11.99") if months else None)


@settings(deadline=None)
@given(debts=debt_lists(), scale=SCALES, order=st.sampled_from(ORDERS), spare=SCALES)
def test_the_account_of_every_month_adds_up(
    debts: list[Debt], scale: int, order: Order, spare: int
) -> None:
    """Payments are principal and interest to the cent; no month above its money; nothing below zero."""
    budget = budget_for(debts, scale)
    changes = {2: budget_for(debts, spare), 3: Decimal(0)}
    plan = simulate(debts, budget, order=order, changes=changes)
    balances = [debt.balance for debt in debts]
    for row in plan.schedule:
        assert sum(row.payment) <= changes.get(row.month, budget)
        for place, left in enumerate(row.balance):
            assert left == balances[place] + row.interest[place] - row.payment[place]
            assert left >= 0
            assert row.payment[place] >= 0
        balances = list(row.balance)
    if plan.months is not None:
        assert plan.interest is not None
        assert plan.paid == sum(debt.balance for debt in debts) + plan.interest
        assert plan.months == len(plan.schedule) == max(month or 0 for month in plan.closed)
        assert not any(balances)


@settings(deadline=None)
@given(debts=debt_lists(), scale=SCALES, order=st.sampled_from(ORDERS))
def test_every_live_debt_gets_its_minimum(debts: list[Debt], scale: int, order: Order) -> None:
    """Whenever the money reaches them, and never more than is owed; the rest is spent too."""
    plan = simulate(debts, budget_for(debts, scale), order=order)
    if order == "pro_rata":
        return
    budget = budget_for(debts, scale)
    balances = [debt.balance for debt in debts]
    for row in plan.schedule:
        owed = [left + interest for left, interest in zip(balances, row.interest, strict=True)]
        asked = [
            min(one.minimum.asked(left), due) if left else Decimal(0)
            for one, left, due in zip(debts, balances, owed, strict=True)
        ]
        if sum(asked) <= budget:
            assert all(map(Decimal.__ge__, row.payment, asked))
            spent = sum(asked) if order == "minimums" else min(budget, sum(owed))
            assert sum(row.payment) == spent
        else:
            assert sum(row.payment) == budget
            assert all(map(Decimal.__le__, row.payment, asked))
        balances = list(row.balance)


@settings(deadline=None)
@given(debts=debt_lists(), scale=SCALES)
def test_the_highest_rate_first_costs_least(debts: list[Debt], scale: int) -> None:
    """Avalanche interest is at most snowball's, but for the rounding of each month's interest.

    Without rounding it holds exactly. Rounding moves each debt's interest by up to half a cent each
    month, in either plan: that is the tolerance.
    """
    budget = sum(one.asked() for one in debts) + budget_for(debts, scale)
    snowball, avalanche = (
        simulate(debts, budget, order=order) for order in ("snowball", "avalanche")
    )
    if snowball.interest is None or snowball.lacks_in or avalanche.lacks_in:
        return
    assert avalanche.interest is not None
    assert avalanche.months is not None
    assert snowball.months is not None
    rounded = len(debts) * (snowball.months + avalanche.months)
    assert avalanche.interest <= snowball.interest + CENT * rounded / 2


@settings(deadline=None)
@given(debts=debt_lists(), scale=SCALES, more=st.integers(1, 10_000), order=st.sampled_from(ORDERS))
def test_a_larger_budget_never_takes_longer(
    debts: list[Debt], scale: int, more: int, order: Order
) -> None:
    """Exactly, in every order, and no debt is ever larger for it."""
    budget = budget_for(debts, scale)
    less = simulate(debts, budget, order=order)
    much = simulate(debts, budget + more * CENT, order=order)
    assert not (much.never and not less.never)
    for before, after in zip(less.schedule, much.schedule, strict=False):
        assert all(map(Decimal.__ge__, before.balance, after.balance))
    if less.months is not None:
        assert much.months is not None
        assert much.months <= less.months


@settings(deadline=None)
@given(
    debts=debt_lists(),
    scale=SCALES,
    order=st.sampled_from([order for order in ORDERS if order != "own"]),
    shuffling=st.permutations(range(6)),
)
def test_the_order_of_the_list_does_not_matter(
    debts: list[Debt], scale: int, order: Order, shuffling: list[int]
) -> None:
    """Shuffled, each debt fares the same, also where balances and rates are level."""
    twins = [*debts, Debt("twin", debts[0].balance, debts[0].rate, debts[0].minimum)]
    shuffled = [twins[place] for place in shuffling if place < len(twins)]
    plans = [
        simulate(listed, budget_for(twins, scale), order=order) for listed in (twins, shuffled)
    ]
    fates = [
        dict(zip([one.name for one in listed], plan.closed, strict=True))
        for listed, plan in zip((twins, shuffled), plans, strict=True)
    ]
    assert fates[0] == fates[1]
    same = [(plan.months, plan.interest, plan.first_closed, plan.never) for plan in plans]
    assert same[0] == same[1]


def test_a_budget_below_the_minimums_is_not_treated_as_enough() -> None:
    """What is missing is said, and the minimums are cut in proportion."""
    debts = [debt("a", "1000", "0", "200"), debt("b", "1000", "0", "100")]
    plan = simulate(debts, Decimal(150), order="avalanche")
    assert (plan.lacks, plan.lacks_in) == (Decimal("150.00"), 1)
    assert plan.schedule[0].payment == (Decimal("100.00"), Decimal("50.00"))
    assert plan.months == 14


def test_a_month_with_less_and_a_month_with_more() -> None:
    """A month without money costs its interest and a month; a bonus goes to the target at once."""
    debts = debts_of([["2000", "6", "50"], ["8000", "22", "200"]])
    plain = simulate(debts, Decimal(600), order="avalanche")
    worse = simulate(debts, Decimal(600), order="avalanche", changes={2: Decimal(0)})
    better = simulate(debts, Decimal(600), order="avalanche", changes={2: Decimal(3000)})
    assert (worse.lacks_in, worse.lacks) == (2, Decimal("250.00"))
    assert worse.schedule[1].payment == (Decimal("0.00"), Decimal("0.00"))
    assert worse.months == 21
    assert better.schedule[1].payment == (Decimal("50.00"), Decimal("2950.00"))
    assert better.months == 15
    assert plain.interest is not None
    assert worse.interest is not None
    assert better.interest is not None
    assert better.interest < plain.interest < worse.interest


def test_equal_offers_are_in_proportion_and_are_shared_out_anew() -> None:
    """3,000 and 1,000 share 400 as 300 and 100; once one is closed, the other has it all."""
    debts = [debt("a", "3000", "12"), debt("b", "1000", "0")]
    plan = simulate(debts, Decimal(400), order="pro_rata")
    assert plan.schedule[0].payment == (Decimal("300.00"), Decimal("100.00"))
    assert plan.closed == (11, 10)
    assert (
        plan.schedule[10].payment[0] == plan.schedule[9].balance[0] + plan.schedule[10].interest[0]
    )


def test_minimums_alone_do_not_roll_over() -> None:
    """A cleared debt's minimum is not paid to another."""
    debts = debts_of([["100", "0", "50"], ["1000", "0", "50"]])
    plan = simulate(debts, Decimal(900), order="minimums")
    assert plan.closed == (2, 20)
    assert sum(plan.schedule[5].payment) == 50


def test_sixty_debts_are_reckoned() -> None:
    """The most debts allowed clear within a moment."""
    debts = [debt(f"debt {n}", str(1000 + 37 * n), str(5 + n % 20), "20") for n in range(60)]
    since = perf_counter()
    plan = simulate(debts, Decimal(6000), order="avalanche")
    assert plan.months is not None
    assert perf_counter() - since < 2


def test_what_is_not_known_of_a_rate_counts_as_none_and_is_counted() -> None:
    """The result says how many rates are unknown, since it is then a lower bound."""
    plan = simulate([debt("a", "1000", None), debt("b", "1000", "0")], Decimal(100), order="own")
    assert (plan.unknown_rates, plan.interest, plan.months) == (1, Decimal(0), 20)


@pytest.mark.parametrize(
    ("budget", "changes", "code"),
    [
        ("0", {}, "budget_not_positive"),
        ("-5", {}, "budget_not_positive"),
        ("1e12", {}, "amount_absurd"),
        ("1.005", {}, "amount_in_parts_of_cents"),
        ("5", {0: Decimal(1)}, "change_month"),
        ("5", {1201: Decimal(1)}, "change_month"),
        ("5", {1: Decimal(-1)}, "change_negative"),
    ],
)
def test_money_that_cannot_be_is_refused(
    budget: str, changes: dict[int, Decimal], code: str
) -> None:
    """Each by its own code."""
    with pytest.raises(InputError) as refused:
        simulate([debt("a", "10", "1")], Decimal(budget), order="own", changes=changes)
    assert refused.value.code == code


def test_an_order_that_spends_a_budget_needs_one() -> None:
    """Only minimums alone can do without."""
    with pytest.raises(InputError, match="budget_not_positive"):
        simulate([debt("a", "10", "1")], None, order="snowball")


def test_equal_offers_say_the_first_month_that_falls_short() -> None:
    """Equal offers reach the minimums at first, and in the third month there is nothing."""
    debts = [debt("a", "3000", "12", "100"), debt("b", "2000", "12", "50")]
    plan = simulate(debts, Decimal(400), order="pro_rata", changes={3: Decimal(20)})
    assert (plan.lacks_in, plan.lacks) == (3, Decimal("130.00"))
    assert plan.shorts[:4] == (Decimal(0), Decimal(0), Decimal(130), Decimal(0))
