"""PO files, for translators and their tools: texts out of the library, and back as they were sent.

polib reads and writes them (the extra `i18n`), and is imported where it is used.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bot.library.placeholders import placeholders
from bot.library.problems import LibraryError, Problem
from bot.library.read_translated import Name
from bot.library.translations import Pair

_FUZZY: Final = ("stale", "new")  # somebody should look at the translation before it counts
_GLOSSARY: Final = "glossary.yaml"
_TERM: Final = ".term"


@dataclass(frozen=True)
class Entry:
    """A text as it came back: its name, what it was translated from, the translation, its line."""

    name: Name
    source: str
    text: str
    fuzzy: bool
    line: int


@dataclass(frozen=True)
class PoFile:
    """A PO file that came back. `shown` is how problems name it."""

    shown: str
    language: str
    entries: tuple[Entry, ...]

    def problem(self, entry: Entry, code: str, *, near: str = "", **values: str) -> Problem:
        """What is wrong with an entry."""
        said = {"key": ":".join(entry.name), **values}
        return Problem(self.shown, entry.line, 1, code, said, near)


def po_text(chosen: Iterable[Pair], every: Sequence[Pair], *, primary: str, language: str) -> str:
    """The chosen texts as a PO file; the glossary is taken from every text."""
    import polib

    file = polib.POFile()
    file.metadata = {
        "Project-Id-Version": "Ashore",
        "Language": language,
        "X-Source-Language": primary,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    terms = _terms(every)
    for pair in chosen:
        if pair.source is None:
            continue
        source = pair.source.text.rstrip()
        path, _, line = pair.source.place.rpartition(":")
        file.append(
            polib.POEntry(
                msgctxt=pair.shown,
                msgid=source,
                msgstr=pair.translated,
                occurrences=[(path, line)],
                flags=["fuzzy"] if pair.state in _FUZZY and pair.translated else [],
                comment="\n".join(_notes(source, terms)),
            )
        )
    return f"{file}\n"


def read_po(path: Path) -> PoFile:
    """A PO file with its entries. Raises LibraryError if it is none."""
    import polib

    try:
        file = polib.pofile(str(path), encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = str(error).replace(str(path), path.name)
        raise LibraryError([Problem(str(path), 1, 1, "ASH140", {"reason": reason})]) from error
    entries = [_entry(entry) for entry in file if not entry.obsolete]
    return PoFile(str(path), file.metadata.get("Language", ""), tuple(entries))


def _entry(entry: Any) -> Entry:
    file, _, key = (entry.msgctxt or "").partition(":")
    return Entry((file, key), entry.msgid, entry.msgstr.rstrip(), entry.fuzzy, entry.linenum)


def _terms(pairs: Iterable[Pair]) -> dict[str, str]:
    """The glossary's words, and what each is called in the other language."""
    return {
        pair.source.text: pair.translation.text if pair.translation else ""
        for pair in pairs
        if pair.source and pair.name[0] == _GLOSSARY and pair.name[1].endswith(_TERM)
    }


def _notes(source: str, terms: dict[str, str]) -> Iterable[str]:
    """What a translator needs beside the text."""
    kept = sorted(placeholders(source))
    if kept:
        yield f"Keep: {', '.join(kept)}"
    for term, called in terms.items():
        if term in source and source != term:
            yield f"Glossary: {term}{f' = {called}' if called else ''}"
