"""Words that come before everything else: suicide, violence, being held, an illegal lender.

Phrases are looked for anywhere in the text, once spaces, punctuation, emoji, case and Traditional
characters are levelled. Detection would rather fire once too often; the phrases and what they leave
out are content (content/safety/phrases.yaml), read by the library.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from bot.flow.normalise import squeeze

# In the order in which they are answered where a message holds several.
Kind: TypeAlias = Literal["suicide", "held", "danger", "illegal_lender"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

_MASK: Final = "\n"  # stands for what an exclusion covers; no squeezed phrase can hold it
_LEAST: Final = 2  # characters; shorter text holds no phrase

# Letters with accents and tone marks, as in zìshā, stand for the letter below the mark; and three
# characters, which are Simplified too, stand for what is written in the south in their place.
_VARIANT: Final = re.compile("[\u00c0-\u024f\u1e00-\u1eff著妳甚]")
_ORDINARY: Final = {
    code: unicodedata.normalize("NFD", chr(code))[0]
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
} | {ord("著"): "着", ord("妳"): "你", ord("甚"): "什"}

_Tree: TypeAlias = dict[str, "_Tree"]


@dataclass(frozen=True)
class Lexicon:
    """The phrases by kind, and the exclusions, all levelled; with the patterns that find them."""

    phrases: Mapping[Kind, tuple[str, ...]]
    exclusions: tuple[str, ...]
    any_phrase: re.Pattern[str]
    by_kind: Mapping[Kind, re.Pattern[str]]
    excluded: re.Pattern[str]


def build_lexicon(phrases: Mapping[Kind, Iterable[str]], exclusions: Iterable[str]) -> Lexicon:
    """The lexicon of these phrases, each written in any spelling.

    Raises ValueError for an unknown kind, and for a phrase too short to look for: it would fire on
    nearly anything.
    """
    if unknown := sorted(set(phrases) - set(KINDS)):
        raise ValueError(
            f"no such kind of crisis: {', '.join(unknown)}; there are {', '.join(KINDS)}"
        )
    levelled = {kind: _level_all(phrases.get(kind, ())) for kind in KINDS}
    left_out = _level_all(exclusions)
    return Lexicon(
        levelled,
        left_out,
        _pattern([phrase for kind in KINDS for phrase in levelled[kind]]),
        {kind: _pattern(levelled[kind]) for kind in KINDS},
        _pattern(left_out),
    )


def detect(text: str, lexicon: Lexicon) -> Kind | None:
    """What kind of crisis the text may tell of, the gravest first; None for an ordinary message."""
    levelled = _level(text)
    if len(levelled) < _LEAST or not lexicon.any_phrase.search(levelled):
        return None
    # A mask keeps its neighbours apart, so covering an idiom never makes a phrase.
    rest = lexicon.excluded.sub(_MASK, levelled)
    return next((kind for kind in KINDS if lexicon.by_kind[kind].search(rest)), None)


def _level(text: str) -> str:
    squeezed = squeeze(text)
    return squeezed.translate(_ORDINARY) if _VARIANT.search(squeezed) else squeezed


def _level_all(phrases: Iterable[str]) -> tuple[str, ...]:
    levelled = {_level(phrase): phrase for phrase in phrases}
    for key, phrase in levelled.items():
        if len(key) < _LEAST:
            raise ValueError(f"too short to look for: {phrase!r}")
    return tuple(sorted(levelled))


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Any of the phrases, the longest at its place; shared beginnings are tried only once."""
    tree: _Tree = {}
    for phrase in phrases:
        node = tree
        for character in phrase:
            node = node.setdefault(character, {})
        node[""] = {}
    return re.compile(_written(tree) if tree else r"(?!)")


def _written(node: _Tree) -> str:
    branches = [
        re.escape(character) + _written(rest) for character, rest in node.items() if character
    ]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{joined})?" if "" in node else joined
