"""An answer of `ashore deadline`, as an object for programs and as text for people."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from bot.channels.terminal import plain_text
from bot.cli.deadline_phrases import EFFECTS, EVENTS, NOTES, SENTENCES
from bot.cli.refusing import the_library
from bot.core.deadlines import Deadline
from bot.core.figures import FigureValue
from bot.core.limitation import GuaranteePeriod, Limitation
from bot.core.records import RecordEnd
from bot.flow.model import Text
from bot.flow.values import Facts
from bot.library import forms
from bot.library.dates import deadline_facts, limitation_facts
from bot.library.sources import source_line

if TYPE_CHECKING:
    from bot.cli.deadline import Answered

# Keys that every object has, whatever was asked.
_NOTHING: Final = dict.fromkeys(
    ("counted_day", "last_day", "act_by", "days_left", "rolled", "calendar_known")
)
_CASES: Final = ("lawsuit", "arbitration", "payment_order", "enforcement")
# What the words of the bot for a kind do not say already.
_EXTRA: Final = (
    "older_rule", "contract_may_name_one", "creditor_may_have_acted", "debtor_first",
    "from_the_end_of_the_case", "plan_has_its_own_days",
)  # fmt: skip
_CHECK_LINES: Final = {
    "arbitration_notice": "legal", "arbitration_award": "legal", "limitation": "legal",
    "guarantee": "legal", "credit_objection": "credit_centre", "record": "credit_centre",
    "bank_complaint": "bank_complaints", "pboc_complaint": "pboc",
}  # fmt: skip


def told(answered: "Answered", language: str) -> dict[str, Any]:
    """The object: days as 2026-11-20, what there is none of as null."""
    asked = answered.asked
    return {
        "kind": asked.kind,
        "received": _iso(asked.received),
        "today": asked.today.isoformat(),
        **_NOTHING,
        **_found(answered),
        "rule": _rule(answered, language),
        "sources": [_source(name, value) for name, value in answered.sources],
        "notes": [NOTES[language][code] for code in answered.notes],
        "note_codes": list(answered.notes),
    }


def paragraphs(answered: "Answered", language: str) -> list[str]:
    """The last day first, what to do, the rule with its sources, and where to check it."""
    said = SENTENCES[language]
    parts = [*_answer(answered, language)]
    rule = _rule(answered, language)
    if rule:
        parts.append(said["rule"].format(statement=rule))
    checked = the_library().common_word("checked", language)
    lines = [source_line(value, language, checked=checked) for _, value in answered.sources]
    if lines:
        parts.append("\n".join([said["sources"], *(f"· {line}" for line in dict.fromkeys(lines))]))
    desk = the_library().help[_CHECK_LINES.get(answered.asked.kind, "court")]
    line = f"{desk.number} {desk.name[language]}"
    parts.append(said["check"].format(line=line, hours=desk.hours[language]))
    return parts


def _found(answered: "Answered") -> dict[str, Any]:
    match answered.found:
        case Deadline() as deadline:
            return _deadline(deadline)
        case Limitation() as limitation:
            return {
                "last_day": _iso(limitation.last_day),
                "days_left": limitation.days_left,
                "passed": limitation.passed,
                "certain": limitation.certain,
                "outer_day": _iso(limitation.outer_day),
                "whose": "theirs",
                "timeline": [
                    {
                        "on": _iso(point.on),
                        "event": point.event,
                        "effect": point.effect,
                        "last_day": _iso(point.last_day),
                        "rule": point.rule,
                    }
                    for point in limitation.timeline
                ],
            }
        case GuaranteePeriod() as guarantee:
            return {
                "signed": _iso(guarantee.signed),
                "last_day": _iso(guarantee.last_day),
                "passed": guarantee.passed,
                "general": guarantee.general,
                "whose": "theirs",
            }
        case RecordEnd() as record:
            return {
                "last_day": _iso(record.ends_on),
                "days_left": record.days_left,
                "running": record.running,
                "ended": record.ended,
                "whose": "theirs",
                "timeline": [{"on": _iso(p.on), "moment": p.moment} for p in record.points],
            }


def _deadline(found: Deadline) -> dict[str, Any]:
    return {
        "whose": found.whose,
        "length": found.length,
        "unit": found.unit,
        "counted_day": _iso(found.counted_day),
        "last_day": _iso(found.last_day),
        "act_by": _iso(found.act_by),
        "chase_on": _iso(found.chase_on),
        "days_left": found.days_left,
        "overdue": found.overdue,
        "rolled": found.rolled,
        "calendar_known": found.calendar_known,
        "stages": [
            {"figure": stage.figure, "last_day": _iso(stage.last_day)} for stage in found.stages
        ],
    }


def _answer(answered: "Answered", language: str) -> Iterator[str]:
    """The words of the bot for it, so that both say the same."""
    match answered.found:
        case Deadline() as deadline:
            yield from _of_deadline(deadline, language)
        case Limitation() as limitation:
            facts: Facts = {"age": limitation_facts(limitation), "today": limitation.today}
            text = Text("deadlines", _age_text(limitation), facts)
            yield _worded(text, language, limitation.today)
            yield "\n".join(f"· {line}" for line in _timeline(limitation, language))
        case GuaranteePeriod() as guarantee:
            said, day = SENTENCES[language], guarantee.last_day
            yield (
                said["guarantee_old"]
                if day is None
                else said["guarantee"].format(day=forms.day(day, language))
            )
        case RecordEnd() as record:
            yield _of_record(record, language)
    notes = [NOTES[language][code] for code in answered.notes if code in _EXTRA]
    if notes:
        yield "\n".join(f"· {note}" for note in notes)


def _timeline(found: Limitation, language: str) -> Iterator[str]:
    """What happened, day by day, and what it did to the period."""
    for point in found.timeline:
        counts = point.effect not in ("before_due", "no_effect")
        yield SENTENCES[language]["point_until" if counts else "point"].format(
            day=forms.day(point.on, language),
            event=EVENTS[language][point.event],
            effect=EFFECTS[language][point.effect],
            last_day=forms.day(point.last_day, language),
        )


def _of_deadline(found: Deadline, language: str) -> Iterator[str]:
    """The last day, and what to do by then."""
    known = found.calendar_known
    facts: dict[str, Any] = {
        "limit": deadline_facts(found),
        "go_by": found.last_day if known else found.counted_day,
        "received_on": found.received,
        "paper": found.kind,
        "today": found.today,
    }
    head = "last_day" if found.whose == "yours" else "their_day"
    if "rule_unknown" in found.notes:
        head = "rule_unknown"
    elif found.overdue and found.whose == "yours":
        head = "passed"
    if found.figure or head == "rule_unknown":
        yield _worded(Text("deadlines", head, facts), language, found.today)
    else:
        yield SENTENCES[language]["no_day"]
    if head not in ("passed", "rule_unknown"):
        yield _worded(Text("deadlines", f"do_{found.kind}", facts), language, found.today)


def _age_text(found: Limitation) -> str:
    if found.timeline[-1].event in _CASES:
        return "age_case"
    for code, key in (("plea_given_up", "age_given_up"), ("unclear_event", "age_unclear")):
        if code in found.caveats and not found.passed:
            return key
    return "age_passed" if found.passed else "age_running"


def _of_record(found: RecordEnd, language: str) -> str:
    if found.ends_on is None or found.paid_on is None:
        return SENTENCES[language]["unpaid"]
    key = "record_ended.text" if found.ended else "record_ends.text"
    facts: Facts = {"ends_on": found.ends_on, "cleared_on": found.paid_on, "today": found.today}
    return _worded(Text("credit_consequences", key, facts), language, found.today)


def _worded(text: Text, language: str, today: date) -> str:
    return plain_text(the_library().word_text(text, language, today))


def _rule(answered: "Answered", language: str) -> str:
    """The statement of the first rule, with the period's length."""
    if not answered.rules:
        return ""
    figure = the_library().figures[answered.rules[0]]
    statement = figure.statement.get(language, "")
    value = dict(answered.sources).get(figure.name)
    if value is None or value.value is None or isinstance(value.value, str):
        return statement
    length = forms.counted(value.value, figure.unit, language)
    return f"{statement}（{length}）" if forms.is_chinese(language) else f"{statement} ({length})"


def _source(name: str, value: FigureValue) -> dict[str, str | None]:
    return {
        "name": name,
        "title": value.source,
        "article": value.article,
        "issuer": value.issuer,
        "doc_no": value.doc_no,
        "from": value.start.isoformat(),
        "checked": _iso(value.checked),
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
