"""What the README says of the content is what there is."""

import re
from datetime import date
from pathlib import Path

from bot.app import library_folder
from bot.library.load import read_manuscript
from bot.testing.cases import read_cases

ROOT = Path(__file__).parents[2]
_TABLE = re.compile(r"<!-- content -->\n.*?\n.*?\n\| (.*?) \|\n<!-- /content -->", re.DOTALL)


def test_the_table_of_contents_is_true() -> None:
    """A number that was true once misleads whoever decides by it."""
    count = read_manuscript(library_folder()).counts()
    cases = sum(len(read_cases(path)) for path in (ROOT / "tests" / "flows").glob("*.yaml"))
    said = _TABLE.search((ROOT / "README.md").read_text("utf-8"))
    assert said is not None
    told = [int(number) for number in said[1].split(" | ")]
    assert told == [count.languages, count.flows, count.cards, count.figures, count.lines, cases]


def test_every_file_of_words_says_who_has_reviewed_it() -> None:
    """Nobody has, and every file says so; a file that is silent would seem to be reviewed."""
    manuscript = read_manuscript(library_folder())
    for path, document in manuscript.under("content"):
        if re.match(r"content/(zh|en)/(?!common|glossary|synonyms)", path):
            assert document.data.get("review_status"), path
            assert date.fromisoformat(document.data["reviewed"]) <= date(2100, 1, 1), path
