"""`ashore amortise`: the schedule of one loan, and what paying extra saves."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import click

from bot.cli.refusing import language_of, refusing

if TYPE_CHECKING:
    from decimal import Decimal

    from bot.core.amortise import Amortisation, Payment

_PLACES: Final = 6
_A_YEAR: Final = 12
_ENDS: Final = {
    "zh": "每月还 {payment}，{months}还清，利息一共 {interest}。",
    "en": "{payment} a month: clear in {months}, {interest} interest in all.",
}
_NEVER: Final = {
    "zh": "每月还 {payment}，永远还不清：第一个月的利息就有 {more}。每月至少要还 {least}。",
    "en": "{payment} a month never ends: the first month's interest is {more}. It takes at least {least} a month.",
}
_LONGER: Final = {
    "zh": "每月还 {payment}，{years} 年以内还不清。多还一点，时间会短很多。",
    "en": "{payment} a month takes longer than {years} years. A little more shortens that a great deal.",
}
_SAVES: Final = {
    "zh": "每月多还 {extra}：早 {months}还清，少付利息 {interest}。",
    "en": "{extra} more a month: clear {months} sooner, {interest} less interest.",
}
_RATE: Final = {
    "zh": "年利率 {nominal}（单利），按复利算是 {effective}。",
    "en": "{nominal} a year nominal, {effective} effective.",
}
_COLUMNS: Final = {
    "zh": ("月", "还款", "利息", "本金", "余额"),
    "en": ("month", "payment", "interest", "principal", "balance"),
}


@dataclass(frozen=True)
class Reckoned:
    """A loan without and with what is paid extra; the same where nothing is."""

    rate: "Decimal"
    effective: "Decimal"
    extra: "Decimal | None"
    plain: "Amortisation"
    faster: "Amortisation"


@click.command("amortise")
@click.option("--principal", help="What is owed, in yuan.")
@click.option("--rate", help="Nominal, percent a year: 6 or 6%.")
@click.option("--months", help="How many level payments.")
@click.option("--payment", help="Instead of --months: what is paid each month.")
@click.option("--extra", help="What is paid beside it each month.")
@click.option(
    "--to-the-cent", is_flag=True, help="Round every month, as a bank's books do, not at the end."
)
@click.option("--json", "as_json", is_flag=True, help="Print an object for programs.")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language; else the terminal's.")
def command(**options: Any) -> None:
    """The schedule of one loan with level payments, and what paying extra saves.

    ashore amortise --principal 100000 --rate 6 --months 360 --extra 100
    """
    language = language_of(options["lang"])
    with refusing(language, as_json=options["as_json"]):
        reckoned = _reckon(options)
    if options["as_json"]:
        click.echo(json.dumps(_told(reckoned), ensure_ascii=False))
        return
    click.echo("\n\n".join(_paragraphs(reckoned, language)))


def _reckon(options: Mapping[str, Any]) -> Reckoned:
    from bot.cli.rate_input import read_amount
    from bot.cli.rate_text import read_sure_rate
    from bot.core.money import percent
    from bot.core.rates import rate_from_nominal
    from bot.errors import InputError

    if options["principal"] is None or options["rate"] is None:
        raise InputError("loan_missing")
    if (options["months"] is None) == (options["payment"] is None):
        raise InputError("months_or_payment")
    principal, rate = read_amount(options["principal"]), read_sure_rate(options["rate"])
    extra = None if options["extra"] is None else read_amount(options["extra"])
    plain = _schedule(options, principal, rate, extra=None)
    faster = plain if extra is None else _schedule(options, principal, rate, extra=extra)
    effective = percent(rate_from_nominal(rate).effective, places=_PLACES)
    return Reckoned(rate, effective, extra, plain, faster)


def _schedule(
    options: Mapping[str, Any], principal: "Decimal", rate: "Decimal", *, extra: "Decimal | None"
) -> "Amortisation":
    from decimal import Decimal

    from bot.cli.rate_input import read_amount
    from bot.core.amortise import amortise, check_cents, pay_off
    from bot.core.money import bounded
    from bot.errors import InputError

    more = bounded(extra or Decimal(0), least=0)
    check_cents(more)
    if options["payment"] is not None:
        return pay_off(principal, rate, payment=read_amount(options["payment"]) + more)
    text = options["months"].strip()
    if not (text.isascii() and text.isdigit() and len(text) <= _PLACES):
        raise InputError("months_unreadable", text=text)
    return amortise(
        principal, rate, months=int(text), extra=more, to_the_cent=options["to_the_cent"]
    )


def _told(reckoned: Reckoned) -> dict[str, Any]:
    """The object for programs: rates in percent, amounts in yuan; all with the extra, if there is one."""
    from bot.core.amortise import saving

    plan = reckoned.faster
    told: dict[str, Any] = {
        "nominal": float(reckoned.rate),
        "effective": float(reckoned.effective),
        "payment": float(reckoned.plain.payment),
        "months": plan.months,
        "interest": _amount(plan.interest),
        "paid": _amount(plan.paid),
        "closed": [plan.months],
        "never": plan.never,
        "longer_than": plan.longer_than,
        "needs_more_than": _amount(plan.needs_more_than),
        "schedule": [_row(row) for row in plan.rows],
        "balances": [float(row.balance) for row in plan.rows],
        "sources": [],
    }
    if reckoned.extra is not None:
        saved = saving(reckoned.plain, plan, extra=reckoned.extra)
        told |= {
            "extra": float(reckoned.extra),
            "saves_interest": None if saved is None else float(saved.interest),
            "saves_months": None if saved is None else saved.months,
            "without_extra": {
                "months": reckoned.plain.months,
                "interest": _amount(reckoned.plain.interest),
                "never": reckoned.plain.never,
            },
        }
    return told


def _row(row: "Payment") -> dict[str, Any]:
    amounts = ("payment", "interest", "principal", "balance")
    return {"month": row.month} | {name: float(getattr(row, name)) for name in amounts}


def _paragraphs(reckoned: Reckoned, language: str) -> Iterator[str]:
    from bot.core.amortise import saving
    from bot.core.money import percent
    from bot.library.forms import counted, money
    from bot.library.forms import percent as written

    yield _RATE[language].format(
        nominal=written(reckoned.rate), effective=written(percent(reckoned.effective))
    )
    yield _outcome(reckoned.plain, language)
    if reckoned.extra is not None:
        yield _outcome(reckoned.faster, language)
        saved = saving(reckoned.plain, reckoned.faster, extra=reckoned.extra)
        if saved is not None:
            yield _SAVES[language].format(
                extra=money(saved.extra),
                months=counted(saved.months, "months", language),
                interest=money(saved.interest),
            )
    if reckoned.faster.rows:
        yield "\n".join(_table(reckoned.faster, language))


def _outcome(plan: "Amortisation", language: str) -> str:
    from bot.core.money import CENT
    from bot.library.forms import counted, money

    payment = money(plan.payment)
    if plan.needs_more_than is not None:
        return _NEVER[language].format(
            payment=payment,
            more=money(plan.needs_more_than),
            least=money(plan.needs_more_than + CENT),
        )
    if plan.interest is None:
        return _LONGER[language].format(payment=payment, years=(plan.longer_than or 0) // _A_YEAR)
    return _ENDS[language].format(
        payment=payment,
        months=counted(plan.months or 0, "months", language),
        interest=money(plan.interest),
    )


def _table(plan: "Amortisation", language: str) -> Iterator[str]:
    """The first month, the end of each year, and the last month."""
    # A Chinese character takes two columns of a terminal.
    widths = [12 if column.isascii() else 12 - len(column) for column in _COLUMNS[language]]
    yield "  ".join(map(str.rjust, _COLUMNS[language], widths))
    for row in plan.rows:
        if row.month == 1 or row.month % _A_YEAR == 0 or row.month == len(plan.rows):
            cells = (row.payment, row.interest, row.principal, row.balance)
            yield "  ".join([f"{row.month:>12}", *(f"{cell:>12,.2f}" for cell in cells)])


def _amount(value: "Decimal | None") -> float | None:
    return None if value is None else float(value)
