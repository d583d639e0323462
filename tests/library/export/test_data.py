"""The data of an export: all that is kept, to be read by another program."""

import json
from datetime import date

from bot.flow.session import Answer
from bot.library import Library
from tests.library.export.kept import files, session, value_of
from tests.library.export.page import HOSTILE


def test_the_data_give_back_what_is_kept(library: Library) -> None:
    """Every key with its value, day and fingerprint, of every conversation."""
    kept = session(library, said=HOSTILE)
    data = json.loads(files(library, kept)["json"].text)
    visits = (*kept.past, *kept.paused, *kept.visits)
    assert data["format"] == 1
    assert (data["crisis_on"], data["crisis_of_another"]) == ("2026-11-24", True)
    assert data["consent"] == {
        "value": "agree",
        "worded": "同意",
        "on": "2026-11-24",
        "print": "abc",
        "language": "zh",
        "at": "2026-11-24T12:00:00+00:00",
    }
    for talk, visit in zip(data["conversations"], visits, strict=True):
        entries = {entry["key"]: entry for entry in (*talk["answers"], *talk["marks"])}
        back = {
            key: Answer(value_of(entry), entry["print"], date.fromisoformat(entry["on"]))
            for key, entry in entries.items()
        }
        assert back == visit.answers
        assert (talk["flow"], talk["pick"]) == (visit.flow, visit.pick)


def test_the_data_say_what_each_answer_is(library: Library) -> None:
    """Its label and words in the borrower's language, its type, its list, whether it waits."""
    old, home, plan = json.loads(files(library, session(library), "en")["json"].text)[
        "conversations"
    ]
    answers = {answer["key"]: answer for answer in plan["answers"]}
    assert answers["debts/1/balance"] == {
        "key": "debts/1/balance", "slot": "balance", "label": "Balance", "type": "money",
        "worded": "¥35,000.50", "in": [{"list": "debts", "item": "1"}], "value": "35000.50",
        "kind": "decimal", "on": "2026-11-24", "parked": False,
        "print": answers["debts/1/balance"]["print"],
    }  # fmt: skip
    assert answers["has_card"]["parked"]
    assert {mark["mark"] for mark in plan["marks"]} == {"items", "marks", "star", "done"}
    assert not any(mark["parked"] for mark in plan["marks"])
    assert (home["state"], plan["state"], old["state"]) == ("open", "open", "finished")
    assert not old["known"]
    assert old["answers"][0]["label"] == "old_slot"
