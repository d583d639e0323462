"""Translations: every text of a language beside the text of the primary language it was made from.

What is translated is said key by key: the texts of flows and cards, common.yaml, the glossary's words,
and the replies in a crisis. How people ask (`phrases`, synonyms, typed words) is each language's own, and
labels that stand in both languages in one line (slots, statements of the law, help lines) are seen together.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from bot.library.folder import Folder
from bot.library.read_translated import NOT_READ, Hashes, Name, read_translated
from bot.library.yaml_reader import Document, Keys

State: TypeAlias = Literal["current", "stale", "new", "missing", "extra", "leftover"]

_REPLIES: Final = "safety/replies.yaml"
_OWN: Final = frozenset(("phrases", "reviewed", "review_status"))  # said of the file itself
_SAID: Final = frozenset(("text", "copy"))


@dataclass(frozen=True)
class Passage:
    """A text as it stands in a file."""

    document: Document
    keys: Keys
    text: str

    @property
    def place(self) -> str:
        """The file and line where it begins."""
        return f"{self.document.shown}:{self.document.key_place(self.keys)[0]}"


@dataclass(frozen=True)
class Pair:
    """A text of the primary language and its translation; `accepted` is the hash of what that was made from."""

    name: Name
    source: Passage | None
    translation: Passage | None
    accepted: str = ""

    @property
    def shown(self) -> str:
        """How people name it: `court.yaml:intro`."""
        return ":".join(self.name)

    @property
    def place(self) -> str:
        """Where it stands; where there is no translation, what is to be translated."""
        passage = self.translation or self.source
        return passage.place if passage else ""

    @property
    def state(self) -> State:
        """Whether the translation still says what the primary language says.

        `new` was never accepted; of a `leftover` there is nothing but a line in the record.
        """
        if self.translation is None:
            return "missing" if self.source else "leftover"
        if self.source is None:
            return "extra"
        if not self.accepted:
            return "new"
        return "current" if self.accepted == hash_of(self.source.text) else "stale"

    @property
    def translated(self) -> str:
        """What the translation says; nothing where a file was begun as a copy and this is still the source."""
        if self.source is None or self.translation is None:
            return ""
        if self.state == "new" and self.translation.text == self.source.text:
            return ""
        return self.translation.text.rstrip()


@dataclass(frozen=True)
class Translations:
    """The words of a folder in every language, whether or not they make a library yet."""

    folder: Path
    languages: tuple[str, ...]
    documents: Mapping[str, Document]

    def pairs(self, language: str) -> tuple[Pair, ...]:
        """Every text of a language, or what it would have. Raises LibraryError if its record is wrong."""
        folder = Folder(self.folder)
        accepted = read_translated(folder, language).hashes
        folder.raise_if_wrong()
        return tuple(compare(self.documents, (self.languages[0], language), accepted))


def read_translations(path: Path) -> Translations:
    """The words in a folder. Raises LibraryError where a file is no YAML; anything else is left to the check."""
    folder = Folder(path)
    languages = folder.languages()
    if not languages:
        folder.missing("content", "ASH073")
    for language in languages:
        for where in (f"content/{language}", f"content/{language}/topics"):
            for file in folder.files(where):
                if file.stem not in NOT_READ:
                    folder.read_map(file)
    if folder.has(f"content/{_REPLIES}"):
        folder.read_map(path / "content" / _REPLIES)
    folder.raise_if_wrong()
    return Translations(path, languages, folder.documents)


def compare(
    documents: Mapping[str, Document], languages: tuple[str, str], accepted: Hashes
) -> Iterator[Pair]:
    """Every text that the primary language, the other or its record has, in the order of their files."""
    primary, language = languages
    sources = passages(documents, primary)
    translated = passages(documents, language)
    for name in {**sources, **translated, **accepted}:
        yield Pair(name, sources.get(name), translated.get(name), accepted.get(name, ""))


def passages(documents: Mapping[str, Document], language: str) -> dict[Name, Passage]:
    """The texts of a language by file and key."""
    start = f"content/{language}/"
    found: dict[Name, Passage] = {}
    for shown, document in documents.items():
        if shown == f"content/{_REPLIES}":
            for kind, reply in document.data.items():
                text = reply.get(language) if isinstance(reply, dict) else None
                if isinstance(text, str):
                    found[_REPLIES, kind] = Passage(document, (kind, language), text)
        elif shown.startswith(start):
            for name, keys, text in _texts(document.data, ()):
                found[shown.removeprefix(start), ".".join(map(str, name))] = Passage(
                    document, keys, text
                )
    return found


def hash_of(text: str) -> str:
    """What the record keeps of a text: white space at the end of a line is no change."""
    plain = "\n".join(line.rstrip() for line in text.rstrip().split("\n"))
    return hashlib.sha256(plain.encode()).hexdigest()[:8]


def _texts(data: Any, keys: Keys) -> Iterator[tuple[Keys, Keys, str]]:
    """Every text: its name, its place, and itself. One with numbers to copy is named as one without."""
    for key, value in data.items():
        here = (*keys, key)
        if not keys and key in _OWN:
            continue
        if isinstance(value, str) and value.strip():
            yield here, here, value
        elif (
            isinstance(value, dict) and value.keys() <= _SAID and isinstance(value.get("text"), str)
        ):
            yield here, (*here, "text"), value["text"]
        elif isinstance(value, dict):
            yield from _texts(value, here)
