"""The three shapes of a conversation test, read from YAML: talk, answers, table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bot.errors import ContentError
from bot.library.yaml_reader import Document, Keys, read_yaml

DEFAULT_DAY = date(2026, 11, 24)
LINE_KINDS = ("user", "tap", "move", "send", "do", "sees", "says", "lacks", "at", "ends", "facts")
_CASE_KEYS = {
    "case",
    "lang",
    "flow",
    "today",
    "talk",
    "answers",
    "facts",
    "ends",
    "sees",
    "says",
    "lacks",
}
_TABLE_KEYS = {"table", "lang", "flow", "today", "columns", "rows"}
_NOT_SLOTS = ("ends", "sees", "says", "lacks", "facts", "lang", "today")


@dataclass(frozen=True)
class Line:
    """One line of a talk: its kind, what it says, and where it stands in the file.

    `keys` lead to its value there.
    """

    kind: str
    value: Any
    line: int
    keys: Keys = ()


@dataclass(frozen=True)
class Case:
    """One test. `talk` is strict and in order; else `answers` are given as they are asked for."""

    name: str
    path: Path
    line: int
    flow: str
    lang: str = "zh"
    today: date = DEFAULT_DAY
    talk: tuple[Line, ...] = ()
    answers: Mapping[str, Any] | None = None
    expected: tuple[Line, ...] = field(default=())


def read_cases(path: Path) -> list[Case]:
    """Every case of a file. Raises ContentError with the place of what cannot be read."""
    return cases_in(read_yaml(path))


def cases_in(document: Document) -> list[Case]:
    """Every case of a file that was read. Raises ContentError as `read_cases` does."""
    if not isinstance(document.data, list):
        raise ContentError(f"{document.path}:1:1 a file of conversation tests is a list of cases.")
    cases: list[Case] = []
    for number, entry in enumerate(document.data):
        if not isinstance(entry, dict) or not ({"case", "table"} & entry.keys()):
            raise _wrong(document, (number,), "each entry begins with `case:` or `table:`")
        read = _table if "table" in entry else _case
        cases += read(document, number, entry)
    return cases


def _case(document: Document, number: int, entry: Mapping[str, Any]) -> Iterator[Case]:
    _only(document, (number,), entry, _CASE_KEYS)
    expected = tuple(
        Line(kind, entry[kind], _line(document, (number, kind)), (number, kind))
        for kind in ("sees", "says", "lacks", "facts", "ends")
        if kind in entry
    )
    talk = tuple(_talk(document, number, entry.get("talk") or ()))
    if not talk and "answers" not in entry:
        raise _wrong(document, (number,), "a case has a `talk` or `answers`")
    yield Case(
        name=str(entry["case"]),
        path=document.path,
        line=_line(document, (number,)),
        flow=str(entry.get("flow", "home")),
        lang=str(entry.get("lang", "zh")),
        today=_day(document, number, entry),
        talk=talk,
        answers=entry.get("answers"),
        expected=expected,
    )


def _talk(document: Document, number: int, lines: Sequence[Any]) -> Iterator[Line]:
    for index, line in enumerate(lines):
        place = (number, "talk", index)
        if not isinstance(line, dict) or len(line) != 1 or next(iter(line)) not in LINE_KINDS:
            raise _wrong(document, place, f"a line of a talk is one of: {', '.join(LINE_KINDS)}")
        kind, value = next(iter(line.items()))
        yield Line(kind, value, _line(document, place), (*place, kind))


def _table(document: Document, number: int, entry: Mapping[str, Any]) -> Iterator[Case]:
    _only(document, (number,), entry, _TABLE_KEYS)
    columns = [str(column) for column in entry.get("columns") or ()]
    for index, row in enumerate(entry.get("rows") or ()):
        place = (number, "rows", index)
        if not isinstance(row, list) or len(row) != len(columns):
            raise _wrong(document, place, f"a row has {len(columns)} cells, one for each column")
        cells = dict(zip(columns, row, strict=True))
        line = _line(document, place)
        yield Case(
            name=f"{entry['table']} [{index + 1}]",
            path=document.path,
            line=line,
            flow=str(entry.get("flow", "home")),
            lang=str(cells.get("lang") or entry.get("lang", "zh")),
            today=_day(document, number, {**entry, **{k: v for k, v in cells.items() if v}}),
            answers={
                slot: cell
                for slot, cell in cells.items()
                if slot not in _NOT_SLOTS and cell not in (None, "")
            },
            expected=tuple(
                Line(kind, cells[kind], line, (*place, columns.index(kind)))
                for kind in ("sees", "says", "lacks", "facts", "ends")
                if cells.get(kind) not in (None, "")
            ),
        )


def _day(document: Document, number: int, entry: Mapping[str, Any]) -> date:
    written = entry.get("today")
    if written is None:
        return DEFAULT_DAY
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        raise _wrong(document, (number, "today"), "`today` is a day such as 2026-11-24") from None


def _only(
    document: Document, place: tuple[Any, ...], entry: Mapping[str, Any], known: set[str]
) -> None:
    for key in entry:
        if key not in known:
            allowed = ", ".join(sorted(known))
            raise _wrong(
                document, (*place, key), f"`{key}` is not known here; there are: {allowed}"
            )


def _line(document: Document, place: tuple[Any, ...]) -> int:
    found = document.places.get(place)
    return found[0] if found else 1


def _wrong(document: Document, place: tuple[Any, ...], sentence: str) -> ContentError:
    return ContentError(f"{document.path}:{_line(document, place)}: {sentence}.")
