"""`ashore rate`: the true yearly rate of a loan, and the line that it is compared with."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click

from bot.cli.refusing import language_of, refusing, the_library

if TYPE_CHECKING:
    from decimal import Decimal

    from bot.cli.rate_input import Asked
    from bot.core.lending import Above, Basis, Line
    from bot.core.rates import Answer, Flow, Rate, Row

_PLACES = 6
_MONTHS_A_YEAR = 12
_DAYS_A_YEAR = 365


@dataclass(frozen=True)
class Found:
    """Everything that is said about a loan. `planned` payments lie after `today`."""

    asked: "Asked"
    answer: "Answer"
    on_paper: "Answer | None"
    line: "Line | None"
    above: "Above | None"
    sources: "tuple[Basis, ...]"
    planned: int


@click.command("rate")
@click.option("--received", help="What really came, in yuan.")
@click.option(
    "--payments", multiple=True, help="12x945.60, or one amount; one after the other, in order."
)
@click.option("--contract", help="The principal on paper, if less than that was received.")
@click.option("--per-year", default="12", help="Payments a year; 12 unless said.")
@click.option("--flows", help="A CSV file: date, amount; received and paid with opposite signs.")
@click.option("--lender", help="bank_card, bank_loan, consumer_finance, micro_loan or person.")
@click.option("--date", help="The day of the contract, as 2025-03-01.")
@click.option("--json", "as_json", is_flag=True, help="Print an object for programs.")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language; else the terminal's.")
def command(**options: Any) -> None:
    """The true yearly rate of a loan, nominal and effective, and the line it is compared with.

    ashore rate --received 9000 --payments 12x945.60
    """
    language, as_json = language_of(options["lang"]), options["as_json"]
    with refusing(language, as_json=as_json):
        found = _find(options)
    if as_json:
        click.echo(json.dumps(_told(found, language), ensure_ascii=False))
        return
    from bot.cli.rate_words import paragraphs

    click.echo("\n\n".join(paragraphs(found, language)))


def _find(options: dict[str, Any]) -> Found:
    from bot.app import today
    from bot.cli.rate_input import read_options
    from bot.core.lending import above_line, line_for
    from bot.core.rates import rate_of

    day = today()
    asked = read_options(options, day)
    answer = rate_of(asked.flows, per_year=asked.per_year)
    line = above = None
    if options["lender"] and asked.contract_on:
        line = line_for(options["lender"], asked.contract_on, the_library().figures, today=day)
        above = above_line(asked.flows, line, per_year=asked.per_year)
    return Found(
        asked,
        answer,
        _on_paper(asked),
        line,
        above,
        _sources(asked, line, day),
        _planned(asked, day),
    )


def _on_paper(asked: "Asked") -> "Answer | None":
    """The rate if all that stands in the contract had been received."""
    if asked.contract is None or asked.advance is None:
        return None
    from bot.core.rates import Flow, moved_by_time, rate_of

    moved = moved_by_time(asked.flows)
    net = {when: received - paid for when, (received, paid) in moved.items()}
    net[asked.advance[0]] = asked.contract
    return rate_of([Flow(when, amount) for when, amount in net.items()], per_year=asked.per_year)


def _sources(asked: "Asked", line: "Line | None", day: date) -> "tuple[Basis, ...]":
    """What stands behind the answer: how a rate must be shown, interest kept back, and the line."""
    from bot.core.figures import value_on
    from bot.core.lending import Basis

    names = ["annual_rate_shown"]
    if kept_back(asked):
        names.append("interest_upfront")
    figures = the_library().figures
    found = [(name, value_on(figures[name].values, day)) for name in names if name in figures]
    all_of_them = [Basis(name, value) for name, value in found if value is not None]
    all_of_them += line.rests_on if line else ()
    return tuple({basis.name: basis for basis in all_of_them}.values())


def kept_back(asked: "Asked") -> "Decimal | None":
    """What of the contract's principal did not come, net, on the day on which the money came."""
    if asked.contract is None or asked.advance is None:
        return None
    return asked.contract - asked.advance[1]


def _planned(asked: "Asked", day: date) -> int:
    """How many payments are still to come, where days are known; a period's day is near enough."""
    begun = asked.contract_on
    return sum(
        flow.when > day
        if isinstance(flow.when, date)
        else begun is not None
        and begun + timedelta(days=flow.when * _DAYS_A_YEAR // asked.per_year) > day
        for flow in asked.flows
        if flow.amount
    )


def _told(found: Found, language: str) -> dict[str, Any]:
    """The object for programs: rates in percent, amounts in yuan."""
    from bot.cli.rate_words import why_none
    from bot.core.rates import NoRate, Rate, SeveralRates

    told: dict[str, Any] = {"nominal": None, "effective": None, "periodic": None}
    match found.answer:
        case Rate() as rate:
            told |= _numbers(rate)
        case NoRate(why):
            told |= {"rates": [], "reason": "no_rate", "why": why}
        case SeveralRates(rates):
            told |= {"rates": [_numbers(rate) for rate in rates], "reason": "several_rates"}
    if "reason" in told:
        told["message"] = why_none(found.answer, language)
    return {**told, **_loan(found), **_paper(found), **_compared(found)}


def _numbers(rate: "Rate") -> dict[str, float]:
    return {
        "nominal": _number(rate.nominal),
        "effective": _number(rate.effective),
        "periodic": _number(rate.periodic),
    }


def _loan(found: Found) -> dict[str, Any]:
    from bot.core.rates import Rate, account, is_direction_clear, moved_by_time

    flows, per_year = found.asked.flows, found.asked.per_year
    moved = moved_by_time(flows)
    received = sum(came for came, _ in moved.values())
    paid = sum(went for _, went in moved.values())
    rows = account(flows, found.answer) if isinstance(found.answer, Rate) else ()
    months = months_of(flows, per_year)
    return {
        "per_year": per_year,
        "received": float(received),
        "paid": float(paid),
        "interest": float(paid - received),
        "direction_is_clear": is_direction_clear(flows),
        "payment": _usual([went for _, went in moved.values() if went]),
        "months": months,
        "closed": months if rows else None,
        "never": False,
        "needs_more_than": None,
        "planned": found.planned,
        "schedule": [_row(number, row) for number, row in enumerate(rows) if number],
    }


def months_of(flows: "Sequence[Flow]", per_year: int) -> int:
    """How many months lie between the first flow and the last, to the nearest."""
    from bot.core.rates import time_between

    first, last = flows[0].when, flows[-1].when
    units = per_year if isinstance(last, int) else _DAYS_A_YEAR
    return round(time_between(last, first) * _MONTHS_A_YEAR / units)


def _usual(paid: "list[Decimal]") -> float | None:
    """The payment made most often, the first of those."""
    return float(max(dict.fromkeys(paid), key=paid.count)) if paid else None


def _row(number: int, row: "Row") -> dict[str, Any]:
    told: dict[str, Any] = {"period": row.when if isinstance(row.when, int) else number}
    if isinstance(row.when, date):
        told["date"] = row.when.isoformat()
    if row.received:
        told["received"] = float(row.received)
    amounts = ("payment", "interest", "principal", "balance")
    return told | {name: float(getattr(row, name)) for name in amounts}


def _paper(found: Found) -> dict[str, Any]:
    """The rate on paper, where less than the contract's principal was received."""
    from bot.core.rates import Rate

    asked = found.asked
    if asked.contract is None:
        return {}
    on_paper = _numbers(found.on_paper) if isinstance(found.on_paper, Rate) else {}
    kept = kept_back(asked)
    return {
        "contract": float(asked.contract),
        "kept_back": None if kept is None else float(kept),
        "on_paper": {"nominal": None, "effective": None, "periodic": None} | on_paper,
    }


def _compared(found: Found) -> dict[str, Any]:
    from bot.core.lending import is_above
    from bot.core.rates import Rate

    sources = [_source(basis) for basis in found.sources]
    line, above = found.line, found.above
    if line is None:
        return {"line": None, "sources": sources}
    told = {
        "lender": line.lender,
        "date": line.contract_on.isoformat(),
        "percent": None if line.percent is None else _number(line.percent),
        "force": line.force,
        "is_above": is_above(found.answer, line, above) if isinstance(found.answer, Rate) else None,
        "above": None if above is None else float(above.beyond),
        "account": None
        if above is None
        else {name: float(amount) for name, amount in asdict(above).items() if name != "payments"},
        "rests_on": [basis.name for basis in line.rests_on],
        "caveats": caveats_of(found),
        "evidence": list(line.evidence),
    }
    return {"line": told, "sources": sources}


def caveats_of(found: Found) -> list[str]:
    """What must be said beside the line, by code."""
    if found.line is None:
        return []
    planned = ["planned_counted"] if found.planned else []
    return [*found.line.caveats, *planned]


def _source(basis: "Basis") -> dict[str, str | None]:
    value = basis.value
    return {
        "name": basis.name,
        "title": value.source,
        "article": value.article,
        "issuer": value.issuer,
        "from": value.start.isoformat(),
        "checked": value.checked.isoformat() if value.checked else None,
    }


def _number(value: "Decimal") -> float:
    from bot.core.money import percent

    return float(percent(value, places=_PLACES))
