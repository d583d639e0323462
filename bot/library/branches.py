"""Which side of each test in the words is taken: told while a text is said, if somebody listens.

A text is compiled again for it, with each test of an `if` handed through a filter that notes what it
came to; a library that nobody listens to is compiled as ever.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final, TypeAlias

from jinja2 import nodes

from bot.flow.ports import Witness
from bot.library.filters import text_environment
from bot.library.library import Library
from bot.library.manuscript import Manuscript
from bot.library.templates import compile_text
from bot.library.texts import TextSource

_NOTED: Final = "NOTED"  # no filter of the language is written in capitals
_CODE: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
# Quoted words are passed over: an `if` in them is none.
_WORD: Final = re.compile(r"'[^']*'|\"[^\"]*\"|\b(?:el)?if\b\s*")
_END: Final = re.compile(r"\s+else\b|\s*[-+]?[%}]\}")
_LONGEST: Final = 60

Side: TypeAlias = Callable[["Branch", bool], None]


@dataclass(frozen=True)
class Branch:
    """One test in a text: its number there, where it stands, and how it is written."""

    source: TextSource
    number: int
    line: int
    written: str

    @property
    def name(self) -> tuple[str, str, str, int]:
        """By which it is known."""
        return self.source.language, self.source.source, self.source.key, self.number


def find_branches(source: TextSource) -> tuple[Branch, ...]:
    """Every test of a text, in the order in which they are written."""
    if "{" not in source.text:
        return ()
    document = source.checker.document
    return tuple(
        Branch(source, number, document.text_place(source.keys, source.text, offset)[0], written)
        for number, (offset, written) in enumerate(_written(source.text))
    )


def watched(manuscript: Manuscript, witness: Witness, side: Side) -> Library:
    """The library, telling `witness` what happens and `side` which way each test in the words goes."""
    found: list[Branch] = []

    def note(value: Any, number: int) -> Any:
        side(found[number], bool(value))
        return value

    environment = text_environment()
    environment.filters[_NOTED] = note
    library = manuscript.library
    texts = {language: dict(held) for language, held in library.texts.items()}
    for source in manuscript.sources:
        branches = find_branches(source)
        if branches:
            probe = partial(_probe, first=len(found))
            template, _ = compile_text(environment, source.text, copies=source.copies, probe=probe)
            texts[source.language][source.source, source.key] = template
            found += branches
    return replace(library, texts=texts, witness=witness)


def _probe(tree: nodes.Template, *, first: int) -> None:
    """Hand each test of a text through the function that notes what it came to."""
    for number, node in enumerate(_tests(tree), first):
        noted = nodes.Const(number)
        node.test = nodes.Filter(node.test, _NOTED, [noted], [], None, None, lineno=node.lineno)


def _tests(node: nodes.Node) -> Iterator[Any]:
    """Every node with a test, in the order in which the words `if` and `elif` are written."""
    inside: list[nodes.Node | None]
    match node:
        case nodes.CondExpr():
            yield from _tests(node.expr1)
            yield node
            inside = [node.test, node.expr2]
        case nodes.If():
            yield node
            inside = [node.test, *node.body, *node.elif_, *node.else_]
        case nodes.For():
            yield from _tests(node.iter)
            if node.test is not None:
                yield node
            inside = [node.test, *node.body, *node.else_]
        case _:
            inside = list(node.iter_child_nodes())
    for child in inside:
        if child is not None:
            yield from _tests(child)


def _written(text: str) -> Iterator[tuple[int, str]]:
    """Where each test begins, and how it is written."""
    for code in _CODE.finditer(text):
        for word in _WORD.finditer(text, code.start(), code.end()):
            if word[0][0] in "'\"":
                continue
            end = _END.search(text, word.end())
            condition = text[word.end() : end.start() if end else code.end()]
            yield word.start(), " ".join(condition.split())[:_LONGEST]
