"""Reading content/<language>/<flow>.yaml: the words of every step, and what is missing or left over."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import BaseModel

from bot.flow.model import Audience, Step
from bot.library.folder import Folder
from bot.library.models import (
    DocumentWords,
    MenuWords,
    QuestionWords,
    RepeatWords,
    Said,
    WordsHead,
)
from bot.library.problems import nearest
from bot.library.read_flows import FlowFile
from bot.library.read_heard import check_heard, heard_in
from bot.library.read_names import Names
from bot.library.read_translated import NOT_READ
from bot.library.scopes import Scope
from bot.library.texts import NOTHING, TextSource
from bot.library.validate import Checker
from bot.library.yaml_reader import Keys

_HEAD: Final = {field.alias or name for name, field in WordsHead.model_fields.items()}
_NO_WORDS: Final = {"set", "if", "call", "review", "end"}
_MODELS: Final[Mapping[str, type[BaseModel]]] = {
    "ask": QuestionWords,
    "choose": QuestionWords,
    "repeat": RepeatWords,
    "menu": MenuWords,
    "document": DocumentWords,
}
_LABELS: Final = ("add", "star")
# Keys of a step that need words of the same name.
_WANTED: Final = {"ask": ("must", "sure"), "repeat": ("star", "alike")}


@dataclass(frozen=True)
class WordsFile:
    """The words of one flow in one language."""

    checker: Checker
    language: str
    file: FlowFile
    scope: Scope
    named: list[Names]

    def names(self, where: tuple[str, ...], wanted: Mapping[str, Keys], had: Iterable[str]) -> None:
        """Note what the flow wants at a place and what is there; all languages are looked at together."""
        self.named.append(Names(self.file, self.checker, where, wanted, frozenset(had)))

    @property
    def data(self) -> dict[str, Any]:
        """The file's entries."""
        data: dict[str, Any] = self.checker.document.data
        return data

    def source(
        self, keys: tuple[str, ...], text: str, facts: frozenset[str], **more: Any
    ) -> TextSource:
        """A text of this file; its name in the program is its place in the file."""
        name = ".".join(keys)
        return TextSource(
            self.checker, keys, self.language, self.file.name, name, text, facts, **more
        )


@dataclass(frozen=True)
class FlowWords:
    """The words of all flows in one language: texts, heads by flow, and what ticks an option.

    `heard` maps a flow's question to its options, and each to phrases; so does `told`.
    """

    sources: list[TextSource] = field(default_factory=list)
    heads: dict[str, WordsHead] = field(default_factory=dict)
    heard: dict[tuple[str, str], Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    told: dict[tuple[str, str], Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    named: list[Names] = field(default_factory=list)


def read_words(
    folder: Folder, flows: Mapping[str, FlowFile], scopes: Mapping[str, Scope], language: str
) -> FlowWords:
    """Every text of every flow in a language."""
    read = FlowWords()
    for path in folder.files(f"content/{language}"):
        if path.stem not in (*flows, "common", "glossary", "synonyms", *NOT_READ):
            checker = folder.read(path)
            if checker is not None:
                near = nearest(path.stem, flows)
                checker.add((), "ASH071", name=path.stem, near=near)
    for name, file in flows.items():
        where = f"content/{language}/{name}.yaml"
        if not folder.has(where):
            folder.missing(where, "ASH060", file=where)
            continue
        checker = folder.read_map(folder.path / where)
        if checker is None:
            continue
        words = WordsFile(checker, language, file, scopes[name], read.named)
        head = checker.check(
            WordsHead, {key: value for key, value in words.data.items() if key in _HEAD}, ()
        )
        if head is not None:
            read.heads[name] = head
            read.sources.append(words.source(("title",), head.title, NOTHING, label=True))
        if file.sound:
            read.sources.extend(_texts(words))
            read.heard.update(heard_in(name, words.data, "heard"))
            read.told.update(heard_in(name, words.data, "told"))
        else:
            read.sources.extend(_leaves(words, words.data, ()))
    return read


def _leaves(words: WordsFile, data: Any, keys: Keys) -> Iterator[TextSource]:
    """Every text as it stands, where the flow has mistakes: what it may use cannot be told."""
    if isinstance(data, str):
        name = ".".join(map(str, keys))
        yield TextSource(words.checker, keys, words.language, words.file.name, name, data, None)
    elif isinstance(data, dict):
        for key, value in data.items():
            if keys or key not in _HEAD:
                yield from _leaves(words, value, (*keys, key))


def _texts(words: WordsFile) -> Iterator[TextSource]:
    used: dict[str, Keys] = {}
    for verb, step in words.file.steps():
        name = getattr(step, verb, None)
        if verb in _NO_WORDS or not isinstance(name, str):
            continue
        if name not in used and name in words.data:
            yield from _read_entry(words, verb, name)
        used.setdefault(name, (*words.file.place(step), verb))
        if name in words.data:
            _check_wanted(words, verb, step, words.data[name])
    yield from _ends(words)
    words.names((), used, words.data.keys() - _HEAD - {"ends"})


def _read_entry(words: WordsFile, verb: str, name: str) -> Iterator[TextSource]:
    model = _MODELS.get(verb)
    if model is None:
        facts = words.scope.before_words(name)
        yield from said(words, (name,), words.data[name], facts)
        return
    entry = words.checker.check(model, words.data[name], (name,))
    if entry is not None:
        yield from _fields(words, name, entry)


def said(
    words: WordsFile, keys: tuple[str, ...], data: Any, facts: frozenset[str]
) -> Iterator[TextSource]:
    """A text, or a text with numbers to copy."""
    if isinstance(data, str) and data.strip():
        yield words.source(keys, data, facts)
    elif isinstance(data, dict):
        entry = words.checker.check(Said, data, keys)
        if entry is not None:
            name = ".".join(keys)
            yield TextSource(
                words.checker, (*keys, "text"), words.language, words.file.name, name,
                entry.text, facts, entry.copy_, (*keys, "copy"),
            )  # fmt: skip
    elif data is None or isinstance(data, str):
        words.checker.add_at_value(keys, "ASH029")
    else:
        words.checker.wrong_kind(keys, "text")


def _fields(words: WordsFile, name: str, entry: BaseModel) -> Iterator[TextSource]:
    scope = words.scope
    before = scope.before_words(name)
    facts = {
        "must": before | {"said"},
        "sure": before | {"answer"},
    }
    if isinstance(entry, RepeatWords):
        facts = _list_facts(scope, name)
    if isinstance(entry, MenuWords):
        facts["ask"] = NOTHING
    for key in type(entry).model_fields:
        value = getattr(entry, key)
        if key == "options":
            yield from _options(words, name, value)
        elif key in ("heard", "told"):
            check_heard(words.checker, words.file, (name, key), value)
        elif key == "marks":
            yield from _marks(words, name, value)
        elif key == "labels":
            for label, text in value.items():
                yield words.source((name, key, label), text, NOTHING, label=True)
        elif isinstance(value, str):
            more: dict[str, Any] = {"label": key in _LABELS, "audience": _audience(words, name)}
            if isinstance(entry, DocumentWords) and key == "text":
                more |= {"copies": entry.copy_, "copy_keys": (name, "copy")}
            yield words.source((name, key), value, facts.get(key, before), **more)


def _list_facts(scope: Scope, name: str) -> dict[str, frozenset[str]]:
    """What each text of a list may use; those above it may use the list itself."""
    above = scope.before_words(name) | {name}
    inside = scope.before_words(name) | scope.inside.get(name, NOTHING)
    return {
        "ask": above,
        "empty": above,
        "item": inside,
        "label": inside,
        "alike": above | inside | {"first", "second"},
        "row": frozenset({"count", name}),
        **dict.fromkeys(_LABELS, NOTHING),
    }


def _marks(words: WordsFile, name: str, labels: Mapping[str, str]) -> Iterator[TextSource]:
    steps = [step for verb, step in words.file.steps() if verb == "repeat"]
    wanted = {
        mark
        for step in steps
        if getattr(step, "repeat", "") == name
        for mark in getattr(step, "marks", ())
    }
    place = (name, "marks") if labels else (name,)
    for mark in sorted(wanted - labels.keys()):
        near = nearest(mark, set(labels) - wanted)
        words.checker.add(place, "ASH062", name=mark, near=near)
    for mark, label in labels.items():
        if mark not in wanted:
            near = nearest(mark, wanted - labels.keys())
            words.checker.add(
                (name, "marks", mark), "ASH064", key=f"{name}.marks.{mark}", near=near
            )
        yield words.source((name, "marks", mark), label, NOTHING, label=True)


def _audience(words: WordsFile, name: str) -> Audience:
    """Whom the words are for: a creditor as soon as one step of that name says so."""
    steps = (step for verb, step in words.file.steps() if verb == "document")
    named = (step for step in steps if getattr(step, "document", "") == name)
    for_creditor = any(getattr(step, "audience", "") == "creditor" for step in named)
    return "creditor" if for_creditor else "borrower"


def _options(words: WordsFile, name: str, labels: Mapping[str, str]) -> Iterator[TextSource]:
    wanted = words.scope.options.get(name)
    if wanted is not None:
        places = _option_places(words.file, name)
        words.names((name, "options"), {one: places.get(one, ()) for one in wanted}, labels.keys())
    for option, label in labels.items():
        yield words.source((name, "options", option), label, NOTHING, label=True)


def _option_places(file: FlowFile, name: str) -> dict[str, Keys]:
    """Where a flow has each option of a question, or each item of a menu."""
    found: dict[str, Keys] = {}
    for verb, step in file.steps():
        if getattr(step, verb, "") == name:
            for number, option in enumerate(getattr(step, "options", ())):
                found.setdefault(str(option), (*file.place(step), "options", number))
            for item in getattr(step, "items", ()):
                found.setdefault(str(item), (*file.place(step), "items", item))
    return found


def _check_wanted(words: WordsFile, verb: str, step: Step, entry: Any) -> None:
    """What a step does only now and then has words of its own."""
    for key in _WANTED.get(verb, ()):
        if getattr(step, key, None) and isinstance(entry, dict) and key not in entry:
            words.checker.add((getattr(step, verb),), "ASH063", key=key)


def _ends(words: WordsFile) -> Iterator[TextSource]:
    data = words.data.get("ends", {})
    if not isinstance(data, dict):
        words.checker.wrong_kind(("ends",), "map")
        return
    outcomes = {getattr(step, "end", "") for verb, step in words.file.steps() if verb == "end"}
    for outcome, text in data.items():
        if outcome not in outcomes and outcome != "done":
            near = nearest(outcome, outcomes - set(data))
            words.checker.add(("ends", outcome), "ASH064", key=f"ends.{outcome}", near=near)
        yield from said(words, ("ends", outcome), text, words.scope.before_end(outcome))
