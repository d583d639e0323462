"""Which files an export has, and what they are called."""

from bot.flow.case import make_case
from bot.flow.model import Screen, Text
from bot.flow.session import Session
from bot.library import Library
from tests.library.export.kept import BESIDE, DAY, files, session


def test_an_empty_case_has_no_files_unless_something_is_kept_beside_it(library: Library) -> None:
    """A stranger who only asked for a human still finds that in the export."""
    case = make_case(library, Session(language="zh"), DAY)
    text = Text("common", "notices.review_empty")
    screen = Screen("document", "common", "export", (text,), case=case)
    assert library.word(screen, "zh", DAY).files == ()
    assert len(files(library, Session(language="zh"), beside=BESIDE)) == 2


def test_file_names_tell_nobody_whose_they_are(library: Library) -> None:
    """The project's name and the day; each has a caption."""
    made = files(library, session(library, said="zhangsan"))
    assert [file.name for file in made.values()] == [
        "ashore-2026-11-25.html",
        "ashore-2026-11-25.json",
    ]
    assert [file.caption for file in made.values()] == ["page caption", "data caption"]


def test_other_screens_have_no_files(library: Library) -> None:
    """A document of a flow is its message."""
    screen = Screen("document", "plan", "summary", (Text("plan", "summary.title"),))
    worded = library.word(screen, "zh", DAY)
    assert worded.files == ()
    assert not worded.passes_on
