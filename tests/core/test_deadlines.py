"""The last day of each paper and matter, and what always holds of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.deadline_kinds import DEADLINE_KINDS
from bot.errors import InputError
from tests.core.real_law import CALENDAR, FIGURES, TODAY, day, deadline

FAR = date(2028, 12, 31)
COUNTED = sorted(name for name, kind in DEADLINE_KINDS.items() if kind.figure)
RECEIVED = st.dates(date(2024, 1, 1), date(2027, 12, 1))

# kind, received, counted, last day, act by
CASES = [
    ("court_summons", "2026-11-20", "2026-12-05", "2026-12-07", "2026-12-04"),
    ("payment_order", "2026-11-23", "2026-12-08", "2026-12-08", "2026-12-08"),
    ("payment_order", "2026-09-16", "2026-10-01", "2026-10-08", "2026-09-30"),  # National Day
    ("payment_order", "2026-09-21", "2026-10-06", "2026-10-08", "2026-09-30"),
    (
        "judgment_appeal",
        "2026-02-05",
        "2026-02-20",
        "2026-02-24",
        "2026-02-14",
    ),  # a worked Saturday
    ("judgment_appeal", "2026-02-13", "2026-02-28", "2026-02-28", "2026-02-28"),  # another
    ("ruling_appeal", "2026-11-12", "2026-11-22", "2026-11-23", "2026-11-20"),
    ("enforcement_review", "2026-11-16", "2026-11-26", "2026-11-26", "2026-11-26"),
    ("late_excuse", "2026-11-18", "2026-11-28", "2026-11-30", "2026-11-27"),
    ("arbitration_award", "2026-11-20", "2027-02-20", "2027-02-22", "2027-02-19"),
    ("arbitration_award", "2026-11-30", "2027-02-28", "2027-03-01", "2027-02-26"),
    ("court_summons", "2026-12-17", "2027-01-01", "2027-01-04", "2026-12-31"),  # not announced yet
]


@pytest.mark.parametrize(("kind", "received", "counted", "last", "act_by"), CASES)
def test_the_days_of_a_period_of_ones_own(
    kind: str, received: str, counted: str, last: str, act_by: str
) -> None:
    """Counted by hand from the calendar on the wall."""
    found = deadline(kind, received, today=received)
    assert found.whose == "yours"
    assert (found.counted_day, found.last_day, found.act_by) == (
        day(counted),
        day(last),
        day(act_by),
    )
    assert found.rolled is (counted != last)
    assert ("rolled" in found.notes) is found.rolled
    assert found.chase_on is None


@pytest.mark.parametrize(
    ("kind", "received", "last", "chase"),
    [
        ("credit_objection", "2026-11-02", "2026-11-23", "2026-11-24"),
        ("pboc_complaint", "2026-11-02", "2026-12-02", "2026-12-03"),
        ("enforcement_objection", "2026-11-06", "2026-11-23", "2026-11-24"),
        ("defaulter_correction", "2026-11-05", "2026-11-20", "2026-11-23"),
        ("bank_complaint", "2026-11-20", "2026-12-07", "2026-12-08"),
    ],
)
def test_the_time_others_have(kind: str, received: str, last: str, chase: str) -> None:
    """Nothing is to be done by then; the day to ask again is the working day after."""
    found = deadline(kind, received, today="2026-11-20")
    assert found.whose == "theirs"
    assert (found.last_day, found.chase_on, found.act_by) == (day(last), day(chase), None)


def test_a_complaint_to_a_bank_may_take_longer_in_two_steps() -> None:
    """Complex: 30 days from the first; with leave, 30 more after those."""
    found = deadline("bank_complaint", "2026-09-01", today="2026-09-02")
    assert [(stage.figure, stage.last_day) for stage in found.stages] == [
        ("complaint_days_complex", day("2026-10-08")),
        ("complaint_extension_days", day("2026-11-02")),
    ]


@pytest.mark.parametrize("kind", ["small_claim", "arbitration_notice"])
def test_where_the_law_sets_no_days_none_are_made_up(kind: str) -> None:
    """A small claim has no appeal; an arbitration's days stand in its own notice."""
    found = deadline(kind, "2026-11-20")
    assert found.last_day is found.counted_day is found.act_by is None
    assert found.days_left is None
    assert not found.overdue
    assert found.rules
    assert found.figure == ""


@pytest.mark.parametrize(
    ("kind", "received"),
    [("arbitration_award", "2026-02-28"), ("court_summons", "2023-12-31")],
)
def test_a_day_before_the_known_rule_gets_no_made_up_answer(kind: str, received: str) -> None:
    """The value of the day of receipt applies; where the data has none, that is said."""
    found = deadline(kind, received)
    assert found.last_day is None
    assert "rule_unknown" in found.notes


def test_the_first_day_of_a_rule_is_in_it() -> None:
    """One day later than in the test above there is an answer."""
    assert deadline("arbitration_award", "2026-03-01").last_day == day("2026-06-01")
    assert deadline("court_summons", "2024-01-01").last_day == day("2024-01-16")


def test_an_unannounced_year_is_said_and_the_counted_day_advised() -> None:
    """Weekends still move the day, but the counted one is what to go by."""
    found = deadline("payment_order", "2026-12-18", today="2026-12-20")
    assert not found.calendar_known
    assert "calendar_unknown" in found.notes
    assert found.act_by is not None
    assert found.counted_day is not None
    assert found.act_by <= found.counted_day


def test_how_many_days_are_left() -> None:
    """None are left on the last day, and it is not too late then; the day after it is."""
    assert deadline("court_summons", "2026-11-20", today="2026-12-07").days_left == 0
    assert not deadline("court_summons", "2026-11-20", today="2026-12-07").overdue
    late = deadline("court_summons", "2026-11-20", today="2026-12-08")
    assert late.overdue
    assert late.days_left == -1
    assert "passed" in late.notes
    assert "late_excuse_days" in late.rules


def test_from_the_safe_day_on_it_is_said_to_act_today() -> None:
    """Between the day to be ready by and the last day there is no more waiting."""
    assert "act_today" not in deadline("court_summons", "2026-11-20", today="2026-12-03").notes
    for today in ("2026-12-04", "2026-12-07"):
        assert "act_today" in deadline("court_summons", "2026-11-20", today=today).notes


@pytest.mark.parametrize(
    ("kind", "received", "code"),
    [
        ("court_summons", "2026-11-26", "received_in_future"),
        ("court_summons", "1970-01-01", "date_too_old"),
        ("court_sumons", "2026-11-20", "unknown_deadline"),
    ],
)
def test_what_cannot_be_is_refused(kind: str, received: str, code: str) -> None:
    """A day to come, a day of long ago, a kind that is none."""
    with pytest.raises(InputError) as caught:
        deadline(kind, received)
    assert caught.value.code == code


def test_an_unknown_kind_is_answered_with_the_nearest() -> None:
    """A slip of a letter is no dead end."""
    with pytest.raises(InputError) as caught:
        deadline("court_sumons", TODAY)
    assert caught.value.values["near"] == "court_summons"


def test_every_figure_and_rule_of_every_kind_is_in_the_law() -> None:
    """What a borrower is told rests on data with a source; periods are in days or months."""
    for name, kind in DEADLINE_KINDS.items():
        found = deadline(name, TODAY)
        assert set(found.rules) <= FIGURES.keys()
        assert ("period_counting" in found.rules) is (kind.court and bool(kind.figure))
        for figure in filter(None, (kind.figure, *(figure for figure, _ in kind.stages))):
            assert FIGURES[figure].unit in ("days", "months")


@given(st.sampled_from(COUNTED), RECEIVED)
def test_what_always_holds_of_a_last_day(kind: str, received: date) -> None:
    """Never a rest day, never before the counted day; the day to be ready by is a working day by it."""
    found = deadline(kind, received, today=FAR)
    if found.last_day is None:
        assert "rule_unknown" in found.notes
        return
    assert found.counted_day is not None
    assert received < found.counted_day <= found.last_day
    assert not CALENDAR.is_rest_day(found.last_day)
    if found.act_by is not None:
        assert found.act_by <= found.counted_day
        assert not CALENDAR.is_rest_day(found.act_by)
    assert all(found.last_day < stage.last_day for stage in found.stages)


@given(st.sampled_from(COUNTED), RECEIVED, st.integers(0, 60))
def test_a_later_receipt_never_ends_earlier(kind: str, received: date, later: int) -> None:
    """Neither the last day nor the day to be ready by."""
    one = deadline(kind, received, today=FAR)
    other = deadline(kind, received + timedelta(days=later), today=FAR)
    for name in ("counted_day", "last_day", "act_by"):
        first, second = getattr(one, name), getattr(other, name)
        assert first is None or second is None or first <= second
