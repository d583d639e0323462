"""Ways out that need a lender's yes: instalments for cards, a lump sum, one new loan for old ones."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal
from typing import TypeAlias

from bot.core.amortise import amortise, level_payment, months_to_clear
from bot.core.debts import Debt
from bot.core.money import CENT, bounded
from bot.core.options import (
    Agreement,
    InstalmentTerms,
    LoanTerms,
    Means,
    Option,
    SettlementTerms,
    beside,
    sum_of_minimums,
)
from bot.core.payoff import HORIZON, Closed
from bot.errors import InputError


@dataclass(frozen=True)
class Personalised:
    """A personalised instalment for all credit cards: over `most_months` at most, as the law has it.

    `yearly_percent` is nominal; 0 is an instalment without interest.
    """

    most_months: int
    yearly_percent: Decimal = Decimal(0)


@dataclass(frozen=True)
class Settlement:
    """`amount` yuan once, in place of the balances of some debts (by name), or of all.

    `at_hand` of it is there; the rest is put aside from the budget first.
    """

    amount: Decimal
    at_hand: Decimal = Decimal(0)
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Consolidation:
    """A new loan that pays out some debts (by name), or all: level payments over `months`.

    `yearly_percent` is nominal; `fee` in yuan is borrowed along.
    """

    yearly_percent: Decimal
    months: int
    fee: Decimal = Decimal(0)
    names: tuple[str, ...] = ()


Offer: TypeAlias = Personalised | Settlement | Consolidation


def personalise(debts: Sequence[Debt], offer: Personalised, means: Means) -> Option | None:
    """Level instalments for the cards, over the fewest months that the budget allows; None without cards.

    Each card has its own agreement with its bank, to the cent, the last payment settling what is left;
    the other debts keep their minimums and are paid on with the rest of the budget. Where even the
    longest term is too much, `lacks` says by how much. Raises InputError as `level_payment` does.
    """
    cards = [debt for debt in debts if debt.is_card]
    rest = [debt for debt in debts if not debt.is_card]
    if not cards:
        return None
    lowest = _instalment(cards, offer, offer.most_months)
    months = _fewest_months(cards, offer, means.budget - sum_of_minimums(rest))
    plans = [
        amortise(card.balance, offer.yearly_percent, months=months, to_the_cent=True)
        for card in cards
    ]
    return beside(
        Agreement(
            name="personalised",
            months=max(plan.months or 0 for plan in plans),
            monthly=sum((plan.rows[0].payment for plan in plans), Decimal(0)),
            cost=sum((plan.interest or Decimal(0) for plan in plans), Decimal(0)),
            closes=Closed(cards[0].name, min(plan.months or 0 for plan in plans)),
            who_must_agree="bank",
            credit_effect="record_until_cleared_plus_years",
            terms=InstalmentTerms(
                months,
                sum((plan.payment for plan in plans), Decimal(0)),
                lowest,
                offer.most_months,
            ),
        ),
        rest,
        means,
    )


def settle(debts: Sequence[Debt], offer: Settlement, means: Means) -> Option:
    """A lump sum in place of balances as they are today; until it is put aside, nothing is paid on them.

    The others keep their minimums while it is put aside, and are paid on afterwards. Whether a lender
    takes less than is owed, and whether interest runs on until then, is for the lender to say. Raises
    InputError: `amount_absurd`, `amount_too_small`, `settlement_above_balance`, `unknown_debt`.
    """
    settled, rest = _chosen(debts, offer.names)
    balance = sum((debt.balance for debt in settled), Decimal(0))
    bounded(offer.amount, least=CENT)
    bounded(offer.at_hand, least=0)
    if offer.amount > balance:
        raise InputError("settlement_above_balance", amount=offer.amount, balance=balance)
    needed = max(Decimal(0), offer.amount - offer.at_hand)
    pace = means.budget - sum_of_minimums(rest)
    months = _months_to_put_aside(needed, pace)
    is_less = offer.amount < balance
    return beside(
        Agreement(
            name="settlement",
            months=months,
            monthly=_up_to_the_cent(needed / months) if months else Decimal(0),
            cost=Decimal(0),
            closes=Closed(settled[0].name, months),
            who_must_agree="each_lender",
            credit_effect="settled_less_than_owed"
            if is_less
            else "record_until_cleared_plus_years",
            terms=SettlementTerms(offer.amount, balance, balance - offer.amount, needed),
        ),
        rest,
        means,
    )


def consolidate(
    debts: Sequence[Debt], offer: Consolidation, means: Means, *, otherwise: Option
) -> Option:
    """One new loan in place of old ones, and whether that costs more than `otherwise`.

    The loan pays out the balances and its fee; its payments are level, to the cent, the last settling
    what is left. Its cost is all interest and the fee. Raises InputError as `level_payment` does, and
    `unknown_debt`.
    """
    replaced, rest = _chosen(debts, offer.names)
    bounded(offer.fee, least=0)
    principal = sum((debt.balance for debt in replaced), offer.fee)
    loan = amortise(principal, offer.yearly_percent, months=offer.months, to_the_cent=True)
    cost = (loan.interest or Decimal(0)) + offer.fee
    terms = LoanTerms(principal, loan.payment, cost, costs_more=None)
    agreement = Agreement(
        name="consolidation",
        months=loan.months or offer.months,
        monthly=loan.rows[0].payment,
        cost=cost,
        closes=None,
        who_must_agree="new_lender",
        credit_effect="new_record",
        terms=terms,
    )
    option = beside(agreement, rest, means)
    return replace(option, terms=replace(terms, costs_more=_costs_more(option, otherwise)))


def _costs_more(option: Option, otherwise: Option) -> bool | None:
    """Whether the one costs more than the other; None where what is not known leaves that open."""
    if option.interest is None or option.at_least:
        return None
    if otherwise.interest is None:
        return False if otherwise.never else None
    if option.interest <= otherwise.interest:
        return False
    return None if otherwise.at_least else True


def _chosen(debts: Sequence[Debt], names: Sequence[str]) -> tuple[list[Debt], list[Debt]]:
    known = {debt.name for debt in debts}
    for name in names:
        if name not in known:
            raise InputError("unknown_debt", name=name)
    chosen = [debt for debt in debts if not names or debt.name in names]
    return chosen, [debt for debt in debts if debt not in chosen]


def _instalment(cards: Sequence[Debt], offer: Personalised, months: int) -> Decimal:
    payments = (
        max(level_payment(card.balance, offer.yearly_percent, months=months), CENT)
        for card in cards
    )
    return sum(payments, Decimal(0))


def _fewest_months(cards: Sequence[Debt], offer: Personalised, money: Decimal) -> int:
    """The fewest months whose payment the money allows; the most months where none does."""
    low, high = 1, offer.most_months
    while low < high:
        middle = (low + high) // 2
        if _instalment(cards, offer, middle) <= money:
            high = middle
        else:
            low = middle + 1
    return low


def _months_to_put_aside(needed: Decimal, pace: Decimal) -> int:
    """The months of putting aside; the longest plan where it takes longer, which cannot be paid then."""
    months = months_to_clear(needed, pace)
    return HORIZON if months is None else min(months, HORIZON)


def _up_to_the_cent(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_CEILING)
