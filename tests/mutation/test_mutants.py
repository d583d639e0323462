"""What changes a program is what a reader of its text would expect, and how sure a share is."""

from pathlib import Path
from types import FunctionType
from typing import Any

import pytest

from tests.mutation.mutants import Mutant, find_mutants
from tests.mutation.report import interval

MODULE = '''
LIMIT = 3  # outside of functions nothing is changed


class Held:
    def room(self, count: int, most: int = 7) -> int | None:
        """How much is left."""
        if not self or count >= most:
            return None
        return most - count
'''


@pytest.fixture
def mutants(tmp_path: Path) -> list[Mutant]:
    path = tmp_path / "held.py"
    path.write_text(MODULE)
    return find_mutants(path)


def test_each_place_is_changed_in_each_way_that_is_an_operators(mutants: list[Mutant]) -> None:
    """Conditions, comparisons, sums and what is returned; no default, no docstring, no annotation."""
    assert {mutant.function for mutant in mutants} == {"Held.room"}
    assert [[line[1:].strip() for line in mutant.diff()] for mutant in mutants] == [
        ["if not self or count >= most:", "if not self and count >= most:"],
        ["if not self or count >= most:", "if self or count >= most:"],
        ["if not self or count >= most:", "if not self or count > most:"],
        ["return most - count", "return None"],
        ["return most - count", "return most + count"],
    ]


def test_a_function_that_lives_gets_the_mutants_code_and_nothing_else_changes(
    mutants: list[Mutant],
) -> None:
    """The others are compiled from the same tree afterwards and are whole."""
    names: dict[str, Any] = {}
    exec(compile(MODULE, "held", "exec"), names)  # noqa: S102 the test's own text
    room: FunctionType = names["Held"].room
    outcomes = []
    for mutant in mutants:
        room.__code__ = mutant.compiled()
        outcomes.append([room(True, 7), room(True, 2)])
    assert outcomes == [[0, 5], [None, None], [0, 5], [None, None], [None, 9]]


@pytest.mark.parametrize(
    ("killed", "of", "low", "high"),
    [(85, 100, 0.7672, 0.9069), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0)],
)
def test_a_share_of_a_sample_is_given_with_what_it_may_be_of_the_whole(
    killed: int, of: int, low: float, high: float
) -> None:
    """Wilson's score interval, as published tables have it."""
    assert interval(killed, of) == pytest.approx((low, high), abs=1e-4)
