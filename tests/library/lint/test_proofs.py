"""Texts with pretended values: what checks of length read."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.flow.values import UNKNOWN
from bot.library.lint.pretend import PROFILES, pretend
from bot.library.lint.proofs import Proof, read_proofs
from bot.library.load import read_manuscript
from bot.library.manuscript import Manuscript
from tests.library import tiny

ROOT = Path(__file__).parents[3]
DAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def manuscript(tmp_path_factory: pytest.TempPathFactory) -> Manuscript:
    words = tiny.PLAN_WORDS.replace(
        "担心：", "{% if worries == 'calls' %}只有电话{% endif %}担心："
    )
    folder = tiny.write(
        tmp_path_factory.mktemp("library"), {**tiny.FILES, "content/zh/plan.yaml": words}
    )
    return read_manuscript(folder)


def proofs(manuscript: Manuscript, key: str) -> list[Proof]:
    found = read_proofs(manuscript, DAY)
    return [one for one in found if one.source.language == "zh" and one.source.key == key]


def test_the_longest_values_are_those_that_are_promised(manuscript: Manuscript) -> None:
    """A billion yuan, the longest text, every option, and a list as long as it may be."""
    facts = pretend(manuscript.library, "extreme", DAY).facts
    assert facts["debt"] == Decimal(1_000_000_000)
    assert len(facts["person"]) == 120
    assert facts["worries"] == ("home", "calls")
    assert len(facts["owed"]) == 60
    assert {item["marks"] for item in facts["owed"]} == {(), ("not_mine", "disputed")}
    assert sum(item["starred"] for item in facts["owed"]) == 1
    assert facts["paid_on"] < DAY
    assert facts["half"] == Decimal(500_000_000)


def test_usual_values_are_few_and_small(manuscript: Manuscript) -> None:
    """What is worked out of them is worked out by the flow's own expressions."""
    facts = pretend(manuscript.library, "usual", DAY).facts
    assert facts["half"] == facts["debt"] / 2
    assert len(facts["debts"]) == 2
    assert facts["debts"][0]["balance"] == Decimal(23_500)


def test_who_knows_nothing_has_empty_lists(manuscript: Manuscript) -> None:
    """Every answer is unknown, and so is what would be worked out of it."""
    facts = pretend(manuscript.library, "unknown", DAY).facts
    assert facts["debt"] is UNKNOWN
    assert facts["half"] is UNKNOWN
    assert facts["owed"] == ()


def test_a_text_is_read_in_every_profile_and_branch(manuscript: Manuscript) -> None:
    """Also where another option would be said; one without facts once."""
    said = [one.html for one in proofs(manuscript, "summary.text")]
    assert {one.profile for one in proofs(manuscript, "summary.text")} == set(PROFILES)
    assert any("只有电话" in html for html in said)
    assert any("只有电话" not in html for html in said)
    assert [one.profile for one in proofs(manuscript, "intro")] == ["usual"]
    assert "7 年" in proofs(manuscript, "intro")[0].html
    assert "新条例" in proofs(manuscript, "intro")[0].sources


def test_labels_are_not_read(manuscript: Manuscript) -> None:
    """They are always the same, and measured as they stand."""
    assert proofs(manuscript, "worries.options.home") == []


def test_the_projects_texts_can_all_be_worded() -> None:
    """With every pretended value; and the longest lists are really long."""
    found = list(read_proofs(read_manuscript(ROOT), DAY))
    assert [(one.source.key, one.failed) for one in found if one.failed] == []
    assert max(len(one.html) for one in found if one.lists) > 2000
