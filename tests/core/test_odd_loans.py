"""Loans that are out of the ordinary: several rates, none, or none that can be reckoned."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.money import percent
from bot.core.rates import (
    Flow,
    NoRate,
    Rate,
    SeveralRates,
    account,
    instalments,
    is_direction_clear,
    moved_by_time,
    rate_of,
)
from bot.errors import InputError
from tests.core.loan_examples import found, periodic, worth


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
