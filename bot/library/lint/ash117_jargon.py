"""ASH117: a word that needs an explanation and has none in the glossary; reported where it first stands."""

from collections.abc import Iterator
from typing import Final

from bot.flow.normalise import plain
from bot.library.lint.check import Book, Check
from bot.library.problems import Problem
from bot.library.read_glossary import SOURCE


def _find(book: Book) -> Iterator[Problem]:
    for language, words in book.manuscript.jargon.items():
        spoken = book.manuscript.library.glossary.spoken
        unexplained = [word for word in words if not any(plain(word) in term for term in spoken)]
        own = [one for one in book.sources if one.language == language and one.source != SOURCE]
        for word in unexplained:
            wanted = word.casefold()
            first = next((one for one in own if wanted in one.prose.casefold()), None)
            if first is not None:
                at = first.prose.casefold().find(wanted)
                yield first.finding(at, "ASH117", severity="warning", said=word)


CHECK: Final = Check(("ASH117",), _find)
