"""`ashore test --update`: what changed in the expectations is shown, and written after a yes."""

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click

from bot.cli.refusing import language_of

if TYPE_CHECKING:
    from bot.library import Library
    from bot.testing.failures import CaseFailureError
    from bot.testing.updating import Rewriting


def update(
    library: "Library", failures: "Sequence[CaseFailureError]", *, yes: bool
) -> "list[CaseFailureError]":
    """Show what would be written, file by file, and write it; returns the failures that remain."""
    from bot.testing.updating import rewrite

    remaining: list[CaseFailureError] = []
    for path, group in groupby(failures, key=lambda failure: failure.case.path):
        held = list(group)
        rewriting = rewrite(library, path, [failure.case for failure in held])
        updated = rewriting.cases if _agreed(rewriting, yes=yes) else ()
        remaining += [failure for failure in held if failure.case not in updated]
    return remaining


def _agreed(rewriting: "Rewriting", *, yes: bool) -> bool:
    """Show it, ask, and write it; whether it was written."""
    for refusal in rewriting.refused:
        place = f"{rewriting.path}:{refusal.line}"
        click.echo(
            _say(f"{place}：没有改：{refusal.reason}", f"{place}: left as it is: {refusal.reason}"),
            err=True,
        )
    if not rewriting.cases:
        return False
    click.echo(rewriting.diff())
    count = len(rewriting.cases)
    question = _say(f"写入这 {count} 个用例的改动？", f"Write these changes of {count} cases?")
    if not yes and not click.confirm(question):
        return False
    rewriting.path.write_text(rewriting.after, encoding="utf-8", newline="")
    return True


def _say(zh: str, en: str) -> str:
    return zh if language_of(None) == "zh" else en
