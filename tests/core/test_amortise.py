"""One loan with level payments: published tables, and what must hold for any loan."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.amortise import (
    LONGEST,
    Amortisation,
    amortise,
    level_payment,
    months_to_clear,
    pay_off,
    saving,
)
from bot.core.debts import Debt
from bot.core.money import CENT
from bot.core.payoff import simulate
from bot.errors import InputError
from tests.core.debt_examples import VECTORS

AMOUNTS = st.integers(100, 100_000_000).map(lambda cents: Decimal(cents) / 100)
RATES = st.integers(0, 6_000).map(lambda parts: Decimal(parts) / 100)
MONTHS = st.integers(1, 240)


@pytest.mark.parametrize("vector", VECTORS["amortisation"], ids=lambda vector: vector["id"])
def test_published_tables(vector: dict[str, Any]) -> None:
    """Payments, the sums after some years and what extra payments save, to the printed precision."""
    principal, rate, months = (
        Decimal(vector["principal"]),
        Decimal(vector["rate"]),
        int(vector["months"]),
    )
    plan = amortise(principal, rate, months=months)
    assert plan.payment == level_payment(principal, rate, months=months)
    assert plan.payment == Decimal(vector["payment"])
    if "after" in vector:
        after = {name: Decimal(value) for name, value in vector["after"].items()}
        rows = plan.rows[: int(after["month"])]
        assert sum(row.interest for row in rows) == after["interest"]
        assert sum(row.principal for row in rows) == after["principal"]
        assert rows[-1].balance == after["balance"]
    if "extra" in vector:
        extra = Decimal(vector["extra"])
        faster = amortise(principal, rate, months=months, extra=extra)
        saved = saving(plan, faster, extra=extra)
        assert saved is not None
        assert saved.interest == Decimal(vector["saves_interest"])
        assert saved.months == int(vector["saves_months"])


@pytest.mark.parametrize("vector", VECTORS["pay_off"], ids=lambda vector: vector["id"])
def test_published_payoffs(vector: dict[str, Any]) -> None:
    """A given payment takes the months that the table says."""
    plan = pay_off(
        Decimal(vector["principal"]), Decimal(vector["rate"]), payment=Decimal(vector["payment"])
    )
    assert plan.months == int(vector["months"])


def check_account(principal: Decimal, plan: Amortisation) -> None:
    """Every row adds up, and so do all of them, to the cent."""
    balance = principal
    for row in plan.rows:
        assert row.payment == row.interest + row.principal
        assert row.balance == balance - row.principal
        assert row.balance >= 0
        balance = row.balance
    if plan.months is not None:
        assert plan.interest is not None
        assert plan.paid == principal + plan.interest
        assert sum(row.principal for row in plan.rows) == principal
        assert balance == 0


@settings(deadline=None)
@given(principal=AMOUNTS, rate=RATES, months=MONTHS, books=st.booleans())
def test_every_schedule_adds_up(
    principal: Decimal, rate: Decimal, months: int, *, books: bool
) -> None:
    """Payments are principal and interest to the cent; it ends with the last month or before."""
    plan = amortise(principal, rate, months=months, to_the_cent=books)
    check_account(principal, plan)
    assert plan.months is not None
    assert plan.months <= months
    for row in plan.rows[:-1]:
        assert abs(row.payment - plan.payment) <= (0 if books else 2 * CENT)


@settings(deadline=None)
@given(principal=AMOUNTS, rate=RATES, months=MONTHS, extra=st.integers(0, 50_000))
def test_paying_extra_never_costs_more(
    principal: Decimal, rate: Decimal, months: int, extra: int
) -> None:
    """Extra payments save months and interest, or nothing, but for a cent of rounding."""
    more = Decimal(extra) / 100
    plain = amortise(principal, rate, months=months)
    faster = amortise(principal, rate, months=months, extra=more)
    check_account(principal, faster)
    saved = saving(plain, faster, extra=more)
    assert saved is not None
    assert saved.months >= 0
    assert saved.interest >= -CENT


@settings(deadline=None)
@given(principal=AMOUNTS, rate=RATES, share=st.integers(1, 100))
def test_three_ways_to_the_months_agree(principal: Decimal, rate: Decimal, share: int) -> None:
    """A schedule, the count of months and the plan for one debt are the same sum."""
    payment = max((principal * share / 100).quantize(CENT), CENT)
    plan = pay_off(principal, rate, payment=payment)
    check_account(principal, plan)
    assert months_to_clear(principal, payment, yearly_percent=rate) == plan.months or (
        plan.longer_than == LONGEST
    )
    debt = Debt("loan", principal, rate, rate_is_sure=True)
    payoff = simulate([debt], payment, order="own")
    assert (payoff.months, payoff.interest, payoff.never) == (
        plan.months,
        plan.interest,
        plan.never,
    )
    assert payoff.needs_more_than == plan.needs_more_than


def test_a_payment_of_no_more_than_the_interest_never_ends() -> None:
    """100,000 at 6 % bears 500 a month."""
    plan = pay_off(Decimal(100_000), Decimal(6), payment=Decimal(500))
    assert plan.never
    assert (plan.months, plan.rows, plan.needs_more_than) == (None, (), Decimal("500.00"))
    assert saving(plan, plan, extra=Decimal(0)) is None
    assert not pay_off(Decimal(100_000), Decimal(6), payment=Decimal("500.01")).never


def test_a_loan_of_more_than_a_hundred_years_is_called_longer() -> None:
    """It ends, but not within 1,200 months."""
    plan = pay_off(Decimal(100_000), Decimal(0), payment=Decimal(10))
    assert (plan.never, plan.longer_than, plan.months) == (False, LONGEST, None)
    assert len(plan.rows) == LONGEST


def test_a_banks_books_round_every_month_and_settle_the_rest_at_last() -> None:
    """180,000 at 4.25 %: level payments of 885.49, and 886.85 at the end."""
    plan = amortise(Decimal(180_000), Decimal("4.25"), months=360, to_the_cent=True)
    assert {row.payment for row in plan.rows[:-1]} == {Decimal("885.49")}
    assert plan.rows[-1].payment == Decimal("886.85")


def test_a_loan_without_interest_is_divided() -> None:
    """100 over 3 months: 33.33 twice, and the odd cent at last."""
    plan = amortise(Decimal(100), Decimal(0), months=3, to_the_cent=True)
    assert [row.payment for row in plan.rows] == [
        Decimal("33.33"),
        Decimal("33.33"),
        Decimal("33.34"),
    ]
    assert plan.interest == 0


@pytest.mark.parametrize(
    ("principal", "rate", "months", "code"),
    [
        ("0", "6", 12, "amount_too_small"),
        ("-1", "6", 12, "amount_too_small"),
        ("1e12", "6", 12, "amount_absurd"),
        ("1.001", "6", 12, "amount_in_parts_of_cents"),
        ("1", "-6", 12, "rate_negative"),
        ("1", "10001", 12, "rate_absurd"),
        ("1", "6", 0, "months_absurd"),
        ("1", "6", 1201, "months_absurd"),
    ],
)
def test_a_loan_that_cannot_be_is_refused(
    principal: str, rate: str, months: int, code: str
) -> None:
    """Each by its own code, in the payment as in the schedule."""
    for reckon in (amortise, level_payment):
        with pytest.raises(InputError) as refused:
            reckon(Decimal(principal), Decimal(rate), months=months)
        assert refused.value.code == code


def test_a_payment_that_cannot_be_is_refused() -> None:
    """Nothing, less than nothing, and parts of a cent."""
    for payment, code in (("0", "amount_too_small"), ("1.001", "amount_in_parts_of_cents")):
        with pytest.raises(InputError, match=code):
            pay_off(Decimal(100), Decimal(6), payment=Decimal(payment))
    with pytest.raises(InputError, match="amount_too_small"):
        amortise(Decimal(100), Decimal(6), months=12, extra=Decimal(-1))


@pytest.mark.parametrize("books", [True, False])
@pytest.mark.parametrize(
    ("principal", "rate", "months"),
    [("10000", "60", 360), ("10000.10", "60", 360), ("3", "0", 480), ("10000", "10000", 1200)],
)
def test_no_plan_hides_a_balloon(principal: str, rate: str, months: int, *, books: bool) -> None:
    """A payment that rounding brought down to the interest would leave all of the loan for the last."""
    plan = amortise(Decimal(principal), Decimal(rate), months=months, to_the_cent=books)
    assert (
        plan.payment <= level_payment(Decimal(principal), Decimal(rate), months=months) + 2 * CENT
    )
    assert plan.rows[-1].payment <= max(plan.payment, CENT) * Decimal("1.5")
    assert plan.rows[-1].balance == 0
    assert sum(row.principal for row in plan.rows) == Decimal(principal)


def test_extra_is_in_cents() -> None:
    """A thousandth of a yuan can't be paid."""
    with pytest.raises(InputError, match="amount_in_parts_of_cents"):
        amortise(Decimal(100), Decimal(6), months=12, extra=Decimal("0.001"))
