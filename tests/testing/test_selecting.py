"""Which cases are run: by file, line, name, words, language, or what was changed."""

from pathlib import Path

import pytest

from bot.errors import ContentError
from bot.testing.selecting import Selection, select_cases
from tests.testing import stage

OTHER = """\
- case: read in English
  lang: en
  flow: report
  answers: {}
  ends: read
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = stage.project(tmp_path_factory.mktemp("project"))
    (made / "tests" / "flows" / "report.yaml").write_text(OTHER, "utf-8")
    return made


def names(folder: Path, *wanted: str, words: str = "", language: str = "") -> list[str]:
    paths = tuple(str(folder / name) for name in wanted)
    return [case.name for case in select_cases(folder, Selection(paths, words, language))]


ALL = ["a small debt", "little, and no answer", "by amount [1]", "by amount [2]", "read in English"]
PLAN = "tests/flows/plan.yaml"
FIRST_ROW = stage.CASES.splitlines().index('    - ["300", home, true, summary, done_well]') + 1


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ((), ALL),
        (("tests/flows",), ALL),
        ((PLAN,), ALL[:4]),
        ((f"{PLAN}:3",), ALL[:1]),
        ((f"{PLAN}:9",), ALL[:1]),
        ((f"{PLAN}:{FIRST_ROW}",), ALL[2:3]),
        ((f"{PLAN}:{FIRST_ROW + 1}",), ALL[3:4]),
        ((f"{PLAN}::a small debt",), ALL[:1]),
        ((PLAN, f"{PLAN}:3"), ALL[:4]),
        (("flows/plan.yaml",), ALL[:4]),
        (("content/en/report.yaml",), ALL[4:]),
        (("flows/slots.yaml",), ALL),
    ],
)
def test_cases_are_named_by_file_line_or_name(
    folder: Path, wanted: tuple[str, ...], found: list[str]
) -> None:
    """Each once; a file of flows or words stands for the cases of its flow, or for all."""
    assert names(folder, *wanted) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("SMALL", ALL[:1]),
        ("little and answer", ALL[1:2]),
        ("small or english", [ALL[0], ALL[4]]),
        ("not amount and plan", ALL[:2]),
        ("nothing of the kind", []),
    ],
)
def test_cases_are_picked_by_words(folder: Path, words: str, found: list[str]) -> None:
    """Of the file's name and the case's, in capitals or not."""
    assert names(folder, words=words) == found


def test_cases_are_picked_by_the_name_of_their_flow(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if its file had been named; a slip is answered with the flow that was meant."""
    monkeypatch.chdir(folder)
    assert [case.name for case in select_cases(folder, Selection(("plan",)))] == ALL[:4]
    with pytest.raises(ContentError, match="Did you mean `plan`"):
        select_cases(folder, Selection(("pln",)))


def test_cases_are_picked_by_language(folder: Path) -> None:
    """English ones alone."""
    assert names(folder, language="en") == ALL[4:]


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ("tests/flows/none.yaml", "there is no such file"),
        (f"{PLAN}:1", "no case stands on this line"),
        (f"{PLAN}::none", "there is no case of this name"),
    ],
)
def test_what_is_not_there_is_named(folder: Path, wanted: str, sentence: str) -> None:
    """Nothing is passed over in silence."""
    with pytest.raises(ContentError, match=sentence):
        names(folder, wanted)
