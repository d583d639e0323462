"""`ashore table`: the decision tables of flows, for a lawyer to review and for a diff to show."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.plurals import counted
from bot.cli.refusing import language_of, reading

if TYPE_CHECKING:
    from bot.library import Library
    from bot.testing.tables import Committed


@click.command("table")
@click.argument("flows", nargs=-1)
@click.option("--format", "form", type=click.Choice(["md", "csv"]), default="md")
@click.option("--write", is_flag=True, help="Write the tables that can be reviewed.")
@click.option(
    "--check", is_flag=True, help="Compare the tables that were written with what is true."
)
@click.option(
    "--library", type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with flows/ and content/; the tables are in its tests/tables/.",
)  # fmt: skip
@click.option("--budget", type=click.IntRange(1), help="States to go on from, for each flow.")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of what is told.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Pretend that it is this day.")
def command(**options: Any) -> None:
    """Print the decision tables of FLOWS: the answers that decide, the texts then said, the outcome.

    --write writes those that are complete and short enough into tests/tables/, and says which are
    not. --check tells what changed since, as of the day each was written. Exit code 1 if anything
    did or a table cannot be made, 2 for a wrong call.
    """
    from bot.app import library_folder, today
    from bot.cli.flow_names import known_flows
    from bot.library.load import read_manuscript
    from bot.testing.exploring import DEFAULT_BUDGET

    flows = options["flows"]
    if options["write"] and options["check"]:
        raise click.UsageError("Either --write or --check.")
    if not (flows or options["write"] or options["check"]):
        raise click.UsageError("Name a flow, or give --write or --check.")
    folder = options["library"] or library_folder()
    language = language_of(options["lang"])
    with reading(language, folder):
        library = read_manuscript(folder).library
    told = {
        "language": language,
        "today": options["today"].date() if options["today"] else today(),
        "budget": options["budget"] or DEFAULT_BUDGET,
        "form": options["form"],
    }
    tables = folder / "tests" / "tables"
    if options["check"]:
        good = _check(library, _committed(tables, flows), told)
    elif options["write"]:
        good = _write(library, known_flows(library.flows, flows), tables, told)
    else:
        good = _print(library, known_flows(library.flows, flows), told)
    if not good:
        raise SystemExit(1)


def _print(library: "Library", flows: Sequence[str], told: Mapping[str, Any]) -> bool:
    """The tables as they are; of one that has gaps or is long, that is said beside it."""
    from bot.testing.exploring.ground import Ground
    from bot.testing.exploring.walking import walk
    from bot.testing.tables import (
        LeftOut,
        TooManyRowsError,
        make_table,
        review_table,
        write_csv,
        write_markdown,
    )
    from bot.testing.tables.sentences import left_out

    day: date = told["today"]
    ground = Ground(library, day, checks=False)
    good = True
    for flow in flows:
        explored = walk(ground, flow, told["budget"])
        reviewed = review_table(library, explored, today=day)
        if isinstance(reviewed, LeftOut):
            click.echo(left_out(reviewed, told["language"]), err=True)
        try:
            table = make_table(library, explored, today=day)
        except TooManyRowsError:
            good = False
            continue
        csv = told["form"] == "csv"
        click.echo(write_csv(table) if csv else write_markdown(table, today=day), nl=False)
    return good


def _write(library: "Library", flows: Sequence[str], folder: Path, told: Mapping[str, Any]) -> bool:
    """The tables into their files; that of a flow which can no longer be reviewed is taken away."""
    from bot.testing.tables import LeftOut, review_tables, write_markdown
    from bot.testing.tables.sentences import left_out

    folder.mkdir(parents=True, exist_ok=True)
    day: date = told["today"]
    for found in review_tables(library, flows, today=day, budget=told["budget"]):
        path = folder / f"{found.flow}.md"
        if isinstance(found, LeftOut):
            path.unlink(missing_ok=True)
            click.echo(left_out(found, told["language"]))
            continue
        path.write_text(write_markdown(found, today=day), encoding="utf-8")
        rows = f"{found.size} 行" if told["language"] == "zh" else counted(found.size, "row")
        click.echo(f"{found.flow}: {rows} → {path}")
    return True


def _committed(folder: Path, flows: Sequence[str]) -> "list[Committed]":
    """The tables that were written: those of these flows, or all."""
    from bot.errors import ContentError
    from bot.testing.tables import read_committed

    paths = [folder / f"{flow}.md" for flow in flows] or sorted(folder.glob("*.md"))
    missing = [path for path in paths if not path.is_file()]
    if missing or not paths:
        named = ", ".join(map(str, missing)) or str(folder)
        raise click.UsageError(f"There is no table in {named}. `ashore table --write` writes them.")
    try:
        return [read_committed(path) for path in paths]
    except ContentError as error:
        raise click.ClickException(str(error)) from error


def _check(library: "Library", committed: "Sequence[Committed]", told: Mapping[str, Any]) -> bool:
    """What changed, in each table; whether nothing did."""
    from bot.testing.tables.checking import find_changes
    from bot.testing.tables.sentences import changed, count_checked

    changes = list(find_changes(library, committed, budget=told["budget"]))
    for change in changes:
        click.echo(changed(change, told["language"]), err=True)
    click.echo(count_checked(len(committed), len(changes), told["language"]))
    return not changes
