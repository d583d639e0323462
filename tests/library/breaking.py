"""The small library with one thing changed as an example says, and what is found in it."""

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bot.library.explain import MARK, Example
from bot.library.lint import CHECKS
from bot.library.lint.check import Book
from bot.library.load import read_manuscript
from bot.library.problems import LibraryError, Problem
from tests.library import tiny

ROOT = Path(__file__).parents[2]
TODAY = "2026-11-25"
NEVER = "content/safety/never.yaml"
CARD_TEXT = "text: 每年可以查。{{ cite('clock') }}\n"


@dataclass
class Broken:
    """The files of a library, and where the mark stood: a path, a line and a column."""

    files: dict[str, str] = field(default_factory=dict)
    place: tuple[str, int, int] | None = None
    encodings: dict[str, str] = field(default_factory=dict)

    def put(self, path: str, text: str) -> None:
        """Set a file; a mark in it is taken out and remembered."""
        before, mark, after = text.partition(MARK)
        if mark:
            line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
            self.place = (path, line, column)
        self.files[path] = before + after

    def write(self, folder: Path) -> Path:
        """The library in a folder."""
        tiny.write(folder, self.files)
        for path, encoding in self.encodings.items():
            (folder / path).write_bytes(self.files[path].encode(encoding))
        return folder


def repeated(text: str) -> str:
    return re.sub("«(.*?)»×([0-9]+)", lambda found: found[1] * int(found[2]), text)


def card(text: str) -> str:
    """The small library's card with another text."""
    body = "".join(f"  {line}\n" for line in repeated(text).split("\n"))
    return tiny.CARD.replace(CARD_TEXT, f"text: |-\n{body}")


def broken(example: Example) -> Broken:
    """The small library as the example has it."""
    made = Broken({**tiny.FILES, NEVER: (ROOT / NEVER).read_text("utf-8")})
    for path, text in example.files.items():
        made.put(path, text)
    for start in example.without:
        made.files = {path: text for path, text in made.files.items() if not path.startswith(start)}
    if example.zh or example.en:
        own, text = ("zh", example.zh) if example.zh else ("en", example.en)
        for language in ("zh", "en"):
            said = text if language == own else text.replace(MARK, "")
            made.put(f"content/{language}/topics/shown.yaml", card(said))
    if example.change is not None:
        where, old, new = example.change
        paths = [where.replace("*", language) for language in ("zh", "en")]
        for path in dict.fromkeys(paths):
            stands = made.files.get(path, "")
            assert stands.count(old) == 1, f"{old!r} must stand in {path} once"
            made.put(path, stands.replace(old, repeated(new)))
            made.encodings[path] = example.encoding
    return made


def findings(folder: Path, code: str, today: str = "") -> list[Problem]:
    """What is found with this code: by reading the library, or by lint where it can be read."""
    try:
        manuscript = read_manuscript(folder)
    except LibraryError as error:
        return [problem for problem in error.problems if problem.code == code]
    check = next((check for check in CHECKS if code in check.codes), None)
    found = check.find(Book(manuscript, date.fromisoformat(today or TODAY))) if check else ()
    return [problem for problem in found if problem.code == code]
