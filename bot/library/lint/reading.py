"""How a text reads: its sentences, its words, what is seen before the fold."""

import re
from typing import Final

from bot.flow.lengths import shown

_FOLDED: Final = re.compile(r"<blockquote expandable>.*?</blockquote>", re.DOTALL)
_SENTENCE: Final = re.compile(r"[。！？；!?;\n]+|(?<=[^\d\s])\.(?=\s|$)|(?<=\d)\.(?=\s*$)")
_LATIN: Final = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
_RUN: Final = re.compile(r"[\x21-\x7e¥]+")
_VOWELS: Final = re.compile(r"[aeiouy]+")
# Vowels that are written and not said; and those that are two syllables although they stand together.
_SILENT: Final = re.compile(
    r"(?:[^aeiouyl]e|[aeiouy]le|(?:[^aeiouscxzghl]|[^cs]h|[aeiouy]l)es|(?:[^aeioutdl]|[aeiouy]l)ed)$"
)
_SPLIT: Final = re.compile(
    r"[aeiou]y[aeiou]|[aeiou]ing$|[^aeiou]ying$|[^cgstx]i[ao]|[^gq]ua|[^cs]ier$|iet|ea$"
)


def open_part(html: str) -> str:
    """What is seen of HTML before anything is unfolded, white space at its ends left out."""
    return shown(_FOLDED.sub("", html)).strip()


def sentences(text: str) -> list[str]:
    """The sentences and lines of a text, without what holds no letter."""
    parts = (part.strip() for part in _SENTENCE.split(text))
    return [part for part in parts if any(character.isalpha() for character in part)]


def characters(text: str) -> int:
    """How long a text is to read, without white space; a Latin word or a number counts as two."""
    return len(_RUN.sub("00", "".join(text.split())))


def words(text: str) -> list[str]:
    """The English words of a text."""
    return _LATIN.findall(text)


def syllables(word: str) -> int:
    """How many syllables an English word has, by its letters; at least one."""
    letters = re.sub(r"['’].*", "", word.lower())
    count = len(_VOWELS.findall(letters)) + len(_SPLIT.findall(letters))
    return max(1, count - bool(_SILENT.search(letters)))


def grade(text: str) -> float:
    """The school year that an English text needs (Flesch and Kincaid); 0 where there are no words."""
    said, parts = words(text), sentences(text)
    if not said or not parts:
        return 0.0
    spoken = sum(map(syllables, said))
    return 0.39 * len(said) / len(parts) + 11.8 * spoken / len(said) - 15.59
