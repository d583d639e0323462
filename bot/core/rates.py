"""The true rate of a loan, from what was received and what was paid.

The rate is the internal rate of return: at it, everything paid is worth what was received. It is always
given both ways, because lenders and courts name it both ways: nominal (单利, periods a year times the
rate of one period) and effective (复利, with interest on interest for a year).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from itertools import accumulate, pairwise
from typing import Final, Literal, TypeAlias

from bot.core.money import bounded, cents
from bot.core.roots import (
    CONTEXT,
    Term,
    positive_roots,
    root_below_one,
    sign_changes,
    terms_of,
)
from bot.errors import InputError

DAYS_A_YEAR: Final = 365
MOST_FLOWS: Final = 5_000
_MOST_CHANGES: Final = 100
_MOST_PER_YEAR: Final = 366
# Money paid back a million times over within days: no lender's rate, and no number that can be read.
_ABSURD: Final = Decimal("1e100")


@dataclass(frozen=True)
class Flow:
    """Money that moved: `amount` in yuan, received positive, paid negative.

    `when` is the number of the period at whose end it moved (0: when the loan began) or the day.
    """

    when: int | date
    amount: Decimal


@dataclass(frozen=True)
class Rate:
    """One rate in its three forms, each in percent and not rounded.

    `periodic` for one of `per_year` equal periods; `nominal` a year, periodic × per_year (单利);
    `effective` a year, ((1 + periodic)^per_year − 1) (复利). `factor` discounts one unit of time.
    """

    periodic: Decimal
    nominal: Decimal
    effective: Decimal
    per_year: int
    factor: Decimal


@dataclass(frozen=True)
class NoRate:
    """No rate fits. Why: money moved one way only, nothing is left over, or the flows never balance."""

    why: Literal["only_received", "only_paid", "nothing_moved", "never_balances"]


@dataclass(frozen=True)
class SeveralRates:
    """More than one rate fits, lowest first; none of them is the rate of the loan."""

    rates: tuple[Rate, ...]


Answer: TypeAlias = Rate | NoRate | SeveralRates


@dataclass(frozen=True)
class Row:
    """One line of the account: what moved, what of a payment was interest, what is owed after it.

    In yuan, to the cent; `interest + principal == payment`, and principal below zero was added to the debt.
    """

    when: int | date
    received: Decimal
    payment: Decimal
    interest: Decimal
    principal: Decimal
    balance: Decimal


def instalments(
    received: Decimal, payments: Iterable[tuple[int, Decimal]], *, fee: Decimal = Decimal(0)
) -> tuple[Flow, ...]:
    """The flows of a loan that is repaid at the end of each period from the first on.

    `received` is what really came, in yuan; `fee` was paid back out of it on the same day. `payments`
    are (how many, amount), in order; an amount of 0 is a period without a payment. Raises InputError
    (`amount_too_small`, `amount_absurd`, `count_absurd`, `payments_nothing`).
    """
    amounts: list[Decimal] = []
    for count, amount in payments:
        if not 0 < count <= MOST_FLOWS - len(amounts):
            raise InputError("count_absurd", count=count, most=MOST_FLOWS)
        amounts += [bounded(amount, least=0)] * count
    if not any(amounts):
        raise InputError("payments_nothing")
    advance = bounded(received - bounded(fee, least=0), least=Decimal("0.01"))
    return (Flow(0, advance), *(Flow(period, -paid) for period, paid in enumerate(amounts, 1)))


def rate_of(flows: Sequence[Flow], *, per_year: int = 12) -> Answer:
    """The rate at which what was paid is worth what was received, in percent, to 25 digits.

    Between numbered periods `per_year` of them make a year; between days time is counted as days / 365,
    the effective rate follows from that, and the nominal one is that of `per_year` equal periods. It may
    be zero or negative (less was paid back), down to −100. Either direction may be the positive one.

    One rate is certain where the flows change direction once, or where their running total does: then
    there is exactly one positive rate (Norstrom 1972), and a negative solution beside it would be that
    of a loan which cost nothing. Otherwise the solutions above −100 % are counted, but none beyond
    10^100 % beside one that can be read: it is that of a fee a few days before the money. Raises InputError
    (`flows_too_many`, `flows_too_mixed`, `amount_absurd`, `per_year_absurd`, `rate_absurd`).
    """
    dated = _check(flows, per_year)
    terms = terms_of(_timed(flows))
    amounts = [amount for _, amount in terms]
    changes = sign_changes(amounts)
    if changes == 0:
        return NoRate(_one_way(flows))
    if changes > 1 and _balances_once(amounts):
        factors = [root_below_one(terms)]
    elif changes > _MOST_CHANGES:
        raise InputError("flows_too_mixed", changes=changes, most=_MOST_CHANGES)
    else:
        factors = positive_roots(terms)
    match _rates(factors, per_year, dated=dated):
        case []:
            return NoRate("never_balances")
        case [one]:
            return one
        case several:
            return SeveralRates(tuple(several))


def rate_from_nominal(nominal: Decimal, *, per_year: int = 12) -> Rate:
    """The rate of a nominal percentage a year (单利) that is charged `per_year` times a year.

    Raises InputError (`rate_absurd`) at −100 % for a period or below, or beyond 10^100 %.
    """
    with localcontext(CONTEXT):
        growth = 1 + nominal / 100 / per_year
        if not growth.is_finite() or growth <= 0:
            raise InputError("rate_absurd", rate=nominal)
        return _rate(1 / growth, per_year, dated=False)


def rate_from_effective(effective: Decimal, *, per_year: int = 12) -> Rate:
    """The rate of an effective percentage a year (复利), for `per_year` equal periods.

    Raises InputError (`rate_absurd`) at −100 % or below, or beyond 10^100 %.
    """
    with localcontext(CONTEXT):
        growth = 1 + effective / 100
        if not growth.is_finite() or growth <= 0:
            raise InputError("rate_absurd", rate=effective)
        return _rate(growth ** (Decimal(-1) / per_year), per_year, dated=False)


def account(flows: Sequence[Flow], rate: Rate) -> tuple[Row, ...]:
    """What was owed after each flow at the loan's own rate; the last balance is 0.

    In yuan to the cent, half up: the balance is rounded, never what it is carried on with, so that
    payments = principal + interest and the interest adds up to the cost of the loan, to the cent.
    Flows of one time make one row.
    """
    moved = moved_by_time(flows)
    times = list(moved)
    rows: list[Row] = []
    shown = Decimal(0)
    for when, exact in zip(times, _owed(moved, rate.factor), strict=True):
        received, paid = moved[when]
        balance = cents(exact) + 0  # not -0.00
        interest = balance - shown - received + paid
        rows.append(Row(when, received, paid, interest, paid - interest, balance))
        shown = balance
    return tuple(rows)


def moved_by_time(flows: Sequence[Flow]) -> dict[int | date, tuple[Decimal, Decimal]]:
    """What was received and what was paid at each time, in order, whichever was written positive.

    A loan ends with a payment by the borrower, so the last amount that does not cancel says which sign
    is paid; not the first, which may be a fee in advance. Where all have one sign, it is that of `Flow`.
    """
    terms = terms_of(_timed(flows))
    turn = -1 if sign_changes(amount for _, amount in terms) and terms[-1][1] > 0 else 1
    moved: dict[int | date, tuple[Decimal, Decimal]] = {}
    for flow in sorted(flows, key=lambda flow: time_between(flow.when, flows[0].when)):
        received, paid = moved.get(flow.when, (Decimal(0), Decimal(0)))
        amount = flow.amount * turn
        moved[flow.when] = (received + max(amount, Decimal(0)), paid - min(amount, Decimal(0)))
    return moved


def is_direction_clear(flows: Sequence[Flow]) -> bool:
    """Whether the first and the last amount, net of their time, go opposite ways, as a loan's do."""
    return sign_changes(amount for _, amount in terms_of(_timed(flows))) % 2 == 1


def _owed(moved: Mapping[int | date, tuple[Decimal, Decimal]], factor: Decimal) -> list[Decimal]:
    """What is owed after each time: forwards, or back from the end where that loses no digits."""
    times = list(moved)
    changes = [received - paid for received, paid in moved.values()]
    with localcontext(CONTEXT):
        owed = [changes[0]]
        if factor > 1:
            for (before, when), change in zip(pairwise(times), changes[1:], strict=True):
                owed.append(owed[-1] / factor ** time_between(when, before) + change)
            return owed
        owed = [Decimal(0)]
        for (before, when), change in zip(
            reversed(list(pairwise(times))), reversed(changes[1:]), strict=True
        ):
            owed.append((owed[-1] - change) * factor ** time_between(when, before))
        return owed[::-1]


def _check(flows: Sequence[Flow], per_year: int) -> bool:
    """Whether the flows are dated."""
    if not 1 <= per_year <= _MOST_PER_YEAR:
        raise InputError("per_year_absurd", per_year=per_year, most=_MOST_PER_YEAR)
    if len(flows) > MOST_FLOWS:
        raise InputError("flows_too_many", count=len(flows), most=MOST_FLOWS)
    for flow in flows:
        bounded(flow.amount)
    return any(isinstance(flow.when, date) for flow in flows)


def _timed(flows: Iterable[Flow]) -> Iterable[Term]:
    return (
        (flow.when if isinstance(flow.when, int) else flow.when.toordinal(), flow.amount)
        for flow in flows
    )


def time_between(when: int | date, since: int | date) -> int:
    """Periods or days between two times of the same kind."""
    if isinstance(when, date) and isinstance(since, date):
        return (when - since).days
    if isinstance(when, int) and isinstance(since, int):
        return when - since
    raise TypeError("a loan has either numbered periods or days")


def _one_way(
    flows: Iterable[Flow],
) -> Literal["only_received", "only_paid", "nothing_moved", "never_balances"]:
    ways = {flow.amount > 0 for flow in flows if flow.amount}
    if not ways:
        return "nothing_moved"
    if len(ways) > 1:  # on one and the same day, for instance
        return "never_balances"
    return "only_received" if ways == {True} else "only_paid"


def _balances_once(amounts: Sequence[Decimal]) -> bool:
    """Norstrom's condition: the running total changes its sign once, and does not end at zero."""
    totals = list(accumulate(amounts))
    return totals[-1] != 0 and sign_changes(totals) == 1


def _rates(factors: Sequence[Decimal], per_year: int, *, dated: bool) -> list[Rate]:
    """Lowest first; those beyond what can be read only count, as a refusal, where they are all."""
    found: list[Rate] = []
    absurd: InputError | None = None
    for factor in reversed(factors):
        try:
            found.append(_rate(factor, per_year, dated=dated))
        except InputError as error:
            absurd = error
    if absurd is not None and not found:
        raise absurd
    return found


def _rate(factor: Decimal, per_year: int, *, dated: bool) -> Rate:
    with localcontext(CONTEXT):
        if dated:
            yearly = factor**-DAYS_A_YEAR
            growth = yearly ** (Decimal(1) / per_year)
        else:
            growth = 1 / factor
            yearly = growth**per_year
        effective = (yearly - 1) * 100
        if effective > _ABSURD:
            raise InputError("rate_absurd", rate=effective)
        periodic = (growth - 1) * 100
        return Rate(periodic, periodic * per_year, effective, per_year, factor)
