"""What is kept of one borrower between two messages: answers, and where attention is. No prose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from bot.flow.values import Value, dump_value, load_value

SCHEMA = 1


@dataclass(frozen=True)
class Answer:
    """One answer. `print` is the fingerprint of its question's meaning when it was given.

    Shown in a traceback or a log, it does not tell its value.
    """

    value: Value = field(repr=False)
    print: str
    on: date


@dataclass(frozen=True)
class Visit:
    """One run through a flow, or through what one pick of a menu does (`pick`: menu/item).

    `answers` maps an answer's key to it, in the order of answering; a key is a slot's name, with the
    repeat's item before it (`debts/2/balance`) where there is one. `ticked` are the options that were
    ticked and not yet an answer when it was set aside; `heard` those of a question to come, which
    stand in what was pasted before it was asked; `asked` what was asked in the welcome, by what may
    answer it (`card:<name>`, `flow:<name>`), until the menu offers that.
    """

    flow: str
    pick: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    ticked: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Agreement:
    """To which words consent was answered (their fingerprint), in which language and when (aware)."""

    version: str
    language: str
    at: datetime


@dataclass(frozen=True)
class Session:
    """Everything kept of one chat. The last of `visits` is the current one, the first is home."""

    visits: tuple[Visit, ...] = ()
    paused: tuple[Visit, ...] = ()
    past: tuple[Visit, ...] = ()  # finished, the latest of each kind: for export and for reuse
    language: str = ""
    version: int = 0  # counts changes of position; a button carries it, so that an old one is known
    misses: int = 0  # how often the current question was not understood: the ladder's rung
    editing: str = ""  # the answer being changed, by key
    selected: tuple[str, ...] = ()  # the options ticked so far, where several may be
    crisis_on: date | None = None  # since when crisis help comes first
    crisis_of_another: bool = False  # whether somebody else is in danger, whom they fear for
    greeted_group: bool = False
    confirming: str = ""  # a move that waits for a second press: forget
    agreement: Agreement | None = None

    def with_visit(self, visit: Visit) -> "Session":
        """The session with its current visit replaced."""
        return replace(self, visits=(*self.visits[:-1], visit))

    def in_language(self, languages: Sequence[str], hint: str) -> "Session":
        """The session in the borrower's language: chosen, or as their app is set (`hint`), or the first."""
        if self.language in languages:
            return self
        spoken = hint.lower().split("-")[0]
        return replace(self, language=spoken if spoken in languages else languages[0])


def dump_session(session: Session) -> dict[str, Any]:
    """The session as JSON data; `load_session` gives it back equal."""
    return {
        "schema": SCHEMA,
        "visits": [_dump_visit(visit) for visit in session.visits],
        "paused": [_dump_visit(visit) for visit in session.paused],
        "past": [_dump_visit(visit) for visit in session.past],
        "language": session.language,
        "version": session.version,
        "misses": session.misses,
        "editing": session.editing,
        "selected": list(session.selected),
        "crisis_on": session.crisis_on.isoformat() if session.crisis_on else None,
        "crisis_of_another": session.crisis_of_another,
        "greeted_group": session.greeted_group,
        "confirming": session.confirming,
        "agreement": _dump_agreement(session.agreement),
    }


def load_session(data: Mapping[str, Any]) -> Session:
    """What `dump_session` wrote."""
    return Session(
        visits=tuple(_load_visit(visit) for visit in data["visits"]),
        paused=tuple(_load_visit(visit) for visit in data["paused"]),
        past=tuple(_load_visit(visit) for visit in data["past"]),
        language=data["language"],
        version=data["version"],
        misses=data["misses"],
        editing=data["editing"],
        selected=tuple(data["selected"]),
        crisis_on=date.fromisoformat(data["crisis_on"]) if data["crisis_on"] else None,
        crisis_of_another=data.get("crisis_of_another", False),  # as for the agreement
        greeted_group=data["greeted_group"],
        confirming=data["confirming"],
        agreement=_load_agreement(data.get("agreement")),  # sessions from before have none
    )


def _dump_agreement(agreement: Agreement | None) -> list[str] | None:
    if agreement is None:
        return None
    return [agreement.version, agreement.language, agreement.at.isoformat()]


def _load_agreement(data: list[str] | None) -> Agreement | None:
    if data is None:
        return None
    version, language, at = data
    return Agreement(version, language, datetime.fromisoformat(at))


def _dump_visit(visit: Visit) -> list[Any]:
    answers = {
        key: [dump_value(answer.value), answer.print, answer.on.isoformat()]
        for key, answer in visit.answers.items()
    }
    beside = [list(visit.ticked), list(visit.heard), list(visit.asked)]
    while beside and not beside[-1]:
        beside.pop()
    return [visit.flow, visit.pick, answers, *beside]


def _load_visit(data: list[Any]) -> Visit:
    flow, pick, answers, *beside = data
    return Visit(
        flow,
        pick,
        {
            key: Answer(load_value(value), fingerprint, date.fromisoformat(on))
            for key, (value, fingerprint, on) in answers.items()
        },
        *map(tuple, beside),
    )
