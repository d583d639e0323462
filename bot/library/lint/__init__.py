"""Lint: what is wrong with content that can be read, one check a file. To add one: its file, a line here."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from bot.library.lint import (
    ash100_figures,
    ash101_numbers,
    ash102_sources,
    ash103_age,
    ash104_promises,
    ash105_secrets,
    ash106_advice,
    ash107_languages,
    ash108_limits,
    ash110_sentences,
    ash111_fold,
    ash112_marks,
    ash114_grade,
    ash115_amounts,
    ash116_glossary,
    ash117_jargon,
    ash120_slots,
    ash121_answers,
    ash122_unasked,
    ash123_conditions,
    ash124_unreachable,
    ash125_options,
    ash126_branches_of_texts,
    ash127_orphans,
    ash128_wide_labels,
    ash129_reminders,
    ash130_translations,
    ash133_lost,
    ash134_human,
    ash135_same_labels,
)
from bot.library.lint.check import Book, Check
from bot.library.manuscript import Manuscript
from bot.library.problems import Problem

CHECKS: Final[tuple[Check, ...]] = (
    ash100_figures.CHECK,
    ash101_numbers.CHECK,
    ash102_sources.CHECK,
    ash103_age.CHECK,
    ash104_promises.CHECK,
    ash105_secrets.CHECK,
    ash106_advice.CHECK,
    ash107_languages.CHECK,
    ash108_limits.CHECK,
    ash110_sentences.CHECK,
    ash111_fold.CHECK,
    ash112_marks.CHECK,
    ash114_grade.CHECK,
    ash115_amounts.CHECK,
    ash116_glossary.CHECK,
    ash117_jargon.CHECK,
    ash130_translations.CHECK,
    ash133_lost.CHECK,
    ash120_slots.CHECK,
    ash121_answers.CHECK,
    ash122_unasked.CHECK,
    ash123_conditions.CHECK,
    ash124_unreachable.CHECK,
    ash125_options.CHECK,
    ash126_branches_of_texts.CHECK,
    ash127_orphans.CHECK,
    ash128_wide_labels.CHECK,
    ash129_reminders.CHECK,
    ash134_human.CHECK,
    ash135_same_labels.CHECK,
)
_ANY_DAY: Final = date(1970, 1, 1)  # a check that blocks does not ask what day it is


def lint(manuscript: Manuscript, today: date) -> list[Problem]:
    """Everything that the checks find, errors and warnings."""
    return list(_found(CHECKS, Book(manuscript, today)))


def find_blocking(manuscript: Manuscript) -> list[Problem]:
    """The errors that no borrower must be shown, whatever the day."""
    blocking = (check for check in CHECKS if check.blocks)
    found = _found(blocking, Book(manuscript, _ANY_DAY))
    return [problem for problem in found if problem.severity == "error"]


def _found(checks: Iterable[Check], book: Book) -> Iterator[Problem]:
    for check in checks:
        yield from check.find(book)
