"""What expressions may ask of one loan: its true rate, the line it is held against, what lies above."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import wraps
from typing import Any, Final

from jinja2 import pass_context
from jinja2.runtime import Context

from bot.core import lending, rates, statements
from bot.core.figures import Figure
from bot.core.money import CENT, bounded, cents, percent
from bot.errors import InputError
from bot.flow.values import UNKNOWN, Unknown

LOAN_FUNCTIONS: Final = (
    "stated_loan",
    "instalment_loan",
    "fee_loan",
    "interest_first_loan",
    "lump_loan",
    "lending_line",
    "above_line",
)
_ANY_DAY: Final = date(2001, 1, 1)  # only the days between matter where a loan has no dates


def reckoned(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function for what a borrower said: unknown where a part is not known.

    What cannot be reckoned with gives a map with the `reason` alone, for the flow to say.
    """

    @wraps(function)
    def careful(*values: Any) -> Any:
        if any(isinstance(value, Unknown) for value in values):
            return UNKNOWN
        try:
            return function(*values)
        except InputError as error:
            return {"reason": error.code}

    return careful


def stated_loan(nominal: Decimal) -> Mapping[str, Any]:
    """A loan of which only a rate is known, nominal, percent a year."""
    return _worded(rates.rate_from_nominal(nominal), ())


def instalment_loan(received: Decimal, payment: Decimal, periods: Decimal) -> Mapping[str, Any]:
    """The same payment at the end of every month."""
    return _of(rates.instalments(received, [(int(periods), payment)]))


def fee_loan(principal: Decimal, fee: Decimal, periods: Decimal) -> Mapping[str, Any]:
    """An equal part of the principal and the same fee every month; the last part takes the odd cents."""
    share = statements.FlatFee(cents(fee) / bounded(principal, least=CENT) * 100, int(periods))
    paid = statements.repayments(principal, share, share.periods)
    return _of(rates.instalments(principal, [(1, amount) for amount in paid]))


def interest_first_loan(
    received: Decimal, interest: Decimal, periods: Decimal, principal: Decimal
) -> Mapping[str, Any]:
    """Interest alone every month, the principal with the last."""
    payments = _ending(int(periods), interest, interest + principal)
    return _of(rates.instalments(received, payments))


def lump_loan(received: Decimal, paid: Decimal, days: int) -> Mapping[str, Any]:
    """Everything at once after so many days; `simple` is what a court holds against its limit."""
    end = _ANY_DAY + timedelta(days=int(days))
    loan = _of((rates.Flow(_ANY_DAY, received), rates.Flow(end, -paid)))
    simple = percent((paid - received) / received * rates.DAYS_A_YEAR / int(days) * 100)
    return {**loan, "simple": simple}


def _ending(count: int, each: Decimal, last: Decimal) -> list[tuple[int, Decimal]]:
    """So many payments, of which the last is another."""
    return [(count - 1, each), (1, last)] if count > 1 else [(1, last)]


def _of(flows: tuple[rates.Flow, ...]) -> Mapping[str, Any]:
    match rates.rate_of(flows):
        case rates.Rate() as rate:
            return _worded(rate, flows)
        case rates.SeveralRates():
            return {"reason": "several_rates"}
        case rates.NoRate():
            return {"reason": "no_rate"}


def _worded(rate: rates.Rate, flows: tuple[rates.Flow, ...]) -> Mapping[str, Any]:
    """The rate in percent to two places; the money, where it is known, in yuan."""
    told = {"nominal": percent(rate.nominal), "effective": percent(rate.effective), "reason": ""}
    if not flows:
        return told
    received = sum((flow.amount for flow in flows if flow.amount > 0), Decimal(0))
    paid = -sum((flow.amount for flow in flows if flow.amount < 0), Decimal(0))
    moved = tuple((flow.when, flow.amount) for flow in flows)
    return {**told, "received": received, "paid": paid, "cost": paid - received, "flows": moved}


def above_line(loan: Mapping[str, Any], line: Mapping[str, Any]) -> Any:
    """What of a loan's payments lies above a court's limit; unknown where there is no such limit."""
    flows = tuple(rates.Flow(when, amount) for when, amount in loan.get("flows", ()))
    limit = lending.Line(
        str(line["lender"]), _ANY_DAY, line["percent"], line["force"], rests_on=(), caveats=()
    )
    if not flows or isinstance(limit.percent, Unknown):
        return UNKNOWN
    found = lending.above_line(flows, limit)
    if found is None:
        return UNKNOWN
    return {
        "charged": found.charged,
        "allowed": found.allowed,
        "difference": found.difference,
        "beyond": found.beyond,
        "is_above": found.is_over,
    }


def loan_functions(figures: Mapping[str, Figure]) -> Mapping[str, Callable[..., Any]]:
    """The functions by the names that expressions use; lines come from the figures of content/law."""

    @pass_context
    def lending_line(context: Context, lender: Any, contract_on: Any) -> Any:
        today = context.get("today")
        if isinstance(today, Unknown) or not isinstance(today, date):
            return UNKNOWN
        return reckoned(_line)(lender, contract_on, today)

    def _line(lender: str, contract_on: date, today: date) -> Mapping[str, Any]:
        line = lending.line_for(lender, contract_on, figures, today=today)
        return {
            "lender": line.lender,
            "percent": UNKNOWN if line.percent is None else line.percent,
            "force": line.force,
            "older": "older_contract" in line.caveats,
            "provisional": "provisional_lpr" in line.caveats,
            "reason": "",
        }

    loans = (stated_loan, instalment_loan, fee_loan, interest_first_loan, lump_loan)
    made = [*(reckoned(loan) for loan in loans), lending_line, reckoned(above_line)]
    return dict(zip(LOAN_FUNCTIONS, made, strict=True))
