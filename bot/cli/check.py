"""`ashore check`: flows/ and content/ read as a whole, every mistake with its place; then lint."""

import os
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from bot.library.manuscript import Manuscript
    from bot.library.problems import Problem


@click.command("check")
@click.argument(
    "folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of the findings.")
@click.option("--all", "every", is_flag=True, help="List every warning, not only how many.")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Pretend that it is this day.")
def command(
    folder: Path | None, lang: str | None, *, every: bool, strict: bool, today: datetime | None
) -> None:
    """Check the flows and words in FOLDER, or the project's own.

    Errors block publishing. Warnings are counted by code, and fail only with --strict.
    """
    from bot.app import library_folder
    from bot.app import today as today_in_china
    from bot.library.folder import in_order
    from bot.library.lint import lint
    from bot.library.load import read_manuscript
    from bot.library.problems import LibraryError

    language = lang or ("zh" if os.environ.get("LANG", "").startswith("zh") else "en")
    try:
        manuscript = read_manuscript(folder or library_folder())
    except LibraryError as error:
        _list(error.problems, language)
        _fail(len(error.problems), language)
    found = in_order(lint(manuscript, today.date() if today else today_in_china()))
    errors = [problem for problem in found if problem.severity == "error"]
    warnings = [problem for problem in found if problem.severity == "warning"]
    _list(errors, language)
    _list(warnings, language) if every else _count(warnings, language)
    if errors or (strict and warnings):
        _fail(len(errors) + (len(warnings) if strict else 0), language)
    _pass(manuscript, len(warnings), language)


def _list(problems: Sequence["Problem"], language: str) -> None:
    from bot.library.problems import render

    for problem in problems:
        click.echo(render(problem, language), err=True)
        click.echo(err=True)


def _count(warnings: Sequence["Problem"], language: str) -> None:
    """A line for each code: how often it is found, the first place, and what is said there."""
    counts = Counter(problem.code for problem in warnings)
    for code, count in sorted(counts.items()):
        first = next(problem for problem in warnings if problem.code == code)
        place = f"{first.path}:{first.line}:{first.column}"
        click.echo(f"{code} × {count}  {place} {first.message(language)}", err=True)


def _fail(count: int, language: str) -> NoReturn:
    click.echo(f"发现 {count} 处问题。" if language == "zh" else f"{count} findings.", err=True)
    raise SystemExit(1) from None


def _pass(manuscript: "Manuscript", warnings: int, language: str) -> None:
    count = manuscript.counts()
    if language == "zh":
        end = f"{warnings} 处提醒（--all 逐条列出）。" if warnings else "没有问题。"
        click.echo(
            f"{count.languages} 种语言，{count.flows} 个流程，{count.cards} 张卡片，{count.figures} 条法律数据，"
            f"{count.lines} 个电话，{count.texts} 段文字，{end}"
        )
        return
    end = f"{warnings} warnings (--all lists them)." if warnings else "no findings."
    click.echo(
        f"{count.languages} languages, {count.flows} conversations, {count.cards} cards, "
        f"{count.figures} facts of the law, {count.lines} help lines, {count.texts} texts: {end}"
    )
