"""Words that mean the same to a borrower: the bars, the nick and prison are one thing to be asked about."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bot.flow.normalise import plain
from bot.flow.topics.sounds import heard
from bot.flow.topics.words import stem

_WRITTEN: Final = 1.0
_HEARD: Final = 0.55  # a word that sounds like one of the meaning's, but is written otherwise
_HEARD_FROM: Final = 2  # characters; a shorter word sounds like too many


@dataclass(frozen=True)
class _Word:
    text: str
    sounds: tuple[str, ...]
    meanings: tuple[str, ...]


@dataclass(frozen=True)
class Meanings:
    """The words of every meaning: by their first two sounds, by character, by first stem."""

    by_sound: Mapping[tuple[str, ...], tuple[_Word, ...]]
    by_character: Mapping[str, tuple[str, ...]]
    by_stem: Mapping[str, tuple[_Word, ...]]

    def in_characters(self, run: str) -> Iterator[tuple[str, float]]:
        """The meanings of words written in a run of characters, each with its weight."""
        for character in run:
            for meaning in self.by_character.get(character, ()):
                yield meaning, _WRITTEN

    def in_sounds(self, sounds: Sequence[str], signs: Sequence[str]) -> Iterator[tuple[str, float]]:
        """The meanings of words heard in the sounds; `signs` says how each is written."""
        for start, first_two in enumerate(pairwise(sounds)):
            for word in self.by_sound.get(first_two, ()):
                end = start + len(word.sounds)
                if tuple(sounds[start:end]) == word.sounds:
                    weight = _WRITTEN if "".join(signs[start:end]) == word.text else _HEARD
                    for meaning in word.meanings:
                        yield meaning, weight

    def in_words(self, stems: Sequence[str]) -> Iterator[tuple[str, float]]:
        """The meanings of English words, and of abbreviations."""
        for start, first in enumerate(stems):
            for word in self.by_stem.get(first, ()):
                if tuple(stems[start : start + len(word.sounds)]) == word.sounds:
                    for meaning in word.meanings:
                        yield meaning, _WRITTEN


NO_MEANINGS: Final = Meanings({}, {}, {})


def build_meanings(words: Mapping[str, Iterable[str]]) -> Meanings:
    """The meanings, given the words of each by its name; a word may stand under several."""
    held: dict[str, list[str]] = {}
    for meaning, several in words.items():
        for word in several:
            held.setdefault(plain(word), []).append(meaning)
    by_sound: dict[tuple[str, ...], list[_Word]] = {}
    by_character: dict[str, tuple[str, ...]] = {}
    by_stem: dict[str, list[_Word]] = {}
    for text, names in held.items():
        meanings = tuple(dict.fromkeys(names))
        if text.isascii():
            stems = stems_of(text)
            by_stem.setdefault(stems[0], []).append(_Word(text, stems, meanings))
        elif len(sounds := tuple(heard(text)[0])) < _HEARD_FROM:
            by_character[text] = meanings
        else:
            by_sound.setdefault(sounds[:2], []).append(_Word(text, sounds, meanings))
    return Meanings(
        {key: tuple(several) for key, several in by_sound.items()},
        by_character,
        {key: tuple(several) for key, several in by_stem.items()},
    )


def stems_of(text: str) -> tuple[str, ...]:
    """The words of a Latin text without their endings."""
    return tuple(stem(word.replace("'", "")) for word in text.split())
