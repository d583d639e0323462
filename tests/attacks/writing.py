"""Texts and expressions as a careless, a clever or a hostile author might write them."""

import random
from collections.abc import Callable, Sequence
from typing import Final

FACTS: Final = (
    "debt",
    "days",
    "name",
    "paid_on",
    "debts",
    "worries",
    "nothing",
    "has_card",
    "many",
    "thing",
    "today",
    "answer",
)
_FIGURES: Final = (
    "law.kept_years",
    "law.clock",
    "law.nothing",
    "help.legal",
    "help.legal.number",
    "help.nobody",
    "law",
    "help",
)
_NUMBERS: Final = (
    "0", "1", "2", "7", "100", "1000", "0.1", "1.5", "1e9", "1e300", "1e400", "1e-300", "10**9", "99999999999999999999", "1_000", "0x10", "-1", "2.50",
    "9" * 60, "9" * 5000,
)  # fmt: skip
_STRINGS: Final = (
    "''", "'a'", "'balance'", "'worries'", "'debts'", "'{0.__class__}'", "'%s'", "'<b>'", "'__class__'", "'kept_years'", "'legal'", "'\\x00'", "'/etc/passwd'",
    "'\\N{BULLET}'", "'secret'",
)  # fmt: skip
_PARTS: Final = (
    "balance", "number", "year", "index", "__class__", "__mro__", "__subclasses__", "__globals__", "__init__", "__dict__", "secret", "call", "_private", "format",
    "join", "items", "keys", "real", "append", "number.x", "marks", "look_up", "_voice", "length", "f_globals", "gi_frame",
)  # fmt: skip
_FILTERS: Final = (
    "length", "abs", "round", "sum", "first", "last", "money", "percent", "number", "date", "days", "list", "label('worries')", "label(name)", "sum('balance')",
    "round(2)", "round(10**6)", "round(-400)", "sum('__class__')", "EACH", "attr('__class__')", "map(attribute='x')", "safe", "format(1)", "replace('a', 'b')",
    "tojson", "pprint", "xmlattr", "groupby('x')", "join", "escape", "select", "default(1)", "batch(3)", "string", "items", "unique", "random",
)  # fmt: skip
_CALLS: Final = (
    "range", "min", "max", "abs", "round", "add_days", "add_months", "add_years", "months_to_pay", "debt_sums", "debts_to_plan", "owed_bars", "household",
    "free_for_debts", "plan_options", "plan_names", "plan_lines", "instalment_loan", "interest_first_loan", "fee_loan", "lump_loan", "stated_loan",
    "lending_line", "above_line", "deadline", "limitation", "record_end", "record_points", "figure", "cite", "lipsum", "dict", "cycler", "joiner", "namespace",
    "open", "eval", "__import__", "self", "super", "caller", "loop", "getattr", "print", "debt", "thing",
)  # fmt: skip
_OPERATORS: Final = (
    "+",
    "-",
    "*",
    "/",
    "//",
    "%",
    "**",
    "~",
    "==",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "and",
    "or",
    "in",
    "not in",
    "is",
    "|",
    ".",
    "if",
)
_TESTS: Final = (
    "unknown",
    "not unknown",
    "defined",
    "none",
    "sameas(1)",
    "SAME(1)",
    "AMONG(debts)",
    "iterable",
    "mapping",
    "callable",
    "number",
    "eq(1)",
)
_TAGS: Final = (
    "{% if E %}", "{% elif E %}", "{% else %}", "{% endif %}", "{% for x in E %}", "{% for x, y in E %}", "{% for x in E if E %}", "{% for x in E recursive %}",
    "{% endfor %}", "{% set x = E %}", "{% macro m(a) %}", "{{ m(m) }}", "{% endmacro %}", "{% call m() %}", "{% endcall %}", "{% include 'x' %}",
    "{% include '/etc/passwd' %}", "{% import 'os' as os %}", "{% from 'os' import system %}", "{% extends 'x' %}", "{% block b %}", "{% endblock %}",
    "{% raw %}", "{% endraw %}", "{% with %}", "{% endwith %}", "{% filter upper %}", "{% endfilter %}", "{% do E %}", "{% autoescape false %}", "{% break %}",
    "{# E #}", "{%- if E -%}", "{{- E -}}", "{% debug %}", "{% trans %}",
)  # fmt: skip
_WORDS: Final = (
    "你好",
    "a",
    "<b>",
    "</b>",
    "&",
    "\n",
    "  ",
    "{",
    "}}",
    "{{",
    "%}",
    "<blockquote expandable>",
    "’",
    "\x00",
    "\ud800",
    "𝄞",
    "{% ",
    "#}",
)
_DEEPEST: Final = 4
_LONGEST: Final = 6_000  # characters, before they are piled up


class Author:
    """Writes one thing after another; the same chance writes the same."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._forms: Sequence[tuple[Callable[[int], str], int]] = (
            (self._atom, 30), (self._binary, 25), (self._filtered, 18), (self._part, 10), (self._call, 18), (self._test, 5), (self._condition, 4),
            (self._listed, 6), (self._mapped, 2), (self._bracketed, 6), (self._unary, 4),
        )  # fmt: skip

    def expression(self) -> str:
        """An expression; one in twenty is no such thing any more, or is piled up beyond use."""
        written = self._expression(_DEEPEST)[:_LONGEST]
        chance = self._chance.random()
        if chance < 0.03:
            return self._piled(written)[: 5 * _LONGEST]
        return self._slipped(written) if chance < 0.15 else written

    def text(self) -> str:
        """A text with code in it."""
        parts = [self._piece() for _ in range(self._chance.randrange(1, 7))]
        written = "".join(parts)[:_LONGEST]
        if self._chance.random() < 0.5:
            written = self._closed(written)
        chance = self._chance.random()
        if chance < 0.02:
            return (written * self._chance.choice((50, 300)))[: 5 * _LONGEST]
        return self._slipped(written) if chance < 0.12 else written

    def _pick(self, several: Sequence[str]) -> str:
        return several[self._chance.randrange(len(several))]

    def _piece(self) -> str:
        chance = self._chance.random()
        if chance < 0.3:
            return self._pick(_WORDS)
        if chance < 0.65:
            return f"{{{{ {self.expression()} }}}}"
        return self._pick(_TAGS).replace("E", self._expression(2))

    def _closed(self, written: str) -> str:
        """Its loops and conditions closed at the end, however often they were opened."""
        loops = written.count("{% for") - written.count("{% endfor")
        conditions = written.count("{% if") - written.count("{% endif")
        return written + "{% endfor %}" * loops + "{% endif %}" * conditions

    def _expression(self, deep: int) -> str:
        if deep <= 0:
            return self._atom(0)
        forms, weights = zip(*self._forms, strict=True)
        made: str = self._chance.choices(forms, weights)[0](deep - 1)
        return made

    def _atom(self, _deep: int) -> str:
        kind = self._chance.choices((FACTS, _NUMBERS, _STRINGS, _FIGURES), (50, 25, 15, 10))[0]
        return self._pick(kind)

    def _binary(self, deep: int) -> str:
        return f"{self._expression(deep)} {self._pick(_OPERATORS)} {self._expression(deep)}"

    def _filtered(self, deep: int) -> str:
        return f"{self._expression(deep)} | {self._pick(_FILTERS)}"

    def _part(self, deep: int) -> str:
        return f"{self._expression(deep)}.{self._pick(_PARTS)}"

    def _call(self, deep: int) -> str:
        given = [self._expression(deep) for _ in range(self._chance.randrange(5))]
        if self._chance.random() < 0.1:
            given.append(self._pick(("on=today", "*debts", "**thing", "digits=2", "years=1")))
        return f"{self._pick(_CALLS)}({', '.join(given)})"

    def _test(self, deep: int) -> str:
        return f"{self._expression(deep)} is {self._pick(_TESTS)}"

    def _condition(self, deep: int) -> str:
        return (
            f"({self._expression(deep)} if {self._expression(deep)} else {self._expression(deep)})"
        )

    def _listed(self, deep: int) -> str:
        inside = ", ".join(self._expression(deep) for _ in range(self._chance.randrange(4)))
        return f"[{inside}]" if self._chance.random() < 0.6 else f"({inside},)"

    def _mapped(self, deep: int) -> str:
        return f"{{{self._pick(_STRINGS)}: {self._expression(deep)}}}"

    def _bracketed(self, deep: int) -> str:
        inside = self._pick((*_STRINGS, "0", "-1", "1:2", "::-1", "10**9", "name"))
        return f"{self._expression(deep)}[{inside}]"

    def _unary(self, deep: int) -> str:
        return f"{self._pick(('not ', '-', '+'))}{self._expression(deep)}"

    def _piled(self, written: str) -> str:
        """The same again and again, within itself or beside itself."""
        many = self._chance.choice((20, 150, 400, 2_000))
        return self._pick(
            (
                "(" * many + written + ")" * many, "[" * many + written + "]" * many, "not " * many + written, "-" * many + written,
                " + ".join([written] * many), " ** ".join(["99"] * many), " ~ ".join([written] * many), "abs(" * many + "debt" + ")" * many,
                written + "|abs" * many, written + ".x" * many, written + "[0]" * many, " and ".join([written] * many),
                " if debt else ".join([written] * many), "[" + f"{written}, " * many + "]", "99**99*" * many + "1", "1e300*" * many + "1",
            )
        )  # fmt: skip

    def _slipped(self, written: str) -> str:
        at = self._chance.randrange(len(written) + 1)
        bit = self._pick(
            (
                *_OPERATORS,
                "(",
                ")",
                "[",
                "'",
                '"',
                "\\",
                "{{",
                "}}",
                "\n",
                "\x00",
                "#",
                "`",
                "$",
                "。",
                "：",
                "＝",
                "@",
                ";",
            )
        )
        return written[:at] + bit + written[at + self._chance.randrange(3) :]
