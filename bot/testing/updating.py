"""Recorded expectations written anew in their file: what was seen, in place, and nothing else.

Only the characters of a value that is out of date change: order, comments and spacing stay as they are,
and what the borrower says is never touched.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Final

from bot.library import Library
from bot.library.yaml_reader import Document, Keys, parse_yaml
from bot.testing.cases import Case, cases_in
from bot.testing.expecting import Mismatch
from bot.testing.failures import CaseFailureError
from bot.testing.runner import Run
from bot.testing.scalars import written

_QUOTED: Final = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"")
_PLAIN: Final = re.compile(r"(?:(?! #)[^\n])*")
_PLAIN_WITHIN: Final = re.compile(r"(?:(?! #)[^\n,\]}])*")  # inside of brackets
_CLOSES: Final = {"[": "]", "{": "}"}


@dataclass(frozen=True)
class Refusal:
    """A case that is left as it is, and why."""

    case: Case
    line: int
    reason: str


@dataclass(frozen=True)
class Rewriting:
    """A file before and after; nothing is on the disk yet."""

    path: Path
    before: str
    after: str
    cases: tuple[Case, ...]
    refused: tuple[Refusal, ...]

    def diff(self) -> str:
        """What changes, line by line."""
        name = str(self.path)
        before, after = (text.splitlines(keepends=True) for text in (self.before, self.after))
        return "".join(unified_diff(before, after, name, name))


def rewrite(library: Library, path: Path, failing: Iterable[Case]) -> Rewriting:
    """The expectations of the failing cases of a file as they were seen now; each passes with them."""
    content = path.read_bytes()
    document, _ = parse_yaml(content, path)
    before = content.decode()
    edits: dict[tuple[int, int], str] = {}
    done: list[Case] = []
    refused: list[Refusal] = []
    for case in failing:
        try:
            wanted = _edits(library, case, document, text=before)
            _agree(case, edits, wanted)
            _passes(library, case, document, text=_edited(before, wanted))
        except _RefusedError as refusal:
            refused.append(Refusal(case, refusal.line, str(refusal)))
        else:
            edits |= wanted
            done.append(case)
    return Rewriting(path, before, _edited(before, edits), tuple(done), tuple(refused))


class _RefusedError(Exception):
    """A case that cannot be rewritten; `line` is where that shows."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


def _edits(
    library: Library, case: Case, document: Document, *, text: str
) -> dict[tuple[int, int], str]:
    """What is to be written where, from and to an offset."""
    run = Run(library, case, goes_on=True)
    try:
        run.run()
    except CaseFailureError as failure:
        reason = f"this is no recorded expectation: {failure.sentence}"
        raise _RefusedError(failure.line, reason) from failure
    return {_span(found, document, text): written(found.seen) for found in run.mismatches}


def _agree(
    case: Case, edits: dict[tuple[int, int], str], wanted: dict[tuple[int, int], str]
) -> None:
    """One line may stand for a case in each language."""
    if any(edits.get(span, value) != value for span, value in wanted.items()):
        raise _RefusedError(case.line, "in another language something else is seen")


def _span(found: Mismatch, document: Document, text: str) -> tuple[int, int]:
    """Where the value of an expectation begins and ends in the text."""
    if found.refusal:
        raise _RefusedError(found.line.line, f"{found.sentence}: {found.refusal}")
    start = _offset(document, found.keys, text)
    end = _end(text, start, within=_is_within(document, found.keys, text))
    if "\n" in text[start:end] or text[start : start + 1] in ("-", "|", ">", "\n", ""):
        raise _RefusedError(
            found.line.line, "its value stands on several lines; write it anew by hand"
        )
    return start, end


def _offset(document: Document, keys: Keys, text: str) -> int:
    line, column = document.values[keys]
    lines = text.splitlines(keepends=True)
    return sum(map(len, lines[: line - 1])) + column - 1


def _is_within(document: Document, keys: Keys, text: str) -> bool:
    """Whether a value stands inside of brackets."""
    around = (keys[:length] for length in range(1, len(keys)))
    return any(text[_offset(document, outer, text)] in _CLOSES for outer in around)


def _end(text: str, start: int, *, within: bool) -> int:
    quoted = _QUOTED.match(text, start)
    if quoted:
        return quoted.end()
    if text[start] not in _CLOSES:
        plain = (_PLAIN_WITHIN if within else _PLAIN).match(text, start)
        return start + len(plain[0].rstrip()) if plain else start
    return _close(text, start)


def _close(text: str, start: int) -> int:
    """Behind the bracket that closes the one at the start."""
    open_ones, at = 0, start
    while at < len(text):
        quoted = _QUOTED.match(text, at)
        if quoted:
            at = quoted.end()
            continue
        open_ones += (text[at] in "[{") - (text[at] in "]}")
        at += 1
        if not open_ones:
            break
    return at


def _edited(text: str, edits: dict[tuple[int, int], str]) -> str:
    for (start, end), value in sorted(edits.items(), reverse=True):
        text = text[:start] + value + text[end:]
    return text


def _passes(library: Library, case: Case, document: Document, *, text: str) -> None:
    """Refuse what would not pass as it is written now; nothing is rewritten in good faith."""
    again: Sequence[Case] = ()
    rewritten, problems = parse_yaml(text.encode(), document.path)
    if not problems:
        again = [
            one for one in cases_in(rewritten) if (one.name, one.line) == (case.name, case.line)
        ]
    if not again:
        raise _RefusedError(case.line, "the file could not be read any more")
    try:
        Run(library, again[0]).run()
    except CaseFailureError as failure:
        raise _RefusedError(failure.line, f"it would still fail: {failure.sentence}") from failure
