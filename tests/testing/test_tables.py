"""Decision tables: what is one row and what is not, in which order, and what is said of changes."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from bot.errors import ContentError
from bot.testing.exploring.classes import Scale
from bot.testing.tables import (
    Cell,
    LeftOut,
    Row,
    Table,
    Tried,
    compare,
    read_committed,
    review_tables,
    write_csv,
    write_markdown,
)
from bot.testing.tables.checking import find_changes
from bot.testing.tables.sentences import changed, left_out
from bot.testing.tables.wording import cell_text
from tests.testing.exploring_library import made, words

TODAY = date(2026, 11, 24)
COLOR = "  - {choose: color, options: [red, blue]}\n"


def table(folder: Path, steps: str, text: str) -> list[list[str]]:
    """The table of a flow of these steps, as the lines of a spreadsheet."""
    library = made(folder, steps, text).library
    (found,) = review_tables(library, ["walk"], today=TODAY)
    assert isinstance(found, Table), found
    return list(csv.reader(io.StringIO(write_csv(found))))


def test_what_decides_is_a_row_and_what_makes_no_difference_is_no_column(tmp_path: Path) -> None:
    """Two answers with the same end are one row; a question that changes nothing is not there."""
    steps = COLOR + "  - ask: told\n  - {end: warm, if: color == 'red'}\n  - end: cold\n"
    assert table(tmp_path, steps, words("color", "told")) == [
        ["color", "said", "outcome"],
        ["red", "", "warm"],
        ["blue | ?", "", "cold"],
    ]


def test_a_text_that_hangs_on_one_answer_alone_doubles_no_rows(tmp_path: Path) -> None:
    """It stands before the rows once, as do the texts that are always said."""
    steps = (
        "  - show: hello\n"
        + COLOR
        + "  - {show: red_note, if: color == 'red'}\n  - ask: told\n"
        + "  - {end: heard, if: told}\n  - end: silent\n"
    )
    assert table(tmp_path, steps, words("hello", "color", "red_note", "told")) == [
        ["color", "told", "said", "outcome"],
        ["–", "–", "hello", "…"],
        ["red", "–", "red_note", "…"],
        ["–", "yes", "", "heard"],
        ["–", "no | ?", "", "silent"],
    ]


def test_a_text_that_hangs_on_two_answers_stays_in_its_row(tmp_path: Path) -> None:
    """Neither of the two answers says by itself whether it is said."""
    steps = COLOR + "  - ask: told\n  - {show: both, if: color == 'red' and told}\n  - end: done\n"
    assert table(tmp_path, steps, words("color", "told", "both")) == [
        ["color", "told", "said", "outcome"],
        ["red", "yes", "both", "done"],
        ["red", "no | ?", "", "done"],
        ["blue | ?", "–", "", "done"],
    ]


def test_amounts_are_said_with_the_bounds_between_which_the_flow_decides(tmp_path: Path) -> None:
    """With the rounder of the two neighbouring figures."""
    steps = (
        "  - ask: amount\n  - {end: small, if: amount < 500}\n"
        "  - {end: exact, if: amount == 500}\n  - {end: large, if: amount > 500}\n  - end: unsaid\n"
    )
    rows = table(tmp_path, steps, words("amount"))
    assert rows[1:] == [
        ["< 500", "", "small"],
        ["'= 500", "", "exact"],
        ["> 500", "", "large"],
        ["?", "", "unsaid"],
    ]


def test_days_are_said_by_how_far_they_are_from_the_day_of_the_table(tmp_path: Path) -> None:
    """So that the table of another day is the same where nothing else changed."""
    steps = "  - ask: day\n  - {end: old, if: 'day < add_days(today, -100)'}\n  - end: new\n"
    rows = table(tmp_path, steps, words("day"))
    assert rows[1:] == [["< today-100", "", "old"], ["≥ today-100 | ?", "", "new"]]


def test_figures_between_which_no_bound_is_known_are_said_as_they_were_tried() -> None:
    """A bound that nobody looked for would be made up."""
    scale = Scale("number", 1, TODAY)
    tried = Tried(("1", "5", "9", "?"), (1, 5, 9, None), scale)
    assert cell_text(Cell(frozenset({1}), tried)) == "5"
    assert cell_text(Cell(frozenset({1, 2, 3}), tried)) == "5, 9 | ?"
    assert cell_text(Cell(frozenset({0, 1, 2}), tried)) == "known"
    assert cell_text(Cell(frozenset({0, 1, 2, 3}), tried)) == "–"


def test_a_range_between_two_known_bounds_has_both() -> None:
    """Percentages and times with their units."""
    percent = Tried(("0", "12", "24", "36"), (11, 12, 24, 25), Scale("percent", 1, TODAY))
    assert cell_text(Cell(frozenset({1, 2}), percent)) == "≥ 12% … ≤ 24%"
    days = Tried(("a", "b", "c"), (89, 90, 91), Scale("duration", 1, TODAY))
    assert cell_text(Cell(frozenset({2}), days)) == "> 90d"
    assert cell_text(Cell(frozenset({1, 2}), days)) == "≥ 90d"


def test_no_cell_of_a_spreadsheet_is_a_formula() -> None:
    """Whatever begins as one is marked as text, commas and quotes are kept, and a reader reads it back."""
    tried = Tried(("=1+1", "+1", "-1", "@a", 'a, "b"', "plain"), (None,) * 6)
    rows = tuple(Row({"q": Cell(frozenset({n}), tried)}, outcome=f"o{n}") for n in range(6))
    read = list(csv.reader(io.StringIO(write_csv(Table("walk", ("q",), (), rows)))))
    first = [row[0] for row in read[1:]]
    assert first == ["'=1+1", "'+1", "'-1", "'@a", 'a, "b"', "plain"]


def test_a_question_that_is_come_back_to_ends_a_row(tmp_path: Path) -> None:
    """Whoever is not sure of an answer is asked again, without end; the table has one."""
    steps = "  - {ask: amount, sure: answer > 500}\n  - {end: large, if: amount > 500}\n  - end: small\n"
    rows = table(tmp_path, steps, words("amount/sure"))
    assert rows == [
        ["amount", "amount.sure", "said", "outcome"],
        ["≤ 500 | ?", "–", "", "small"],
        ["> 500", "yes", "", "large"],
        ["> 500", "no", "", "↩ amount"],
    ]


def test_a_changed_text_is_counted_apart_from_the_outcomes(tmp_path: Path) -> None:
    """It hangs on one answer, and every outcome stays as it was."""
    ends = "  - {end: warm, if: color == 'red'}\n  - end: cold\n"
    path = tmp_path / "walk.md"
    said = []
    for color in ("red", "blue"):
        steps = COLOR + f"  - {{show: note, if: color == '{color}'}}\n{ends}"
        library = made(tmp_path / color, steps, words("color", "note")).library
        (found,) = review_tables(library, ["walk"], today=TODAY)
        assert isinstance(found, Table)
        if path.exists():
            change = compare(read_committed(path), found)
            assert change is not None
            said.append(changed(change, "en").splitlines()[0])
        path.write_text(write_markdown(found, today=TODAY), "utf-8")
    assert said == ["walk: 1 of 1 texts change"]


def test_a_changed_outcome_is_counted_and_shown(tmp_path: Path) -> None:
    """As many rows as changed, of as many as there were, and only they."""
    steps = COLOR + "  - {end: warm, if: color == 'red'}\n  - end: cold\n"
    before = made(tmp_path / "before", steps, words("color")).library
    (found,) = review_tables(before, ["walk"], today=TODAY)
    assert isinstance(found, Table)
    path = tmp_path / "walk.md"
    path.write_text(write_markdown(found, today=TODAY), "utf-8")
    committed = read_committed(path)
    assert committed.today == TODAY
    assert compare(committed, found) is None

    after = made(tmp_path / "after", steps.replace("warm", "hot"), words("color")).library
    (change,) = find_changes(after, [committed])
    told = changed(change, "en")
    assert told.startswith("walk: 1 of 2 outcomes change\n")
    assert "-| red |  | warm |" in told
    assert "+| red |  | hot |" in told
    assert "cold" not in told
    assert changed(change, "zh").startswith("walk：2 种结局里有 1 种变了\n")


def test_a_flow_that_is_gone_is_a_change(tmp_path: Path) -> None:
    """Its table is not simply passed over."""
    library = made(tmp_path, "  - end: done\n", words()).library
    path = tmp_path / "lost.md"
    path.write_text(write_markdown(Table("lost"), today=TODAY), "utf-8")
    assert list(find_changes(library, [read_committed(path)])) == [LeftOut("lost", "gone")]


def test_a_table_without_its_day_is_refused(tmp_path: Path) -> None:
    """With what to do about it."""
    path = tmp_path / "walk.md"
    path.write_text("| a |\n", "utf-8")
    with pytest.raises(ContentError, match="ashore table --write"):
        read_committed(path)


@pytest.mark.parametrize(
    ("steps", "text", "budget", "reason"),
    [
        ("  - ask: told\n  - end: done\n", words("told"), 600, "one"),
        (
            COLOR + "  - {end: warm, if: color == 'red'}\n  - end: cold\n",
            words("color"),
            1,
            "budget",
        ),
    ],
)
def test_a_flow_without_a_table_is_told_with_the_reason(
    tmp_path: Path, steps: str, text: str, budget: int, reason: str
) -> None:
    """Nothing decides, or not every way was gone."""
    library = made(tmp_path, steps, text).library
    (found,) = review_tables(library, ["walk"], today=TODAY, budget=budget)
    assert isinstance(found, LeftOut)
    assert found.reason == reason
    assert left_out(found, "en").startswith("walk: no table: ")
    assert left_out(found, "zh").startswith("walk：不列表：")


def test_a_table_that_is_too_long_is_left_out_with_its_length(tmp_path: Path) -> None:
    """Each of many answers has an end of its own, together with another answer."""
    ends = "".join(f"  - {{end: e{n}, if: age == {n}}}\n" for n in range(1, 70))
    library = made(tmp_path, f"  - ask: age\n{ends}  - end: other\n", words("age")).library
    (found,) = review_tables(library, ["walk"], today=TODAY)
    assert isinstance(found, LeftOut)
    assert found.reason == "rows"
    assert found.count > 60
    assert str(found.count) in left_out(found, "zh")
