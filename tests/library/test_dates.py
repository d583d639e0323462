"""The days that count, as expressions see them."""

from datetime import date
from typing import Any

import pytest

from bot.errors import ContentError
from bot.flow.values import UNKNOWN, Facts
from bot.library.expressions import compile_alone
from tests.core.real_law import CALENDAR, FIGURES, TODAY

RECEIVED = date(2026, 11, 20)


def evaluate(source: str, **facts: Any) -> Any:
    known: Facts = {"today": TODAY, **facts}
    return compile_alone(source, FIGURES, CALENDAR).evaluate(known)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("deadline('court_summons', got).last_day", date(2026, 12, 7)),
        ("deadline('court_summons', got).counted_day", date(2026, 12, 5)),
        ("deadline('court_summons', got).act_by", date(2026, 12, 4)),
        ("deadline('court_summons', got).days_left", 12),
        ("deadline('court_summons', got).rolled", True),
        ("deadline('court_summons', got).calendar_known", True),
        ("deadline('court_summons', got).overdue", False),
        ("deadline('court_summons', got).chase_on", UNKNOWN),
        ("deadline('credit_objection', got).yours", False),
        ("deadline('credit_objection', got).chase_on", date(2026, 12, 11)),
        ("deadline('small_claim', got).last_day", UNKNOWN),
        ("deadline('court_summons', got).days_left + 1", 13),
        ("add_days(deadline('court_summons', got).act_by, -2) > today", True),
        ("limitation(add_years(got, -4)).passed", True),
        ("limitation(add_years(got, -4), 'demand', got).passed", True),
        ("limitation(add_years(got, -4), 'promise', got).plea_given_up", True),
        ("limitation(add_years(got, -4), promise=got).last_day", date(2029, 11, 20)),
        ("limitation(got).certain", False),
        ("record_end(got).ends_on", date(2031, 11, 20)),
        ("record_end(add_years(got, -6)).ended", True),
    ],
)
def test_what_an_expression_gives(source: str, value: Any) -> None:
    """The parts by name, ready to be compared and reckoned with."""
    assert evaluate(source, got=RECEIVED) == value


@pytest.mark.parametrize(
    "source",
    [
        "deadline(kind, got)",
        "deadline('court_summons', got)",
        "deadline('court_summons', got).last_day",
        "limitation(got)",
        "limitation(today, 'demand', got)",
        "limitation(today, demand=got)",
        "record_end(got)",
        "deadline('court_summons', add_days(today, 1))",
        "record_end(add_days(today, 1))",
    ],
)
def test_what_is_not_known_or_cannot_be_stays_unknown(source: str) -> None:
    """A day that was skipped, or that has not come, gives no answer and no error."""
    assert evaluate(source, got=UNKNOWN, kind="court_summons") is UNKNOWN


@pytest.mark.parametrize(
    "source",
    ["deadline('court_sumons', got)", "limitation(got, 'demnd', got)", "limitation(got, 'demand')"],
)
def test_a_slip_in_a_flow_is_an_error_of_the_content(source: str) -> None:
    """It says which name is wrong instead of staying silent."""
    with pytest.raises(ContentError):
        evaluate(source, got=RECEIVED)


def test_without_a_calendar_weekends_still_move_the_day() -> None:
    """A library without holidays is told that it knows none."""
    found = compile_alone("deadline('court_summons', got)", FIGURES).evaluate(
        {"today": TODAY, "got": RECEIVED}
    )
    assert isinstance(found, dict)
    assert found["last_day"] == date(2026, 12, 7)
    assert found["calendar_known"] is False
