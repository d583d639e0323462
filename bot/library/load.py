"""Loading a library: every file read, every mistake found, every text compiled once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context

from bot.core.figures import Figure, value_on
from bot.flow.normalise import plain
from bot.flow.safety import build_lexicon
from bot.flow.topics import Topic, build_index
from bot.flow.values import UNKNOWN, Unknown
from bot.library.filters import text_environment
from bot.library.folder import Folder
from bot.library.functions import FUNCTIONS, PLAIN_FILTERS
from bot.library.library import Library, TextKey
from bot.library.models import CardEntry, HelpEntry, Phrases
from bot.library.problems import nearest
from bot.library.read_facts import read_figures, read_help
from bot.library.read_flows import FlowFile, read_flows
from bot.library.read_slots import read_slots
from bot.library.read_words import read_words
from bot.library.sandbox import Sandbox
from bot.library.scopes import Scope, find_circle, find_scopes
from bot.library.templates import Expression, TextTemplate, compile_expression, compile_text
from bot.library.texts import TextSource, check_markup

_EXPRESSIONS = ("if_", "must", "to", "at", "options")


def load_library(path: Path) -> Library:
    """The library of a folder with flows/ and content/.

    Raises LibraryError (a ContentError) with every problem that was found, in order of place.
    """
    folder = Folder(path)
    languages = folder.languages()
    slots = read_slots(folder, languages)
    flows = read_flows(folder)
    figures = read_figures(folder, languages)
    help_ = read_help(folder, languages)
    scopes = find_scopes(flows)
    found = _Found()
    for language in languages:
        sources, heads = read_words(folder, flows, scopes, language)
        found.texts += sources
        for name, head in heads.items():
            found.topic(f"flow:{name}", head.title, head.phrases)
        _read_common(folder, language, found)
        _read_cards(folder, language, found)
    lexicon = _read_safety(folder, languages, found)
    expressions = _compile_expressions(flows, scopes, slots, figures)
    _check_calls(flows)
    texts = _compile_texts(found, figures, help_)
    folder.raise_if_wrong()
    found.topics.pop("flow:home", None)
    return Library(
        flows={name: file.flow for name, file in flows.items()},
        slots=slots,
        languages=languages,
        lexicon=lexicon,
        topics=build_index(
            [Topic(target, tuple(t), tuple(p)) for target, (t, p) in found.topics.items()]
        ),
        figures=figures,
        help=help_,
        move_words=found.moves,
        cards=found.cards,
        texts=texts,
        expressions=expressions,
    )


@dataclass
class _Found:
    """What was read so far, across languages."""

    texts: list[TextSource] = field(default_factory=list)
    topics: dict[str, tuple[list[str], list[str]]] = field(default_factory=dict)
    moves: dict[str, str] = field(default_factory=dict)
    cards: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def topic(self, target: str, title: str, phrases: tuple[str, ...]) -> None:
        """A flow or card, findable by its title and phrases."""
        titles, known = self.topics.setdefault(target, ([], []))
        titles.append(title)
        known.extend(phrases)


def _read_common(folder: Folder, language: str, found: _Found) -> None:
    where = f"content/{language}/common.yaml"
    if not folder.has(where):
        folder.missing(where, "ASH060", file=where)
        return
    checker = folder.read_map(folder.path / where)
    if checker is None:
        return
    data = dict(checker.document.data)
    for move, words in (data.pop("move_words", None) or {}).items():
        found.moves.update({plain(str(word)): move for word in words})
    for keys, text, copies in _leaves(data, ()):
        name = ".".join(key for key in keys if key != "text")
        found.texts.append(TextSource(checker, keys, language, "common", name, text, copies=copies))


def _leaves(
    data: Any, keys: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    if isinstance(data, str):
        yield keys, data, ()
    elif isinstance(data, dict) and "text" in data:
        yield (*keys, "text"), str(data["text"]), tuple(data.get("copy") or ())
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _leaves(value, (*keys, key))


def _read_cards(folder: Folder, language: str, found: _Found) -> None:
    for path in folder.files(f"content/{language}/topics"):
        checker = folder.read_map(path)
        card = checker.check(CardEntry, checker.document.data, ()) if checker else None
        if checker is None or card is None:
            continue
        name = path.stem
        found.cards[name] = card.related
        found.topic(f"card:{name}", card.title, card.phrases)
        title = TextSource(checker, ("title",), language, "topics", f"{name}.title", card.title)
        text = TextSource(
            checker, ("text",), language, "topics", f"{name}.text", card.text,
            copies=card.copy_, copy_keys=("copy",),
        )  # fmt: skip
        found.texts += [title, text]


def _read_safety(folder: Folder, languages: tuple[str, ...], found: _Found) -> Any:
    kinds: Mapping[Any, tuple[str, ...]] = {}
    exclusions: tuple[str, ...] = ()
    for where in ("content/safety/phrases.yaml", "content/safety/replies.yaml"):
        if not folder.has(where):
            folder.missing(where, "ASH060", file=where)
            return build_lexicon({}, ())
    checker = folder.read_map(folder.path / "content/safety/phrases.yaml")
    phrases = checker.check(Phrases, checker.document.data, ()) if checker else None
    if phrases is not None:
        kinds, exclusions = phrases.kinds, phrases.exclusions
    replies = folder.read_map(folder.path / "content/safety/replies.yaml")
    data = replies.document.data if replies else {}
    for kind, reply in data.items():
        if replies is None or not isinstance(reply, dict):
            continue
        for language in languages:
            if not isinstance(reply.get(language), str):
                replies.add((kind,), "ASH070", language=language)
                continue
            found.texts.append(
                TextSource(
                    replies,
                    (kind, language),
                    language,
                    "safety",
                    kind,
                    reply[language],
                    copies=tuple(reply.get("copy") or ()),
                    copy_keys=(kind, "copy"),
                )
            )
    for kind in kinds:
        if replies is not None and kind not in data:
            replies.add((), "ASH083", kind=kind)
    return build_lexicon(dict(kinds), exclusions)


def _compile_expressions(
    flows: Mapping[str, FlowFile],
    scopes: Mapping[str, Scope],
    slots: Mapping[str, Any],
    figures: Mapping[str, Figure],
) -> dict[str, Expression]:
    environment = _expression_environment(figures)
    compiled: dict[str, Expression] = {}
    for name, file in flows.items():
        for verb, step in file.steps():
            keys = file.place(step)
            slot = getattr(step, verb, None)
            if verb in ("ask", "choose", "repeat") and slot not in slots:
                near = nearest(str(slot), slots)
                file.checker.add_at_value((*keys, verb), "ASH031", name=str(slot), near=near)
            for attribute in _EXPRESSIONS:
                source = getattr(step, attribute, None)
                if not isinstance(source, str):
                    continue
                key = (*keys, attribute.rstrip("_"))
                expression, parsed = compile_expression(environment, source)
                for issue in parsed.issues:
                    near = nearest(str(issue.values.get("name", "")), issue.known)
                    file.checker.add_in_text(
                        key, source, issue.offset, issue.code, near=near, **issue.values
                    )
                known = scopes[name].before.get(id(step), frozenset()) | {"today"}
                known |= {"answer"} if attribute == "must" else frozenset()
                for use in parsed.uses.facts:
                    if use.name not in known:
                        file.checker.add_in_text(
                            key, source, use.offset, "ASH014", name=use.name,
                            near=nearest(use.name, known),
                        )  # fmt: skip
                for use in (*parsed.uses.law, *parsed.uses.cited):
                    if use.name not in figures:
                        file.checker.add_in_text(
                            key, source, use.offset, "ASH066", name=use.name,
                            near=nearest(use.name, figures),
                        )  # fmt: skip
                if expression is not None:
                    compiled[source] = expression
    return compiled


def _expression_environment(figures: Mapping[str, Figure]) -> Sandbox:
    @pass_context
    def figure(context: Context, name: str, on: Any = None) -> Any:
        if isinstance(on, Unknown):
            return UNKNOWN
        day = on if isinstance(on, date) else context["today"]
        found = value_on(figures[name].values, day) if name in figures else None
        return found.value if found and isinstance(found.value, Decimal) else UNKNOWN

    functions = {**FUNCTIONS, "figure": figure}
    return Sandbox(autoescape=False, filters=PLAIN_FILTERS, functions=functions)


def _check_calls(flows: Mapping[str, FlowFile]) -> None:
    for file in flows.values():
        for verb, step in file.steps():
            called = getattr(step, "call", "")
            if verb == "call" and called not in flows:
                near = nearest(called, flows)
                file.checker.add_at_value(
                    (*file.place(step), "call"), "ASH032", name=called, near=near
                )
    known = all(
        getattr(step, "call", name) in flows
        for name, file in flows.items()
        for verb, step in file.steps()
        if verb == "call"
    )
    for name, file in flows.items():
        circle = find_circle(flows, name) if known else []
        if circle:
            file.checker.add((), "ASH033", way=" → ".join(circle))


def _compile_texts(
    found: _Found, figures: Mapping[str, Figure], help_: Mapping[str, HelpEntry]
) -> dict[TextKey, TextTemplate]:
    environment = text_environment()
    texts: dict[TextKey, TextTemplate] = {}
    for source in found.texts:
        check_markup(source)
        text, issues = compile_text(environment, source.text, copies=source.copies)
        for issue in issues:
            near = nearest(str(issue.values.get("name", "")), issue.known)
            source.wrong(issue.offset, issue.code, near=near, **issue.values)
        _check_uses(source, text, figures, help_)
        texts[source.source, source.key, source.language] = text
    return texts


def _check_uses(
    source: TextSource,
    text: TextTemplate,
    figures: Mapping[str, Figure],
    help_: Mapping[str, HelpEntry],
) -> None:
    for use in (*text.uses.law, *text.uses.cited):
        if use.name not in figures:
            source.wrong(use.offset, "ASH066", name=use.name, near=nearest(use.name, figures))
    for use in text.uses.help:
        if use.name not in help_:
            source.wrong(use.offset, "ASH067", name=use.name, near=nearest(use.name, help_))
    for name in source.copies:
        if name not in help_:
            source.checker.add(source.copy_keys, "ASH067", name=name, near=nearest(name, help_))
    if source.source not in ("common", "topics", "safety"):
        known = source.facts | {"today"}
        for use in text.uses.facts:
            if use.name not in known:
                source.wrong(use.offset, "ASH014", name=use.name, near=nearest(use.name, known))
