"""What is said of conditions without running them is held to what they come to when they are run."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from jinja2 import nodes

from bot.flow.model import Slot
from bot.flow.slot_types.date import Date
from bot.flow.values import UNKNOWN, Facts
from bot.library.analysis import parse_expression
from bot.library.expressions import compile_alone, expression_environment
from bot.library.ways.conditions import evaluated, split
from bot.library.ways.going import slot_held
from bot.library.ways.held import ANYTHING, Held, compared, only, sum_of
from bot.library.ways.states import State, tidied

ENVIRONMENT = expression_environment({})
BOUNDS = Held(None, (Decimal(0), False), (Decimal(10), False), unknown=True)
STATE = State(
    {
        "kind": Held(frozenset({"a", "b", "c"}), unknown=True),
        "yes": Held(frozenset({True, False}), unknown=True),
        "owed": BOUNDS,
        "paid": BOUNDS,
        "ticked": Held(unknown=True),
    }
)
VALUES: dict[str, tuple[Any, ...]] = {
    "kind": ("a", "b", "c", UNKNOWN),
    "yes": (True, False, UNKNOWN),
    "owed": (*map(Decimal, (0, 3, 5, 10)), UNKNOWN),
    "paid": (*map(Decimal, (0, 4, 10)), UNKNOWN),
    "ticked": (("x",), ("x", "y"), UNKNOWN),
}
CONDITIONS = [
    "kind == 'a'",
    "kind != 'a'",
    "'a' == kind",
    "not (kind == 'a')",
    "kind == 'a' or kind == 'b'",
    "kind == 'a' and kind == 'b'",
    "kind in ['a', 'b']",
    "kind not in ['a', 'b']",
    "kind is unknown or kind == 'c'",
    "kind is not unknown and not kind == 'c'",
    "yes",
    "not yes",
    "yes is unknown",
    "yes or kind == 'a'",
    "yes and not yes",
    "owed > 5",
    "5 > owed",
    "owed >= 0",
    "owed < 0",
    "owed == 3",
    "owed != 3",
    "owed > paid",
    "not (owed <= paid)",
    "owed == paid",
    "owed + paid > 20",
    "owed - paid < 0",
    "owed * 2 > 20",
    "-owed > 0",
    "owed / 2 > 5",
    "owed > 5 and owed < 3",
    "owed > 5 and paid > owed",
    "owed > 5 or owed <= 5",
    "owed",
    "'x' in ticked",
    "'x' not in ticked",
    "not ('y' in ticked) and 'x' in ticked",
    "(ticked | length) == 0",
    "min(owed, paid) > 5",
    "owed if yes else paid",
    "0 < owed < 5",
    "true",
    "kind ~ 'b' == 'ab'",
]


def tree(source: str) -> nodes.Node:
    output: Any = parse_expression(ENVIRONMENT, source).tree.body[0]
    found: nodes.Node = output.nodes[0]
    return found


def facts_of(source: str) -> Iterator[Facts]:
    """Every way of answering what the expression asks about."""
    names = sorted(name.name for name in tree(source).find_all(nodes.Name) if name.name in VALUES)
    own = tree(source)
    if isinstance(own, nodes.Name):
        names = [own.name]
    for values in product(*(VALUES[name] for name in names)):
        yield dict(zip(names, values, strict=True))


def allows(state: State, facts: Facts) -> bool:
    """Whether a state has room for these facts."""
    return all(admits(state.held(name), value) for name, value in facts.items())


def admits(held: Held, value: Any) -> bool:
    if value is UNKNOWN:
        return held.may_be_unknown
    if held.values is not None:
        return value in held.values
    if not isinstance(value, Decimal):
        return held.may_be_known
    return compared(held, "eq", only(value))[0].may_be_known


@pytest.mark.parametrize("source", CONDITIONS)
def test_no_way_that_can_be_gone_is_ruled_out(source: str) -> None:
    """For every answer, the side that the condition really takes has room for it."""
    holds, fails = split(STATE, tree(source))
    expression = compile_alone(source, {})
    for facts in facts_of(source):
        side = holds if expression.evaluate(facts) else fails
        assert any(allows(state, facts) for state in side), (source, facts)


@pytest.mark.parametrize("source", CONDITIONS)
def test_a_condition_that_was_met_is_met_again(source: str) -> None:
    """Where it held, it holds; where it failed, it fails: by the facts, or because it was settled."""
    condition = tree(source)
    holds, fails = split(STATE, condition)
    if "~" in source or isinstance(condition, nodes.CondExpr) or " < owed < " in source:
        return  # no condition of one comparison; nothing is settled of it but its own text
    for state in holds:
        assert split(state, condition)[1] == [], source
    for state in fails:
        assert split(state, condition)[0] == [], source


@pytest.mark.parametrize(
    ("source", "never"),
    [
        ("kind == 'a' and kind == 'b'", True),
        ("owed < 0", True),
        ("owed + paid > 20", True),
        ("owed * 2 > 20", True),
        ("yes and not yes", True),
        ("owed > 5 and owed < 3", True),
        ("owed > 5 and paid > 9 and owed > 9", False),
        ("kind in ['a']", False),
    ],
)
def test_what_cannot_be_is_told(source: str, *, never: bool) -> None:
    """By options, by bounds, by sums of bounds, and by what was said before."""
    assert (split(STATE, tree(source))[0] == []) is never


def test_what_hangs_on_an_answer_is_open_again_when_it_is_asked_anew() -> None:
    """A condition settled about the old answer says nothing of the new one."""
    condition = tree("'x' in ticked")
    holds, _ = split(STATE, condition)
    assert split(holds[0], condition)[1] == []
    assert split(holds[0].given("ticked", Held(unknown=True)), condition)[1]


def test_a_computed_yes_or_no_remembers_its_reason() -> None:
    """Where it is true its condition held, so that what follows from that is known too."""
    pairs = evaluated(STATE, tree("kind == 'a'"))
    by_value = {held: state for state, held in pairs}
    assert by_value[only(True)].held("kind") == only("a")
    assert not split(by_value[only(False)], tree("kind == 'a'"))[0]


def test_too_many_ways_are_taken_together_and_none_is_lost() -> None:
    """What any of them allows, the one that stands for all of them allows."""
    states = [State({"owed": only(Decimal(number))}) for number in range(100)]
    (together,) = tidied(states)
    assert all(allows(together, {"owed": Decimal(number)}) for number in range(100))


@pytest.mark.parametrize(
    ("sign", "low", "high"), [("+", 1, 7), ("-", -5, 1), ("*", 0, 10), ("/", None, None)]
)
def test_sums_of_bounds(sign: str, low: int | None, high: int | None) -> None:
    """From 0 to 2 with from 1 to 5; a quotient may be anything, and unknown."""
    one = Held(None, (Decimal(0), False), (Decimal(2), False))
    other = Held(None, (Decimal(1), False), (Decimal(5), False))
    result = sum_of(sign, one, other)
    if low is None or high is None:
        assert result == Held(unknown=True)
    else:
        assert result == Held(None, (Decimal(low), False), (Decimal(high), False))


def test_what_may_be_missing_makes_a_sum_missing() -> None:
    """So that a text that prints the sum is told of it."""
    assert sum_of("+", ANYTHING, Held(missing=True)).missing
    assert not sum_of("+", ANYTHING, ANYTHING).missing


def test_a_day_to_come_may_have_passed_when_the_conversation_goes_on() -> None:
    """What bounds the answer on the day it is given bounds it from above alone on later days."""
    slot = Slot("due_on", Date(earliest=0, latest=30), {})
    held = slot_held(slot)
    assert split(State({"due_on": held}), tree("due_on < today"))[0]
    assert not split(
        State({"due_on": slot_held(Slot("paid", Date(latest=0), {}))}), tree("due_on > today")
    )[0]
