"""Translations taken back from a PO file: each into its place in content/, or all of them refused."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.library.folder import in_order
from bot.library.lint import find_blocking
from bot.library.load import read_manuscript
from bot.library.placeholders import placeholders
from bot.library.po import Entry, PoFile, read_po
from bot.library.problems import LibraryError, Problem, nearest
from bot.library.read_translated import Name, write_translated
from bot.library.rewrite import rewrite
from bot.library.translations import Pair, Passage, hash_of, read_translations
from bot.library.yaml_reader import Keys


@dataclass
class Imported:
    """What came of an import: the texts that were changed and accepted, and those left alone."""

    language: str
    changed: list[Name] = field(default_factory=list)
    accepted: dict[Name, str] = field(default_factory=dict)  # with the hash of what they say
    empty: int = 0
    fuzzy: int = 0


def import_po(folder: Path, path: Path) -> Imported:
    """Write the translations of a PO file into the folder, and accept those that are not fuzzy.

    Raises LibraryError with every reason at once; then nothing has been written.
    """
    file = read_po(path)
    translations = read_translations(folder)
    primary, *others = translations.languages
    if file.language not in others:
        known = ", ".join(others)
        values = {"language": file.language, "known": known}
        raise LibraryError([Problem(file.shown, 1, 1, "ASH141", values)])
    pairs = {pair.name: pair for pair in translations.pairs(file.language)}
    refused = [problem for entry in file.entries for problem in _refusals(file, entry, pairs)]
    if refused:
        raise LibraryError(refused)
    imported = Imported(file.language)
    contents = _contents(file, pairs, imported)
    if contents:
        _raise_if_broken(folder, contents)
    for name, content in contents.items():
        (folder / name).write_bytes(content.encode())
    before = {name: pair.accepted for name, pair in pairs.items() if pair.accepted}
    if before | imported.accepted != before:
        write_translated(folder, file.language, before | imported.accepted, primary=primary)
    return imported


def _refusals(file: PoFile, entry: Entry, pairs: Mapping[Name, Pair]) -> Iterator[Problem]:
    """Why an entry cannot be taken."""
    if not entry.text:
        return
    pair = pairs.get(entry.name)
    if pair is None or pair.source is None:
        near = nearest(":".join(entry.name), (":".join(name) for name in pairs))
        yield file.problem(entry, "ASH142", near=near)
    elif pair.translation is None:
        yield file.problem(entry, "ASH143", file=_file_of(pair, file.language))
    elif not _changes(entry, pair.translation):
        return
    elif hash_of(entry.source) != hash_of(pair.source.text):
        yield file.problem(entry, "ASH146", of=pair.source.place)
    else:
        yield from _lost_and_added(file, entry, pair.source.text, pair.translation.text)


def _lost_and_added(file: PoFile, entry: Entry, source: str, before: str) -> Iterator[Problem]:
    """A translation uses what its source uses, or what it used before."""
    wanted, found = placeholders(source), placeholders(entry.text)
    if found in (wanted, placeholders(before)):
        return
    for name in sorted(wanted - found):
        yield file.problem(entry, "ASH144", name=name)
    for name in sorted(found - wanted):
        yield file.problem(entry, "ASH145", name=name)


def _file_of(pair: Pair, language: str) -> str:
    """Where a translation should stand."""
    file = pair.name[0]
    shared = pair.source is not None and pair.source.document.shown == f"content/{file}"
    return f"content/{file}" if shared else f"content/{language}/{file}"


def _changes(entry: Entry, translation: Passage) -> bool:
    return entry.text != translation.text.rstrip()


def _contents(file: PoFile, pairs: Mapping[Name, Pair], imported: Imported) -> dict[str, str]:
    """The files that change, as they will be; and what is done with each entry."""
    texts: dict[str, dict[Keys, str]] = {}
    for entry in file.entries:
        pair = pairs.get(entry.name)
        if not entry.text or pair is None or pair.translation is None or pair.source is None:
            imported.empty += 1
            continue
        passage = pair.translation
        if _changes(entry, passage):
            imported.changed.append(entry.name)
            end = passage.text[len(passage.text.rstrip()) :]
            texts.setdefault(passage.document.shown, {})[passage.keys] = entry.text + end
        if entry.fuzzy:
            imported.fuzzy += 1
        elif hash_of(entry.source) == hash_of(pair.source.text):
            imported.accepted[entry.name] = hash_of(entry.source)
    paths = {
        pair.translation.document.shown: pair.translation.document.path
        for pair in pairs.values()
        if pair.translation
    }
    return {
        name: rewrite(paths[name].read_bytes().decode(), changed) for name, changed in texts.items()
    }


def _raise_if_broken(folder: Path, contents: Mapping[str, str]) -> None:
    """Raises LibraryError with what would be wrong with the changed files and is not wrong today."""
    with TemporaryDirectory() as name:
        tried = Path(name)
        for part in ("flows", "content"):
            shutil.copytree(folder / part, tried / part)
        for file, content in contents.items():
            (tried / file).write_bytes(content.encode())
        after = _problems(tried)
    if not after:
        return
    before = {_what(problem) for problem in _problems(folder)}
    broken = [problem for problem in after if _what(problem) not in before]
    if broken:
        raise LibraryError(broken)


def _problems(folder: Path) -> list[Problem]:
    try:
        return in_order(find_blocking(read_manuscript(folder)))
    except LibraryError as error:
        return list(error.problems)


def _what(problem: Problem) -> tuple[str, str, str]:
    """What a problem is, wherever its line has moved to."""
    return problem.path, problem.code, repr(problem.values)
