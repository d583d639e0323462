"""The three shapes of a conversation test, read from YAML: talk, answers, table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.errors import ContentError
from bot.library.yaml_reader import Document, Keys, read_yaml

DEFAULT_DAY = date(2026, 11, 24)
DOING = ("user", "move", "send")
LINE_KINDS = ("user", "tap", "move", "send", "do", "sees", "says", "lacks", "at", "ends", "facts")
_CASE_KEYS = {
    "case",
    "lang",
    "flow",
    "today",
    "talk",
    "answers",
    "before_each",
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
    """One test. `talk` is strict and in order; else `answers` are given as they are asked for.

    `before_each` is done at every question before it is answered, and must answer none.
    """

    name: str
    path: Path
    line: int
    flow: str
    lang: str = "zh"
    today: date = DEFAULT_DAY
    talk: tuple[Line, ...] = ()
    answers: Mapping[str, Any] | None = None
    before_each: tuple[Line, ...] = ()
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
    talk = tuple(_lines(document, number, entry, "talk"))
    if not talk and "answers" not in entry:
        raise _wrong(document, (number,), "a case has a `talk` or `answers`")
    case = Case(
        name=str(entry["case"]),
        path=document.path,
        line=_line(document, (number,)),
        flow=str(entry.get("flow", "home")),
        today=_day(document, number, entry),
        talk=talk,
        answers=entry.get("answers"),
        before_each=tuple(_lines(document, number, entry, "before_each")),
        expected=expected,
    )
    yield from _spoken(case, _languages(document, number, entry))


def _languages(document: Document, number: int, entry: Mapping[str, Any]) -> tuple[str, ...]:
    """The language of an entry, or several."""
    written = entry.get("lang", "zh")
    languages = written if isinstance(written, list) else [written]
    if not languages or not all(isinstance(language, str) for language in languages):
        raise _wrong(document, (number, "lang"), "`lang` is a language or a list of languages")
    return tuple(languages)


def _spoken(case: Case, languages: tuple[str, ...]) -> Iterator[Case]:
    """The case in each of its languages; of several, the name tells which."""
    for language in languages:
        name = f"{case.name} [{language}]" if len(languages) > 1 else case.name
        yield replace(case, name=name, lang=language)


def _lines(document: Document, number: int, entry: Mapping[str, Any], name: str) -> Iterator[Line]:
    known = LINE_KINDS if name == "talk" else DOING
    for index, line in enumerate(entry.get(name) or ()):
        place = (number, name, index)
        if not isinstance(line, dict) or len(line) != 1 or next(iter(line)) not in known:
            raise _wrong(document, place, f"a line of `{name}` is one of: {', '.join(known)}")
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
        case = Case(
            name=f"{entry['table']} [{index + 1}]",
            path=document.path,
            line=line,
            flow=str(entry.get("flow", "home")),
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
        own = cells.get("lang")
        languages = (str(own),) if own else _languages(document, number, entry)
        yield from _spoken(case, languages)


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
