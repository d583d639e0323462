"""Texts and expressions, read and checked once, and then only run."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final

from jinja2 import Template as Compiled
from jinja2 import TemplateError
from jinja2.environment import TemplateExpression
from jinja2.nodes import Assign, Name, Output, Template

from bot.errors import ContentError
from bot.flow.values import UNKNOWN, Facts, Unknown, Value
from bot.library.analysis import Parsed, parse_expression, parse_template
from bot.library.sandbox import Sandbox, rewrite
from bot.library.uses import Issue, Uses

_LONGEST_OUTPUT: Final = 20_000
_CODE: Final = ("{{", "{%", "{#")
_VALUE: Final = re.compile(r"(\{\{(?![-+])[^{}]*(?<![-+])\}\})")
_LONE_AND: Final = re.compile(r"&(?!(?:amp|lt|gt|quot|#\d+);)")
# A line of nothing but tags leaves no empty line behind: its line break moves into the last tag, so
# that every other character keeps its place. A tag at the end of a paragraph leaves the break alone.
_TAG: Final = r"\{%(?:(?!%\}).)*"
_TAG_LINE: Final = re.compile(rf"^([ \t]*(?:{_TAG}%\}}[ \t]*)*{_TAG})%\}}([ \t]*\n)", re.MULTILINE)
_TRAILING: Final = re.compile(r"[ \t]+\n")
_GAPS: Final = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")

# What goes wrong in a template that was written wrongly; anything else is a mistake of the program.
_FAILURES: Final = (
    TemplateError,
    ArithmeticError,
    AttributeError,  # a function was given what is no day, loan or list
    LookupError,
    TypeError,
    ValueError,
)

# What an expression's kept values may hang on, and how many are kept: two for each of 60 debts.
_KEPT_TYPES: Final = frozenset({Decimal, bool, int, date, Unknown})
_MOST_KEPT: Final = 120

NO_USES: Final = Uses()


@dataclass(frozen=True)
class TextTemplate:
    """A text of the content, as HTML. `constant` where it has no code in it.

    `copies` are the entries of content/help whose numbers it offers to copy. `compile` makes the
    template when it is first said: compiling all of them would be half of the time to start.
    """

    constant: str | None
    compile: Callable[[], Sequence[str | Compiled]] | None = None
    uses: Uses = NO_USES
    copies: tuple[str, ...] = ()
    names: frozenset[str] = field(default=frozenset())

    def render(self, values: Mapping[str, Any], around: Mapping[str, Any]) -> str:
        """The text as HTML with these values; a fact that is missing is unknown.

        `around` is what the text may use besides facts. Raises ContentError where it fails.
        """
        if self.constant is not None:
            return self.constant
        if self.compile is None:
            raise ContentError("This text has a mistake and cannot be shown.")
        known = {name: values.get(name, UNKNOWN) for name in self.names}
        try:
            parts = _run(self.compile(), {**around, **known})
        except _FAILURES as error:
            raise ContentError(f"A text could not be worded: {error}") from error
        return _GAPS.sub("\n\n", _TRAILING.sub("\n", parts)).strip()


def _flat(template: Compiled) -> Compiled:
    """The template with its functions in one map: Jinja copies them, layered, with every use."""
    template.globals = dict(template.globals)
    return template


def _run(pieces: Iterable[str | Compiled], values: Mapping[str, Any]) -> str:
    parts: list[str] = []
    size = 0
    for piece in pieces:
        for part in (piece,) if isinstance(piece, str) else _said(piece, values):
            size += len(part)
            if size > _LONGEST_OUTPUT:
                raise ContentError(f"A text is longer than {_LONGEST_OUTPUT} characters.")
            parts.append(part)
    return "".join(parts)


def _said(compiled: Compiled, values: Mapping[str, Any]) -> Iterator[str]:
    return compiled.root_render_func(compiled.new_context(dict(values)))


def _pieces(environment: Sandbox, source: str) -> tuple[str | Compiled, ...]:
    """A text cut at its code, if there is nothing but values in it; else it is whole.

    The same values stand in many texts: compiled once each, they cost half of what the texts would.
    """
    cut = _VALUE.split(source)
    if any(mark in rest for rest in cut[::2] for mark in (*_CODE, "}}")):
        return (_compiled(environment, source),)
    for code in cut[1::2]:
        if code not in environment.pieces:
            environment.pieces[code] = _compiled(environment, code)
    return tuple(
        environment.pieces[part] if number % 2 else part for number, part in enumerate(cut)
    )


def _compiled(
    environment: Sandbox, source: str, probe: Callable[[Template], None] | None = None
) -> Compiled:
    tree = environment.parse(source)
    if probe is not None:
        probe(tree)
    return _flat(environment.from_string(tree, globals=rewrite(tree)))


def compile_text(
    environment: Sandbox,
    source: str,
    *,
    copies: tuple[str, ...] = (),
    probe: Callable[[Template], None] | None = None,
) -> tuple[TextTemplate, tuple[Issue, ...]]:
    """A text ready to be worded, and its mistakes; with any it must not be used.

    `probe` may change the tree before it is compiled, to watch what the text does.
    """
    source = _LONE_AND.sub("&amp;", source) if "&" in source else source
    if not any(mark in source for mark in _CODE):
        return TextTemplate(source.strip(), copies=copies), ()
    even = _TAG_LINE.sub(r"\1\2%}", source)
    parsed = parse_template(environment, even)
    if parsed.issues:
        return TextTemplate(None, uses=parsed.uses, copies=copies), parsed.issues

    @cache
    def compiled() -> Sequence[str | Compiled]:
        return (
            _pieces(environment, even) if probe is None else (_compiled(environment, even, probe),)
        )

    return TextTemplate(None, compiled, parsed.uses, copies, parsed.uses.names), ()


@dataclass(frozen=True)
class Expression:
    """An expression of a flow, ready to be evaluated; `compile` works when it first is."""

    source: str
    uses: Uses
    compile: Callable[[], Callable[..., Any]]
    names: frozenset[str] = field(default=frozenset())
    kept: dict[tuple[str, ...], Value] = field(default_factory=dict, repr=False, compare=False)

    def evaluate(self, facts: Facts) -> Value:
        """Its value; a fact that is missing is unknown. Raises ContentError where it fails.

        A turn goes through a flow more than once, and through each item of its lists, so values are
        kept where they hang on numbers, days and yes or no alone. Words may be the borrower's own, and
        none are kept.
        """
        known = {name: facts.get(name, UNKNOWN) for name in self.names}
        if not _KEPT_TYPES.issuperset(map(type, known.values())):
            return self._run(known)
        key = tuple(map(repr, known.values()))  # equal is not enough: 1.0 is not 1.00, nor True 1
        if key not in self.kept:
            if len(self.kept) >= _MOST_KEPT:
                self.kept.pop(next(iter(self.kept)))
            self.kept[key] = self._run(known)
        return self.kept[key]

    def _run(self, known: Facts) -> Value:
        try:
            value = self.compile()(known)
        except _FAILURES as error:
            raise ContentError(f"The expression `{self.source}` failed: {error}") from error
        return tuple(value) if isinstance(value, list) else value


def compile_expression(environment: Sandbox, source: str) -> tuple[Expression | None, Parsed]:
    """An expression ready to be evaluated, None if it has mistakes; and what it uses."""
    parsed = parse_expression(environment, source)
    output = parsed.tree.body[0] if parsed.tree.body else None
    if parsed.issues or not isinstance(output, Output):
        return None, parsed

    @cache
    def compiled() -> Callable[..., Any]:
        decimals = rewrite(parsed.tree)
        result = Assign(Name("result", "store", lineno=1), output.nodes[0], lineno=1)
        tree = Template([result], lineno=1)
        tree.set_environment(environment)
        template = _flat(environment.from_string(tree, globals=decimals))
        return TemplateExpression(template, undefined_to_none=False)

    names = parsed.uses.names | {"today"}  # which figures and the days that count hang on
    return Expression(source, parsed.uses, compiled, names), parsed
