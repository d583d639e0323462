"""Mistakes in flows and content: each with its place, its sentence in every language, and a hint."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Literal, TypeAlias

from bot.errors import ContentError
from bot.flow.lengths import columns
from bot.library.messages import MESSAGES

# A value of a message: a word of the content as it stands there, or one that each language has its own for.
Said: TypeAlias = str | Mapping[str, str]
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# An error blocks publishing; of a warning somebody should think.
Severity: TypeAlias = Literal["error", "warning"]
_MOST_SHOWN = 6  # places beside the first
# Characters of a line before the place and from there on: whoever sees more finds the place worse.
_BEFORE, _AFTER = 60, 100
MESSAGE_LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Problem:
    """One mistake. `line` and `column` count characters from 1; `excerpt` is the line as it stands.

    `near` is the known name that was perhaps meant; `also` are the places of the same mistake elsewhere.
    """

    path: str
    line: int
    column: int
    code: str
    values: Mapping[str, Said] = field(default_factory=dict)
    near: str = ""
    excerpt: str = ""
    severity: Severity = "error"
    also: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where it stands: `flows/plan.yaml:12:5`."""
        return f"{self.path}:{self.line}:{self.column}"

    def elsewhere(self, language: str) -> str:
        """Where the same mistake stands besides, or nothing."""
        if not self.also:
            return ""
        shown, more = self.also[:_MOST_SHOWN], len(self.also) - _MOST_SHOWN
        if language == "zh":
            return f"另有 {len(self.also)} 处：{'、'.join(shown)}" + ("……" if more > 0 else "")
        return f"also at {', '.join(shown)}" + (f" and {more} more" if more > 0 else "")

    def message(self, language: str) -> str:
        """What is wrong, in one sentence."""
        values = {
            name: said if isinstance(said, str) else said[language]
            for name, said in self.values.items()
        }
        return MESSAGES[self.code].sentence[language].format_map(values)

    def hint(self, language: str) -> str:
        """What to write instead, or nothing."""
        if self.near:
            return {"zh": f"是不是 `{self.near}`？", "en": f"did you mean `{self.near}`?"}[language]
        return MESSAGES[self.code].hint[language]


class LibraryError(ContentError):
    """The library cannot be used as it stands. `problems` are all its mistakes, in order of place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Its sentence is every problem, drawn out in English."""
        self.problems = tuple(problems)
        super().__init__("\n\n".join(render(problem, "en") for problem in self.problems))

    def __reduce__(self) -> tuple[type["LibraryError"], tuple[tuple[Problem, ...]]]:
        """How it goes from one process to another: its problems, not its sentence."""
        return LibraryError, (self.problems,)


def render(problem: Problem, language: str) -> str:
    """The problem with its line, a caret below the place, and the hint."""
    lines = [f"{problem.place} {problem.code} {problem.message(language)}"]
    number = str(problem.line)
    if problem.excerpt.strip():
        before, after = _around(problem.excerpt, problem.column - 1)
        lines.append(f"  {number} | {before}{after}")
        lines.append(f"  {' ' * len(number)} | {' ' * columns(before)}^")
    if problem.hint(language):
        lines.append(f"  {' ' * len(number)} = {problem.hint(language)}")
    if problem.also:
        lines.append(f"  {' ' * len(number)} = {problem.elsewhere(language)}")
    return "\n".join(lines)


def _around(line: str, place: int) -> tuple[str, str]:
    """What is shown of a line before a place, and from there on."""
    start, end = max(0, place - _BEFORE), place + _AFTER
    before, after = (
        _CONTROL.sub("\ufffd", part.replace("\t", " "))
        for part in (line[start:place], line[place:end])
    )
    return ("…" if start else "") + before, after + ("…" if end < len(line) else "")


def as_warning(problem: Problem) -> Problem:
    """The same as something to think about, which blocks nothing."""
    return replace(problem, severity="warning")


def nearest(word: str, known: Iterable[str]) -> str:
    """The known name that is most like the word, or nothing."""
    found = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else ""
