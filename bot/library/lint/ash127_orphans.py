"""ASH127: words that are never said: their step has no such key, or nothing goes by their name."""

from collections.abc import Iterator
from typing import Final

from bot.library.lint.check import Book, Check
from bot.library.problems import Problem, as_warning
from bot.library.texts import TextSource

# Keys of words that a step needs only where it has a key of its own (the second).
_NEEDING: Final = {
    "must": "must",
    "sure": "sure",
    "star": "star",
    "alike": "alike",
    "alt": "picture",
}
_DONE: Final = "ends.done"


def _find(book: Book) -> Iterator[Problem]:
    wanted = {
        (file.name, getattr(step, verb, ""), key)
        for file, verb, step in book.steps()
        for key, needed in _NEEDING.items()
        if getattr(step, needed, None)
    }
    flows = book.manuscript.library.flows
    for source in book.sources:
        if source.source in flows and _is_idle(book, source, wanted):
            yield source.finding(0, "ASH127", severity="warning", key=source.key)
    yield from _words_for_options(book)
    yield from _languages(book)


def _is_idle(book: Book, source: TextSource, wanted: set[tuple[str, str, str]]) -> bool:
    if source.key == _DONE:
        return not book.ways.words.get((source.source, _DONE))
    name, _, key = source.key.partition(".")
    return key in _NEEDING and name != "ends" and (source.source, name, key) not in wanted


def _words_for_options(book: Book) -> Iterator[Problem]:
    """What is typed for an option that no flow offers."""
    options = {
        option
        for _, verb, step in book.steps()
        for option in (*_tuple(getattr(step, "options", ())), *getattr(step, "marks", ()))
        if verb in ("choose", "repeat")
    }
    computed = any(isinstance(getattr(step, "options", None), str) for _, _, step in book.steps())
    for language in book.manuscript.library.languages:
        document = book.manuscript.documents.get(f"content/{language}/common.yaml")
        typed = document.data.get("option_words", {}) if document is not None else {}
        for option in typed:
            if document is not None and option not in options and not computed:
                keys = ("option_words", option)
                found = document.problem(document.key_place(keys), "ASH127", key=".".join(keys))
                yield as_warning(found)


def _tuple(options: object) -> tuple[str, ...]:
    return options if isinstance(options, tuple) else ()


def _languages(book: Book) -> Iterator[Problem]:
    """The name of a language that has no words."""
    for source in book.sources:
        group, _, name = source.key.partition(".")
        known = book.manuscript.library.languages
        if source.source == "common" and group == "languages" and name not in known:
            yield source.finding(0, "ASH127", severity="warning", key=source.key)


CHECK: Final = Check(("ASH127",), _find)
