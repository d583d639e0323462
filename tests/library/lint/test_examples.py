"""Every code of lint is held to more examples than its page shows: <code>.yaml beside this file."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.library.explain import Example as Shown
from bot.library.lint import CHECKS, lint
from bot.library.lint.check import Book
from bot.library.load import read_manuscript
from bot.library.problems import Problem
from tests.library import tiny
from tests.library.breaking import NEVER, ROOT, TODAY, broken, card

HERE = Path(__file__).parent
CODES = [code for check in CHECKS for code in check.codes]


@dataclass(frozen=True)
class Example:
    """A small library with one thing changed; the code is found in it, or is not."""

    code: str
    wrong: bool
    number: int
    zh: str = ""
    en: str = ""
    change: tuple[str, str, str] | None = None
    files: dict[str, str] = field(default_factory=dict)
    today: str = TODAY
    severity: str = ""
    at: str = ""

    def __str__(self) -> str:
        return f"{self.code}-{'wrong' if self.wrong else 'right'}-{self.number}"

    @property
    def is_card(self) -> bool:
        """Whether it is a card's text and nothing else, so that others fit into the same library."""
        return not (self.change or self.files)

    @property
    def language(self) -> str:
        return "zh" if self.zh else "en"

    def card(self, name: str) -> dict[str, str]:
        """The text as a card of this name, the same in both languages."""
        return {
            f"content/{language}/topics/{name}.yaml": card(self.zh or self.en)
            for language in ("zh", "en")
        }

    def library(self) -> dict[str, str]:
        """The small library with what this example changes."""
        files = dict(self.files)
        if files:  # a glossary in one language is one in every language
            glossaries = [f"content/{language}/glossary.yaml" for language in ("zh", "en")]
            files = {**dict.fromkeys(glossaries, "jargon: []\n"), **files}
        return broken(Shown(zh=self.zh, en=self.en, change=self.change, files=files)).files

    def findings(self, folder: Path, cards: dict[str, list[Problem]]) -> list[Problem]:
        """What lint says of it with this code; cards were read together."""
        if self.is_card and (self.zh or self.en):
            return cards.get(f"content/{self.language}/topics/{card_name(self)}.yaml", [])
        return run(self.library(), folder, self.code, today=self.today)


def card_name(example: Example) -> str:
    return f"{'wrong' if example.wrong else 'right'}_{example.number}"


def run(files: dict[str, str], folder: Path, code: str, *, today: str = TODAY) -> list[Problem]:
    manuscript = read_manuscript(tiny.write(folder, files))
    check = next(check for check in CHECKS if code in check.codes)
    found = check.find(Book(manuscript, date.fromisoformat(today)))
    return [problem for problem in found if problem.code == code]


@pytest.fixture(scope="session")
def cards(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, list[Problem]]]:
    """By code, the findings in every example that is a card, by file: one library for each code."""
    found: dict[str, dict[str, list[Problem]]] = {}
    for code in CODES:
        held = [example for example in ALL if example.code == code and example.is_card]
        files = {**tiny.FILES, NEVER: (ROOT / NEVER).read_text("utf-8")}
        for example in held:
            if example.zh or example.en:
                files |= example.card(card_name(example))
        by_file = found.setdefault(code, {})
        for problem in run(files, tmp_path_factory.mktemp(code), code) if held else []:
            by_file.setdefault(problem.path, []).append(problem)
    return found


def examples(code: str) -> list[Example]:
    path = HERE / f"{code}.yaml"
    groups: dict[str, list[dict[str, Any]]] = (
        yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader) if path.exists() else {}
    )
    return [
        Example(code, kind == "wrong", number, **case)
        for kind in ("wrong", "right")
        for number, case in enumerate(groups.get(kind, []), 1)
    ]


ALL = [example for code in CODES for example in examples(code)]


@pytest.mark.parametrize("example", ALL, ids=str)
def test_what_is_wrong_is_found_and_what_is_right_is_not(
    example: Example, tmp_path: Path, cards: dict[str, dict[str, list[Problem]]]
) -> None:
    """With its place and its severity; said and explained in both languages."""
    found = example.findings(tmp_path, cards[example.code])
    assert bool(found) is example.wrong
    if example.severity:
        assert example.severity in {problem.severity for problem in found}
    if example.at:
        shown = [problem.excerpt[problem.column - 1 :] for problem in found]
        assert any(text.startswith(example.at) for text in shown), shown
    for problem in found:
        for language in ("zh", "en"):
            assert problem.message(language)
            assert "{" not in problem.message(language)


def test_the_small_library_itself_is_clean(tmp_path: Path) -> None:
    """So that an example finds what it planted, and nothing else does."""
    manuscript = read_manuscript(tiny.write(tmp_path, tiny.FILES))
    assert lint(manuscript, date.fromisoformat(TODAY)) == []


def test_a_known_number_is_answered_with_its_line(tmp_path: Path) -> None:
    """Whoever typed it in reads which name to write; a number of nobody's has none to offer."""
    number = tiny.HELP.partition("number:")[2].split()[0].strip("'\"")
    for typed, near in ((number, "{{ help."), ("95599", "")):
        changed = {
            "content/zh/plan.yaml": tiny.PLAN_WORDS.replace("今天看看。", f"打 {typed} 问。")
        }
        (found,) = run({**tiny.FILES, **changed}, tmp_path, "ASH101")
        assert found.near.startswith(near)
        assert bool(found.near) is bool(near)
