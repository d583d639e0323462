"""The row of templates and expressions: compiled and run with real values, within their bounds."""

import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

from bot.errors import ContentError
from bot.flow.model import Text
from bot.flow.values import UNKNOWN
from bot.library import Library, load_library
from bot.library.check_uses import Known, report_issues, report_uses
from bot.library.expressions import expression_environment
from bot.library.filters import text_environment
from bot.library.problems import Said
from bot.library.templates import _LONGEST_OUTPUT, compile_expression, compile_text
from bot.library.uses import Uses
from tests.attacks.pool import Fuzz, Portion, Tally, shown
from tests.attacks.writing import FACTS, Author
from tests.library import tiny

RAISED: Final = "raised"
INSIDE: Final = "inside"
LONG: Final = "long"
OUTSIDE: Final = "outside"
RUN: Final = "run"
_TODAY: Final = date(2026, 11, 25)
_NAME: Final = ("plan", "written")
# What shows that something of Python's own was reached.
_INTERNAL: Final = (
    "object at 0x", "<function", "<class", "<built-in", "<bound method", "<module", "<generator", "LoopContext", "Traceback", "CANARY", "root:x:0",
)  # fmt: skip
_WATCHED: Final = frozenset(
    [
        "open",
        "os.system",
        "os.listdir",
        "os.scandir",
        "subprocess.Popen",
        "socket.connect",
        "socket.__new__",
    ]
)


def write_portion(portion: Portion) -> Tally:
    """A part of them, half of each."""
    chance = random.Random(portion.seed)
    with tempfile.TemporaryDirectory(prefix="ashore-written-") as name:
        library = load_library(tiny.write(Path(name), tiny.FILES))
    press = Press(library)
    author = Author(chance)
    for number in range(portion.count):
        if number % 2:
            press.run_text(author.text())
        else:
            press.run_expression(author.expression())
    return press.tally


class Canary:
    """A value with things in it that nobody may reach: it notes whoever did."""

    def __init__(self) -> None:
        self.reached = False

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name == "look_up":  # what is asked of every value
            raise AttributeError(name)
        self.reached = True
        return "CANARY"

    def __call__(self, *given: Any, **named: Any) -> str:
        self.reached = True
        return "CANARY"

    def __str__(self) -> str:
        return "something"

    __repr__ = __str__


def facts_with(canary: Canary) -> Mapping[str, Any]:
    """Values of every kind, as a conversation holds them."""
    debts = tuple(
        {
            "balance": Decimal(1000 * n),
            "lender": "bank",
            "rate": Decimal("0.18"),
            "marks": ("not_mine",),
            "starred": n == 1,
        }
        for n in range(1, 9)
    )
    return {
        "debt": Decimal("35000.50"), "days": 90, "name": "王<b>&'\"", "paid_on": date(2024, 2, 29), "debts": debts, "worries": ("home", "calls"),
        "nothing": UNKNOWN, "has_card": True, "many": tuple(range(60)), "thing": canary, "today": _TODAY, "answer": Decimal(12),
    }  # fmt: skip


@dataclass
class Press:
    """Compiles and runs what is written, as loading and wording do; `tally` is what came of it."""

    library: Library
    tally: Tally = field(default_factory=Tally)

    def __post_init__(self) -> None:
        self._texts = text_environment()
        self._expressions = expression_environment(self.library.figures, self.library.calendar)
        facts = frozenset(FACTS)
        self._known = Known(
            facts, self.library.figures, frozenset(self.library.help), frozenset(), {}
        )

    def run_text(self, source: str) -> None:
        """A text, worded in Chinese, unless it has mistakes."""
        self._run(source, self._word)

    def run_expression(self, source: str) -> None:
        """An expression, evaluated, unless it has mistakes."""
        self._run(source, self._evaluate)

    def _word(self, source: str, canary: Canary) -> str:
        template, issues = compile_text(self._texts, source)
        report_issues(issues, _ignore)
        if issues or self._is_wrong(template.uses):
            return ""
        self.tally.counts[RUN] += 1
        texts = {**self.library.texts["zh"], _NAME: template}
        library = replace(self.library, texts={**self.library.texts, "zh": texts})
        return library.word_text(Text(*_NAME, facts_with(canary)), "zh", _TODAY)

    def _evaluate(self, source: str, canary: Canary) -> str:
        expression, parsed = compile_expression(self._expressions, source)
        report_issues(parsed.issues, _ignore)
        if expression is None or self._is_wrong(parsed.uses):
            return ""
        self.tally.counts[RUN] += 1
        return _written(expression.evaluate(facts_with(canary)))

    def _is_wrong(self, uses: Uses) -> bool:
        """Whether it names what there is not: then it is never run."""
        found: list[str] = []

        def wrong(offset: int, code: str, *, near: str = "", **values: Said) -> None:
            found.append(code)

        report_uses(uses, self._known.facts, self._known, wrong)
        return bool(found)

    def _run(self, source: str, run: Callable[[str, Canary], str]) -> None:
        self.tally.done += 1
        canary, said = Canary(), ""
        with self.tally.timing(source), watching() as seen:
            try:
                said = run(source, canary)
            except ContentError:
                pass
            except BaseException as error:
                self.tally.fault(
                    RAISED, f"{type(error).__name__}: {str(error)[:200]} {shown(source)}"
                )
        if canary.reached or any(mark in said for mark in _INTERNAL):
            self.tally.fault(INSIDE, f"{said[:200]} {shown(source)}")
        if len(said) > _LONGEST_OUTPUT:
            self.tally.fault(LONG, f"{len(said):,} {shown(source)}")
        if seen:
            self.tally.fault(OUTSIDE, f"{seen[0]} {shown(source)}")


def _ignore(offset: int, code: str, *, near: str = "", **values: Said) -> None:
    """A mistake that an author would be told of."""


def _written(value: Any) -> str:
    """A value as it would be seen; one that is longer than may be said is cut there."""
    try:
        return str(value)[:_LONGEST_OUTPUT]
    except ValueError:  # a whole number of more than some thousand figures
        return ""


@contextmanager
def watching() -> Iterator[list[str]]:
    """What is opened or begun meanwhile, but for the program's own modules."""
    seen: list[str] = []
    watchers = _watchers()
    watchers.append(seen)
    try:
        yield seen
    finally:
        watchers.remove(seen)


@cache
def _watchers() -> list[list[str]]:
    """The lists that hear of it; a process can listen only once, and never stop."""
    watchers: list[list[str]] = []

    def hear(event: str, given: tuple[Any, ...]) -> None:
        if watchers and event in _WATCHED and not str(given[:1]).endswith((".py',)", ".pyc',)")):
            for seen in watchers:
                seen.append(f"{event} {given}")

    sys.addaudithook(hear)
    return watchers


# Texts and expressions of every construct, escapes from the sandbox and bombs among them.
written_code: Final = Fuzz(
    write_portion,
    size=1_000,
    quick=2_000,
    long=100_000,
    what="texts and expressions",
    promised={
        RAISED: "errors of other kinds than documented",
        INSIDE: "looks inside",
        LONG: "texts beyond their length",
        OUTSIDE: "files opened or processes begun",
    },
    sound=RUN,
)
