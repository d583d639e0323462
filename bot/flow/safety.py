"""Words that come before everything else: suicide, violence, being held, an illegal lender; and despair.

Despair is in doubt: "this debt will kill me" is asked about kindly, and is no threat of anybody's.
Detection would rather fire once too often; the phrases and what they leave out are content
(content/safety/phrases.yaml), read by the library.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from bot.flow.phrases import LEAST, any_of, level, level_all

# In the order in which they are answered where a message holds several.
Kind: TypeAlias = Literal["suicide", "held", "danger", "illegal_lender", "despair"]
DESPAIR: Final = "despair"
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

_MASK: Final = "\n"  # stands for what an exclusion covers; no squeezed phrase can hold it


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
    levelled = {kind: level_all(phrases.get(kind, ())) for kind in KINDS}
    left_out = level_all(exclusions)
    return Lexicon(
        levelled,
        left_out,
        any_of([phrase for kind in KINDS for phrase in levelled[kind]]),
        {kind: any_of(levelled[kind]) for kind in KINDS},
        any_of(left_out),
    )


def detect(text: str, lexicon: Lexicon) -> Kind | None:
    """What kind of crisis the text may tell of, the gravest first; None for an ordinary message."""
    levelled = level(text)
    if len(levelled) < LEAST or not lexicon.any_phrase.search(levelled):
        return None
    # A mask keeps its neighbours apart, so covering an idiom never makes a phrase.
    rest = lexicon.excluded.sub(_MASK, levelled)
    if lexicon.by_kind["suicide"].search(rest):
        return "suicide"
    others = lexicon.by_kind[DESPAIR].sub(_MASK, rest)
    graver = (kind for kind in KINDS if kind != DESPAIR and lexicon.by_kind[kind].search(others))
    # Of a figure of speech that is left out as no crisis, it is still asked how they are.
    in_despair: Kind | None = DESPAIR if lexicon.by_kind[DESPAIR].search(levelled) else None
    return next(graver, in_despair)
