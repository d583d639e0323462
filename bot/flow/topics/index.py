"""A topic is the sum of what its title and phrases say; a text is near where it says the same.

A story's question stands last, so its last telling clause weighs most. A text that is a topic's very
phrase brings that topic first.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain, islice
from math import log, sqrt
from typing import Final

from bot.flow.topics.features import TELLING, Features, clauses, telling
from bot.flow.topics.meanings import NO_MEANINGS, Meanings
from bot.flow.topics.words import shortened

# How far a topic with many phrases is levelled with one that has few (1: wholly).
_LEVELLED: Final = 0.6

_EARLIER: Final = 0.6  # weight of what is said before a telling clause
_FORGOTTEN: Final = 0.001  # a share that decides nothing: a text may have thousands of clauses
_NEAR: Final = 0.13  # the least that a clause must share with a topic to speak for any
_BESIDE_BEST: Final = 0.3  # of the best score; what falls behind it is noise
_SURE: Final = 0.5  # a best score beyond it makes no other less likely
_EXACT: Final = 1.0  # a phrase typed as it stands comes before everything that is alike
_ELSEWHERE: Final = "elsewhere:"  # begins the target of what is about none of the topics
_DOUBT: Final = 0.7  # what may be ours is rather offered something
_MISSPELT_FROM: Final = 5  # letters; a shorter word is too near to others


@dataclass(frozen=True)
class Topic:
    """A flow (`flow:<name>`) or card (`card:<name>`), and how people name it, in any language."""

    target: str
    titles: tuple[str, ...]
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Match:
    """A topic that a text may be about. Scores of one text compare; those of two do not."""

    target: str
    score: float


@dataclass(frozen=True)
class _Learnt:
    """What the topics' phrases have taught.

    `rarities` says how much a feature tells, `unseen` how much one that no topic has; `postings` leads
    from a feature to the topics that have it, with its part in each; `exact` from a levelled phrase to
    its topics; `misspelt` from a word with a letter left out to the word it may be.
    """

    rarities: Mapping[str, float]
    unseen: float
    postings: Mapping[str, tuple[tuple[str, float], ...]]
    exact: Mapping[str, tuple[str, ...]]
    misspelt: Mapping[str, str]


@dataclass(frozen=True)
class TopicIndex:
    """The topics, findable by what is typed. It learns beside a start, or when it is first asked.

    `elsewhere` holds what is about none of the topics, though it may have words of theirs.
    """

    topics: tuple[Topic, ...]
    elsewhere: tuple[str, ...]
    meanings: Meanings

    @cached_property
    def _learnt(self) -> _Learnt:
        return _learn(self.topics, self.meanings, self.elsewhere)

    def learn(self) -> None:
        """Be ready for the first question, which would else wait most of a second."""
        _ = self._learnt

    def nearest(self, text: str, limit: int = 3) -> tuple[Match, ...]:
        """The topics that the text may be about, best first; empty if none comes near."""
        scores: defaultdict[str, float] = defaultdict(float)
        share = 1.0
        shares = cache(self._near)  # for this call alone: what was typed is not kept
        for clause in reversed(clauses(text)):
            found = shares(clause, is_last=share == 1.0)
            for target, score in found.items():
                scores[target] += share * score
            share *= _EARLIER if found else 1.0
            if share < _FORGOTTEN:
                break
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        if not ranked or ranked[0][0].startswith(_ELSEWHERE):
            return ()
        least = _BESIDE_BEST * min(ranked[0][1], _SURE)
        near = (Match(*one) for one in ranked if not one[0].startswith(_ELSEWHERE))
        return tuple(match for match in islice(near, limit) if match.score >= least)

    def _near(self, clause: str, *, is_last: bool) -> Mapping[str, float]:
        """What the clause shares with every topic; nothing if it comes near none."""
        said = telling(clause, self.meanings)
        mass, scores, found = 0.0, defaultdict[str, float](float), set[str]()
        for name, weight in said.items():
            known = self._spelt(name)
            worth = weight * self._learnt.rarities.get(known, self._learnt.unseen)
            mass += worth * worth
            for target, part in self._learnt.postings.get(known, ()):
                scores[target] += worth * part
                if weight >= TELLING:
                    found.add(target)
        length = sqrt(mass) or 1.0
        for target in self._learnt.exact.get(_levelled(clause), ()) if is_last else ():
            scores[target] += _EXACT * length
        if max(scores.values(), default=0.0) < _NEAR * length:
            return {}
        return {
            target: scores[target] / length * (_DOUBT if target.startswith(_ELSEWHERE) else 1)
            for target in found
        }

    def _spelt(self, name: str) -> str:
        """The feature, or the known word that differs from it by one letter."""
        if name in self._learnt.rarities or len(name) < _MISSPELT_FROM or not _is_word(name):
            return name
        return next(
            (self._learnt.misspelt[key] for key in shortened(name) if key in self._learnt.misspelt),
            name,
        )


def build_index(
    topics: Iterable[Topic], meanings: Meanings = NO_MEANINGS, elsewhere: Iterable[str] = ()
) -> TopicIndex:
    """The index of the topics' titles and phrases."""
    return TopicIndex(tuple(topics), tuple(elsewhere), meanings)


def _learn(topics: tuple[Topic, ...], meanings: Meanings, elsewhere: tuple[str, ...]) -> _Learnt:
    """What all phrases tell; one that tells nothing is left out."""
    documents: list[tuple[str, Features]] = []
    exact: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    named = [(topic.target, (*topic.titles, *topic.phrases)) for topic in topics]
    for target, texts in (*named, *((f"{_ELSEWHERE}{text}", (text,)) for text in elsewhere)):
        for text in dict.fromkeys(texts):
            parts = clauses(text)
            said = _said(parts, meanings)
            if max(said.values(), default=0.0) >= TELLING:
                documents.append((target, said))
                if len(parts) == 1:
                    exact[_levelled(parts[0])] += (target,)
    rarities = _rarities(documents)
    words = sorted(name for name in rarities if len(name) >= _MISSPELT_FROM and _is_word(name))
    return _Learnt(
        rarities,
        log(1 + len(topics)),
        _postings(documents, rarities),
        exact,
        {key: word for word in words for key in shortened(word)},
    )


def _levelled(clause: str) -> str:
    return clause.replace(" ", "")


def _is_word(name: str) -> bool:
    return name.isascii() and name.isalpha()


def _said(parts: list[str], meanings: Meanings) -> Features:
    said: Features = {}
    for clause in parts:
        for name, weight in telling(clause, meanings).items():
            said[name] = max(weight, said.get(name, 0.0))
    return said


def _rarities(documents: list[tuple[str, Features]]) -> dict[str, float]:
    """What each feature tells: much if few topics have it, and few of their phrases."""
    held: defaultdict[str, set[str]] = defaultdict(set)
    times: Counter[str] = Counter()
    for target, said in documents:
        held[_ELSEWHERE if target.startswith(_ELSEWHERE) else target].update(said)
        times.update(said.keys())
    users = Counter(chain.from_iterable(held.values()))
    return {
        name: 0.5 * log(1 + (len(held) - using + 0.5) / (using + 0.5))
        + 0.25 * log(1 + len(documents) / times[name])
        for name, using in users.items()
    }


def _postings(
    documents: list[tuple[str, Features]], rarities: Mapping[str, float]
) -> dict[str, tuple[tuple[str, float], ...]]:
    sums: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for target, said in documents:
        worths = {name: weight * rarities[name] for name, weight in said.items()}
        length = sqrt(sum(worth * worth for worth in worths.values())) or 1.0
        whole = sums[target]
        for name, worth in worths.items():
            whole[name] += worth / length
    found: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    for target, whole in sums.items():
        parts = {name: sqrt(part * rarities[name]) for name, part in whole.items()}
        length = sqrt(sum(part * part for part in parts.values())) ** _LEVELLED or 1.0
        for name, part in parts.items():
            found[name].append((target, part / length))
    return {name: tuple(entries) for name, entries in found.items()}
