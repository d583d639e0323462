"""The line a rate is held against: by lender and day, and what of the payments lies above it."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.figures import Figure, FigureValue
from bot.core.lending import LENDERS, Above, Line, above_line, is_above, line_for
from bot.core.money import cents
from bot.core.rates import Flow, Rate, instalments, rate_from_nominal, rate_of
from bot.core.statements import Yearly, repayments
from bot.errors import ContentError, InputError
from bot.library.folder import Folder
from bot.library.read_facts import read_figures

TODAY = date(2026, 11, 24)
FIGURES = read_figures(Folder(Path(__file__).parents[2]), ("zh", "en"))


def line(lender: str, contract_on: str) -> Line:
    return line_for(lender, date.fromisoformat(contract_on), FIGURES, today=TODAY)


def above(flows: tuple[Flow, ...] | list[Flow], held: Line, *, per_year: int = 12) -> Above:
    found = above_line(flows, held, per_year=per_year)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("contract_on", "percent"),
    [
        ("2020-08-20", "15.4"), ("2021-12-19", "15.4"), ("2021-12-20", "15.2"),
        ("2024-10-20", "13.4"), ("2024-10-21", "12.4"), ("2025-05-19", "12.4"), ("2025-05-20", "12"),
    ],
)  # fmt: skip
def test_a_person_is_held_to_four_times_the_rate_of_the_day(contract_on: str, percent: str) -> None:
    """Private lending: the limit of the day the contract was made, not of today."""
    held = line("person", contract_on)
    assert held.percent == Decimal(percent)
    assert held.force == "court_limit"
    assert held.rests_on[0].name == "private_loan_cap"
    assert held.rests_on[0].value.value == held.percent
    assert {"only_court_decides", "fees_counted", "overdue_counts"} <= set(held.caveats)


def test_an_older_private_contract_has_no_single_percentage() -> None:
    """The day before the limit began: two stretches, no number, never 24 or 36."""
    held = line("person", "2020-08-19")
    assert held.percent is None
    assert "older_contract" in held.caveats
    assert held.rests_on[0].name == "private_loan_older"
    assert above_line(instalments(Decimal(100), [(12, Decimal(10))]), held) is None


def test_a_rate_not_yet_checked_is_called_provisional() -> None:
    """From 2026-10-20 the last known LPR is carried on, and that is said."""
    assert "provisional_lpr" not in line("person", "2026-10-19").caveats
    assert "provisional_lpr" in line("person", "2026-10-20").caveats


@pytest.mark.parametrize("lender", ["bank_card", "bank_loan", "consumer_finance"])
@pytest.mark.parametrize("contract_on", ["2016-03-01", "2020-08-20", "2025-10-01", "2026-09-01"])
def test_licensed_lenders_have_no_threshold_in_law(lender: str, contract_on: str) -> None:
    """No number, whatever the day: a court may reduce on request, and nothing else is claimed."""
    held = line(lender, contract_on)
    assert held.percent is None
    assert held.force == "practice"
    assert {"no_threshold_in_law", "must_be_asked_for"} <= set(held.caveats)
    assert not {"private_loan_cap", "private_loan_rule"} & {basis.name for basis in held.rests_on}
    assert above_line(instalments(Decimal(100), [(12, Decimal(20))]), held) is None
    assert is_above(rate_from_nominal(Decimal(99)), held) is None


def test_a_card_and_the_cost_table_have_their_own_rules() -> None:
    """Card terms may be cut; from the day of the cost table a new loan needs one."""
    assert line("bank_card", "2025-01-01").rests_on[0].name == "card_terms_reduced"
    assert "cost_table_due" not in line("bank_loan", "2026-07-31").caveats
    assert "cost_table_due" in line("bank_loan", "2026-08-01").caveats


def test_a_micro_loan_company_is_under_supervision_not_under_four_times() -> None:
    """Before the guidance no number; from its day on one of supervision, for new loans, and no law."""
    before, after = line("micro_loan", "2025-12-23"), line("micro_loan", "2025-12-24")
    assert (before.percent, before.force) == (None, "practice")
    assert (after.percent, after.force) == (Decimal(24), "supervision")
    assert {"new_loans_only", "guidance_unpublished", "no_threshold_in_law"} <= set(after.caveats)
    for held in (before, after):
        names = {basis.name for basis in held.rests_on}
        assert "licensed_other_rules" in names
        assert "private_loan_cap" not in names
    assert above_line(instalments(Decimal(100), [(12, Decimal(20))]), after) is None


@pytest.mark.parametrize("lender", LENDERS)
def test_whatever_is_claimed_can_be_cited(lender: str) -> None:
    """Every line rests on figures with a source and a day of checking, and says what to keep."""
    for days in range(0, 4000, 97):
        held = line_for(lender, TODAY - timedelta(days), FIGURES, today=TODAY)
        assert held.rests_on
        assert all(basis.value.source and basis.value.checked for basis in held.rests_on)
        assert held.evidence[:3] == ("contract", "disbursement", "repayments")


def test_an_unknown_lender_and_a_future_contract_are_refused() -> None:
    """With the nearest name, and with the day."""
    with pytest.raises(InputError) as caught:
        line("mico_loan", "2025-01-01")
    assert caught.value.code == "lender_unknown"
    assert caught.value.values["near"] == "micro_loan"
    with pytest.raises(InputError, match="contract_in_future"):
        line("person", "2026-11-25")


def test_missing_law_is_a_counselors_to_mend() -> None:
    """A library without the figure says which one it needs; so does a figure without a number."""
    with pytest.raises(ContentError, match="private_loan_all_in"):
        line_for("person", TODAY, {}, today=TODAY)
    empty = Figure("private_loan_cap", "percent", (FigureValue(TODAY, None, None, "x"),))
    with pytest.raises(ContentError, match="private_loan_cap"):
        line_for("person", TODAY, {**FIGURES, "private_loan_cap": empty}, today=TODAY)


def test_a_loan_at_the_line_is_not_above_it() -> None:
    """24.0008 % is 24 % in cents: compared to a hundredth of a percent."""
    held = line("micro_loan", "2026-01-01")
    at_the_line = rate_of(instalments(Decimal(10000), [(12, Decimal("945.60"))]))
    over = rate_of(instalments(Decimal(10000), [(12, Decimal(946))]))
    assert isinstance(at_the_line, Rate)
    assert isinstance(over, Rate)
    assert is_above(at_the_line, held) is False
    assert is_above(over, held) is True


def test_a_loan_reckoned_again_by_hand() -> None:
    """10,000 on paper, 9,000 received, two payments: interest at 12 % on what was received."""
    flows = [Flow(0, Decimal(9000)), Flow(1, Decimal(-5000)), Flow(2, Decimal(-5500))]
    found = above(flows, line("person", "2026-03-01"))
    # 90.00 for the first month; 5,000 leaves 4,090.00; 40.90 for the second.
    assert found.allowed == Decimal("130.90")
    assert found.charged == Decimal("1500.00")
    assert found.difference == Decimal("1369.10")
    assert (found.beyond, found.owed) == (Decimal("1369.10"), Decimal(0))


def test_a_loan_by_days_reckoned_again_by_hand() -> None:
    """Between days interest runs by days / 365, and unpaid interest bears none."""
    start = date(2025, 6, 1)
    flows = [
        Flow(start, Decimal(10000)),
        Flow(start + timedelta(days=73), Decimal(-100)),  # 240.00 due, 140.00 stays open
        Flow(start + timedelta(days=146), Decimal(-380)),  # another 240.00: all interest is paid
        Flow(start + timedelta(days=219), Decimal(-5000)),  # 240.00, then 4,760.00 of principal
    ]
    found = above(flows, line("person", "2025-06-01"))
    assert found.allowed == Decimal("720.00")
    assert (found.beyond, found.owed) == (Decimal(0), Decimal("5240.00"))
    assert found.charged == 0


def test_nothing_more_is_allowed_once_all_is_paid() -> None:
    """What is paid after the debt is gone lies beyond the line in full."""
    flows = [
        Flow(0, Decimal(1000)), Flow(1, Decimal(-1010)), Flow(2, Decimal(-200)), Flow(9, Decimal(-300)),
    ]  # fmt: skip
    found = above(flows, line("person", "2026-03-01"))
    assert (found.allowed, found.beyond) == (Decimal("10.00"), Decimal(500))


PRINCIPALS = st.decimals(min_value=1000, max_value=200_000, places=2)


@given(PRINCIPALS, st.integers(1, 36), st.decimals(min_value=0, max_value=100, places=2))
def test_money_is_neither_made_nor_lost(principal: Decimal, months: int, nominal: Decimal) -> None:
    """Received and allowed interest, less what was paid, is owed or beyond: never both."""
    table = repayments(principal, Yearly(nominal), months)
    flows = instalments(principal, [(1, payment) for payment in table])
    found = above(flows, line("person", "2026-03-01"))
    assert found.received + found.allowed - found.paid == found.owed - found.beyond
    assert min(found.owed, found.beyond) == 0
    assert found.difference == found.beyond - found.owed


@given(PRINCIPALS, st.integers(1, 36))
def test_at_the_line_itself_nothing_lies_above(principal: Decimal, months: int) -> None:
    """A loan at exactly the allowed rate is paid off by its own table, to the cent."""
    flows = instalments(
        principal, [(1, payment) for payment in repayments(principal, Yearly(Decimal(12)), months)]
    )
    found = above(flows, line("person", "2026-03-01"))
    assert (found.beyond, found.owed) == (Decimal(0), Decimal(0))
    assert found.allowed == cents(found.charged)


@given(PRINCIPALS, st.integers(1, 24), st.decimals(min_value="12.1", max_value=100, places=1))
def test_a_dearer_loan_lies_further_above(
    principal: Decimal, months: int, nominal: Decimal
) -> None:
    """Above the line something was overpaid, and less received for the same payments means more."""
    table = [(1, payment) for payment in repayments(principal, Yearly(nominal), months)]
    held = line("person", "2026-03-01")
    whole = above(instalments(principal, table), held)
    kept_back = above(instalments(principal, table, fee=cents(principal / 10)), held)
    assert whole.beyond > 0
    assert kept_back.beyond > whole.beyond


def test_a_fee_in_advance_is_no_principal() -> None:
    """500 paid a day before 5,000 came: interest at the line runs on 4,500, and the fee was paid."""
    days = (date(2025, 1, 1), date(2025, 1, 2), date(2025, 2, 1))
    flows = tuple(
        Flow(day, Decimal(amount)) for day, amount in zip(days, (-500, 5000, -5300), strict=True)
    )
    held = line("person", "2025-01-02")
    assert held.percent is not None
    found = above(flows, held)
    assert (int(found.received), int(found.paid), int(found.charged)) == (5000, 5800, 800)
    assert found.allowed == cents(Decimal(4500) * held.percent / 100 * 30 / 365)
    assert found.beyond == 800 - found.allowed
