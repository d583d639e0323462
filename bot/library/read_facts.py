"""Reading content/law and content/help: figures with their sources, and hotlines."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from bot.core.figures import Figure, FigureValue
from bot.library.folder import Folder
from bot.library.models import FigureEntry, FigureValueEntry, HelpEntry
from bot.library.read_holidays import HOLIDAYS
from bot.library.read_slots import check_local, check_name
from bot.library.validate import Checker


def read_figures(folder: Folder, languages: tuple[str, ...]) -> dict[str, Figure]:
    """Every figure by name, from all files of content/law but the calendar."""
    figures: dict[str, Figure] = {}
    for checker, name in _entries(folder, "content/law", figures):
        entry = checker.check(FigureEntry, checker.document.data[name], (name,))
        if entry is None:
            continue
        check_local(checker, (name, "statement"), entry.statement, languages)
        _check_periods(checker, name, entry)
        values = tuple(map(_value, entry.values))
        figures[name] = Figure(name, entry.unit, values, entry.statement)
    return figures


def read_help(folder: Folder, languages: tuple[str, ...]) -> dict[str, HelpEntry]:
    """Every hotline by name, from all files of content/help."""
    found: dict[str, HelpEntry] = {}
    for checker, name in _entries(folder, "content/help", found):
        entry = checker.check(HelpEntry, checker.document.data[name], (name,))
        if entry is None:
            continue
        for key, texts in (("name", entry.name), ("for", entry.for_), ("hours", entry.hours)):
            check_local(checker, (name, key), texts, languages)
        found[name] = entry
    return found


def _entries(
    folder: Folder, where: str, found: Mapping[str, object]
) -> Iterator[tuple[Checker, str]]:
    """The entries of all files of a folder; a name that was `found` before is a problem."""
    for path in folder.files(where):
        if path == folder.path / HOLIDAYS:
            continue
        checker = folder.read_map(path)
        if checker is None:
            continue
        for name in checker.document.data:
            if name in found:
                checker.add((name,), "ASH081", name=name)
                continue
            check_name(checker, (name,), name)
            yield checker, name


def _check_periods(checker: Checker, name: str, entry: FigureEntry) -> None:
    last = None
    for number, value in enumerate(entry.values):
        starts_late = value.to is not None and value.to < value.from_
        overlaps = last is not None and (last.to is None or last.to >= value.from_)
        if starts_late or overlaps:
            checker.add((name, "values", number), "ASH080")
        last = value


def _value(entry: FigureValueEntry) -> FigureValue:
    number = entry.value
    return FigureValue(
        entry.from_,
        entry.to,
        Decimal(number) if isinstance(number, int) else number,
        entry.source,
        entry.article,
        entry.issuer,
        entry.doc_no,
        entry.level,
        entry.basis,
        entry.checked,
    )
