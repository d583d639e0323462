"""The days that count, for expressions: `deadline`, `limitation`, `record_end`, as maps of facts."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from jinja2 import pass_context
from jinja2.runtime import Context

from bot.core.calendar import Calendar
from bot.core.deadlines import Deadline, find_deadline
from bot.core.figures import Figure
from bot.core.limitation import DebtHistory, Limitation, LimitationEvent, find_limitation
from bot.core.records import RecordEnd, find_record_end
from bot.errors import InputError
from bot.flow.values import UNKNOWN, Unknown, Value

DATE_FUNCTIONS: Final = ("deadline", "limitation", "record_end", "record_points")
_MISNAMED: Final = ("unknown_deadline", "unknown_event")  # a counselor's slip, no borrower's


def date_functions(
    figures: Mapping[str, Figure], calendar: Calendar
) -> Mapping[str, Callable[..., Any]]:
    """The functions by name, as of the fact `today`.

    Whatever goes in unknown, or is a day that cannot be, comes out unknown; a name of a kind or event
    that there is none of raises ValueError, as it stands so in a flow.
    """

    def deadline(today: date, kind: str, received: date) -> Value:
        """A paper or matter of a kind, received or handed in on a day."""
        found = find_deadline(kind, received, today=today, figures=figures, calendar=calendar)
        return deadline_facts(found)

    def limitation(today: date, due: date, *events: Any, **named: Any) -> Value:
        """A debt due on a day. Events as `'demand', day` or `demand=day`."""
        pairs = [*zip(events[::2], events[1::2], strict=True), *named.items()]
        history = DebtHistory(due, tuple(LimitationEvent(kind, on) for kind, on in pairs))
        found = find_limitation(history, today=today, figures=figures, calendar=calendar)
        return limitation_facts(found)

    def record_end(today: date, paid_on: date) -> Value:
        """The record of a debt that was paid off on a day."""
        return record_facts(find_record_end(paid_on, today=today, figures=figures))

    def record_points(today: date, paid_on: date) -> Value:
        """The days of such a record, for the picture of its timeline; today is drawn by itself."""
        points = find_record_end(paid_on, today=today, figures=figures).points
        return tuple({"label": p.moment, "day": p.on} for p in points if p.moment != "today")

    made = (deadline, limitation, record_end, record_points)
    return {function.__name__: _dated(function) for function in made}


def deadline_facts(found: Deadline) -> dict[str, Value]:
    """A deadline as facts; what there is none of is unknown."""
    return {
        "last_day": _or_unknown(found.last_day),
        "counted_day": _or_unknown(found.counted_day),
        "act_by": _or_unknown(found.act_by),
        "chase_on": _or_unknown(found.chase_on),
        "days_left": _or_unknown(found.days_left),
        "rolled": found.rolled,
        "calendar_known": found.calendar_known,
        "overdue": found.overdue,
        "yours": found.whose == "yours",
        "stages": tuple(stage.last_day for stage in found.stages),
    }


def limitation_facts(found: Limitation) -> dict[str, Value]:
    """A limitation as facts; `plea_given_up`, `unclear` and `older_rule` are its caveats."""
    return {
        "last_day": found.last_day,
        "days_left": found.days_left,
        "passed": found.passed,
        "certain": found.certain,
        "outer_day": _or_unknown(found.outer_day),
        "plea_given_up": "plea_given_up" in found.caveats,
        "unclear": "unclear_event" in found.caveats,
        "older_rule": "older_rule" in found.caveats,
    }


def record_facts(found: RecordEnd) -> dict[str, Value]:
    """The end of a record as facts."""
    return {
        "ends_on": _or_unknown(found.ends_on),
        "days_left": _or_unknown(found.days_left),
        "ended": found.ended,
    }


def _dated(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, given the day; unknown where anything that goes in is, or cannot be."""

    @pass_context
    def careful(context: Context, *values: Any, **named: Any) -> Any:
        today = context.get("today")
        given = (today, *values, *named.values())
        if today is None or any(isinstance(value, Unknown) for value in given):
            return UNKNOWN
        try:
            return function(today, *values, **named)
        except InputError as error:
            if error.code in _MISNAMED:
                raise ValueError(str(error)) from error
            return UNKNOWN

    return careful


def _or_unknown(value: Value | None) -> Value:
    return UNKNOWN if value is None else value
