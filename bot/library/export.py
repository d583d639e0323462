"""The borrower's case as files to take along, and a summary that may be handed to a lender.

`ashore-<day>.html` is for reading and printing (`case_page`), `ashore-<day>.json` for programs:

    format          1: this description. A key may be added within a format, none changes or goes.
    made_on         the day on which it was made
    language        the borrower's language, in which labels and `worded` are
    consent         {"value", "worded", "on"}: what was answered to the consent question; or null.
                    "print", "language", "at": to which words, in which language, when; or null
    crisis_on       since when crisis help comes first in every reply; or null
    crisis_of_another   whether it is for somebody whom the borrower fears for
    conversations   finished ones first, then those set aside, then the open ones, each:
        flow, pick  its name; for one opened from a menu, `menu/item`, else ""
        title       what it is called
        state       open, paused or finished
        outcome     the name of its end; null before
        known       false where the library has it no more: all its answers are listed as parked
        answers     in the order of answering: key, slot, label, type, in, value, kind, worded, on,
                    parked, print
        marks       what was noted beside them, such as a list's items: key, mark, in, value, kind,
                    on, parked, print
        ticked      options ticked, and no answer yet, when it was set aside
    reminders       what is still to be sent, the earliest first: name, flow, title, at, worded
    handoffs        what a counselor was given, the oldest first, each:
        flow, step  from where it was handed over
        title, at   what the conversation is called; when it was
        facts       answers and what was computed of them: slot, label, type, worded, value, kind
    unread          what the program could not take, the oldest first: at, typed (whether `text` was;
                    of anything else it is all that is kept), text
    attention       where the borrower is in the chat; no answers

`in` names the lists around an answer, outermost first: [{"list": "debts", "item": "2"}]. `type` is
the slot's (money in yuan, percent in percent, duration in days; null where the slot is gone).
`kind` says how `value` is written: `decimal` (text, exact), `whole` (a number), `date`
(YYYY-MM-DD), `yes_no` (true, false), `text`, `list` (each part by the same rules), `map`,
`unknown` (null). `parked` answers wait until their question comes up again. `print` marks what was
asked, not what was answered. Text is UTF-8 without a byte order mark.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from bot.flow.case import Case, Due, Handed, Kept, Talk
from bot.flow.consenting import CONSENT
from bot.flow.model import Given, Screen, WordedFile
from bot.flow.values import Unknown, Value
from bot.library.case_page import case_page
from bot.library.summary import summary_files
from bot.library.teller import Teller

if TYPE_CHECKING:
    from bot.library.library import Library

FORMAT: Final = 1


def files_of(
    library: "Library", screen: Screen, language: str, today: date
) -> tuple[WordedFile, ...]:
    """The files that go with a screen: those of a case, or those of a creditor's document."""
    teller = Teller(library, language, today)
    if screen.audience == "creditor":
        return summary_files(teller, screen.texts, screen.flow)
    if screen.case is None or screen.case.is_empty:
        return ()
    name = f"ashore-{today.isoformat()}"
    data = json.dumps(case_data(teller, screen.case), ensure_ascii=False, indent=1)
    return (
        WordedFile(f"{name}.html", case_page(teller, screen.case), teller.html("page_caption")),
        WordedFile(f"{name}.json", f"{data}\n", teller.html("data_caption")),
    )


def case_data(teller: Teller, case: Case) -> dict[str, Any]:
    """The case as JSON data, as the module describes it."""
    return {
        "format": FORMAT,
        "made_on": teller.today.isoformat(),
        "language": case.language,
        "consent": _consent(teller, case),
        "crisis_on": case.crisis_on.isoformat() if case.crisis_on else None,
        "crisis_of_another": case.crisis_of_another,
        "conversations": [_talk(teller, talk) for talk in case.talks],
        "reminders": [_reminder(teller, due) for due in case.beside.reminders],
        "handoffs": [_handed(teller, handed) for handed in case.beside.handed],
        "unread": [
            {"at": one.at.isoformat(), "typed": one.is_typed, "text": one.text}
            for one in case.beside.unread
        ],
        "attention": asdict(case.attention),
    }


def _consent(teller: Teller, case: Case) -> dict[str, Any] | None:
    if case.consent is None:
        return None
    value, on = case.consent
    worded = teller.library.display(Given(CONSENT, value), teller.language)
    agreed = case.agreement
    return {
        "value": _plain(value),
        "worded": worded,
        "on": on.isoformat(),
        "print": agreed.version if agreed else None,
        "language": agreed.language if agreed else None,
        "at": agreed.at.isoformat() if agreed else None,
    }


def _talk(teller: Teller, talk: Talk) -> dict[str, Any]:
    return {
        "flow": talk.flow,
        "pick": talk.pick,
        "title": teller.title(talk),
        "state": talk.state,
        "outcome": talk.outcome or None,
        "known": talk.known,
        "answers": [_answer(teller, kept) for kept in talk.kept if kept.slot],
        "marks": [
            {"key": kept.key, "mark": kept.mark, **_value(kept)}
            for kept in talk.kept
            if not kept.slot
        ],
        "ticked": list(talk.ticked),
    }


def _reminder(teller: Teller, due: Due) -> dict[str, Any]:
    return {
        "name": due.name,
        "flow": due.text.source,
        "title": teller.flow(due.text.source),
        "at": due.at.isoformat(),
        "worded": teller.words(due.text),
    }


def _handed(teller: Teller, handed: Handed) -> dict[str, Any]:
    return {
        "flow": handed.flow,
        "step": handed.step,
        "title": teller.flow(handed.flow),
        "at": handed.at.isoformat(),
        "facts": [
            {
                "slot": name,
                "label": teller.label(name),
                "type": teller.kind(name) or None,
                "worded": teller.fact(handed.flow, name, value),
                "value": _plain(value),
                "kind": _kind(value),
            }
            for name, value in handed.facts.items()
        ],
    }


def _answer(teller: Teller, kept: Kept) -> dict[str, Any]:
    return {
        "key": kept.key,
        "slot": kept.slot,
        "label": teller.label(kept.slot),
        "type": teller.kind(kept.slot) or None,
        "worded": teller.show(kept),
        **_value(kept),
    }


def _value(kept: Kept) -> dict[str, Any]:
    return {
        "in": [{"list": key, "item": item} for key, item in kept.within],
        "value": _plain(kept.value),
        "kind": _kind(kept.value),
        "on": kept.on.isoformat(),
        "parked": not kept.live,
        "print": kept.print,
    }


def _plain(value: Value) -> Any:
    match value:
        case Unknown():
            return None
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(item) for item in value]
        case Mapping():
            return {name: _plain(item) for name, item in value.items()}
        case _:
            return value


def _kind(value: Value) -> str:
    match value:
        case Unknown():
            return "unknown"
        case Decimal():
            return "decimal"
        case date():
            return "date"
        case tuple():
            return "list"
        case Mapping():
            return "map"
        case bool():
            return "yes_no"
        case int():
            return "whole"
        case _:
            return "text"
