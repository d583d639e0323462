"""`load_library`: a folder becomes a library, or a list of every mistake in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.core.figures import Figure
from bot.flow.model import Slot
from bot.flow.normalise import plain
from bot.library.analysis import MARKS
from bot.library.check_flows import HOME, FlowCheck, check_flows
from bot.library.check_uses import Known, report_issues, report_uses
from bot.library.expressions import expression_environment
from bot.library.filters import text_environment
from bot.library.folder import Folder, in_order
from bot.library.glossary import build_glossary
from bot.library.library import Library
from bot.library.lint import find_blocking
from bot.library.manuscript import Manuscript
from bot.library.models import HelpEntry, WordsHead
from bot.library.problems import LibraryError, nearest
from bot.library.read_cards import Cards, read_cards, read_lexicon, read_replies
from bot.library.read_common import read_common
from bot.library.read_facts import read_figures, read_help
from bot.library.read_flows import FlowFile, read_flows
from bot.library.read_glossary import read_glossaries
from bot.library.read_holidays import read_calendar
from bot.library.read_names import Names, report_names
from bot.library.read_never import read_never
from bot.library.read_slots import bind_to_words, read_slots
from bot.library.read_topics import index_topics, read_synonyms
from bot.library.read_words import read_words
from bot.library.scopes import Scope, find_scopes, lost_in
from bot.library.templates import TextTemplate, compile_text
from bot.library.texts import TextSource, check_braces, check_markup
from bot.library.withheld import check_expressions, check_words, find_withheld

Heads = dict[str, list[WordsHead]]


@dataclass
class _Words:
    """What was read of every language."""

    sources: list[TextSource] = field(default_factory=list)
    heads: Heads = field(default_factory=dict)
    moves: dict[str, str] = field(default_factory=dict)
    options: dict[str, tuple[str, ...]] = field(default_factory=dict)
    heard: dict[tuple[str, str], dict[str, tuple[str, ...]]] = field(default_factory=dict)
    told: dict[tuple[str, str], dict[str, tuple[str, ...]]] = field(default_factory=dict)


def load_library(folder: Path) -> Library:
    """The library in a folder with flows/ and content/. Raises as `load_manuscript` does."""
    return load_manuscript(folder).library


def load_manuscript(folder: Path) -> Manuscript:
    """A library fit to be published, with the files it was made of.

    Raises LibraryError, a ContentError, with every mistake at once; and if there is none, with what
    lint finds that must never reach a borrower. Its age is no reason: what was sound when it was
    published starts on any later day.
    """
    manuscript = read_manuscript(folder)
    found = in_order(find_blocking(manuscript))
    if found:
        raise LibraryError(found)
    return manuscript


def read_manuscript(folder: Path) -> Manuscript:
    """The library with the files it was made of. Raises LibraryError with every mistake at once."""
    source = Folder(folder)
    languages = source.languages()
    if not languages:
        source.missing("content", "ASH073")
    slots = read_slots(source, languages)
    figures = read_figures(source, languages)
    calendar = read_calendar(source)
    help_entries = read_help(source, languages)
    flows = read_flows(source)
    if HOME not in flows:
        source.missing(f"flows/{HOME}.yaml", "ASH043", name=HOME)
    cards = read_cards(source, languages)
    scopes = find_scopes(flows)
    known = _with_lists(_known(flows, slots, cards, figures, help_entries), flows, scopes)
    environment = expression_environment(figures, calendar)
    expressions = check_flows(FlowCheck(flows, slots, scopes, known, environment))
    lexicon, kinds = read_lexicon(source)
    synonymous = read_synonyms(source, languages)
    words = _read_words(source, flows, scopes, languages)
    glossaries = read_glossaries(source, languages)
    never = read_never(source)
    sources = [
        *cards.sources,
        *read_replies(source, kinds, languages),
        *words.sources,
        *glossaries.sources,
    ]
    _check_related(cards, known)
    withheld = find_withheld(flows, slots, expressions)
    check_expressions(flows, withheld, expressions)
    texts = _compile(sources, known, withheld)
    source.raise_if_wrong()
    library = Library(
        flows={name: file.flow for name, file in flows.items()},
        slots=bind_to_words(slots, words.sources),
        languages=languages,
        lexicon=lexicon,
        topics=index_topics(words.heads, cards, synonymous),
        figures=figures,
        calendar=calendar,
        help=help_entries,
        texts=texts,
        move_words=words.moves,
        option_words=words.options,
        heard=words.heard,
        told=words.told,
        relations=_relations(cards),
        expressions=expressions,
        chosen_in=_chosen_in(flows),
        withheld=withheld,
        glossary=build_glossary(glossaries.terms),
    )
    return Manuscript(
        library, tuple(sources), source.documents, folder, flows, never, glossaries.jargon
    )


def _known(
    flows: Mapping[str, FlowFile],
    slots: Mapping[str, Slot],
    cards: Cards,
    figures: Mapping[str, Figure],
    help_entries: Mapping[str, HelpEntry],
) -> Known:
    return Known(
        frozenset(slots) | _set_facts(flows) | lost_in(flows),
        figures,
        frozenset(help_entries),
        frozenset(f"flow:{name}" for name in flows)
        | frozenset(f"card:{name}" for name, _ in cards.checkers),
        _chosen_options(flows),
    )


def _with_lists(known: Known, flows: Mapping[str, FlowFile], scopes: Mapping[str, Scope]) -> Known:
    """What is known, with the parts and the marks of every list, wherever it is asked for."""
    items: dict[str, frozenset[str]] = {}
    marks: dict[str, tuple[str, ...] | None] = {}
    for flow, file in flows.items():
        for name, parts in scopes[flow].items.items():
            items[name] = items.get(name, frozenset()) | parts
        for verb, step in file.steps():
            if verb == "repeat":
                key = f"{getattr(step, verb, '')}.{MARKS}"
                marks[key] = (*(marks.get(key) or ()), *getattr(step, "marks", ()))
    lost = lost_in(flows)
    items = {name: parts for name, parts in items.items() if name not in lost}
    return replace(known, items=items, options={**known.options, **marks, **dict.fromkeys(lost)})


def _read_words(
    source: Folder,
    flows: Mapping[str, FlowFile],
    scopes: Mapping[str, Scope],
    languages: tuple[str, ...],
) -> _Words:
    words, named = _Words(), list[Names]()
    for language in languages:
        said = read_words(source, flows, scopes, language)
        common, typed = read_common(source, language, languages)
        words.sources += [*said.sources, *common]
        named += said.named
        words.moves |= {plain(word): move for move, said in typed.moves.items() for word in said}
        for option, also in typed.options.items():
            words.options[option] = (*words.options.get(option, ()), *also)
        for name, head in said.heads.items():
            words.heads.setdefault(name, []).append(head)
        for whole, told in ((words.heard, said.heard), (words.told, said.told)):
            for question, options in told.items():
                heard = whole.setdefault(question, {})
                for option, phrases in options.items():
                    heard[option] = (*heard.get(option, ()), *phrases)
    report_names(named)
    return words


def _compile(
    sources: Iterable[TextSource], known: Known, withheld: frozenset[str]
) -> dict[str, dict[tuple[str, str], TextTemplate]]:
    """Every text, compiled; every mistake in one becomes a problem."""
    environment = text_environment()
    texts: dict[str, dict[tuple[str, str], TextTemplate]] = {}
    for source in sources:
        template, issues = compile_text(environment, source.text, copies=source.copies)
        if check_braces(source, is_readable=not issues):
            check_markup(source)
            report_issues(issues, source.wrong)
        report_uses(template.uses, source.facts, known, source.wrong)
        check_words(source, template.uses, withheld)
        for number, name in enumerate(source.copies):
            if name not in known.help:
                near = nearest(name, known.help)
                source.checker.add((*source.copy_keys, number), "ASH067", near=near, name=name)
        texts.setdefault(source.language, {})[source.source, source.key] = template
    return texts


def _set_facts(flows: Mapping[str, FlowFile]) -> frozenset[str]:
    return frozenset(
        getattr(step, "set", "")
        for file in flows.values()
        for verb, step in file.steps()
        if verb == "set"
    )


def _chosen_options(flows: Mapping[str, FlowFile]) -> dict[str, tuple[str, ...] | None]:
    """The options of every chosen slot, wherever it is chosen; None where any are computed."""
    found: dict[str, tuple[str, ...] | None] = {}
    for file in flows.values():
        for verb, step in file.steps():
            if verb != "choose":
                continue
            name, options = getattr(step, "choose", ""), getattr(step, "options", ())
            before = found.get(name, ())
            computed = before is None or isinstance(options, str)
            found[name] = None if computed else (*(before or ()), *options)
    return found


def _chosen_in(flows: Mapping[str, FlowFile]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for flow, file in flows.items():
        for verb, step in file.steps():
            if verb in ("choose", "repeat"):
                name = getattr(step, verb, "")
                found[name] = (*found.get(name, ()), flow)
    return found


def _check_related(cards: Cards, known: Known) -> None:
    for name, by_language in cards.entries.items():
        for language, entry in by_language.items():
            checker = cards.checkers[name, language]
            for number, target in enumerate(entry.related):
                known.check_target(checker, ("related", number), target)


def _relations(cards: Cards) -> dict[str, tuple[str, ...]]:
    return {
        name: tuple(dict.fromkeys(t for entry in entries.values() for t in entry.related))
        for name, entries in cards.entries.items()
    }
