"""content/<language>/synonyms.yaml: words that mean the same, and what is not ours."""

from pathlib import Path

import pytest

from tests.library import tiny

ZH, EN = "content/zh/synonyms.yaml", "content/en/synonyms.yaml"
PHRASE, TOPIC = "征信报告", "card:report"


def test_synonyms_of_every_language_lead_to_one_topic(tmp_path: Path) -> None:
    """A meaning has the words of all languages; without them, its words find nothing."""
    files = {ZH: f"synonyms:\n  it: [{PHRASE}]\n", EN: "synonyms:\n  it: [whatsit]\n"}
    with_words = tiny.load(tmp_path / "with", **files)
    without = tiny.load(tmp_path / "without")
    assert [match.target for match in with_words.topics.nearest("whatsit")][:1] == [TOPIC]
    assert without.topics.nearest("whatsit") == ()


def test_what_is_elsewhere_is_offered_nothing(tmp_path: Path) -> None:
    """A text as it stands under `elsewhere` finds nothing, though it has a topic's words."""
    text = f"{PHRASE}的电影好看吗"
    files = {ZH: f"synonyms: {{}}\nelsewhere: [{text}]\n"}
    with_it = tiny.load(tmp_path / "with", **files)
    without = tiny.load(tmp_path / "without")
    assert with_it.topics.nearest(text) == ()
    assert without.topics.nearest(text) != ()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("synonyms:\n  it: [甲乙, 丙丁, 甲乙]\n", "ASH089"),
        ("synonyms:\n  it: [Owe it, owe it]\n", "ASH089"),
        ("synonyms:\n  it: ['?!']\n", "ASH089"),
        ("synonyms:\n  It: [甲乙]\n", "ASH023"),
        ("synonym: {}\n", "ASH020"),
        ("{}\n", "ASH021"),
    ],
)
def test_a_mistake_in_synonyms_is_found(tmp_path: Path, words: str, code: str) -> None:
    """A word twice, one without letters, a bad name, a wrong key."""
    found = tiny.problems(tmp_path, {**tiny.FILES, ZH: words})
    assert code in {problem.code for problem in found}
    assert {problem.path for problem in found} == {ZH}
