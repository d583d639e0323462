"""Hard words and what they mean: found in texts, and in what a borrower asks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.flow.normalise import plain
from bot.library.read_glossary import TermEntry

_ASKED: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:请问|想问下?|问一下)?(?:什么|啥)(?:是|叫|叫做)(?P<term>.+?)[啊呀呢]?",
        r"(?:请问)?(?P<term>.+?)(?:是|指)?(?:的是)?(?:什么|啥)(?:意思|东西)?[啊呀呢]?",
        r"what(?:'s| is| are)? (?:an? |the )?(?P<term>.+)",
        r"what does (?:an? |the )?(?P<term>.+?) mean",
        r"(?:explain|define|meaning of) (?:an? |the )?(?P<term>.+)",
    )
)
_ENDS: Final = " 。.!！?？“”\"'"


@dataclass(frozen=True)
class Glossary:
    """The hard words by language and name; `spoken` leads from a word, made plain, to its name."""

    terms: Mapping[str, Mapping[str, TermEntry]] = field(default_factory=dict)
    spoken: Mapping[str, str] = field(default_factory=dict)
    patterns: Mapping[str, re.Pattern[str]] = field(default_factory=dict)

    def find_in(self, text: str, language: str) -> tuple[str, ...]:
        """The names of the hard words in a text, in the order in which they first stand there."""
        pattern = self.patterns.get(language)
        found = pattern.finditer(plain(text)) if pattern else ()
        return tuple(dict.fromkeys(self.spoken[hit[1]] for hit in found))

    def find_asked(self, text: str, *, bare: bool) -> str:
        """The name of the word that a borrower asks about; of one typed alone, if `bare`; or nothing."""
        said = plain(text).strip(_ENDS)
        if bare and said in self.spoken:
            return self.spoken[said]
        asked = (pattern.fullmatch(said) for pattern in _ASKED)
        terms = (found["term"].strip(_ENDS) for found in asked if found)
        return next((self.spoken[term] for term in terms if term in self.spoken), "")


def build_glossary(terms: Mapping[str, Mapping[str, TermEntry]]) -> Glossary:
    """The glossary of every language's words; the longest word that fits is the one that is meant."""
    patterns: dict[str, re.Pattern[str]] = {}
    spoken: dict[str, str] = {}
    for language, entries in terms.items():
        own = {plain(word): name for name, entry in entries.items() for word in entry.names}
        spoken |= own
        longest = sorted(own, key=len, reverse=True)
        if longest:
            either = "|".join(map(re.escape, longest))
            patterns[language] = re.compile(rf"(?<![a-z0-9])({either})(?:s?(?![a-z0-9]))")
    return Glossary(terms, spoken, patterns)
