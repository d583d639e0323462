"""`ashore payoff`: how long debts take to clear, in every order, side by side."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.refusing import language_of, refusing

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from bot.core.debts import Debt
    from bot.core.payoff import Payoff, Row

_ORDERS = ("minimums", "snowball", "avalanche", "own", "pro_rata")
_CHANGE = re.compile(r"\s*(\d{1,6})\s*=\s*(\S.*)", re.ASCII)
_PLACES = 6


@dataclass(frozen=True)
class Reckoned:
    """What came out: the plans by order, all of them or the one that was asked for."""

    debts: "tuple[Debt, ...]"
    budget: "Decimal | None"
    changes: "Mapping[int, Decimal]"
    plans: "tuple[Payoff, ...]"
    today: "date"


@click.command("payoff")
@click.argument("debts", type=click.Path(path_type=Path))
@click.option("--budget", help="What there is for debts each month, in yuan.")
@click.option("--order", type=click.Choice(_ORDERS), help="One order; else all are compared.")
@click.option(
    "--change", multiple=True, help="MONTH=AMOUNT: that month alone has this much instead."
)
@click.option("--json", "as_json", is_flag=True, help="Print an object for programs.")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language; else the terminal's.")
def command(**options: Any) -> None:
    """How long the debts in a YAML file take to clear: a list of name, balance, rate, minimum.

    ashore payoff debts.yaml --budget 900 --order avalanche
    """
    language = language_of(options["lang"])
    with refusing(language, as_json=options["as_json"]):
        reckoned = _reckon(options, language)
    if options["as_json"]:
        one = options["order"] is not None
        answer = _told(reckoned, reckoned.plans[0]) if one else _compared(reckoned)
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    from bot.cli.payoff_words import paragraphs

    click.echo("\n\n".join(paragraphs(reckoned, language)))


def _reckon(options: Mapping[str, Any], language: str) -> Reckoned:
    from bot.app import today
    from bot.cli.debts_file import read_debts
    from bot.cli.rate_input import read_amount
    from bot.core.payoff import ORDERS, simulate
    from bot.errors import InputError

    order = options["order"]
    if options["budget"] is None and order != "minimums":
        raise InputError("budget_missing")
    budget = None if options["budget"] is None else read_amount(options["budget"])
    changes = _changes(options["change"])
    debts = read_debts(options["debts"], language=language)
    plans = tuple(
        simulate(debts, budget, order=chosen, changes=changes)
        for chosen in ORDERS
        if order in (None, chosen)
    )
    return Reckoned(debts, budget, changes, plans, today())


def _changes(given: Sequence[str]) -> "dict[int, Decimal]":
    from bot.cli.rate_input import read_amount
    from bot.errors import InputError

    changes = {}
    for text in given:
        found = _CHANGE.fullmatch(text)
        if found is None:
            raise InputError("change_unreadable", text=text)
        month = int(found[1])
        if month in changes:
            raise InputError("change_twice", month=month)
        changes[month] = read_amount(found[2])
    return changes


def best_of(plans: "Sequence[Payoff]") -> "Payoff | None":
    """The plan with the least interest among those that end and need nobody's yes, or among all."""
    ended = [plan for plan in plans if plan.interest is not None]
    free = [plan for plan in ended if plan.order != "pro_rata" and not plan.lacks]
    return min(free or ended, key=lambda plan: (plan.interest, plan.months), default=None)


def least_budget(plans: "Sequence[Payoff]") -> "Decimal | None":
    """Of plans that never end: the budget that one of them has to exceed, the least of them."""
    needed = [plan.needs_more_than for plan in plans if plan.needs_more_than is not None]
    by_budget = [
        plan.needs_more_than
        for plan in plans
        if plan.needs_more_than is not None and plan.order != "minimums"
    ]
    return min(by_budget or needed, default=None)


def _compared(reckoned: Reckoned) -> dict[str, Any]:
    """All plans, and at the top what the best of them comes to; the same keys, null, where none ends."""
    best = best_of(reckoned.plans)
    plans = {plan.order: _told(reckoned, plan) for plan in reckoned.plans}
    never = all(plan.never for plan in reckoned.plans)
    keys = [key for key in next(iter(plans.values())) if key != "order"]
    told = dict.fromkeys(keys) if best is None else plans[best.order]
    top = {"best": None if best is None else best.order} | {key: told[key] for key in keys}
    needed = least_budget(reckoned.plans) if never else None
    return {
        **top,
        **_rates(reckoned.debts),
        "never": never,
        "needs_more_than": None if needed is None else float(needed),
        "plans": plans,
        "sources": [],
    }


def _told(reckoned: Reckoned, plan: "Payoff") -> dict[str, Any]:
    """One plan for programs: rates in percent, amounts in yuan, debts as listed."""
    from bot.core.periods import add_months

    free_on = None if plan.months is None else add_months(reckoned.today, plan.months)
    first = plan.first_closed
    return {
        "order": plan.order,
        **_rates(reckoned.debts),
        "payment": float(plan.monthly),
        "months": plan.months,
        "free_on": None if free_on is None else free_on.isoformat(),
        "interest": _amount(plan.interest),
        "paid": _amount(plan.paid),
        "closed": list(plan.closed),
        "first_closed": None if first is None else {"name": first.name, "month": first.month},
        "never": plan.never,
        "longer_than": plan.longer_than,
        "needs_more_than": _amount(plan.needs_more_than),
        "lacks": float(plan.lacks),
        "lacks_in": plan.lacks_in,
        "unknown_rates": plan.unknown_rates,
        "schedule": [_row(row) for row in plan.schedule],
        "sources": [],
    }


def _rates(debts: "Sequence[Debt]") -> dict[str, Any]:
    from bot.core.money import percent
    from bot.core.rates import rate_from_nominal

    return {
        "debts": [debt.name for debt in debts],
        "nominal": [None if debt.rate is None else float(debt.rate) for debt in debts],
        "effective": [
            None
            if debt.rate is None
            else float(percent(rate_from_nominal(debt.rate).effective, places=_PLACES))
            for debt in debts
        ],
    }


def _row(row: "Row") -> dict[str, Any]:
    interest, payment = sum(row.interest), sum(row.payment)
    return {
        "month": row.month,
        "payment": float(payment),
        "interest": float(interest),
        "principal": float(payment - interest),
        "balance": float(sum(row.balance)),
        "payments": [float(amount) for amount in row.payment],
        "interests": [float(amount) for amount in row.interest],
        "balances": [float(amount) for amount in row.balance],
    }


def _amount(value: "Decimal | None") -> float | None:
    return None if value is None else float(value)
