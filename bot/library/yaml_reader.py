"""YAML files read strictly: few scalars, no magic, and the place of every key and value.

Scalars are those of YAML 1.2's core schema, and fewer: `true`, `false`, `null`, whole numbers and plain
decimals. `no`, `12:30`, `010` and dates stay text; `3.10` stays 3.10. Keys are always text.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby, islice
from pathlib import Path
from typing import Any, TypeAlias

from bot.library.problems import LibraryError, Problem, Said
from bot.library.yaml_builder import MOST_TOLD, Builder, Keys, Place
from bot.library.yaml_mending import Draft, first_draft, mend
from bot.library.yaml_slips import Slip, culprit, find_slips, said_of

_MOST_BYTES = 200_000
_BOM = "\ufeff"
# Three line breaks that no editor counts as one are among them: every place after such a one would be
# told a line too low.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_BREAK = re.compile(r"\r\n|\r|\n")
_ABOVE = 3  # lines: so far below a wrong character YAML may notice
_TAB = re.compile(r"^ *\t", re.MULTILINE)
_WORD = re.compile(r"\S{1,24}")

__all__ = ["Document", "Keys", "Place", "Reading", "parse_yaml", "read_yaml"]

Reading: TypeAlias = "tuple[Document, list[Problem]]"


@dataclass(frozen=True)
class Document:
    """A file's data, and where each part of it stands.

    A part is named by the keys and list indices that lead to it. `places` gives the (line, column) of
    an entry, which is its key in a map; `values` that of its value. Both count from 1. They have the
    keys as written; `renamed` leads there from a part with the key that was meant.
    """

    path: Path
    data: Any
    places: Mapping[Keys, Place] = field(default_factory=dict)
    values: Mapping[Keys, Place] = field(default_factory=dict)
    styles: Mapping[Keys, str] = field(default_factory=dict)
    renamed: dict[Keys, str] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    shown: str = ""

    @cached_property
    def slips(self) -> Mapping[int, Sequence[Slip]]:
        """Whatever may be a slip of the hand, by line."""
        return {line: tuple(found) for line, found in groupby(find_slips(self.lines), _line_of)}

    def key_place(self, keys: Keys) -> Place:
        """Where an entry stands; where it is missing, what it would stand in."""
        return self._nearest(keys, self.places)

    def value_place(self, keys: Keys) -> Place:
        """Where an entry's value stands; where it is missing, what it would stand in."""
        return self._nearest(keys, self.values)

    def text_place(self, keys: Keys, text: str, offset: int) -> Place:
        """Where a character of a text value stands, by its offset in the text."""
        start_line, start_column = self.value_place(keys)
        line_start = text.rfind("\n", 0, offset) + 1
        whole = text[line_start:].split("\n", 1)[0]
        row, skip = start_line, start_column - 1
        if self.styles.get(self._as_written(keys)) == "|":
            row, skip = start_line + 1 + text.count("\n", 0, offset), 0
        found = self._line(row).find(whole, skip) if whole else -1
        if found >= 0:
            return row, found + 1 + offset - line_start
        return self._search(start_line, text, offset) or (start_line, start_column)

    def problem(self, place: Place, code: str, *, near: str = "", **values: Said) -> Problem:
        """A mistake at a place of this file."""
        line, column = place
        return Problem(self.shown, line, column, code, values, near, self._line(line))

    def rename(self, keys: Keys, meant: str) -> None:
        """Have an entry under the key that was meant; its place stays that of the key that was written."""
        inside = self.data
        for key in keys[:-1]:
            inside = inside[key]
        renamed = {meant if key == keys[-1] else key: value for key, value in inside.items()}
        inside.clear()
        inside.update(renamed)
        self.renamed[*self._as_written(keys[:-1]), meant] = str(keys[-1])

    def _as_written(self, keys: Keys) -> Keys:
        written: Keys = ()
        for key in keys if self.renamed else ():
            written = (*written, self.renamed.get((*written, key), key))
        return written or keys

    def _line(self, number: int) -> str:
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def _nearest(self, keys: Keys, places: Mapping[Keys, Place]) -> Place:
        keys = self._as_written(keys)
        if keys in places:
            return places[keys]
        while keys:
            keys = keys[:-1]
            if keys in self.places:
                return self.places[keys]
        return self.values.get((), (1, 1))

    def _search(self, start: int, text: str, offset: int) -> Place | None:
        """Folded and escaped text: the first line from the start that has the word at the offset."""
        word = _WORD.match(text, offset)
        for number in range(start, len(self.lines) + 1) if word else ():
            found = self._line(number).find(word[0] if word else "")
            if found >= 0:
                return number, found + 1
        return None


def _line_of(slip: Slip) -> int:
    return slip.line


def read_yaml(path: Path, shown: str = "") -> Document:
    """A file's data and places. Raises LibraryError with every mistake of the file.

    `shown` is how problems name the file; by default its path.
    """
    document, problems = parse_yaml(_bytes(path, shown or str(path)), path, shown)
    if problems:
        raise LibraryError(problems)
    return document


def _bytes(path: Path, shown: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise LibraryError([Problem(shown, 1, 1, "ASH001", {"reason": reason})]) from error


def parse_yaml(content: bytes, path: Path, shown: str = "") -> Reading:
    """The data and places of YAML text, and every mistake in it; never raises.

    Slips are mended (`yaml_mending`), so that there may be data beside mistakes; without data, it is
    not known what was meant.
    """
    text, problems = _decode(content, shown or str(path))
    lines = tuple(_BREAK.split(text))
    document = Document(path, None, lines=lines, shown=shown or str(path))
    if problems and not text:
        return document, problems
    problems += _marks(document, text)
    draft = mend(first_draft(_BREAK.split(_CONTROL.sub(" ", text))))
    read, mistakes = _read(document, draft)
    problems += [slipped(document, slips) for slips in draft.by_line()]
    # Of a tab or a control character that could not be mended it is known why YAML stops.
    told = any(problem.code in ("ASH003", "ASH004") for problem in problems)
    problems += [one for one in mistakes if not (told and one.code == "ASH006")]
    if not problems and read.data is None:
        problems = [document.problem((1, 1), "ASH005")]
    return read, problems


def _marks(document: Document, text: str) -> list[Problem]:
    """The control characters and tabs of a text."""
    starts = [0, *(found.end() for found in _BREAK.finditer(text))]
    return [
        document.problem(_place_among(starts, found.end() - 1), code)
        for code, pattern in (("ASH003", _CONTROL), ("ASH004", _TAB))
        for found in islice(pattern.finditer(text), MOST_TOLD)
    ]


def _read(document: Document, draft: Draft) -> Reading:
    """The data of what was written, and what is wrong with it all the same."""
    builder = Builder(draft.text)
    builder.build()
    mistakes = [
        _named(document, draft.written(place), code, said) for place, code, said in builder.mistakes
    ]
    known = all(code == "ASH011" for _, code, _ in builder.mistakes)
    places, values = (
        {keys: draft.written(place) for keys, place in found.items()} if draft.put else found
        for found in (builder.places, builder.values)
    )
    data = builder.data if known else None
    return replace(
        document, data=data, places=places, values=values, styles=builder.styles
    ), mistakes


def _named(document: Document, place: Place, code: str, said: Mapping[str, Said]) -> Problem:
    """A mistake; a full-width character that made it is named, at its own line."""
    slip = culprit(document.slips, place[0], above=_ABOVE) if code == "ASH006" else None
    return slipped(document, (slip,)) if slip else document.problem(place, code, near="", **said)


def slipped(document: Document, slips: Sequence[Slip]) -> Problem:
    """The problem that slips of one kind in one line are, at the first of them."""
    place = min((slip.line, slip.column) for slip in slips)
    return document.problem(place, slips[0].code, near="", **said_of(slips))


def _decode(content: bytes, shown: str) -> tuple[str, list[Problem]]:
    """The text; empty where there is a problem with all of it."""
    if len(content) > _MOST_BYTES:
        return "", [Problem(shown, 1, 1, "ASH012", {"limit": "200 KB"})]
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line, column = _place(content[: error.start].decode(), error.start)
        return "", [Problem(shown, line, column, "ASH002")]
    if text.startswith(_BOM):
        return text.removeprefix(_BOM), [Problem(shown, 1, 1, "ASH013")]
    return text, []


def _place(text: str, offset: int) -> Place:
    before = _BREAK.split(text[:offset])
    return len(before), len(before[-1]) + 1


def _place_among(starts: Sequence[int], offset: int) -> Place:
    """The same, given where the lines start: a file of tabs would take the square of its length."""
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1
