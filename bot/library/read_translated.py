"""content/<language>/translated.yaml: from which text each translation was made, by the text's hash.

Written by `ashore i18n`, reviewed in a diff: a line for each text, sorted, so that two branches seldom
touch the same one. A bot does not read it; `ashore check` does.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeAlias

from bot.library.folder import Folder
from bot.library.validate import Checker
from bot.library.yaml_reader import Document

Name: TypeAlias = tuple[
    str, str
]  # a file below the language's folder, and the keys in it with dots
Hashes: TypeAlias = Mapping[Name, str]

HASH_PATTERN: Final = "^[0-9a-f]{8}$"
NOT_READ: Final = ("translated",)  # files of a language's folder that hold no words
_HEAD: Final = """\
# yaml-language-server: $schema=../../bot/library/schemas/translated.schema.json
# Which text of content/{primary} each text here was made from: the beginning of its SHA-256.
# `ashore i18n accept` and `ashore i18n import` write it; nobody edits it by hand.
"""


@dataclass(frozen=True)
class Translated:
    """A record as it was read; `document` is None where there is none."""

    hashes: Hashes = field(default_factory=dict)
    document: Document | None = None


def read_translated(folder: Folder, language: str) -> Translated:
    """The record of a language; what is wrong in it is a problem of the folder."""
    where = _where(language)
    checker = folder.read_map(folder.path / where) if folder.has(where) else None
    if checker is None:
        return Translated()
    hashes: dict[Name, str] = {}
    for file, entries in checker.document.data.items():
        if isinstance(entries, dict):
            hashes |= {(file, key): said for key, said in entries.items()}
        else:
            checker.wrong_kind((file,), "map")
    good = {name: said for name, said in hashes.items() if _is_hash(checker, name, said)}
    return Translated(good, checker.document)


def write_translated(folder: Path, language: str, hashes: Hashes, *, primary: str) -> None:
    """Write the record of a language anew."""
    text = translated_yaml(hashes, primary=primary)
    (folder / _where(language)).write_text(text, "utf-8", newline="\n")


def translated_yaml(hashes: Hashes, *, primary: str) -> str:
    """A record as it stands in its file."""
    lines = [_HEAD.format(primary=primary)]
    for file in sorted({file for file, _ in hashes}):
        lines.append(f"{file}:\n")
        lines += [
            f'  {key}: "{said}"\n' for (of, key), said in sorted(hashes.items()) if of == file
        ]
    return "".join(lines)


def _where(language: str) -> str:
    return f"content/{language}/{NOT_READ[0]}.yaml"


def _is_hash(checker: Checker, name: Name, said: Any) -> bool:
    if isinstance(said, str) and re.fullmatch(HASH_PATTERN, said):
        return True
    checker.wrong_kind(name, "hash")
    return False
