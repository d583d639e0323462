"""The ways out of several debts, side by side."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from bot.core.amortise import months_to_clear
from bot.core.debts import Debt, check_debts
from bot.core.offers import (
    Consolidation,
    Offer,
    Personalised,
    Settlement,
    consolidate,
    personalise,
    settle,
)
from bot.core.options import Means, Option, in_order
from bot.core.payoff import ORDERS

__all__ = ["compare", "months_to_clear"]


def compare(
    debts: Sequence[Debt],
    budget: Decimal,
    *,
    today: date,
    offers: Sequence[Offer] = (),
    changes: Mapping[int, Decimal] | None = None,
) -> tuple[Option, ...]:
    """Every plan for debts (yuan, percent a year nominal) from a monthly budget in yuan.

    First the five orders (`payoff.simulate` says how they go), then each offer in turn; an instalment
    for cards is left out where there is no card. `changes` are months with another amount in place of
    the budget, that month alone. Amounts to the cent, half up. Nothing is recommended: an option says
    what it costs, whether it ends, who must agree and what it does to the credit record. Raises
    InputError for what cannot be reckoned with. Conventions: `payoff`, `amortise`.
    """
    check_debts(debts)
    means = Means(budget, today, dict(changes or {}))
    options = [in_order(debts, order, means) for order in ORDERS]
    by_rate = next(option for option in options if option.name == "avalanche")
    for offer in offers:
        match offer:
            case Personalised():
                instalment = personalise(debts, offer, means)
                options += [instalment] if instalment else []
            case Settlement():
                options.append(settle(debts, offer, means))
            case Consolidation():
                options.append(consolidate(debts, offer, means, otherwise=by_rate))
    return tuple(options)
