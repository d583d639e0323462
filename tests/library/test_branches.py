"""Which side of each test in the words is taken, told while a text is said."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.flow.model import Text
from bot.flow.values import UNKNOWN
from bot.flow.walk import Walk
from bot.library.branches import Branch, _tests, find_branches, watched
from bot.library.filters import text_environment
from bot.library.load import read_manuscript
from bot.library.manuscript import Manuscript
from tests.library import tiny

ROOT = Path(__file__).parents[2]
TEXT = """\
large: |
  {% if half > 5 %}
  多{% elif half == 5 %}正好{% else %}少
  {% endif %}
  {{ "有 if 的" if half is unknown else '数 if' }}{{ ('甲' if half > 1 else '乙') if half < 9 else '丙' }}
"""


class Silent:
    """A witness that has nothing to say."""

    def came_by(self, walk: Walk, step: Any, *, taken: bool) -> None:
        """A step."""

    def went_through(self, walk: Walk, step: Any) -> None:
        """A step is done."""

    def worded(self, text: Text, language: str) -> None:
        """A text is said."""


@pytest.fixture(scope="module")
def manuscript(tmp_path_factory: pytest.TempPathFactory) -> Manuscript:
    words = tiny.PLAN_WORDS.replace(
        "large:\n  text: 一半是 {{ half | money }}。\n  copy: [legal]\n", TEXT
    )
    files = {**tiny.FILES, "content/zh/plan.yaml": words}
    return read_manuscript(tiny.write(tmp_path_factory.mktemp("library"), files))


def said(manuscript: Manuscript, half: Any) -> tuple[str, list[tuple[str, bool]]]:
    heard: list[tuple[str, bool]] = []

    def side(branch: Branch, value: bool) -> None:  # noqa: FBT001 as it is called
        heard.append((branch.written, value))

    library = watched(manuscript, Silent(), side)
    return library.word_text(Text("plan", "large", {"half": half}), "zh", date(2026, 11, 24)), heard


def test_tests_are_found_where_they_are_written(manuscript: Manuscript) -> None:
    """Each with its line and its condition; an `if` in quotes is none."""
    source = next(one for one in manuscript.sources if (one.language, one.key) == ("zh", "large"))
    start = source.checker.document.key_place(("large",))[0]
    found = [(branch.line - start, branch.written) for branch in find_branches(source)]
    assert found == [
        (1, "half > 5"),
        (2, "half == 5"),
        (4, "half is unknown"),
        (4, "half > 1"),
        (4, "half < 9"),
    ]


@pytest.mark.parametrize(
    ("half", "sides"),
    [
        (7, {"half > 5": True, "half is unknown": False, "half > 1": True, "half < 9": True}),
        (5, {"half > 5": False, "half == 5": True, "half is unknown": False, "half > 1": True, "half < 9": True}),
        (9, {"half > 5": True, "half is unknown": False, "half < 9": False}),
        (UNKNOWN, {"half > 5": False, "half == 5": False, "half is unknown": True, "half < 9": False}),
    ],
)  # fmt: skip
def test_each_test_that_is_come_by_tells_its_side(
    manuscript: Manuscript, half: Any, sides: dict[str, bool]
) -> None:
    """What is not come by says nothing; and the words are what they are when nobody listens."""
    text, heard = said(manuscript, half)
    assert dict(heard) == sides
    unwatched = manuscript.library.word_text(Text("plan", "large", {"half": half}), "zh")
    assert text == unwatched


def test_every_shipped_test_is_told_apart() -> None:
    """As many are found in the writing as in the tree, in each of the project's texts."""
    environment = text_environment()
    sources = read_manuscript(ROOT).sources
    counts = [
        (len(find_branches(source)), len(list(_tests(environment.parse(source.text)))), source.key)
        for source in sources
        if "{" in source.text
    ]
    assert sum(found for found, _, _ in counts) > 400
    assert not [count for count in counts if count[0] != count[1]]
