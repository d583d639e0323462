"""What tells what a text is about: its words, pairs of characters, sounds and meanings."""

import re
from itertools import pairwise
from typing import Final

from bot.flow.topics.meanings import Meanings
from bot.flow.topics.sounds import RUN, heard, is_latin
from bot.flow.topics.words import COMMON_PAIRS, COMMON_SINGLES, COMMON_WORDS, mended, stem

# Weights: a word; a pair by how many of its characters are in every question, less if the pair is; a
# character alone, less if it is in every question; two sounds in a row; a meaning.
_WORD: Final = 1.0
_PAIRS: Final = (1.0, 0.7, 0.45)
_COMMON_PAIR: Final = 0.5
_SINGLE: Final = 0.35
_COMMON_SINGLE: Final = 0.1
_SOUNDS: Final = 0.5
_MEANING: Final = 3.0
TELLING: Final = 0.4  # the least weight of what finds a topic by itself
_LONGEST: Final = 1000  # characters that are read; what comes before is left out

_CLAUSE: Final = re.compile(r"[^\w\s'’-]+|(?<=[^\x00-\u024f])\s+|\s+(?=[^\x00-\u024f])")

Features = dict[str, float]


def clauses(text: str) -> list[str]:
    """The text's clauses, levelled, with slips put right."""
    return [clause for clause in _CLAUSE.split(mended(text[-_LONGEST:])) if clause]


def telling(clause: str, meanings: Meanings) -> Features:
    """What the clause says, with its weights; sounds begin with `~`, meanings with `=`."""
    found: Features = {}
    words: list[str] = []
    for run in RUN.findall(clause):
        if not is_latin(run):
            _add_characters(found, run, meanings)
            continue
        word = run.replace("'", "").replace("’", "")
        words.append(stem(word))
        if word not in COMMON_WORDS:
            _add(found, words[-1], _WORD)
    sounds, signs = heard(clause)
    for place, (first, second) in enumerate(pairwise(sounds)):
        common = "".join(signs[place : place + 2]) in COMMON_PAIRS
        _add(found, f"~{first}{second}", _SOUNDS * (_COMMON_PAIR if common else 1))
    for meaning, weight in (*meanings.in_sounds(sounds, signs), *meanings.in_words(words)):
        _add(found, f"={meaning}", _MEANING * weight)
    return found


def _add_characters(found: Features, run: str, meanings: Meanings) -> None:
    for character in run:
        _add(found, character, _COMMON_SINGLE if character in COMMON_SINGLES else _SINGLE)
    for first, second in pairwise(run):
        common = (first in COMMON_SINGLES) + (second in COMMON_SINGLES)
        pair = first + second
        _add(found, pair, _PAIRS[common] * (_COMMON_PAIR if pair in COMMON_PAIRS else 1))
    for meaning, weight in meanings.in_characters(run):
        _add(found, f"={meaning}", _MEANING * weight)


def _add(found: Features, name: str, weight: float) -> None:
    if weight > found.get(name, 0.0):
        found[name] = weight
