"""How well free text finds its flow or card: `python -m tests.bench.routing` prints it by kind."""

import hashlib
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any

import yaml

from bot.flow.topics import Topic, TopicIndex, build_index
from tests.shipped import shipped_library

ROOT = Path(__file__).parents[2]
SEED = 20261125
HELD_OUT = 5  # one part in so many
CONTENT = "content"  # the kind of a phrase that stands in content
# Sets of phrases that nobody had thought of, on the day they came, before anything was tuned to them.
SECOND_FIRST_MEASURED = "top-1 74.8%, top-3 92.4% of 131"  # 2026-11-25
THIRD_FIRST_MEASURED = "top-1 72.9%, top-3 90.2% of 468"  # 2026-11-26; most are content since
_WORST = 20
_DRAWS = 256  # values of the byte that decides


@dataclass(frozen=True)
class Asked:
    """What is typed, of which kind, and the targets that answer it."""

    text: str
    kind: str
    targets: frozenset[str]


@dataclass(frozen=True)
class Found:
    """What was offered to it, best first."""

    asked: Asked
    offered: tuple[str, ...]

    def is_first(self) -> bool:
        """Whether the best offer answers it."""
        return bool(self.offered) and self.offered[0] in self.asked.targets

    def is_among(self) -> bool:
        """Whether any of the offers answers it."""
        return not self.asked.targets.isdisjoint(self.offered)


@dataclass(frozen=True)
class Score:
    """Shares of phrases whose best offer, or one of the three, answers them."""

    first: float
    among: float
    count: int

    def __str__(self) -> str:
        """Both in per cent, and of how many."""
        return f"top-1 {self.first:.1%}, top-3 {self.among:.1%} of {self.count}"


def project_index() -> TopicIndex:
    """The project's own index."""
    return shipped_library().topics


@cache
def phrase_file(name: str = "asked") -> Any:
    """A file of phrases beside the tests of the flow."""
    path = ROOT / "tests" / "flow" / f"{name}.yaml"
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


@cache
def judged() -> dict[str, frozenset[str]]:
    """What answers a phrase, by its text, where a reader has judged it."""
    return {text: frozenset(targets) for text, targets in phrase_file("judged")["judged"].items()}


def _asked(entry: str | list[str], kind: str, target: str) -> Asked:
    if isinstance(entry, str):
        return Asked(entry, kind, frozenset((target,)))
    return Asked(entry[0], kind, frozenset((target, *entry[1:])))


@cache
def asked_phrases() -> tuple[Asked, ...]:
    """What people ask, of tests/flow/asked.yaml."""
    return tuple(
        _asked(entry, kind, target)
        for target, kinds in phrase_file()["asked"].items()
        for kind, entries in kinds.items()
        for entry in entries
    )


def blind_phrases() -> tuple[Asked, ...]:
    """What was written after everything else, and is never tuned to."""
    return tuple(
        Asked(text, "blind", frozenset((target,)))
        for target, texts in phrase_file()["blind"].items()
        for text in texts
    )


def blind_second_phrases() -> tuple[Asked, ...]:
    """What was written after that, by one who had read the titles alone."""
    return tuple(
        _asked(entry, "blind_second", target)
        for target, entries in phrase_file()["blind_second"].items()
        for entry in entries
    )


def foreign_phrases() -> tuple[tuple[str, str], ...]:
    """What is not ours, with its kind."""
    return tuple((text, kind) for kind, texts in phrase_file()["nothing"].items() for text in texts)


@cache
def content_phrases() -> tuple[Asked, ...]:
    """The phrases of content, each with every target it stands under."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for topic in project_index().topics:
        for phrase in topic.phrases:
            owners[phrase].add(topic.target)
    return tuple(Asked(text, CONTENT, frozenset(found)) for text, found in owners.items())


def widened(asked: Asked) -> Asked:
    """The same with all that answers it.

    That is what was judged to; else the twins of its targets, and the cards narrower than them, too.
    """
    if asked.text in judged():
        return replace(asked, targets=judged()[asked.text])
    twins = {
        twin
        for pair in phrase_file()["twins"]
        if not asked.targets.isdisjoint(pair)
        for twin in pair
    }
    narrower = {
        card for target in asked.targets for card in phrase_file()["narrower"].get(target, ())
    }
    return replace(asked, targets=asked.targets | twins | narrower)


def likened() -> set[str]:
    """Every target that is named as another's twin, or as narrower or wider."""
    pairs = [
        *phrase_file()["twins"],
        *([wide, *cards] for wide, cards in phrase_file()["narrower"].items()),
    ]
    return {target for pair in pairs for target in pair}


def split(seed: int, fifth: int = 0) -> tuple[list[Asked], list[Asked]]:
    """All phrases, of content and asked, without one of the five fifths, and that fifth.

    A phrase's place depends on the seed and on itself alone: what is added moves none that was there.
    """
    kept: list[Asked] = []
    out: list[Asked] = []
    for asked in (*content_phrases(), *asked_phrases()):
        drawn = hashlib.sha256(f"{seed} {asked.text}".encode()).digest()[0]
        (out if drawn * HELD_OUT // _DRAWS == fifth else kept).append(asked)
    return kept, out


def index_of(phrases: Iterable[Asked]) -> TopicIndex:
    """The project's topics, with these phrases in place of their own."""
    by_target: defaultdict[str, list[str]] = defaultdict(list)
    for asked in phrases:
        for target in asked.targets:
            by_target[target].append(asked.text)
    own = project_index()
    topics = [Topic(one.target, one.titles, tuple(by_target[one.target])) for one in own.topics]
    return build_index(topics, own.meanings, own.elsewhere)


def route(index: TopicIndex, phrases: Iterable[Asked]) -> list[Found]:
    """What the index offers to each."""
    return [
        Found(asked, tuple(match.target for match in index.nearest(asked.text)))
        for asked in phrases
    ]


def score(found: Sequence[Found]) -> Score:
    """How many of the offers answer."""
    count = len(found)
    first = sum(one.is_first() for one in found)
    return Score(first / count, sum(one.is_among() for one in found) / count, count)


def held_out(seed: int = SEED, fifth: int = 0) -> list[Found]:
    """A fifth of all phrases, against the rest."""
    kept, out = split(seed, fifth)
    return route(index_of(kept), out)


def each_held_out(seed: int = SEED) -> list[list[Found]]:
    """Every fifth against the other four, so that each phrase is held out once."""
    return [held_out(seed, fifth) for fifth in range(HELD_OUT)]


def unlearnt() -> list[Found]:
    """What people ask, against the phrases of content alone."""
    return route(project_index(), asked_phrases())


def blind() -> list[Found]:
    """What nobody thought of, against content alone."""
    return route(project_index(), blind_phrases())


def blind_second() -> list[Found]:
    """The second blind set, against content alone."""
    return route(project_index(), blind_second_phrases())


def answered(found: Iterable[Found]) -> list[Found]:
    """The same offers, where a twin's, or a narrower card's, is as good."""
    return [replace(one, asked=widened(one.asked)) for one in found]


def false_offers() -> list[tuple[str, str]]:
    """What is not ours but was offered something, and what."""
    index = project_index()
    return [
        (text, matches[0].target)
        for text, _ in foreign_phrases()
        if (matches := index.nearest(text))
    ]


def by_kind(found: Iterable[Found]) -> dict[str, Score]:
    """The score of each kind of phrase."""
    kinds: defaultdict[str, list[Found]] = defaultdict(list)
    for one in found:
        kinds[one.asked.kind].append(one)
    return {kind: score(ones) for kind, ones in sorted(kinds.items())}


def _lines() -> Iterator[str]:
    fifths, asked = each_held_out(), unlearnt()
    fifth = [found for one in fifths for found in one]
    yield f"Every fifth held out in turn, seed {SEED}: {score(answered(fifth))}"
    yield from (f"  fifth {n}: {score(answered(one))}" for n, one in enumerate(fifths, 1))
    yield f"  to the letter: {score(fifth)}"
    yield f"Asked, against content alone: {score(answered(asked))}"
    yield f"  to the letter: {score(asked)}"
    yield f"Blind, against content alone: {score(answered(blind()))}"
    yield f"Second blind set, against content alone: {score(answered(blind_second()))}"
    yield f"  second blind set, first measured: {SECOND_FIRST_MEASURED}"
    yield f"Third blind set, first measured: {THIRD_FIRST_MEASURED}"
    false = false_offers()
    yield f"False offers: {len(false)} of {len(foreign_phrases())}"
    yield from (f"  {text} > {target}" for text, target in false)
    yield "\n| kind | held out, top-1 | top-3 | of | against content, top-1 | top-3 | of |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    out, alone = by_kind(answered(fifth)), by_kind(answered(asked))
    for kind, of in out.items():
        other = alone.get(kind)
        cells = f"{other.first:.1%} | {other.among:.1%} | {other.count}" if other else "| |"
        yield f"| {kind} | {of.first:.1%} | {of.among:.1%} | {of.count} | {cells} |"
    yield "\nConfused most, of both:"
    wrong = Counter(
        (min(one.asked.targets), one.offered[0] if one.offered else "nothing")
        for one in answered([*fifth, *asked])
        if not one.is_first()
    )
    yield from (f"{n:3} {meant} > {got}" for (meant, got), n in wrong.most_common(_WORST))
    since = perf_counter()
    own = project_index()
    build_index(own.topics, own.meanings, own.elsewhere)
    built = perf_counter()
    route(own, asked_phrases())
    each = (perf_counter() - built) / len(asked_phrases())
    yield f"\nIndex built in {(built - since) * 1000:.0f} ms; {each * 1000:.2f} ms a text."


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in _lines())
