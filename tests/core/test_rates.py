"""The true rate of a loan: published figures, what holds for every loan, and where there is none."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from time import process_time
from typing import Any

import pytest
import pyxirr
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.core.money import cents, percent
from bot.core.rates import (
    Flow,
    NoRate,
    Rate,
    SeveralRates,
    account,
    instalments,
    is_direction_clear,
    moved_by_time,
    rate_from_effective,
    rate_from_nominal,
    rate_of,
)
from bot.errors import InputError
from bot.library.yaml_reader import read_yaml

VECTORS: dict[str, list[dict[str, Any]]] = read_yaml(
    Path(__file__).parent / "rate_vectors.yaml"
).data
AMOUNTS = st.decimals(min_value=1, max_value=1_000_000, places=2)
LOANS = st.tuples(
    AMOUNTS, st.lists(st.tuples(st.integers(1, 12), AMOUNTS), min_size=1, max_size=5)
).map(lambda loan: instalments(loan[0], loan[1]))


def number(value: Any) -> Decimal:
    return Decimal(str(value))


def flows_of(row: dict[str, Any]) -> tuple[Flow, ...]:
    advance, fee = number(row["advance"]), number(row.get("fee", 0))
    if "payments" in row:
        payments = [(int(str(count)), number(amount)) for count, amount in row["payments"]]
        return instalments(advance, payments, fee=fee)
    if "dated" in row:
        paid = [Flow(int(str(month)), -number(sum_)) for month, sum_ in row["dated"].items()]
        return (Flow(0, advance - fee), *paid)
    paid = [Flow(date.fromisoformat(str(day)), -number(sum_)) for day, sum_ in row["dates"].items()]
    return (Flow(date.fromisoformat(str(row["on"])), advance), *paid)


def found(flows: tuple[Flow, ...] | list[Flow], per_year: int = 12) -> Rate:
    rate = rate_of(flows, per_year=per_year)
    assert isinstance(rate, Rate), rate
    return rate


def periodic(*amounts: object) -> list[Flow]:
    return [Flow(period, number(amount)) for period, amount in enumerate(amounts)]


def worth(flows: tuple[Flow, ...] | list[Flow], rate: Rate) -> Decimal:
    """What the flows of numbered periods are worth at the start, by the definition."""
    growth = 1 + rate.periodic / 100
    return sum((f.amount / growth**f.when for f in flows if isinstance(f.when, int)), Decimal(0))


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


def test_what_was_lent_free_and_what_was_forgiven() -> None:
    """Paid back as received is 0 %; half of it back is below zero; a fee kept back is part of the cost."""
    assert found(instalments(Decimal(1200), [(12, Decimal(100))])).effective == 0
    assert percent(found(periodic(100, -50), 1).effective) == -50
    kept = found(instalments(Decimal(10000), [(12, Decimal("945.60"))], fee=Decimal(1000)))
    assert kept == found(instalments(Decimal(9000), [(12, Decimal("945.60"))]))


def test_a_gap_and_a_balloon() -> None:
    """Months without a payment and a large last one are ordinary: half a year for a tenth is 21 %."""
    loan = instalments(Decimal(10000), [(5, Decimal(0)), (1, Decimal(11000))])
    assert percent(found(loan).effective) == 21
    assert [row.balance for row in account(loan, found(loan))][-2:] == [Decimal("10826.65"), 0]


def test_a_loan_drawn_twice_has_one_rate() -> None:
    """More is borrowed in between: the total turns once, so the rate is certain and is found."""
    rate = found(periodic(1000, -200, 500, -900, -600), 12)
    assert abs(worth(periodic(1000, -200, 500, -900, -600), rate)) < Decimal("1e-20")
    assert rate.nominal > 0


def test_a_refund_at_the_end_does_not_hide_the_rate() -> None:
    """What was overpaid comes back: still one positive rate, a little below that without the refund."""
    loan = instalments(Decimal(10000), [(12, Decimal("945.60"))])
    assert Decimal(20) < found([*loan, Flow(13, Decimal(50))]).nominal < found(loan).nominal


@pytest.mark.parametrize(
    ("amounts", "rates"),
    [
        ((-1600, 10000, -10000), (25, 400)),
        ((100, -230, 132), (10, 20)),
        ((1000, -3600, 4310, -1716), (10, 20, 30)),
        ((1000, -2800, 2470, -660), (-50, 10, 20)),
    ],
)
def test_several_rates_are_all_said(amounts: tuple[Any, ...], rates: tuple[int, ...]) -> None:
    """Where more than one rate fits, each is named and none is chosen."""
    answer = rate_of(periodic(*amounts), per_year=1)
    assert isinstance(answer, SeveralRates)
    assert [percent(rate.effective, places=8) for rate in answer.rates] == list(rates)


def test_rates_that_meet_are_one_and_rates_that_miss_are_none() -> None:
    """121 touches at 10 %; a cent less gives two rates, a cent more gives none."""
    assert percent(found(periodic(100, -220, 121), 1).effective, places=8) == 10
    assert isinstance(rate_of(periodic(100, -220, "120.99"), per_year=1), SeveralRates)
    assert rate_of(periodic(100, -220, "121.01"), per_year=1) == NoRate("never_balances")


@given(st.lists(st.integers(-40, 300), min_size=1, max_size=4, unique=True))
def test_every_rate_that_was_built_in_is_found(percents: list[int]) -> None:
    """Flows made to fit up to four rates give exactly those, however close they lie."""
    amounts = [Decimal(1)]
    for rate in percents:
        growth = 1 + Decimal(rate) / 100
        longer = [*amounts, Decimal(0)]
        amounts = [
            own - growth * before
            for own, before in zip(longer, [Decimal(0), *amounts], strict=True)
        ]
    answer = rate_of(periodic(*amounts), per_year=1)
    rates = answer.rates if isinstance(answer, SeveralRates) else (answer,)
    shown = [percent(rate.effective, places=8) for rate in rates if isinstance(rate, Rate)]
    positive = sorted(rate for rate in percents if rate > 0)
    # One positive rate is the rate of the loan; a negative one beside it is not counted.
    assert shown == sorted(percents) or (len(positive) == 1 and shown == positive)


@pytest.mark.parametrize(
    ("amounts", "why"),
    [
        ((100, 100), "only_received"),
        ((-100, -100), "only_paid"),
        ((0, 0), "nothing_moved"),
        ((100, -100, 100), "never_balances"),
    ],
)
def test_no_rate_says_why(amounts: tuple[int, ...], why: str) -> None:
    """Where no rate fits, that is the answer, with its reason."""
    answer = rate_of(periodic(*amounts))
    assert isinstance(answer, NoRate)
    assert answer.why == why


def test_paid_back_on_the_same_day_is_no_rate() -> None:
    """More is paid back at once: no time passes, so no rate makes it balance."""
    day = date(2025, 1, 1)
    assert rate_of([Flow(day, Decimal(100)), Flow(day, Decimal(-110))]) == NoRate("never_balances")


def test_the_order_of_dated_flows_does_not_matter() -> None:
    """A file's rows may stand in any order."""
    flows = flows_of(VECTORS["dated_apr"][1])
    assert found(list(reversed(flows))) == found(flows)
    assert account(list(reversed(flows)), found(flows)) == account(flows, found(flows))


@pytest.mark.parametrize(
    ("flows", "per_year", "code"),
    [
        (periodic(*[1, -1] * 60), 12, "flows_too_mixed"),
        (periodic(1, -(10**10)), 366, "rate_absurd"),
        (periodic(1, -(10**11)), 12, "amount_absurd"),
        (periodic(1, -2), 0, "per_year_absurd"),
        (periodic(1, *[-1] * 5000), 12, "flows_too_many"),
    ],
)
def test_what_cannot_be_reckoned_is_refused(flows: list[Flow], per_year: int, code: str) -> None:
    """Each with the name of what is amiss."""
    with pytest.raises(InputError) as caught:
        rate_of(flows, per_year=per_year)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("received", "payments", "code"),
    [
        ("0", [(12, "1")], "amount_too_small"),
        ("100", [(12, "-1")], "amount_too_small"),
        ("100", [(0, "1")], "count_absurd"),
        ("100", [(12, "0")], "payments_nothing"),
        ("100", [], "payments_nothing"),
    ],
)
def test_instalments_that_cannot_be(
    received: str, payments: list[tuple[int, str]], code: str
) -> None:
    """Nothing received, nothing paid, paid backwards."""
    with pytest.raises(InputError) as caught:
        instalments(Decimal(received), [(count, Decimal(amount)) for count, amount in payments])
    assert caught.value.code == code


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


@pytest.mark.parametrize("turn", [1, -1])
def test_a_fee_in_advance_does_not_swap_borrower_and_lender(turn: int) -> None:
    """500 paid a day before, then 5,000 received and 5,300 repaid: the last amount is a payment."""
    days = (date(2025, 1, 1), date(2025, 1, 2), date(2025, 2, 1))
    flows = [
        Flow(day, Decimal(amount) * turn)
        for day, amount in zip(days, (-500, 5000, -5300), strict=True)
    ]
    assert whole_yuan(flows) == [(0, 500), (5000, 0), (0, 5300)]
    assert not is_direction_clear(flows)
    same_day = [Flow(days[1], flow.amount) if flow is flows[0] else flow for flow in flows]
    assert is_direction_clear(same_day)
    # The other rate at which these balance is that of 500 that grow to 5,000 within a day.
    rate = found(flows)
    assert rate.effective == pytest.approx(found(same_day).effective, rel=Decimal("0.1"))
    assert [row.balance for row in account(flows, rate)][-1] == 0
    assert account(flows, rate)[1].received == 5000


def test_money_that_moved_one_way_keeps_its_sign() -> None:
    """Where nothing tells the direction, received is positive, as everywhere."""
    assert whole_yuan(periodic(-5, -6)) == [(0, 5), (0, 6)]
    assert whole_yuan(periodic(5, 6)) == [(5, 0), (6, 0)]


def whole_yuan(flows: list[Flow]) -> list[tuple[int, int]]:
    """What was received and paid, time by time."""
    return [(int(received), int(paid)) for received, paid in moved_by_time(flows).values()]
