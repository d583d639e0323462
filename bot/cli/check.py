"""`ashore check`: flows/ and content/ read as a whole, every mistake with its place; then lint."""

from pathlib import Path
from typing import Any

import click

from bot.cli.refusing import language_of


@click.command("check")
@click.argument(
    "folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of the findings.")
@click.option("--all", "every", is_flag=True, help="List every warning, not only how many.")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Pretend that it is this day.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="For people, for programs, or as annotations of GitHub Actions.",
)
def command(folder: Path | None, **options: Any) -> None:
    """Check the flows and words in FOLDER, or the project's own.

    Errors block publishing. Warnings are counted by code, and fail only with --strict. What a code
    means: ashore explain ASH014.
    """
    from bot.app import library_folder
    from bot.app import today as today_in_china
    from bot.cli.check_report import REPORTS, Report
    from bot.library.folder import in_order
    from bot.library.lint import lint
    from bot.library.load import read_manuscript
    from bot.library.problems import LibraryError

    where, day = folder or library_folder(), options["today"]
    try:
        manuscript = read_manuscript(where)
        today = day.date() if day else today_in_china()
        found, counts = in_order(lint(manuscript, today)), manuscript.counts()
    except LibraryError as error:
        found, counts = list(error.problems), None
    report = Report(
        tuple(found),
        language_of(options["lang"]),
        where,
        counts,
        strict=options["strict"],
        every=options["every"],
    )
    REPORTS[options["form"]](report)
    if report.fails:
        raise SystemExit(1) from None
