"""The environment of expressions: `figure` and the days that count; texts are out of reach."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context

from bot.core.calendar import WEEKENDS, Calendar
from bot.core.figures import Figure, value_on
from bot.errors import ContentError
from bot.flow.values import UNKNOWN, Unknown
from bot.library.dates import date_functions
from bot.library.functions import FUNCTIONS, PLAIN_FILTERS
from bot.library.loans import loan_functions
from bot.library.sandbox import Sandbox
from bot.library.templates import Expression, compile_expression


def expression_environment(figures: Mapping[str, Figure], calendar: Calendar = WEEKENDS) -> Sandbox:
    """Where expressions are compiled."""

    @pass_context
    def figure(context: Context, name: str, on: Any = None) -> Any:
        """The figure's value on a day, today unless told; unknown where none holds."""
        day = context.get("today") if on is None else on
        if isinstance(day, Unknown) or not isinstance(day, date):
            return UNKNOWN
        held = value_on(figures[name].values, day)
        return UNKNOWN if held is None or held.value is None else held.value

    functions = {
        **FUNCTIONS,
        **date_functions(figures, calendar),
        **loan_functions(figures),
        "figure": figure,
    }
    return Sandbox(autoescape=False, filters=PLAIN_FILTERS, functions=functions)


def compile_alone(
    source: str, figures: Mapping[str, Figure], calendar: Calendar = WEEKENDS
) -> Expression:
    """An expression that stands in no flow. Raises ContentError if it has a mistake."""
    expression, parsed = compile_expression(expression_environment(figures, calendar), source)
    wrong = next((use.name for use in parsed.uses.law if use.name not in figures), "")
    if expression is None or wrong:
        raise ContentError(f"The expression `{source}` cannot be read.")
    return expression
