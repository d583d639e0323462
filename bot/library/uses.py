"""What a template or expression uses of the world around it, and where in its source."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from bot.library.problems import Said

_SPAN: Final = re.compile(r"\{\{.*?(?:\}\}|\Z)|\{%.*?(?:%\}|\Z)|\{#.*?(?:#\}|\Z)", re.DOTALL)

_IN_WORD: Final = re.compile(r"\w")


@dataclass(frozen=True)
class Code:
    """A source with code in it; an expression is code as a `whole`, a text only between its braces."""

    source: str
    whole: bool

    def line_start(self, number: int) -> int:
        """Where the first code of a line begins; lines count from 1."""
        start = 0
        for _ in range(number - 1):
            start = self.source.find("\n", start) + 1 or len(self.source)
        return next((begin for begin, _ in self._regions(start)), start)

    def place(self, line: int, word: str) -> int:
        """Where the word stands, in the code from the line on."""
        start = at = self.line_start(line)
        while (at := self.source.find(word, at)) >= 0:
            end = at + len(word)
            if self._is_word(at, end) and self._is_code(at, end):
                return at
            at += 1
        return start

    def _is_word(self, start: int, end: int) -> bool:
        """Whether nothing goes on before or after it that makes it another word."""
        before, after = self.source[start - 1 : start], self.source[end : end + 1]
        return not _IN_WORD.match(before) and not _IN_WORD.match(after)

    def _is_code(self, start: int, end: int) -> bool:
        """Whether it stands between braces."""
        if self.whole:
            return True
        before = bisect_right(self._spans, (start, len(self.source)))
        return before > 0 and end <= self._spans[before - 1][1]

    def _regions(self, start: int) -> Iterator[tuple[int, int]]:
        """The stretches of code from an offset on."""
        if self.whole:
            yield start, len(self.source)
            return
        for begin, end in self._spans:
            if end > start:
                yield max(begin, start), end

    @cached_property
    def _spans(self) -> tuple[tuple[int, int], ...]:
        """Every stretch of code between braces, found once for all the mistakes in them."""
        return tuple(span.span() for span in _SPAN.finditer(self.source))


@dataclass(frozen=True)
class Issue:
    """A mistake in a template: where it begins, its code, its message's values, what was perhaps meant."""

    offset: int
    code: str
    values: Mapping[str, Said] = field(default_factory=dict)
    known: tuple[str, ...] = ()  # the names among which the right one may be
    near: str = ""


@dataclass(frozen=True)
class Use:
    """A name that a template uses, and the line of the code that uses it, from 1."""

    name: str
    line: int


@dataclass(frozen=True)
class Uses:
    """What a template uses of the world around it.

    `parts` are names after a dot, in brackets, or in quotes for a filter or function, as in
    `debts | sum('balance')`. `compared` are facts held against names in quotes, as in
    `overdue == 'none'`. `owned` are parts of the items of a list, with its name.
    """

    facts: tuple[Use, ...] = ()
    parts: tuple[Use, ...] = ()
    law: tuple[Use, ...] = ()
    cited: tuple[Use, ...] = ()
    help: tuple[Use, ...] = ()
    compared: tuple[tuple[str, Use], ...] = ()
    labelled: tuple[Use, ...] = ()
    owned: tuple[tuple[str, Use], ...] = ()
    code: Code | None = None

    def place(self, use: Use) -> int:
        """The offset of a name in the source."""
        return self.code.place(use.line, use.name) if self.code else 0

    @property
    def names(self) -> frozenset[str]:
        """The facts' names."""
        return frozenset(use.name for use in self.facts)

    @property
    def given(self) -> frozenset[str]:
        """The figures, rules and help lines that a borrower gets, as they may be shown."""
        return frozenset(
            [
                *(f"law.{use.name}" for use in self.law),
                *(f"cite('{use.name}')" for use in self.cited),
                *(f"help.{use.name}" for use in self.help),
            ]
        )
