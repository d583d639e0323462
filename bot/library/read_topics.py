"""What free text is matched against: titles, phrases, and content/<language>/synonyms.yaml."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.flow.normalise import plain, squeeze
from bot.flow.topics import Meanings, Topic, TopicIndex, build_index, build_meanings
from bot.library.check_flows import HOME
from bot.library.folder import Folder
from bot.library.models import Synonyms, WordsHead
from bot.library.read_cards import Cards


@dataclass(frozen=True)
class Synonymous:
    """What the files of synonyms hold: the meanings, and what is not ours."""

    meanings: Meanings
    elsewhere: tuple[str, ...]


def read_synonyms(folder: Folder, languages: tuple[str, ...]) -> Synonymous:
    """The synonyms of every language together; a language may have none.

    A word without a letter or figure, or twice in one meaning of a file, is a problem.
    """
    words: dict[str, list[str]] = {}
    elsewhere: list[str] = []
    for language in languages:
        where = f"content/{language}/synonyms.yaml"
        checker = folder.read_map(folder.path / where) if folder.has(where) else None
        entry = checker.check(Synonyms, checker.document.data, ()) if checker else None
        if checker is None or entry is None:
            continue
        elsewhere += entry.elsewhere
        for meaning, several in entry.synonyms.items():
            levels: set[str] = set()
            for number, word in enumerate(several):
                level = plain(word)
                if not squeeze(word) or level in levels:
                    checker.add(("synonyms", meaning, number), "ASH089", word=word)
                    continue
                levels.add(level)
                words.setdefault(meaning, []).append(word)
    return Synonymous(build_meanings(words), tuple(elsewhere))


def index_topics(
    heads: Mapping[str, Sequence[WordsHead]], cards: Cards, synonymous: Synonymous
) -> TopicIndex:
    """The index of flows and cards. Home is no topic: it cannot be gone to by name."""
    topics = [
        Topic(
            f"flow:{name}",
            tuple(head.title for head in found),
            tuple(phrase for head in found for phrase in head.phrases),
        )
        for name, found in heads.items()
        if name != HOME
    ]
    topics += [
        Topic(
            f"card:{name}",
            tuple(entry.title for entry in entries.values()),
            tuple(phrase for entry in entries.values() for phrase in entry.phrases),
        )
        for name, entries in cards.entries.items()
    ]
    return build_index(topics, synonymous.meanings, synonymous.elsewhere)
