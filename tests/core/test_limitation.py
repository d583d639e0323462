"""The limitation of a claim, event by event, and the period of a guarantee."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.limitation import (
    LIMITATION_EVENTS,
    DebtHistory,
    Limitation,
    LimitationEvent,
    find_guarantee_period,
    find_limitation,
)
from bot.errors import InputError
from tests.core.real_law import CALENDAR, FIGURES, TODAY, day

PAST = st.dates(date(2021, 1, 1), TODAY)
EVENTS = st.lists(
    st.builds(LimitationEvent, st.sampled_from(sorted(LIMITATION_EVENTS)), PAST), max_size=6
)


def limitation(
    due: str, *events: tuple[str, str], today: date = TODAY, complete: bool = False
) -> Limitation:
    """By the project's own law."""
    happened = tuple(LimitationEvent(kind, day(on)) for kind, on in events)
    return _find(DebtHistory(day(due), happened, complete), today)


def _find(history: DebtHistory, today: date = TODAY) -> Limitation:
    return find_limitation(history, today=today, figures=FIGURES, calendar=CALENDAR)


def test_without_events_it_is_three_years_from_the_due_day() -> None:
    """The day of the same number three years on is still the creditor's."""
    found = limitation("2023-05-10")
    assert found.last_day == day("2026-05-11")  # the 10th is a Sunday
    assert found.passed
    assert limitation("2023-11-25").last_day == day("2026-11-25")
    assert not limitation("2023-11-25").passed


def test_a_due_day_of_29_february_ends_on_the_28th() -> None:
    """There is no such day three years on."""
    assert limitation("2024-02-29").last_day == day("2027-03-01")  # the 28th is a Sunday


@pytest.mark.parametrize("kind", sorted(LIMITATION_EVENTS))
def test_every_event_within_the_period_starts_it_again(kind: str) -> None:
    """Three years from the event, whatever it is; its rule is named."""
    found = limitation("2022-03-01", (kind, "2024-06-03"))
    assert found.last_day == day("2027-06-03")
    assert not found.passed
    assert found.timeline[-1].effect == "restarts"
    assert LIMITATION_EVENTS[kind] in found.rules
    assert set(found.rules) <= FIGURES.keys()


@pytest.mark.parametrize(
    "kind", ["demand", "bank_debit", "lawsuit", "payment_order", "transfer_notice"]
)
def test_what_the_creditor_does_after_the_period_changes_nothing(kind: str) -> None:
    """A demand cannot bring back what is over."""
    found = limitation("2021-03-01", (kind, "2025-06-03"))
    assert found.last_day == day("2024-03-01")
    assert found.passed
    assert found.timeline[-1].effect == "no_effect"


@pytest.mark.parametrize("kind", ["promise", "instalments"])
def test_a_promise_after_the_period_takes_the_plea_away(kind: str) -> None:
    """A new promise counts from its own day, and that is said."""
    found = limitation("2021-03-01", (kind, "2025-06-03"))
    assert not found.passed
    assert found.timeline[-1].effect == "revives"
    assert "plea_given_up" in found.caveats
    assert "limitation_acknowledged" in found.rules


def test_a_part_payment_after_the_period_is_not_called_certain() -> None:
    """It may be read as a promise for the rest: neither passed nor sure."""
    found = limitation("2021-03-01", ("part_payment", "2025-06-03"), complete=True)
    assert found.timeline[-1].effect == "unclear"
    assert not found.passed
    assert not found.certain
    assert {"unclear_event", "sign_nothing"} <= set(found.caveats)


def test_events_count_one_after_another() -> None:
    """Each restart keeps the next one in time; they may be given in any order."""
    events = [("demand", "2023-12-01"), ("part_payment", "2026-11-02"), ("demand", "2021-06-01")]
    found = limitation("2021-01-04", *events)
    assert [point.effect for point in found.timeline] == [
        "starts",
        "restarts",
        "restarts",
        "restarts",
    ]
    assert found.last_day == day("2029-11-02")
    assert found == limitation("2021-01-04", *reversed(events))


def test_an_event_before_the_due_day_starts_nothing() -> None:
    """Time runs from the due day anyway."""
    found = limitation("2023-05-10", ("part_payment", "2022-01-10"))
    assert found.timeline[-1].effect == "before_due"
    assert found.last_day == limitation("2023-05-10").last_day


def test_it_is_certain_only_if_all_events_are_known() -> None:
    """A letter or a suit that one does not know of may have started it again."""
    assert not limitation("2021-03-01").certain
    assert "unknown_events" in limitation("2021-03-01").caveats
    assert limitation("2021-03-01", complete=True).certain


@pytest.mark.parametrize("kind", ["lawsuit", "arbitration", "enforcement", "instalments"])
def test_a_case_or_a_plan_leaves_it_open(kind: str) -> None:
    """A case runs on until it ends, a plan until its last day."""
    assert not limitation("2022-03-01", (kind, "2024-06-03"), complete=True).certain


def test_a_debt_older_than_the_rule_is_not_certain() -> None:
    """Before the Civil Code other lengths held, which are not in the data."""
    found = limitation("2018-03-01", complete=True)
    assert "older_rule" in found.caveats
    assert not found.certain


def test_the_outer_limit_is_a_date_of_its_own() -> None:
    """Twenty years from the due day; it never decides by itself, as a court may extend it."""
    found = limitation("2005-03-01", ("promise", "2025-03-03"))
    assert found.outer_day == day("2025-03-01")
    assert not found.passed


@given(PAST, EVENTS)
def test_the_debt_remains_whatever_happened(due: date, events: list[LimitationEvent]) -> None:
    """It is always said; a plea is spoken of exactly where the time has passed."""
    found = _find(DebtHistory(due, tuple(events)))
    assert "debt_remains" in found.caveats
    assert ("plead_it" in found.caveats) is found.passed
    assert not found.certain
    assert not CALENDAR.is_rest_day(found.last_day)


@given(PAST, EVENTS, st.builds(LimitationEvent, st.sampled_from(sorted(LIMITATION_EVENTS)), PAST))
def test_one_more_event_never_brings_the_end_nearer(
    due: date, events: list[LimitationEvent], more: LimitationEvent
) -> None:
    """Only a creditor's time can grow."""
    before = _find(DebtHistory(due, tuple(events))).last_day
    assert _find(DebtHistory(due, (*events, more))).last_day >= before


@given(PAST, PAST)
def test_a_later_due_day_never_ends_earlier(one: date, other: date) -> None:
    """Without events the order of the due days is that of the ends."""
    first, second = sorted((one, other))
    assert _find(DebtHistory(first)).last_day <= _find(DebtHistory(second)).last_day


@pytest.mark.parametrize(
    ("due", "events", "code"),
    [
        ("2026-11-26", (), "due_in_future"),
        ("1950-01-01", (), "date_too_old"),
        ("2024-01-01", (("demand", "2026-11-26"),), "event_in_future"),
        ("2024-01-01", (("demnd", "2026-11-20"),), "unknown_event"),
    ],
)
def test_what_cannot_be_is_refused(
    due: str, events: tuple[tuple[str, str], ...], code: str
) -> None:
    """Days to come, days too old, events that are none."""
    with pytest.raises(InputError) as caught:
        limitation(due, *events)
    assert caught.value.code == code


def test_a_guarantee_without_a_period_lasts_six_months_from_the_due_day() -> None:
    """And without a kind, the creditor goes to the borrower first: both since the Civil Code."""
    found = find_guarantee_period(
        day("2026-08-31"), day("2025-01-10"), today=TODAY, figures=FIGURES
    )
    assert found.last_day == day("2027-02-28")
    assert found.general
    assert not found.passed
    assert set(found.rules) <= FIGURES.keys()


def test_a_guarantee_from_before_the_code_is_left_to_a_lawyer() -> None:
    """The old rules are not in the data, and are not guessed."""
    found = find_guarantee_period(
        day("2021-06-01"), day("2020-12-31"), today=TODAY, figures=FIGURES
    )
    assert found.last_day is None
    assert found.general is None
    assert not found.passed
    assert "older_rule" in found.caveats


def test_a_guarantee_may_be_for_a_debt_that_is_not_due_yet() -> None:
    """Its period then lies ahead; only its signing must lie behind."""
    found = find_guarantee_period(
        day("2027-03-01"), day("2025-03-01"), today=TODAY, figures=FIGURES
    )
    assert found.last_day == day("2027-09-01")
    with pytest.raises(InputError, match="signed_in_future"):
        find_guarantee_period(day("2027-03-01"), day("2027-01-01"), today=TODAY, figures=FIGURES)
