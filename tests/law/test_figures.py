"""The figures of the law, on the days when they change."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.core.figures import value_on
from bot.library import Library
from bot.library.yaml_reader import read_yaml
from tests.shipped import shipped_library

HERE = Path(__file__).parent
ROWS: list[dict[str, Any]] = read_yaml(HERE / "figures.yaml").data


@pytest.fixture(scope="module")
def library() -> Library:
    return shipped_library()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['figure']} on {row['on']}")
def test_on_this_day_the_figure_is(row: dict[str, Any], library: Library) -> None:
    """A case before and a case on the day: an old value never outlives its end."""
    found = value_on(library.figures[row["figure"]].values, date.fromisoformat(row["on"]))
    match row["value"]:
        case "none":
            assert found is None
        case "rule":
            assert found is not None
            assert found.value is None
        case number:
            assert found is not None
            assert found.value == Decimal(str(number))


def test_four_times_is_four_times(library: Library) -> None:
    """Since there is a cap it has been four times the LPR of the same day."""
    for cap in library.figures["private_loan_cap"].values:
        rate = value_on(library.figures["lpr_1y"].values, cap.start)
        assert rate is not None
        assert isinstance(rate.value, Decimal)
        assert cap.value == 4 * rate.value


def test_every_figure_has_a_source_and_a_day_of_checking(library: Library) -> None:
    """Nothing of the law reaches a borrower without both."""
    for figure in library.figures.values():
        for value in figure.values:
            assert value.source, figure.name
            assert value.checked, figure.name
