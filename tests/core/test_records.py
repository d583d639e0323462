"""When a record leaves the credit report, and its timeline."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.periods import add_years
from bot.core.records import RECORD_RULES, find_record_end
from bot.errors import InputError
from tests.core.real_law import FIGURES, TODAY, day

PAST = st.dates(date(1980, 1, 1), TODAY)


def test_it_should_be_gone_five_years_after_the_debt_was_paid_off() -> None:
    """On that day itself it should be gone, a day before not yet."""
    found = find_record_end(day("2021-11-25"), today=TODAY, figures=FIGURES)
    assert found.ends_on == TODAY
    assert found.ended
    assert found.days_left == 0
    tomorrow = find_record_end(day("2021-11-26"), today=TODAY, figures=FIGURES)
    assert not tomorrow.ended
    assert tomorrow.days_left == 1


def test_paid_on_29_february() -> None:
    """Five years on there is a 28th only."""
    assert find_record_end(day("2024-02-29"), today=TODAY, figures=FIGURES).ends_on == day(
        "2029-02-28"
    )


def test_unpaid_the_time_does_not_start() -> None:
    """No end, however long ago the debt fell due."""
    found = find_record_end(None, today=TODAY, figures=FIGURES, overdue_since=day("2015-01-01"))
    assert not found.running
    assert not found.ended
    assert found.ends_on is None
    assert found.days_left is None
    assert [point.moment for point in found.points] == ["overdue", "today"]


def test_the_timeline_is_in_order() -> None:
    """Today lies where it lies, before or after the end."""
    running = find_record_end(
        day("2024-03-05"), today=TODAY, figures=FIGURES, overdue_since=day("2023-01-01")
    )
    over = find_record_end(day("2020-03-05"), today=TODAY, figures=FIGURES)
    assert [point.moment for point in running.points] == ["overdue", "paid_off", "today", "deleted"]
    assert [point.moment for point in over.points] == ["paid_off", "deleted", "today"]


def test_its_rules_are_in_the_law() -> None:
    """What is said rests on data with a source."""
    assert set(RECORD_RULES) <= FIGURES.keys()


@given(PAST, PAST)
def test_paid_later_is_never_gone_earlier(one: date, other: date) -> None:
    """And always the same number of years after."""
    first, second = sorted((one, other))
    ends = [find_record_end(paid, today=TODAY, figures=FIGURES).ends_on for paid in (first, second)]
    assert ends == [add_years(first, 5), add_years(second, 5)]
    assert ends == sorted(end for end in ends if end)


@pytest.mark.parametrize(
    ("paid", "since", "code"),
    [
        ("2026-11-26", None, "paid_in_future"),
        ("1950-01-01", None, "date_too_old"),
        ("2024-01-01", "2024-02-01", "paid_before_overdue"),
        ("2024-01-01", "2027-02-01", "overdue_in_future"),
    ],
)
def test_what_cannot_be_is_refused(paid: str, since: str | None, code: str) -> None:
    """Days to come, days too old, a debt paid before it was overdue."""
    with pytest.raises(InputError) as caught:
        find_record_end(
            day(paid), today=TODAY, figures=FIGURES, overdue_since=day(since) if since else None
        )
    assert caught.value.code == code
