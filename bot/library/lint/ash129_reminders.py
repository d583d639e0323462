"""ASH129: a reminder that a locked screen must not show: it names debt, a court, money or a fact.

A day alone may stand there. Which words may not: content/safety/never.yaml.
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.library.lint.check import Book, Check
from bot.library.problems import Problem
from bot.library.texts import TextSource

_VALUE: Final = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_DAY: Final = re.compile(r"\|\s*date\s*$")
_TODAY: Final = re.compile(r"^\s*today\b")


def _find(book: Book) -> Iterator[Problem]:
    reminders = {
        (file.name, getattr(step, "remind", ""))
        for file, verb, step in book.steps()
        if verb == "remind"
    }
    for source in book.sources:
        if (source.source, source.key) in reminders:
            yield from _unsafe(book, source)


def _unsafe(book: Book, source: TextSource) -> Iterator[Problem]:
    for value in _VALUE.finditer(source.text):
        if not (_DAY.search(value[1]) or _TODAY.match(value[1])):
            yield source.finding(value.start(), "ASH129", said=value[1].strip())
    for shunned in book.manuscript.never.lock_screen.get(source.language, ()):
        for at in shunned.find(source.prose):
            yield source.finding(at, "ASH129", said=source.text[at : at + len(shunned.say)])


CHECK: Final = Check(("ASH129",), _find)
