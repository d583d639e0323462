"""Expressions: what they count, and what nobody can do with them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from time import process_time, thread_time
from typing import Any

import pytest

from bot.core.figures import Figure, FigureValue
from bot.errors import ContentError
from bot.flow.values import UNKNOWN, Facts
from bot.library.expressions import compile_alone
from bot.library.filters import text_environment
from bot.library.templates import compile_text

DAY = date(2026, 11, 24)
FIGURES = {
    "years": Figure(
        "years", "years",
        (
            FigureValue(date(2013, 1, 1), date(2020, 12, 31), Decimal(5), "甲"),
            FigureValue(date(2021, 1, 1), None, Decimal(7), "乙"),
        ),
    )
}  # fmt: skip


def evaluate(source: str, **facts: Any) -> Any:
    known: Facts = {"today": DAY, **facts}
    return compile_alone(source, FIGURES).evaluate(known)


@pytest.mark.parametrize(
    ("source", "facts", "value"),
    [
        ("answer > 0", {"answer": Decimal(1)}, True),
        ("0.1 + 0.2", {}, Decimal("0.3")),
        ("0.5 * debt", {"debt": Decimal("0.3")}, Decimal("0.15")),
        ("10 / 4", {}, Decimal("2.5")),
        ("1 / 0", {}, UNKNOWN),
        ("debt / 0", {"debt": Decimal(1)}, UNKNOWN),
        ("7 // 2", {}, 3),
        ("7 % 4", {}, 3),
        ("2 ** 10", {}, Decimal(1024)),
        ("-debt", {"debt": Decimal(1)}, Decimal(-1)),
        ("min(3, debt)", {"debt": Decimal(2)}, Decimal(2)),
        ("max([1, 4, 2])", {}, 4),
        ("abs(debt)", {"debt": Decimal(-2)}, Decimal(2)),
        ("round(2.345)", {}, Decimal("2.35")),
        ("2.5 | round(0)", {}, Decimal(3)),
        ("'home' in worries", {"worries": ("home",)}, True),
        ("worries | length", {"worries": ("home", "calls")}, 2),
        ("worries == ('none',)", {"worries": ("none",)}, True),
        ("kind in ['a', 'b']", {"kind": "b"}, True),
        ("['a', 'b'] if debt > 1 else ['c']", {"debt": Decimal(2)}, ("a", "b")),
        ("not card", {"card": False}, True),
        ("debts | sum('balance')", {"debts": ({"balance": Decimal(2)}, {"balance": Decimal(3)})}, Decimal(5)),
        ("debts | sum('balance')", {"debts": ({"balance": Decimal(2)}, {"balance": UNKNOWN})}, UNKNOWN),
        ("debts[0].balance", {"debts": ({"balance": Decimal(2)},)}, Decimal(2)),
        ("debts | first", {"debts": ()}, UNKNOWN),
        ("today - day", {"day": date(2026, 11, 20)}, 4),
        ("add_days(today, 30)", {}, date(2026, 12, 24)),
        ("add_months(day, 1)", {"day": date(2026, 1, 31)}, date(2026, 2, 28)),
        ("add_years(day, 1)", {"day": date(2024, 2, 29)}, date(2025, 2, 28)),
        ("add_years(day, figure('years', on=day)) <= today", {"day": date(2020, 1, 1)}, True),
        ("figure('years')", {}, Decimal(7)),
        ("figure('years', on=day)", {"day": date(2020, 12, 31)}, Decimal(5)),
        ("figure('years', on=day)", {"day": date(1999, 1, 1)}, UNKNOWN),
        ("months_to_pay(1000, 300)", {}, 4),
        ("months_to_pay(0, 300)", {}, 0),
        ("months_to_pay(1000, 0)", {}, UNKNOWN),
        ("months_to_pay(1000000000, 0.01)", {}, UNKNOWN),
    ],
)  # fmt: skip
def test_an_expression_counts_as_a_person_would(source: str, facts: Any, value: Any) -> None:
    """Decimals throughout, days as days, no division by zero."""
    found = evaluate(source, **facts)
    assert found == value
    assert not isinstance(found, float)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("debt > 0", False),
        ("debt <= 0", False),
        ("debt == 5", False),
        ("debt != 5", False),
        ("debt == other", False),
        ("'a' in debt", False),
        ("'a' not in debt", False),
        ("debt in ['a']", False),
        ("debt is unknown", True),
        ("not (debt == 5)", True),
        ("debt + 1", UNKNOWN),
        ("1 - debt", UNKNOWN),
        ("round(debt)", UNKNOWN),
        ("min(debt, 1)", UNKNOWN),
        ("add_days(debt, 3)", UNKNOWN),
        ("today - debt", UNKNOWN),
        ("debt.balance", UNKNOWN),
        ("debt | length", 0),
        ("months_to_pay(debt, 100)", UNKNOWN),
        ("figure('years', on=debt)", UNKNOWN),
    ],
)
@pytest.mark.parametrize("facts", [{"debt": UNKNOWN}, {}], ids=["skipped", "never asked"])
def test_what_is_not_known_never_fails_a_flow(source: str, value: Any, facts: Any) -> None:
    """Every comparison is false, every sum unknown: skipped or never asked alike."""
    assert evaluate(source, **facts) == value


@pytest.mark.parametrize(
    "source",
    [
        "''.__class__.__mro__",
        "today.__class__",
        "today.strftime('%Y')",
        "facts.__init__.__globals__",
        "'%s' % 5",
        "'a' * 1000000000",
        "[1] * 1000000000",
        "9 ** 9 ** 9",
        "10 ** 1000",
        "range(1000000)",
        "self",
        "self.__dict__",
        "lipsum()",
        "cycler('a')",
        "namespace(a=1)",
        "debt|attr('__class__')",
        "debt|map('x')",
        "{}.x",
        "min.__globals__",
        "debt[key]",
        "debt[0:1]",
        "lambda: 1",
        "open('x')",
    ],
)
def test_nothing_escapes_from_an_expression(source: str) -> None:
    """No attribute, method, global or bomb: a mistake when it is read, or an error when it is run."""
    with pytest.raises(ContentError):
        evaluate(source, debt=Decimal(1))


def test_values_are_kept_of_numbers_alone_and_told_apart_by_every_digit() -> None:
    """The kept ones are few, hold no word that somebody wrote, and 1.0 is not taken for 1.00."""
    expression = compile_alone("answer", {})
    for value in (Decimal("1.0"), Decimal("1.00"), True, 1, UNKNOWN, "a name", ("a", "list")):
        assert [repr(expression.evaluate({"answer": value})) for _ in range(2)] == [repr(value)] * 2
    assert not any("name" in part or "list" in part for key in expression.kept for part in key)
    for number in range(1000):
        assert expression.evaluate({"answer": Decimal(number)}) == number
    assert len(expression.kept) <= 120


def test_an_expression_is_fast() -> None:
    """A fold evaluates dozens for each message: a hundred microseconds each would be felt."""
    calls = 2000
    expression = compile_alone("answer > 0", {})
    start = process_time()
    for number in range(calls):  # each another, or it would be a kept one
        expression.evaluate({"answer": Decimal(number)})
    assert (process_time() - start) / calls < 100e-6  # ten times what it takes


@pytest.mark.parametrize(
    "source",
    [
        "(" * 400 + "1" + ")" * 400,
        "not " * 200 + "debt",
        "debt" + " | abs" * 150,
        "debt" + "[0]" * 300,
        " + ".join(["1"] * 150),
        "9" * 5000,
        "debt + " * 500 + "1",
    ],
)
def test_what_nobody_can_read_is_a_mistake_of_the_author(source: str) -> None:
    """Piled up, too long, a number without end: told as any mistake is, in either place, and at once."""
    since = thread_time()
    with pytest.raises(ContentError):
        compile_alone(source, {})
    template, issues = compile_text(text_environment(), f"{{{{ {source} }}}}")
    assert [issue.code for issue in issues] == ["ASH065"]
    assert thread_time() - since < 0.2
    with pytest.raises(ContentError):
        template.render({}, {})


def test_what_may_stand_within_each_other_is_compiled_at_once() -> None:
    """Constants are not worked out beforehand, level by level: that took the cube of the depth."""
    expression = compile_alone("debt" + " | abs" * 30, {})
    since = thread_time()
    assert expression.evaluate({"debt": Decimal(-1)}) == 1
    assert thread_time() - since < 0.1


def test_a_function_given_what_it_cannot_take_is_a_mistake_of_the_author() -> None:
    """A month added to a number is told with the expression, not as a fault of the program."""
    with pytest.raises(ContentError, match="add_months"):
        evaluate("add_months(7, 1)")


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("{{ debt }", "two “}” side by side"),
        ("{{ debt) }}", "“)” is one too many"),
        ("{{ debt ; }}", "“}}” must stand here, and “;” does"),
        ("{% if debt %}x", "endif"),
    ],
)
def test_why_a_text_cannot_be_read_is_said_in_words(source: str, told: str) -> None:
    """What is missing or too many, not the parser's terms."""
    (issue,) = compile_text(text_environment(), source)[1]
    reason = issue.values["reason"]
    assert isinstance(reason, Mapping)
    assert told in reason["en"]
