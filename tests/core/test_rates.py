"""The true rate of a loan: published figures, and what holds for every loan."""

from datetime import date, timedelta
from decimal import Decimal
from time import process_time
from typing import Any

import pytest
import pyxirr
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.core.money import cents, percent
from bot.core.rates import (
    Flow,
    Rate,
    account,
    instalments,
    rate_from_effective,
    rate_from_nominal,
    rate_of,
)
from tests.core.loan_examples import AMOUNTS, LOANS, VECTORS, flows_of, found, number, worth


def as_printed(rate: Decimal, row: dict[str, Any], key: str) -> None:
    """Equal to the printed figure within one unit of its last place; some were cut, not rounded."""
    printed = number(row.get("rests", row[key]))
    places = -int(printed.as_tuple().exponent)
    assert abs(percent(rate, places=places) - printed) <= Decimal(1).scaleb(-places), rate


@pytest.mark.parametrize("row", VECTORS["nominal_apr"], ids=lambda row: row["id"])
def test_published_nominal_rates(row: dict[str, Any]) -> None:
    """Regulation Z's own examples, rounded as they are printed."""
    assert percent(found(flows_of(row)).nominal) == number(row["apr"])


@pytest.mark.parametrize(
    "row", VECTORS["effective_apr"] + VECTORS["dated_apr"], ids=lambda row: row["id"]
)
def test_published_effective_rates(row: dict[str, Any]) -> None:
    """The European Commission's examples, to the last printed place."""
    as_printed(found(flows_of(row)).effective, row, "apr")


@pytest.mark.parametrize("row", VECTORS["instalment_loans"], ids=lambda row: row["id"])
def test_loans_as_they_are_offered(row: dict[str, Any]) -> None:
    """Both rates of loans that are sold by a monthly fee; "24 %" is nearly 27 % effective."""
    rate = found(flows_of(row))
    as_printed(rate.nominal, row, "nominal")
    as_printed(rate.effective, row, "effective")


@given(LOANS)
def test_discounted_at_the_rate_nothing_is_left(flows: tuple[Flow, ...]) -> None:
    """What is paid is worth what was received, to the cent and far below it."""
    rate = found(flows)
    assert abs(worth(flows, rate)) < Decimal("1e-6") * max(abs(flow.amount) for flow in flows)


@given(LOANS, st.sampled_from([1, 2, 4, 12]))
def test_the_three_forms_are_one_rate(flows: tuple[Flow, ...], per_year: int) -> None:
    """Nominal is periodic times the periods, effective is the period compounded; and back again."""
    rate = found(flows, per_year)
    assume(rate.effective > Decimal("-99.99"))  # nearer to −100 the way back loses the digits
    growth = 1 + rate.periodic / 100
    near = Decimal("1e-15") * (1 + abs(rate.effective))
    assert abs(rate.nominal - rate.periodic * per_year) <= near
    assert abs((growth**per_year - 1) * 100 - rate.effective) <= near
    assert (
        abs(rate_from_nominal(rate.nominal, per_year=per_year).effective - rate.effective) <= near
    )
    assert (
        abs(rate_from_effective(rate.effective, per_year=per_year).periodic - rate.periodic) <= near
    )


@given(LOANS, st.decimals(min_value="0.01", max_value=1000, places=2))
def test_the_size_of_a_loan_does_not_matter(flows: tuple[Flow, ...], times: Decimal) -> None:
    """Everything times the same factor, or seen from the lender's side: the same rate."""
    rate = found(flows).effective
    scaled = [Flow(flow.when, flow.amount * times) for flow in flows]
    turned = [Flow(flow.when, -flow.amount) for flow in flows]
    near = Decimal("1e-15") * (1 + abs(rate))
    assert abs(found(scaled).effective - rate) < near
    assert abs(found(turned).effective - rate) < near


@given(LOANS, st.data())
def test_who_pays_more_pays_a_higher_rate(flows: tuple[Flow, ...], data: st.DataObject) -> None:
    """One payment a cent larger raises the rate; a late one at a monstrous rate by less than is shown."""
    place = data.draw(st.integers(1, len(flows) - 1))
    more = [
        Flow(flow.when, flow.amount - (Decimal("0.01") if number_ == place else 0))
        for number_, flow in enumerate(flows)
    ]
    before, after = found(flows).periodic, found(more).periodic
    assert after > before - Decimal("1e-20")
    assert after > before or place > 1


@given(LOANS)
def test_the_account_adds_up_to_the_cent(flows: tuple[Flow, ...]) -> None:
    """It ends at zero; payments are principal and interest; interest is the cost of the loan."""
    rows = account(flows, found(flows))
    assert rows[-1].balance == 0
    assert all(row.payment == row.interest + row.principal for row in rows)
    assert sum(row.interest for row in rows) == -sum(cents(flow.amount) for flow in flows)
    assert sum(row.principal for row in rows) == flows[0].amount


@given(
    AMOUNTS,
    st.lists(st.tuples(st.integers(1, 90), st.integers(70, 140)), min_size=1, max_size=24),
)
def test_another_program_finds_the_same(advance: Decimal, paid: list[tuple[int, int]]) -> None:
    """The module pyxirr agrees on random loans, by period and by day."""
    each = [cents(advance * share / 100 / len(paid)) for _, share in paid]
    loan = instalments(advance, [(1, amount) for amount in each])
    theirs = pyxirr.irr([float(flow.amount) for flow in loan])
    assert theirs is not None
    assert abs(float(found(loan).periodic) / 100 - theirs) < 1e-6 * (1 + abs(theirs))
    day, dated = date(2025, 1, 1), [Flow(date(2025, 1, 1), advance)]
    for (gap, _), amount in zip(paid, each, strict=True):
        day += timedelta(days=gap)
        dated.append(Flow(day, -amount))
    rate = rate_of(dated)
    theirs = pyxirr.xirr([flow.when for flow in dated], [float(flow.amount) for flow in dated])
    if isinstance(rate, Rate) and theirs is not None and abs(rate.effective) < 1_000:
        assert abs(float(rate.effective) / 100 - theirs) < 1e-6 * (1 + abs(theirs))


def test_the_order_of_dated_flows_does_not_matter() -> None:
    """A file's rows may stand in any order."""
    flows = flows_of(VECTORS["dated_apr"][1])
    assert found(list(reversed(flows))) == found(flows)
    assert account(list(reversed(flows)), found(flows)) == account(flows, found(flows))


@pytest.mark.parametrize("payment", ["885.49", "100", "5000"])
def test_thirty_years_take_no_time(payment: str) -> None:
    """A loan of 360 payments takes a few milliseconds of the processor; 20 are allowed."""
    flows = instalments(Decimal(180000), [(360, Decimal(payment))])
    spent = []
    for _ in range(5):
        begun = process_time()
        found(flows)
        spent.append(process_time() - begun)
    assert min(spent) < 0.02
