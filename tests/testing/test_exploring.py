"""What an exploration goes through: one answer of each class, each state once, every step."""

from datetime import date
from pathlib import Path

import pytest

from bot.errors import AshoreError
from bot.testing.cases import read_cases
from bot.testing.exploring import Exploration, explore
from bot.testing.exploring.sentences import render, rules, summary
from bot.testing.exploring.transcripts import talks, write_cases
from bot.testing.exploring.unreached import find_unreached
from bot.testing.runner import Run
from tests.testing.exploring_library import made, words

TODAY = date(2026, 11, 24)


def explored(folder: Path, steps: str, text: str, budget: int = 600) -> Exploration:
    found = explore(made(folder, steps, text).library, "walk", today=TODAY, budget=budget)
    assert not found.findings, "\n".join(render(one, "en") for one in found.findings)
    return found


def said(found: Exploration, step: str) -> set[str]:
    """The answers that were tried at a step."""
    return {edge.said.answer for edge in found.edges if edge.said.step == step}


def shown(found: Exploration) -> set[str]:
    return {text.partition(".")[2] for edge in found.edges for text in edge.shown}


def test_an_amount_is_cut_at_the_constants_that_it_is_held_against(tmp_path: Path) -> None:
    """Below, at and above the constant; the least, the most, and that it is not known."""
    steps = "  - ask: amount\n  - {show: much, if: amount > 250}\n"
    found = explored(tmp_path, steps, words("amount", "much"))
    assert {"250", "250.01", "0", "1000", "?"} <= said(found, "amount")
    assert shown(found) == {"much"}


def test_an_answer_that_must_not_be_taken_is_tried_too(tmp_path: Path) -> None:
    """What `must` forbids leads nowhere, and that is looked at; the neighbour that it allows goes on."""
    steps = "  - ask: other\n    must: answer >= 10\n"
    found = explored(tmp_path, steps, words("other/must"))
    assert "10" in said(found, "other")
    assert "9.99" not in said(found, "other")


@pytest.mark.parametrize(
    ("condition", "answers"),
    [
        ("other > amount * 0.1", {"2000", "2000.01"}),  # the usual amount is 20000, capped at 1000
        ("amount < other", set()),
    ],
)
def test_a_relation_between_two_answers_is_solved_from_what_is_known(
    tmp_path: Path, condition: str, answers: set[str]
) -> None:
    """The second answer lands on both sides of the first, wherever that is."""
    steps = f"  - ask: amount\n  - ask: other\n  - {{show: more, if: {condition}}}\n"
    found = explored(tmp_path, steps, words("amount", "other", "more"))
    assert "more" in shown(found)
    without = [edge for edge in found.edges if edge.said.step == "other" and not edge.shown]
    assert without
    if answers:
        assert {"100", "100.01"} <= said(found, "other")


def test_what_is_set_from_answers_is_solved_through_its_sum(tmp_path: Path) -> None:
    """Nothing left, something left, too little: each to the cent."""
    steps = (
        "  - ask: amount\n  - ask: other\n  - set: left\n    to: amount - other\n"
        "  - {show: none, if: left == 0}\n  - {show: some, if: left > 0}\n"
        "  - {show: short, if: left < 0}\n"
    )
    found = explored(tmp_path, steps, words("amount", "other", "none", "some", "short"))
    assert shown(found) == {"none", "some", "short"}
    assert {"999.99", "1000", "1000.01"} <= said(found, "other")


def test_a_day_is_cut_at_today_and_at_what_is_reckoned_from_it(tmp_path: Path) -> None:
    """The bounds, and the last day for which a year is over."""
    steps = (
        "  - ask: day\n  - set: ends\n    to: add_years(day, 1)\n"
        "  - {show: over, if: ends <= today}\n  - {show: runs, if: ends > today}\n"
    )
    found = explored(tmp_path, steps, words("day", "over", "runs"))
    assert {"2025-11-24", "2025-11-25", "2026-11-24", "2025-10-20", "?"} <= said(found, "day")
    assert shown(found) == {"over", "runs"}


@pytest.mark.parametrize(
    ("slot", "condition", "answers"),
    [
        ("age", "age >= 18", {"17", "18", "?"}),
        ("late", "late > 90", {"90天", "91天", "0天", "?"}),
        ("share", "share >= 24", {"23.99%", "24%", "?"}),
        ("told", "told", {"yes", "no", "?"}),
    ],
)
def test_every_type_of_answer_has_its_classes(
    tmp_path: Path, slot: str, condition: str, answers: set[str]
) -> None:
    """Numbers, lengths of time, shares, yes or no."""
    steps = f"  - ask: {slot}\n  - {{show: then, if: {condition}}}\n"
    found = explored(tmp_path, steps, words(slot, "then"))
    assert answers <= said(found, slot)
    assert shown(found) == {"then"}


def test_of_several_options_each_is_ticked_alone_and_all_together(tmp_path: Path) -> None:
    """Whether one is ticked hangs on no other."""
    steps = (
        "  - choose: tags\n    options: [one, two]\n    many: true\n"
        "  - {show: second, if: \"'two' in tags\"}\n"
    )
    found = explored(tmp_path, steps, words("tags", "second"))
    assert said(found, "tags") == {"one", "two", "one+two", "?"}


def test_answers_that_nothing_ahead_can_tell_apart_lead_to_one_state(tmp_path: Path) -> None:
    """An amount of which nothing is asked: one state after all of them."""
    steps = "  - ask: amount\n  - ask: told\n  - {show: hot, if: told}\n"
    found = explored(tmp_path, steps, words("amount", "told", "hot"))
    assert len(said(found, "amount")) >= 3
    assert sum(state.step == "told" for state in found.states) == 1


def test_a_text_that_says_it_differently_keeps_answers_apart(tmp_path: Path) -> None:
    """A branch inside of the words counts like one of the flow."""
    steps = "  - choose: color\n    options: [red, blue]\n  - ask: told\n  - show: end_text\n"
    text = "{% if color == 'blue' %}蓝{% else %}不蓝{% endif %}"
    found = explored(tmp_path, steps, words("color", "told", end_text=text))
    assert sum(state.step == "told" for state in found.states) == 3


LIST = (
    "  - repeat: things\n    max: 3\n    steps:\n      - ask: other\n"
    "  - {show: none, if: (things | length) == 0}\n"
    "  - {show: lots, if: (things | length) > 1}\n"
)


def test_a_list_is_tried_empty_with_one_item_and_with_two(tmp_path: Path) -> None:
    """What asks for none or for several is come by."""
    found = explored(tmp_path, LIST, words("things", "other", "none", "lots"))
    assert shown(found) == {"none", "lots"}


def test_a_step_that_nobody_can_reach_is_named_with_what_blocks_it(tmp_path: Path) -> None:
    """The place in the file, and the condition: of the step, or of the branch for its other side."""
    steps = (
        "  - ask: amount\n  - {show: never, if: amount > 5000}\n"
        "  - if: amount is unknown or amount >= 0\n    then:\n      - show: always\n"
        "    else:\n      - show: neither\n"
    )
    manuscript = made(tmp_path, steps, words("amount", "never", "always", "neither"))
    found = explore(manuscript.library, "walk", today=TODAY)
    unreached = list(find_unreached(manuscript, [found]))
    assert [(one.line, one.step, one.sign, one.open) for one in unreached] == [
        (4, "show: never", "if", False),
        (9, "show: neither", "not", False),
    ]
    assert "amount > 5000" in unreached[0].sentence("zh")
    assert "flows/walk.yaml:9" in unreached[1].sentence("en")


def test_a_budget_that_is_not_enough_is_admitted(tmp_path: Path) -> None:
    """How many states were left, in both languages; a step that was not seen is not called dead."""
    steps = LIST + "  - {show: third, if: (things | length) > 2}\n"
    manuscript = made(tmp_path, steps, words("things", "other", "none", "lots", "third"))
    found = explore(manuscript.library, "walk", today=TODAY, budget=2)
    assert found.left > 0
    assert f"{found.left} states were not gone on from" in "\n".join(summary(found, "en"))
    assert "超出预算" in "\n".join(summary(found, "zh"))
    assert all(one.open for one in find_unreached(manuscript, [found]))


def test_sums_of_many_answers_are_tried_one_or_two_apart_and_that_is_said(tmp_path: Path) -> None:
    """All with all would be far too many; the report does not pretend."""
    steps = (
        "  - ask: amount\n  - ask: other\n  - ask: share\n  - ask: age\n"
        "  - set: all\n    to: amount + other + share + age\n  - {show: lots, if: all > 100}\n"
    )
    found = explored(tmp_path, steps, words("amount", "other", "share", "age", "lots"))
    assert found.sampled
    assert "one or two at a time" in "\n".join(summary(found, "en"))


def test_each_outcome_has_the_answers_that_lead_to_it(tmp_path: Path) -> None:
    """A lawyer can follow them."""
    steps = "  - ask: told\n  - {end: heard, if: told}\n  - end: silent\n"
    found = explored(tmp_path, steps, words("told"))
    assert set(found.outcomes) == {"walk.heard", "walk.silent"}
    assert [str(one) for one in found.outcomes["walk.heard"][0].said] == ["told=yes"]


def test_the_cases_that_are_written_pass_and_take_every_edge(tmp_path: Path) -> None:
    """The real runner holds them, against the same library."""
    steps = (
        "  - choose: color\n    options: [red, blue]\n  - ask: amount\n    sure: answer > 900\n"
        "  - choose: tags\n    options: [one, two]\n    many: true\n    if: color == 'red'\n"
        "  - review: [color]\n  - {end: hot, if: color == 'red'}\n  - end: cold\n"
    )
    manuscript = made(tmp_path / "library", steps, words("color", "amount/sure", "tags"))
    found = explore(manuscript.library, "walk", today=TODAY)
    assert {edge for talk in talks(found) for edge in talk} == set(found.edges)
    count = write_cases(manuscript.library, [found], tmp_path / "cases", today=TODAY)
    cases = read_cases(tmp_path / "cases" / "walk.yaml")
    assert len(cases) == count < len(found.edges)
    for case in cases:
        Run(manuscript.library, case).run()


def test_an_expression_that_fails_is_a_finding_with_the_way_to_it(tmp_path: Path) -> None:
    """Where a borrower would be told of trouble, the report says by which answers."""
    steps = "  - choose: color\n    options: [red, blue]\n  - {show: hot, if: color > 3}\n"
    library = made(tmp_path, steps, words("color", "hot")).library
    found = explore(library, "walk", today=TODAY)
    assert {one.rule for one in found.findings} == {"fails"}
    assert "走法" in render(found.findings[0], "zh")


def test_every_rule_has_a_sentence_in_both_languages() -> None:
    """And no two the same."""
    assert len(rules()) >= 20


def test_a_library_that_does_not_load_is_no_exploration(tmp_path: Path) -> None:
    """Its own mistakes come first."""
    with pytest.raises(AshoreError):
        made(tmp_path, "  - ask: nothing_such\n", words())
