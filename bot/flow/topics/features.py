"""What tells what a text is about: its words, pairs of characters, sounds and meanings."""

import re
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Final

from bot.flow.topics.meanings import Meanings
from bot.flow.topics.sounds import RUN, heard, is_latin
from bot.flow.topics.words import COMMON_PAIRS, COMMON_SINGLES, COMMON_WORDS, mended, stem

# Weights: a word; a pair by how many of its characters are in every question, less if the pair is; a
# character alone, less if it is in every question; two sounds in a row; a meaning; two together.
_WORD: Final = 1.0
_PAIRS: Final = (1.0, 0.7, 0.45)
_COMMON_PAIR: Final = 0.5
_SINGLE: Final = 0.35
_COMMON_SINGLE: Final = 0.1
_SOUNDS: Final = 0.5
_MEANING: Final = 2.4
_TOGETHER: Final = 1.0
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
    meant: list[tuple[str, float]] = []
    for run in RUN.findall(clause):
        if is_latin(run):
            word = run.replace("'", "").replace("’", "")
            words.append(stem(word))
            if word not in COMMON_WORDS:
                found[words[-1]] = _WORD
        else:
            found |= {character: _single(character) for character in run}
            found |= {pair: _pair(pair) for pair in map("".join, pairwise(run))}
            meant += meanings.in_characters(run)
    sounds, signs = heard(clause)
    for (first, second), pair in zip(pairwise(sounds), pairwise(signs), strict=True):
        name = f"~{first}{second}"
        weight = _SOUNDS * _COMMON_PAIR if "".join(pair) in COMMON_PAIRS else _SOUNDS
        found[name] = max(weight, found.get(name, 0.0))
    said: Features = {}
    for meaning, weight in (*meant, *meanings.in_sounds(sounds, signs), *meanings.in_words(words)):
        said[f"={meaning}"] = max(weight, said.get(f"={meaning}", 0.0))
    for meaning, weight in said.items():
        found[meaning] = _MEANING * weight
    for first, second in combinations(sorted(said), 2):
        found[first + second] = _TOGETHER * min(said[first], said[second])
    return found


def _single(character: str) -> float:
    return _COMMON_SINGLE if character in COMMON_SINGLES else _SINGLE


@lru_cache(maxsize=16384)
def _pair(pair: str) -> float:
    common = (pair[0] in COMMON_SINGLES) + (pair[1] in COMMON_SINGLES)
    return _PAIRS[common] * (_COMMON_PAIR if pair in COMMON_PAIRS else 1)
