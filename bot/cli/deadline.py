"""`ashore deadline`: the last day of a paper or matter, with its rule and its source."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import click

from bot.cli.deadline_phrases import KINDS
from bot.cli.refusing import language_of, refusing, the_library

if TYPE_CHECKING:
    from bot.core.deadlines import Deadline
    from bot.core.figures import FigureValue
    from bot.core.limitation import GuaranteePeriod, Limitation, LimitationEvent
    from bot.core.records import RecordEnd

_KINDS_HELP = "\n".join(["\b", *(f"{kind:<22}{said}" for kind, said in KINDS.items())])
_YEARS = range(1949, 2200)  # no period counted from a day in them leaves the calendar
_EVENTS = "part_payment, promise, instalments, demand, bank_debit, lawsuit, arbitration, …"


@dataclass(frozen=True)
class Asked:
    """What was asked, and the day on which it was."""

    kind: str
    received: date | None
    today: date


@dataclass(frozen=True)
class Answered:
    """What was found, as it is told: codes of notes, and the sources by figure."""

    asked: Asked
    found: "Deadline | Limitation | RecordEnd | GuaranteePeriod"
    rules: tuple[str, ...]
    notes: tuple[str, ...]
    sources: "tuple[tuple[str, FigureValue], ...]"


@click.command("deadline", epilog=f"Kinds:\n\n{_KINDS_HELP}")
@click.argument("kind")
@click.option("--received", help="The day it was received, handed in, due or paid: 2026-11-20.")
@click.option("--today", "on", help="The day to count from; today unless said.")
@click.option("--event", "events", multiple=True, help=f"For limitation, NAME=DAY: {_EVENTS}")
@click.option("--signed", help="For guarantee: the day of signing.")
@click.option("--json", "as_json", is_flag=True, help="Print an object for programs.")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language; else the terminal's.")
def command(**options: Any) -> None:
    """The last day of a KIND of paper or matter, what to do by then, the rule and its source.

    ashore deadline court_summons --received 2026-11-20

    ashore deadline limitation --received 2021-06-01 --event part_payment=2023-03-01
    """
    language, as_json = language_of(options["lang"]), options["as_json"]
    with refusing(language, as_json=as_json):
        answered = _answer(_read(options), options)
    from bot.cli.deadline_words import paragraphs, told

    if as_json:
        click.echo(json.dumps(told(answered, language), ensure_ascii=False))
    else:
        click.echo("\n\n".join(paragraphs(answered, language)))


def _read(options: Mapping[str, Any]) -> Asked:
    from bot.app import today
    from bot.cli.rate_input import read_day
    from bot.errors import InputError

    kind = options["kind"]
    if kind not in KINDS:
        near = get_close_matches(kind, KINDS, n=1)
        raise InputError("unknown_deadline", kind=kind, near=near[0] if near else "")
    if options["events"] and kind != "limitation":
        raise InputError("event_not_asked", kind=kind)
    if options["signed"] and kind != "guarantee":
        raise InputError("signed_not_asked", kind=kind)
    received = read_day(options["received"]) if options["received"] else None
    if received is None and kind != "record":
        raise InputError("received_missing", kind=kind)
    on = read_day(options["on"]) if options["on"] else today()
    if on.year not in _YEARS:
        raise InputError("today_absurd", day=on)
    return Asked(kind, received, on)


def _answer(asked: Asked, options: Mapping[str, Any]) -> Answered:
    """Raises InputError for days and events that cannot be."""
    from bot.core.records import find_record_end

    figures = the_library().figures
    if asked.received is None or asked.kind == "record":
        found = find_record_end(asked.received, today=asked.today, figures=figures)
        notes: tuple[str, ...] = ()
        return Answered(asked, found, found.rules, notes, _sources(found.rules, asked.today))
    match asked.kind:
        case "limitation":
            return _limitation(asked, asked.received, options["events"])
        case "guarantee":
            return _guarantee(asked, asked.received, options["signed"])
        case _:
            return _deadline(asked, asked.received)


def _deadline(asked: Asked, received: date) -> Answered:
    from bot.core.deadlines import find_deadline

    library = the_library()
    found = find_deadline(
        asked.kind,
        received,
        today=asked.today,
        figures=library.figures,
        calendar=library.calendar,
    )
    sources = _sources(found.rules, received)
    if found.rolled and found.counted_day is not None:
        year = found.counted_day.year
        announced = library.calendar.years.get(year)
        sources += ((f"holidays_{year}", announced),) if announced else ()
    return Answered(asked, found, found.rules, found.notes, sources)


def _limitation(asked: Asked, due: date, events: tuple[str, ...]) -> Answered:
    from bot.core.limitation import DebtHistory, find_limitation

    library = the_library()
    found = find_limitation(
        DebtHistory(due, tuple(map(_event, events))),
        today=asked.today,
        figures=library.figures,
        calendar=library.calendar,
    )
    return Answered(asked, found, found.rules, found.caveats, _sources(found.rules, asked.today))


def _event(said: str) -> "LimitationEvent":
    from bot.cli.rate_input import read_day
    from bot.core.limitation import LimitationEvent
    from bot.errors import InputError

    kind, equals, day = said.partition("=")
    if not equals:
        raise InputError("not_an_event", said=said)
    return LimitationEvent(kind.strip(), read_day(day))


def _guarantee(asked: Asked, due: date, signed: str | None) -> Answered:
    from bot.cli.rate_input import read_day
    from bot.core.limitation import find_guarantee_period
    from bot.errors import InputError

    if not signed:
        raise InputError("signed_missing")
    on = read_day(signed)
    found = find_guarantee_period(due, on, today=asked.today, figures=the_library().figures)
    notes = (*found.caveats, "debtor_first") if found.general else found.caveats
    return Answered(asked, found, found.rules, notes, _sources(found.rules, on))


def _sources(rules: tuple[str, ...], on: date) -> "tuple[tuple[str, FigureValue], ...]":
    """The rules that held on the day, each with its source."""
    from bot.core.figures import value_on

    figures = the_library().figures
    held = ((name, value_on(figures[name].values, on)) for name in rules)
    return tuple((name, value) for name, value in held if value is not None)
