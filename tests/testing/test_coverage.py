"""Coverage: what counts as reached, and what is said of the rest."""

import json
from pathlib import Path

import pytest

from bot.library.manuscript import Manuscript
from bot.testing.cases import read_cases
from bot.testing.coverage import Coverage, Meter
from bot.testing.coverage.report import as_data, as_places, as_text
from bot.testing.runner import Run
from tests.testing import stage


@pytest.fixture(scope="module")
def manuscript(tmp_path_factory: pytest.TempPathFactory) -> Manuscript:
    return stage.manuscript(tmp_path_factory.mktemp("project"))


def measure(manuscript: Manuscript, folder: Path, cases: str) -> Coverage:
    file = folder / "cases.yaml"
    file.write_text(cases, "utf-8")
    meter = Meter(manuscript)
    for case in read_cases(file):
        Run(meter.library, case, heard=meter.heard).run()
    return meter.result()


def talk(*lines: str, lang: str = "zh") -> str:
    said = "".join(f"    - {line}\n" for line in lines)
    return f"- case: one\n  flow: plan\n  lang: {lang}\n  talk:\n{said}"


def missed(coverage: Coverage) -> set[str]:
    """What is said of the misses, save in a flow beside; of the words, what no other language says the same of."""
    return {
        arc.sentence("en")
        for arc in coverage.misses
        if arc.flow != "loan" and (arc.kind == "words" or not arc.path.startswith("content/en"))
    }


SMALL = ("user: '100'", "tap: calls", "tap: yes", "ends: done_well")
LARGE = ("user: '2000'", "tap: home", "tap: no", "ends: done_well")

SIDES = [
    (SMALL, LARGE, "`debt > 1000` is never true"),
    (LARGE, SMALL, "`debt > 1000` is never false"),
    (SMALL, LARGE, "step `large` is never reached"),
    (SMALL, LARGE, "the call of `report` is never entered"),
    (SMALL, LARGE, "the call of `report` is never returned from"),
    (SMALL, LARGE, "document `summary` is never shown"),
    (LARGE, SMALL, "`worries == 'home'` is never false"),
    (SMALL, LARGE, "option `home` of `worries` is never chosen"),
    (SMALL, LARGE, "option `no` of `has_card` is never chosen"),
    (LARGE, SMALL, "option `yes` of `has_card` is never chosen"),
    (SMALL, LARGE, "no case ends with `read`"),
    (LARGE, SMALL, "`if debt > 500` in `small` is never false"),
    (SMALL, ("user: '800'", "tap: calls"), "`if debt > 500` in `small` is never true"),
    (SMALL, ("user: '100'", "move: skip"), "`worries` is optional and never skipped"),
    (SMALL, ("user: '0'",), "no answer to `debt` fails its `must`: `answer > 0`"),
    ((), SMALL, "no answer to `debt` meets its `must`: `answer > 0`"),
    (SMALL, ("user: '6000'",), "no answer to `debt` is doubted by its `sure`: `answer > 5000`"),
    (
        ("user: '6000'", "tap: 'yes'"), SMALL,
        "every answer to `debt` is doubted by its `sure`: `answer > 5000`",
    ),
    (SMALL, ("user: 很多",), "`debt` is never given an answer that cannot be taken"),
    (SMALL, ("user: 很多",), "this rung of asking again is never reached: explain"),
    (("user: 很多",), ("user: 很多", "user: 不少"), "this rung of asking again is never reached: example"),
    (
        ("user: 很多", "user: 不少"), ("user: 很多", "user: 不少", "user: 好多"),
        "this rung of asking again is never reached: exit",
    ),
    (("user: '100'",), ("user: '100'", "tap: back"), "this move is never used: back"),
    (("user: '100'",), ("user: '100'", "move: back"), "this move is never used: back"),
]  # fmt: skip


@pytest.mark.parametrize(("without", "with_it", "sentence"), SIDES)
def test_each_thing_is_missed_until_it_is_reached(
    manuscript: Manuscript,
    tmp_path: Path,
    without: tuple[str, ...],
    with_it: tuple[str, ...],
    sentence: str,
) -> None:
    """A chat that does not come by it leaves it among the misses; one that does takes it out."""
    opening = "sees: intro"
    assert sentence in missed(measure(manuscript, tmp_path, talk(opening, *without)))
    assert sentence not in missed(measure(manuscript, tmp_path, talk(opening, *with_it)))


def test_words_count_in_each_language(manuscript: Manuscript, tmp_path: Path) -> None:
    """A text said in Chinese is still to be said in English."""
    coverage = measure(manuscript, tmp_path, talk("sees: intro"))
    assert "text `intro` is never said in en" in missed(coverage)
    assert "text `intro` is never said in zh" not in missed(coverage)
    english = measure(manuscript, tmp_path, talk("sees: intro", lang="en"))
    assert "text `intro` is never said in en" not in missed(english)


def test_a_menu_counts_by_what_is_picked(manuscript: Manuscript, tmp_path: Path) -> None:
    """A conversation opened by a link was not picked."""
    case = "- case: home\n  flow: home\n  talk:\n    - tap: agree\n"
    sentence = "option `plan` of `hub` is never chosen"
    assert sentence in missed(measure(manuscript, tmp_path, case))
    assert sentence not in missed(measure(manuscript, tmp_path, f"{case}    - tap: plan\n"))


def test_a_change_in_a_review_is_the_move_edit(manuscript: Manuscript, tmp_path: Path) -> None:
    """An answer changed by its button."""
    case = talk("user: '100'", "tap: calls", "tap: 'yes'", "move: review")
    assert "this move is never used: edit" in missed(measure(manuscript, tmp_path, case))
    edited = case + "    - tap: change/debt\n"
    assert "this move is never used: edit" not in missed(measure(manuscript, tmp_path, edited))


def test_marks_of_a_list_count_as_options(manuscript: Manuscript, tmp_path: Path) -> None:
    """Those that some item has."""
    case = """\
- case: one
  flow: owed
  answers: {owed: [{person: 甲, balance: "20", marks: [disputed]}]}
"""
    told = missed(measure(manuscript, tmp_path, case))
    assert "option `not_mine` of `owed` is never chosen" in told
    assert "option `disputed` of `owed` is never chosen" not in told


def test_misses_stand_at_their_line(manuscript: Manuscript, tmp_path: Path) -> None:
    """In flows and in words; the texts of a file that were not said are told in one line."""
    coverage = measure(manuscript, tmp_path, talk("sees: intro", *SMALL))
    places = list(as_places(coverage, "en"))
    line = stage.SHORT.splitlines().index("  - if: debt > 1000") + 1
    assert ("flows/plan.yaml", line, "`debt > 1000` is never true") in places
    words = stage.SHORT_WORDS.splitlines().index("  不多{% if debt > 500 %}也不少{% endif %}。") + 1
    assert ("content/zh/plan.yaml", words, "`if debt > 500` in `small` is never true") in places
    told = [sentence for path, _, sentence in places if path == "content/en/report.yaml"]
    assert len(told) == 1
    assert "texts are never said in en" in told[0]


def test_the_table_has_a_line_for_each_flow(manuscript: Manuscript, tmp_path: Path) -> None:
    """With the total last, in the reader's language."""
    coverage = measure(manuscript, tmp_path, talk("sees: intro", *SMALL))
    english, chinese = as_text(coverage, "en"), as_text(coverage, "zh")
    assert english.splitlines()[-1].startswith("all")
    assert english.splitlines()[-1].endswith(f" {round(coverage.percent)}%")
    assert chinese.splitlines()[-1].startswith("合计")
    assert "条件 `debt > 1000` 从未成立" in chinese


def test_json_holds_every_miss_and_adds_up(manuscript: Manuscript, tmp_path: Path) -> None:
    """Reached and missed are all; kinds and flows add up to it."""
    coverage = measure(manuscript, tmp_path, talk("sees: intro", *SMALL))
    data = json.loads(json.dumps(as_data(coverage)))
    assert data["reached"] + len(data["misses"]) == data["of"] == len(coverage.arcs)
    assert sum(of for _, of in data["kinds"].values()) == data["of"]
    flows = [kinds for flow in data["flows"].values() for kinds in flow["kinds"].values()]
    assert sum(of for _, of in flows) == data["of"]
    assert {"zh", "en"} == set(data["misses"][0]["message"])


def test_nobody_is_told_anything_while_borrowers_are_served(manuscript: Manuscript) -> None:
    """The library that the bot loads has no witness."""
    assert manuscript.library.witness is None
