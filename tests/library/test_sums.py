"""What expressions may ask of the borrower's own numbers: debts, the month, plans, one loan."""

import gc
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.debts import Debt
from bot.flow.values import UNKNOWN, Unknown, dump_value, load_value
from bot.library.debt_lists import debt_sums, debts_to_plan, owed_bars
from bot.library.households import free_for_debts, household
from bot.library.library import Library
from tests.shipped import shipped_library

TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def library() -> Library:

    return shipped_library()


def debt(**parts: Any) -> dict[str, Any]:
    plain = {"debt_name": "甲", "debt_kind": "bank_card", "debt_balance": Decimal(1000)}
    return {**plain, "debt_rate": Decimal(12), "debt_minimum": Decimal(100), "marks": (), **parts}


def asked(library: Library, expression: str, **facts: Any) -> Any:
    return library.evaluate(expression, {"today": TODAY, **facts})


def plans(library: Library, *debts: dict[str, Any], free: int = 500, **facts: Any) -> Any:
    names = ("lump_sum", "offer_rate", "offer_months", "offer_fee", "changes")
    return asked(
        library,
        f"plan_options(debts, free, 60, {', '.join(names)})",
        debts=debts,
        free=Decimal(free),
        **{name: facts.get(name, () if name == "changes" else UNKNOWN) for name in names},
    )


def test_what_is_marked_is_set_apart_from_every_plan() -> None:
    """A debt that is not theirs, disputed, very old or only guaranteed is in the total, never in a plan."""
    debts = (debt(), debt(marks=("very_old",)), debt(marks=("not_mine", "disputed")))
    sums = debt_sums(debts)
    assert (sums["count"], sums["set_apart"], sums["total"]) == (3, 2, Decimal(3000))
    assert debts_to_plan(debts) == (debts[0],)
    assert [bar["mark"] for bar in owed_bars(debts)] == ["plain", "very_old", "not_mine"]


def test_a_debt_on_a_home_is_kept_up_before_the_others_share() -> None:
    """What stands for a home or a car takes its payment first; it is no part of the comparison."""
    home = debt(debt_kind="secured", debt_minimum=Decimal(1500))
    sums = debt_sums((debt(), home))
    assert sums["secured_minimums"] == Decimal(1500)
    assert debts_to_plan((debt(), home)) == (debt(),)
    month = household((), food=Decimal(0))
    assert free_for_debts(sums["secured_minimums"], month) == Decimal(-1500)


def test_an_unknown_balance_is_counted_and_not_guessed() -> None:
    """The total is of what is known, and how much is not known is said beside it."""
    sums = debt_sums((debt(), debt(debt_balance=UNKNOWN, debt_minimum=UNKNOWN)))
    assert (sums["total"], sums["unknown"], sums["unknown_minimums"]) == (Decimal(1000), 1, 1)
    assert debts_to_plan((debt(debt_balance=UNKNOWN),)) == ()


def test_a_month_without_its_list_of_incomes_is_unknown() -> None:
    """Nothing is said of a month of which nobody knows what comes in; no income at all is an answer."""
    assert isinstance(household(UNKNOWN, food=Decimal(1)), Unknown)
    assert household((), food=Decimal(900))["left"] == Decimal(-900)
    assert isinstance(free_for_debts(Decimal(0), UNKNOWN), Unknown)


def test_a_cost_that_is_no_question_of_the_budget_is_a_counselors_slip() -> None:
    """A misspelt cost in a flow fails at once; it would otherwise be left out in silence."""
    with pytest.raises(ValueError, match="no cost `fod`"):
        household((), fod=Decimal(1))


def test_plans_stand_side_by_side_with_what_each_costs(library: Library) -> None:
    """Every order is there, cards have their instalments, and a new loan is held against the dearest first."""
    found = plans(
        library,
        debt(debt_balance=Decimal(8000), debt_rate=Decimal(24), debt_minimum=Decimal(200)),
        debt(debt_name="乙", debt_kind="micro_loan", debt_balance=Decimal(3500)),
        offer_rate=Decimal(15),
        offer_months=Decimal(36),
        offer_fee=Decimal(3000),
        free=900,
    )
    names = [option["name"] for option in found["options"]]
    assert names[:5] == ["minimums", "snowball", "avalanche", "own", "pro_rata"]
    assert names[5:] == ["personalised", "consolidation"]
    assert found["new_loan_extra"] > 0
    assert asked(library, "plan_names(plans)", plans=found) == tuple(names)


def test_two_debts_that_look_alike_are_two_and_are_reckoned(library: Library) -> None:
    """The list has asked whether they are one; if both stay, both are paid."""
    found = plans(library, debt(), debt())
    assert found["total"] == Decimal(2000)


def test_without_every_minimum_there_is_no_plan_of_minimums_alone(library: Library) -> None:
    """Minimums that nobody gave are no way to pay; the other plans are still told."""
    found = plans(library, debt(debt_minimum=UNKNOWN))
    assert "minimums" not in [option["name"] for option in found["options"]]


def test_a_month_that_differs_takes_the_place_of_the_budget(library: Library) -> None:
    """One lean month makes every plan longer or dearer, never shorter."""
    usual = plans(library, debt(debt_balance=Decimal(5000)))
    change = ({"change_month": Decimal(2), "change_amount": Decimal(0)},)
    lean = plans(library, debt(debt_balance=Decimal(5000)), changes=change)
    for before, after in zip(usual["options"], lean["options"], strict=True):
        if before["in_order"] and not before["never"]:
            assert after["months"] >= before["months"]


def test_lines_for_the_picture_begin_with_all_that_is_owed(library: Library) -> None:
    """Each line starts today at the total, never rises above what the plan says, and alike ones are one."""
    found = plans(library, debt(debt_balance=Decimal(5000)))
    lines = asked(library, "plan_lines(plans)", plans=found)
    assert lines
    assert len({line["points"] for line in lines}) == len(lines)
    for line in lines:
        assert line["points"][0] == (TODAY, Decimal(5000))


def test_what_is_reckoned_can_be_kept(library: Library) -> None:
    """A reminder or a handoff keeps facts as JSON: plans and loans survive that."""
    found = plans(library, debt())
    assert load_value(dump_value(found)) == found


def test_what_outlives_a_conversation_holds_no_name_of_a_debt(library: Library) -> None:
    """The plans that are kept for the next turn are of numbered debts; what is shown has the names."""
    name = "a lender nobody else has"
    found = plans(library, debt(debt_name=name), debt(debt_name=name))
    names = {option["first_closed"] for option in found["options"]}
    assert names <= {name, f"{name} 2", UNKNOWN}
    assert name in names
    del found, names
    gc.collect()
    held = {kept.name for kept in gc.get_objects() if isinstance(kept, Debt)}
    assert held
    assert not any(name in one for one in held)


def test_only_the_highest_rate_first_says_what_it_needs(library: Library) -> None:
    """In whole yuan, above the exact threshold; and nothing is looked for where months differ."""
    owed = debt(debt_balance=Decimal(100_010), debt_minimum=Decimal(10))
    found = plans(library, owed, free=500)
    by_name = {option["name"]: option["needs_more_than"] for option in found["options"]}
    assert by_name.pop("avalanche") == found["least"] == Decimal(1001)
    assert set(by_name.values()) == {UNKNOWN}
    change = ({"change_month": Decimal(2), "change_amount": Decimal(0)},)
    lean = plans(library, owed, free=500, changes=change)
    assert isinstance(lean["least"], Unknown)


def test_no_plan_without_an_amount(library: Library) -> None:
    """What is not known stays unknown, through every sum."""
    options = "plan_options(debts, free, 60, a, b, c, d)"
    unknown = dict.fromkeys(("free", "a", "b", "c", "d"), UNKNOWN)
    assert isinstance(asked(library, options, debts=(debt(),), **unknown), Unknown)


@given(
    received=st.integers(100, 10**6),
    payment=st.integers(1, 10**5),
    periods=st.integers(1, 120),
)
def test_a_loans_cost_is_what_is_paid_over_what_was_received(
    received: int, payment: int, periods: int
) -> None:
    """In yuan, whatever the rate; above nothing the rate is above nothing too."""
    from bot.library.loans import instalment_loan

    loan = instalment_loan(Decimal(received), Decimal(payment), Decimal(periods))
    assert loan["cost"] == payment * periods - received
    assert (loan["nominal"] > 0) == (loan["cost"] > 0) or abs(loan["nominal"]) < Decimal("0.01")


def test_the_line_of_a_contract_goes_by_its_day(library: Library) -> None:
    """The day before the first of the four-times rule has no single number; the day has."""
    line = "lending_line('person', day)"
    first = date(2020, 8, 20)
    assert asked(library, line, day=first)["percent"] == Decimal("15.4")
    before = asked(library, line, day=first - timedelta(days=1))
    assert before["older"]
    assert isinstance(before["percent"], Unknown)
    assert asked(library, line, day=TODAY + timedelta(days=1))["reason"] == "contract_in_future"


def test_what_lies_above_is_only_said_of_a_courts_limit(library: Library) -> None:
    """Supervision tells lenders what to do; it is no sum that a borrower can claim."""
    loan = asked(library, "instalment_loan(9000, 945.6, 12)")
    of = "above_line(loan, lending_line(lender, day))"
    day = date(2026, 3, 1)
    assert asked(library, of, loan=loan, lender="person", day=day)["difference"] > 0
    assert isinstance(asked(library, of, loan=loan, lender="micro_loan", day=day), Unknown)


def test_a_rate_beyond_reading_is_its_own_reason(library: Library) -> None:
    """A cent that becomes 1,000 in a day is asked about, not called a loan without a rate."""
    assert asked(library, "lump_loan(0.01, 1000, 1)") == {"reason": "rate_absurd"}


def test_a_fee_loan_of_a_few_yuan_never_repays_more_than_its_principal(library: Library) -> None:
    """3 yuan over 480 months: a cent a month for 300 of them, then the fee alone; none is negative."""
    loan = asked(library, "fee_loan(3, 0.01, 480)")
    assert (loan["reason"], loan["received"], loan["paid"]) == ("", 3, Decimal("7.80"))
    assert [-amount for _, amount in loan["flows"][1:]] == [Decimal("0.02")] * 300 + [
        Decimal("0.01")
    ] * 180
    usual = asked(library, "fee_loan(12000, 72, 12)")
    assert (usual["paid"], usual["nominal"]) == (12864, Decimal("13.03"))
