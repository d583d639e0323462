"""One mistake, one finding: at its cause, with what was meant, and nothing that only follows from it."""

import json
from pathlib import Path
from time import process_time

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.library.load import read_manuscript
from bot.library.problems import LibraryError, Problem, render
from tests.library.tiny import FILES, PLAN_WORDS, broken, problems, write

LOAN = "flows/loan.yaml"
PLAN = "flows/plan.yaml"
OWED = "flows/owed.yaml"
SLOTS = "flows/slots.yaml"
LOAN_WORDS = "content/zh/loan.yaml"
LAW = "content/law/credit.yaml"

# What is broken, the file, what stands there, what is written instead (‸ marks the finding), code, what was meant.
CASES = [
    ("an option left out", LOAN, "[bank, shop, friend]", "[bank, shop]", "ASH056", ""),
    ("an option renamed", LOAN, "[bank, shop, friend]", "[bank, shop, ‸kin]", "ASH062", "friend"),
    ("a misspelt options", LOAN, "    options: [bank", "    ‸option: [bank", "ASH020", "options"),
    ("a misspelt choose", LOAN, "- choose: lender", "- ‸chose: lender", "ASH030", "choose"),
    ("a misspelt ask", LOAN, "- ask: has_card", "- ‸aks: has_card", "ASH030", "ask"),
    ("slot instead of ask", LOAN, "- ask: has_card", "- ‸slot: has_card", "ASH030", ""),
    ("a misspelt if", LOAN, "- if: has_card", "- ‸fi: has_card", "ASH030", ""),
    ("a misspelt then", LOAN, "    then:\n", "    ‸than:\n", "ASH020", "then"),
    ("a misspelt steps", LOAN, "steps:\n  - choose", "‸step:\n  - choose", "ASH020", "steps"),
    ("a misspelt must", PLAN, "must: answer > 0", "‸mst: answer > 0", "ASH020", "must"),
    ("a misspelt to", PLAN, "        to: debt", "        ‸too: debt", "ASH020", "to"),
    ("a misspelt repeat", OWED, "- repeat: owed", "- ‸repaet: owed", "ASH030", "repeat"),
    ("a slot misspelt where it is asked", PLAN, "- ask: debt", "- ask: ‸dept", "ASH031", "debt"),
    ("a slot misspelt where it is chosen", LOAN, "- choose: lender", "- choose: ‸lendr", "ASH031", "lender"),
    ("a name that is none", LOAN, "options: [bank, shop, friend]", "options: [bank, shop, ‸Friend]", "ASH023", ""),
    ("a misspelt type", SLOTS, "  type: money\n  min: 0", "  ‸typ: money\n  min: 0", "ASH020", "type"),
    ("a misspelt question", LOAN_WORDS, "  ask: 谁借的？", "  ‸aks: 谁借的？", "ASH020", "ask"),
    ("a misspelt source", LAW, "      source: 新条例", "      ‸sorce: 新条例", "ASH020", "source"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_a_mistake_is_one_finding(tmp_path: Path, case: tuple[str, ...]) -> None:
    """Names that a step would have made are not missed because it is misspelt."""
    _, file, old, new, code, near = case
    files, place = broken(file, old, new)
    found = problems(tmp_path, files)
    shown = "\n".join(render(problem, "en") for problem in found)
    assert [(one.path, one.code, one.near) for one in found] == [(file, code, near)], shown
    if "‸" in new:
        assert (found[0].line, found[0].column) == place


@pytest.mark.parametrize(
    ("file", "line"),
    [
        (SLOTS, "k{}: v\n"),
        (SLOTS, "k{}:\n  tpye: text\n  label: {{zh: a, en: b}}\n"),
        (PLAN, "  - shwo: x{}\n"),
        (PLAN, "  - ask: x{}\n    optinal: true\n"),
    ],
)
def test_very_many_mistakes_are_told_in_time(tmp_path: Path, file: str, line: str) -> None:
    """Each costs what one costs: nothing is looked through anew for each of them."""
    begin = "flow: plan\nsteps:\n" if file == PLAN else ""
    write(tmp_path, {file: begin + "".join(line.format(number) for number in range(900))})
    since = process_time()
    with pytest.raises(LibraryError) as wrong:
        read_manuscript(tmp_path)
    assert process_time() - since < 1.4  # some four times what it takes
    assert len(wrong.value.problems) >= 900


def test_a_flow_that_cannot_be_read_is_missed_nowhere(tmp_path: Path) -> None:
    """Whoever calls it may use what it asks, whatever that is."""
    files, _ = broken(LOAN, "- ask: has_card", "-- ask: has_card")
    calling = FILES[PLAN].replace(
        "  - show: intro", "  - call: loan\n  - show: intro\n    if: has_card"
    )
    calling = calling.replace("if: debt > 1000", "if: debt > 1000 and lender == 'shop'")
    found = problems(tmp_path, {**files, PLAN: calling})
    assert [(one.path, one.code) for one in found] == [(LOAN, "ASH006")]


def many(folder: Path) -> list[Problem]:
    """A value that is set under another name than the flow and its words use."""
    plan = (
        FILES[PLAN]
        .replace("set: half", "set: halv")
        .replace("- show: large", "- show: large\n        if: half > 2")
    )
    return list(problems(folder, {**FILES, PLAN: plan}))


@pytest.mark.parametrize(("language", "says"), [("zh", "另有 2 处："), ("en", "also at ")])
def test_a_name_missed_in_many_places_is_told_once(
    tmp_path: Path, language: str, says: str
) -> None:
    """In the flow, before its words; with the other places."""
    (found,) = many(tmp_path)
    assert (found.path, found.code, found.near) == (PLAN, "ASH014", "halv")
    line = PLAN_WORDS[: PLAN_WORDS.index("{{ half")].count("\n") + 1
    assert found.also == (f"content/zh/plan.yaml:{line}:16", f"content/en/plan.yaml:{line}:16")
    assert says + found.also[0] in render(found, language)


def test_programs_are_told_the_other_places(tmp_path: Path) -> None:
    """As a list in JSON, and in the annotation of GitHub Actions."""
    (found,) = many(tmp_path)
    folder = str(write(tmp_path, {}))
    told = CliRunner().invoke(main, ["check", folder, "--format", "json"])
    assert [one["also"] for one in json.loads(told.stdout)] == [list(found.also)]
    told = CliRunner().invoke(main, ["check", folder, "--format", "github"])
    assert f"also at {', '.join(found.also)}" in told.stdout
