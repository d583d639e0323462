"""Cases read from YAML."""

from pathlib import Path

import pytest

from bot.errors import ContentError
from bot.testing.cases import read_cases

IN_BOTH = """\
- case: in both
  flow: plan
  lang: [zh, en]
  before_each: [{move: why}, {user: "？？"}]
  answers: {debt: "5"}
- table: rows
  flow: plan
  lang: [zh, en]
  columns: [lang, debt]
  rows:
    - ["", "1"]
    - [en, "2"]
- case: in one
  flow: plan
  talk: [{at: debt}]
"""


def read(folder: Path, text: str) -> list[tuple[str, str]]:
    path = folder / "cases.yaml"
    path.write_text(text, "utf-8")
    return [(case.name, case.lang) for case in read_cases(path)]


def test_a_list_of_languages_is_a_case_in_each(tmp_path: Path) -> None:
    """The name tells which; a row's own language comes first."""
    assert read(tmp_path, IN_BOTH) == [
        ("in both [zh]", "zh"),
        ("in both [en]", "en"),
        ("rows [1] [zh]", "zh"),
        ("rows [1] [en]", "en"),
        ("rows [2]", "en"),
        ("in one", "zh"),
    ]
    case = read_cases(tmp_path / "cases.yaml")[0]
    assert [(line.kind, line.value) for line in case.before_each] == [
        ("move", "why"),
        ("user", "？？"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("{move: why}", "{at: debt}", ":4: a line of `before_each` is one of: user, move, send"),
        ("lang: [zh, en]\n  before", "lang: []\n  before", ":3: `lang` is a language or a list"),
        ("{at: debt}", "{is: debt}", ":15: a line of `talk` is one of: user, tap"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    """And with what may stand there."""
    assert old in IN_BOTH
    with pytest.raises(ContentError, match=sentence.replace("[", r"\[")):
        read(tmp_path, IN_BOTH.replace(old, new, 1))
