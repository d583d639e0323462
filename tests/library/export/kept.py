"""What is kept of a borrower, and the files that an export makes of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from bot.flow.case import Beside, Due, Handed, Unread, make_case
from bot.flow.model import Screen, Text, WordedFile
from bot.flow.session import Agreement, Answer, Session, Visit
from bot.flow.values import UNKNOWN, Value
from bot.flow.walk import done_print, fingerprint
from bot.library import Library
from tests.library.export.page import HOSTILE

DAY = date(2026, 11, 25)
SAID_ON = date(2026, 11, 24)
NOTHING = Beside()
BESIDE = Beside(
    (
        Due("plan.later", datetime(2026, 12, 8, 2, tzinfo=UTC), Text("plan", "intro")),
        Due("gone.step", datetime(2026, 12, 9, 2, tzinfo=UTC), Text("gone", "step", {"day": DAY})),
    ),
    (
        Handed(
            "plan",
            "counselor",
            datetime(2026, 11, 24, 9, tzinfo=UTC),
            {"debt": Decimal("35000.5"), "person": HOSTILE, "computed": 3, "paid_on": UNKNOWN},
        ),
    ),
    (
        Unread(datetime(2026, 11, 24, 10, tzinfo=UTC), f"poison {HOSTILE}"),
        Unread(datetime(2026, 11, 24, 11, tzinfo=UTC), '{"damaged"', is_typed=False),
    ),
)


def answered(library: Library, slot: str, value: Value, **meaning: Any) -> Answer:
    """An answer with the fingerprint of its question."""
    asked = {"many": False, "must": None, **meaning}
    return Answer(value, fingerprint(library.slots[slot], **asked), SAID_ON)


def session(library: Library, *, said: str = "某银行") -> Session:
    """Two debts, one of them marked and starred, one amount not known; one answer parked; one flow gone."""
    items: dict[str, Answer] = {}
    for item, balance, rate in (
        ("1", Decimal("35000.50"), UNKNOWN),
        ("3", UNKNOWN, Decimal("18.2")),
    ):
        items[f"debts/{item}/person"] = answered(library, "person", said)
        items[f"debts/{item}/balance"] = answered(library, "balance", balance)
        items[f"debts/{item}/rate"] = answered(library, "rate", rate)
    answers = {
        "debt": answered(library, "debt", Decimal(40000), must="answer > 0"),
        "worries": answered(
            library, "worries", ("home", "calls"), options=("home", "calls"), many=True
        ),
        "paid_on": answered(library, "paid_on", date(2020, 2, 29)),
        "debts#items": Answer(("1", "3"), "", SAID_ON),
        **items,
        "debts/3/#marks": Answer(("late",), "", SAID_ON),
        "debts#star": Answer("3", "", SAID_ON),
        "debts#done": Answer(True, done_print(2), SAID_ON),
        "has_card": Answer(True, "changed", SAID_ON),
    }
    consent = answered(library, "consent", "agree", options=("agree", "decline"))
    gone = Visit("old_flow", answers={"old_slot": Answer(said, "x", date(2025, 1, 2))})
    return Session(
        visits=(Visit("home", answers={"consent": consent}), Visit("plan", answers=answers)),
        past=(gone,),
        language="zh",
        crisis_on=SAID_ON,
        crisis_of_another=True,
        agreement=Agreement("abc", "zh", datetime(2026, 11, 24, 12, tzinfo=UTC)),
    )


def files(
    library: Library, kept: Session, language: str = "zh", *, beside: Beside = NOTHING
) -> dict[str, WordedFile]:
    """The files of an export by the ending of their name."""
    case = replace(make_case(library, kept, DAY), beside=beside)
    text = Text("common", "notices.export")
    worded = library.word(Screen("document", "common", "export", (text,), case=case), language, DAY)
    assert worded.passes_on  # it can be saved, and shown to a lawyer
    return {file.name.rpartition(".")[2]: file for file in worded.files}


def value_of(entry: Mapping[str, Any]) -> Value:
    """What an entry of the JSON file says, by its `kind` alone."""
    value = entry["value"]
    match entry["kind"]:
        case "unknown":
            assert value is None
            return UNKNOWN
        case "decimal":
            return Decimal(value)
        case "date":
            return date.fromisoformat(value)
        case "list":
            return tuple(value)
        case kind:
            assert isinstance(value, bool | int | str)
            assert type(value) is {"yes_no": bool, "whole": int, "text": str}[kind]
            return value
