"""The ways out of some debts, side by side."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.core.debts import Debt
from bot.core.offers import Consolidation, Personalised, Settlement
from bot.core.options import InstalmentTerms, LoanTerms, Option, SettlementTerms
from bot.core.payoff import Closed, simulate
from bot.core.plans import compare
from bot.errors import InputError
from tests.bench.plans import measure_plans
from tests.core.debt_examples import debt

TODAY = date(2026, 11, 30)
CARDS = (
    debt("card one", "6000", "18.25", "300", kind="card"),
    debt("card two", "3000", "18.25", "150", kind="card"),
)
LOAN = debt("loan", "4000", "12", "200")


def by_name(debts: Sequence[Debt], budget: str, **more: Any) -> dict[str, Option]:
    options = compare(debts, Decimal(budget), today=TODAY, **more)
    return {option.name: option for option in options}


def test_every_plan_stands_beside_the_others() -> None:
    """The five orders first, then each offer; months, day, interest and first debt as simulated."""
    offers = (Personalised(60), Settlement(Decimal(8000)), Consolidation(Decimal(10), 24))
    found = by_name((*CARDS, LOAN), "900", offers=offers)
    assert list(found) == [
        "minimums", "snowball", "avalanche", "own", "pro_rata",
        "personalised", "settlement", "consolidation",
    ]  # fmt: skip
    plan = simulate((*CARDS, LOAN), Decimal(900), order="snowball")
    snowball = found["snowball"]
    assert (snowball.months, snowball.interest, snowball.monthly) == (
        plan.months, plan.interest, Decimal(900),
    )  # fmt: skip
    assert snowball.first_closed == plan.first_closed
    assert snowball.first_closed is not None
    assert snowball.first_closed.name == "card two"


def test_the_day_of_freedom_is_the_last_where_a_month_is_shorter() -> None:
    """Three months after 30 November is 28 February."""
    found = by_name([debt("a", "300", "0")], "100")
    assert found["own"].free_on == date(2027, 2, 28)


def test_who_must_agree_and_what_the_record_says() -> None:
    """Plain repayment needs nobody; paying less than the minimums needs every lender."""
    offers = (Personalised(60), Settlement(Decimal(8000)), Consolidation(Decimal(10), 24))
    found = by_name((*CARDS, LOAN), "900", offers=offers)
    agreed = {name: (one.who_must_agree, one.credit_effect) for name, one in found.items()}
    assert agreed["avalanche"] == ("nobody", "unchanged")
    assert agreed["pro_rata"] == ("each_lender", "record_until_cleared_plus_years")
    assert agreed["personalised"] == ("bank", "record_until_cleared_plus_years")
    assert agreed["settlement"] == ("each_lender", "settled_less_than_owed")
    assert agreed["consolidation"] == ("new_lender", "new_record")
    short = by_name((*CARDS, LOAN), "400")["avalanche"]
    assert short.lacks == Decimal("250.00")
    assert short.who_must_agree == "each_lender"
    overdue = by_name([debt("a", "300", "0", months_overdue=2)], "100")["own"]
    assert (overdue.who_must_agree, overdue.credit_effect) == (
        "nobody", "record_until_cleared_plus_years",
    )  # fmt: skip


def test_an_instalment_takes_the_fewest_months_that_the_budget_allows() -> None:
    """9,000 on cards, 700 beside the loan's minimum: 13 months without interest, at best 150 for 60."""
    option = by_name((*CARDS, LOAN), "900", offers=[Personalised(60)])["personalised"]
    assert option.terms == InstalmentTerms(13, Decimal("692.31"), Decimal("150.00"), 60)
    assert option.interest is not None
    assert option.lacks == 0
    loan = simulate(
        [LOAN],
        Decimal(900),
        order="avalanche",
        changes=dict.fromkeys(range(1, 14), Decimal("207.69")),
    )
    assert (option.months, option.interest) == (loan.months, loan.interest)
    assert option.first_closed == Closed("card one", 13)
    with_interest = by_name(CARDS, "500", offers=[Personalised(60, Decimal(12))])["personalised"]
    assert isinstance(with_interest.terms, InstalmentTerms)
    assert with_interest.terms.months == 20
    assert with_interest.interest is not None
    assert with_interest.interest > 0


def test_an_instalment_that_cannot_be_paid_says_what_is_missing() -> None:
    """Even over 60 months it takes 150 beside the loan's 200."""
    option = by_name((*CARDS, LOAN), "300", offers=[Personalised(60)])["personalised"]
    assert (option.months, option.free_on, option.interest) == (None, None, None)
    assert option.lacks == Decimal("50.00")


def test_a_month_without_money_is_missing_to_an_agreement() -> None:
    """An agreement is not paid from a month that has nothing: its part and the minimums are lacking."""
    offers = (
        Personalised(60),
        Settlement(Decimal(6000), names=("card one", "card two")),
        Consolidation(Decimal(10), 24, names=("card one", "card two")),
    )
    changes = {3: Decimal(0), 5: Decimal(800)}
    found = by_name((*CARDS, LOAN), "900", offers=offers, changes=changes)
    for name in ("personalised", "settlement", "consolidation"):
        option = found[name]
        assert option.payoff is not None
        part = option.monthly - option.payoff.monthly
        assert option.lacks == part + Decimal(200), name
        assert (option.months, option.free_on, option.interest) == (None, None, None)
    alone = by_name(CARDS, "500", offers=[Personalised(60)], changes={2: Decimal(0)})
    assert alone["personalised"].lacks == alone["personalised"].monthly


def test_minimums_that_fall_short_after_an_agreement_are_missing_too() -> None:
    """The instalment is over after 13 months; the loan's 200 are not there in the fifteenth."""
    loan = debt("loan", "9000", "12", "200")
    option = by_name((*CARDS, loan), "900", offers=[Personalised(60)], changes={15: Decimal(60)})[
        "personalised"
    ]
    assert isinstance(option.terms, InstalmentTerms)
    assert option.terms.months == 13
    assert (option.lacks, option.months) == (Decimal("140.00"), None)


def test_a_first_month_with_more_money_may_make_an_agreement_payable() -> None:
    """340 do not reach 150 and 200 a month; 9,000 in the first month pay off the loan beside it."""
    options = by_name((*CARDS, LOAN), "340", offers=[Personalised(60)], changes={1: Decimal(9000)})
    assert options["personalised"].lacks == 0
    assert options["personalised"].months == 60


def test_an_agreement_has_no_threshold_of_a_budget() -> None:
    """Beside an agreement no amount is said to be enough, and what cannot be paid is not also endless."""
    debts = [CARDS[0], debt("loan", "50000", "24", "100")]
    endless = by_name(debts, "700", offers=[Personalised(60)])["personalised"]
    assert (endless.never, endless.lacks, endless.needs_more_than) == (True, Decimal(0), None)
    short = by_name(debts, "150", offers=[Personalised(60)])["personalised"]
    assert short.lacks == Decimal("50.00")
    assert (short.never, short.longer_than, short.needs_more_than) == (False, None, None)


def test_there_is_no_instalment_for_what_is_no_card() -> None:
    """The rule is for credit cards alone."""
    assert "personalised" not in by_name([LOAN], "900", offers=[Personalised(60)])


def test_a_lump_sum_is_put_aside_first_and_saves_the_difference() -> None:
    """6,000 for 9,000, of which 1,000 is there: 5,000 at 700 a month takes eight months."""
    offer = Settlement(Decimal(6000), Decimal(1000), ("card one", "card two"))
    option = by_name((*CARDS, LOAN), "900", offers=[offer])["settlement"]
    assert option.terms == SettlementTerms(
        Decimal(6000), Decimal(9000), Decimal(3000), Decimal(5000)
    )
    assert option.first_closed == Closed("card one", 8)
    assert option.payoff is not None
    assert option.payoff.schedule[0].payment == (Decimal("275.00"),)
    at_once = by_name(CARDS, "900", offers=[Settlement(Decimal(6000), Decimal(6000))])["settlement"]
    assert (at_once.months, at_once.free_on, at_once.monthly) == (0, TODAY, Decimal(0))


def test_a_lump_sum_that_cannot_be_put_aside_says_what_is_missing() -> None:
    """With nothing left beside the others' minimums there is no pace."""
    offer = Settlement(Decimal(6000), names=("card one", "card two"))
    option = by_name((*CARDS, LOAN), "200", offers=[offer])["settlement"]
    assert option.months is None
    assert option.lacks > 0


def test_a_new_loan_tells_its_true_cost() -> None:
    """Interest and fee; dear or cheap beside paying the highest rate first."""
    dear, cheap = (
        by_name(CARDS, "900", offers=[offer])["consolidation"]
        for offer in (
            Consolidation(Decimal(18), 36, Decimal(500)),
            Consolidation(Decimal(5), 12),
        )
    )
    assert isinstance(dear.terms, LoanTerms)
    assert isinstance(cheap.terms, LoanTerms)
    assert dear.terms.principal == Decimal(9500)
    assert dear.interest == dear.terms.cost
    assert dear.terms.cost == dear.terms.payment * 35 + last_payment(dear) - 9000
    assert dear.terms.costs_more is True
    assert cheap.terms.costs_more is False


def last_payment(option: Option) -> Decimal:
    """What a consolidation's last month settles, reckoned month by month."""
    assert isinstance(option.terms, LoanTerms)
    balance = option.terms.principal
    for _ in range(35):
        balance += (balance * Decimal(18) / 1200).quantize(Decimal("0.01"), "ROUND_HALF_UP")
        balance -= option.terms.payment
    return balance + (balance * Decimal(18) / 1200).quantize(Decimal("0.01"), "ROUND_HALF_UP")


def test_a_new_loan_hides_no_balloon() -> None:
    """10,000 at 60 % over 360 months: 500.00 a month would pay its interest and leave 10,500 for the last."""
    debts = [debt("a", "10000", "60", "500")]
    offer = Consolidation(Decimal(60), 360)
    option = by_name(debts, "900", offers=[offer])["consolidation"]
    assert isinstance(option.terms, LoanTerms)
    assert option.terms.payment == option.monthly == Decimal("500.01")
    assert option.months is not None
    assert option.months < 360
    tiny = by_name([debt("c", "0.20", "0", kind="card")], "5", offers=[Personalised(60)])
    assert isinstance(tiny["personalised"].terms, InstalmentTerms)
    assert tiny["personalised"].terms.payment == Decimal("0.20")


def test_whether_a_loan_costs_more_is_open_where_a_rate_is_unknown() -> None:
    """The present debts may cost more than is known; less than the least they cost is certain."""
    debts = [debt("a", "9000", None, "300")]
    dear = by_name(debts, "900", offers=[Consolidation(Decimal(18), 36)])["consolidation"]
    free = by_name(debts, "900", offers=[Consolidation(Decimal(0), 36)])["consolidation"]
    assert isinstance(dear.terms, LoanTerms)
    assert isinstance(free.terms, LoanTerms)
    assert (dear.terms.costs_more, free.terms.costs_more) == (None, False)
    assert by_name(debts, "900")["own"].at_least


def test_a_plan_that_never_ends_says_what_it_needs() -> None:
    """Never is not the last word: the least that works stands with it."""
    found = by_name([debt("a", "10000", "24", "100")], "150")
    assert found["avalanche"].never
    assert found["avalanche"].needs_more_than == Decimal("200.00")
    assert found["avalanche"].free_on is None


@pytest.mark.parametrize(
    ("offer", "code"),
    [
        (Settlement(Decimal(99_999)), "settlement_above_balance"),
        (Settlement(Decimal(0)), "amount_too_small"),
        (Settlement(Decimal(1), names=("nobody",)), "unknown_debt"),
        (Consolidation(Decimal(5), 0), "months_absurd"),
        (Consolidation(Decimal(-5), 12), "rate_negative"),
        (Consolidation(Decimal(5), 12, Decimal(-1)), "amount_too_small"),
        (Personalised(0), "months_absurd"),
    ],
)
def test_an_offer_that_cannot_be_is_refused(offer: Any, code: str) -> None:
    """Each by its own code."""
    with pytest.raises(InputError) as refused:
        compare(CARDS, Decimal(900), today=TODAY, offers=[offer])
    assert refused.value.code == code


def test_the_bench_measures_three_budgets() -> None:
    """The figure of the promise is there, and it is a time."""
    measured = measure_plans(runs=1)
    assert set(measured) == {"enough", "nearly", "never"}
    assert all(milliseconds > 0 for milliseconds in measured.values())
