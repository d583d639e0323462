"""`ashore migrate-check`: what a changed library does to the conversations that have begun."""

import json
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from bot.cli.refusing import language_of

if TYPE_CHECKING:
    from bot.library import Library
    from bot.library.manuscript import Manuscript
    from bot.testing.migrating import Held, Migration

_WRONG_CALL = 2
_MOST_PROBLEMS = 5
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("migrate-check")
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option(
    "--positions", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
    help="Positions of a live database too, as --dump-positions wrote them.",
)  # fmt: skip
@click.option(
    "--dump-positions", "dump", type=_FILE, metavar="FILE",
    help="Write the anonymised positions of the database (the bot stopped), and compare nothing.",
)  # fmt: skip
@click.option("--config", type=_FILE, help="With --dump-positions: settings; else config.yaml.")
@click.option("--budget", type=click.IntRange(1), help="States to go on from, for each flow.")
@click.option("--processes", type=click.IntRange(1), help="By default one for each core.")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of the report.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Pretend that it is this day.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text",
    help="For people, or for programs.",
)  # fmt: skip
def command(old: str | None, new: str | None, **options: Any) -> None:
    """Fold every position of the library OLD on NEW: unaffected, asked again, or lost.

    OLD and NEW are folders with flows/ and content/, or git revisions; NEW is by default the
    project's own folder. Exit code 1 if any position is lost, 2 if nothing could be compared.
    """
    from bot.app import today as today_in_china
    from bot.errors import AshoreError
    from bot.testing.migrating.sources import SourceError

    if (old is None) == (options["dump"] is None):
        raise click.UsageError("Name OLD, or --dump-positions FILE; one of the two.")
    language = language_of(options["lang"])
    day = options["today"].date() if options["today"] else today_in_china()
    try:
        if old is None:
            click.echo(_dump(options, day, language))
            return
        lost = _compare(old, new, options, day=day, language=language)
    except SourceError as error:
        _refuse(error.sentence(language))
    except AshoreError as error:
        _refuse(str(error))
    if lost:
        raise SystemExit(1)


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    raise SystemExit(_WRONG_CALL) from None


def _compare(
    old: str, new: str | None, options: Mapping[str, Any], *, day: date, language: str
) -> bool:
    """Report on all positions; whether any is lost."""
    from bot.app import library_folder
    from bot.testing.migrating import Crossing, migrate
    from bot.testing.migrating.positions import read_positions
    from bot.testing.migrating.sources import is_library, opened, spoken_as

    ours = library_folder()
    beside = Path(new) if new and is_library(Path(new)) else ours
    with (
        opened(old, beside) as named,
        opened(new or str(ours), beside) as after,
        spoken_as(named, after) as before,
    ):
        manuscript = _read(after, new or str(ours), language, fit=True)
        library = _read(before, old, language).library
        crossing = Crossing(library, manuscript.library, day)
        positions, left = _explored(before, library, options, day=day)
        found = {"explored": migrate(crossing, positions)}
        if options["positions"] is not None:
            found["positions"] = migrate(crossing, read_positions(options["positions"], day))
    _report(found, manuscript, left, form=options["form"], language=language)
    return any(one.lost for one in found.values())


def _read(folder: Path, named: str, language: str, *, fit: bool = False) -> "Manuscript":
    """A library, `fit` to be published if it is the new one; else its mistakes, and exit code 2."""
    from bot.library.load import load_manuscript, read_manuscript
    from bot.library.problems import LibraryError, render

    try:
        return load_manuscript(folder) if fit else read_manuscript(folder)
    except LibraryError as error:
        first = (
            f"“{named}”有错，没有比对；先用 ashore check 看："
            if language == "zh"
            else f"`{named}` has mistakes, and nothing was compared; see ashore check:"
        )
        told = [render(problem, language) for problem in error.problems[:_MOST_PROBLEMS]]
        more = len(error.problems) - len(told)
        last = [f"… +{more}"] if more else []
        _refuse("\n\n".join([first, *told, *last]))


def _explored(
    folder: Path, library: "Library", options: Mapping[str, Any], *, day: date
) -> "tuple[list[Held], Mapping[str, int]]":
    """Every explored position of a library, and how many of each flow were not gone on from."""
    from bot.testing.exploring import DEFAULT_BUDGET, explore_all
    from bot.testing.exploring.many import largest_first
    from bot.testing.migrating import explored_positions

    flows = largest_first(library, tuple(library.flows))
    cores = options["processes"] or min(os.cpu_count() or 1, len(flows))
    budget = options["budget"] or DEFAULT_BUDGET
    held: list[Held] = []
    left: dict[str, int] = {}
    for one in explore_all(folder, flows, today=day, budget=budget, processes=cores):
        held += explored_positions(one)
        if one.left:
            left[one.flow] = one.left
    return held, left


def _report(
    found: "Mapping[str, Migration]",
    manuscript: "Manuscript",
    left: Mapping[str, int],
    *,
    form: str,
    language: str,
) -> None:
    from bot.testing.migrating.sentences import data, lines, over_budget

    if form == "json":
        told = {kind: data(one, manuscript) for kind, one in found.items()}
        click.echo(json.dumps({**told, "left": left}, ensure_ascii=False, indent=2))
        return
    for kind, one in found.items():
        for line in lines(kind, one, manuscript, language):
            click.echo(line)
    if left:
        click.echo(over_budget(left, language))


def _dump(options: Mapping[str, Any], day: date, language: str) -> str:
    """Write the positions of the database; what was done in a line."""
    from bot.app import library_folder, read_config, read_sessions
    from bot.library import load_library
    from bot.testing.migrating.positions import position_lines, write_lines

    config = read_config(options["config"])
    library = load_library(library_folder(config.library.folder))
    kept, left_out = position_lines(library, read_sessions(config), day)
    path = options["dump"]
    write_lines(path, kept)
    if language == "zh":
        return (
            f"写下 {len(kept)} 个位置到 {path}：没有聊天编号，没有原话；金额、数字和期限只留一位有效数字，"
            f"日期只留到月。另有 {left_out} 个粗略之后会走到别处，没有写。"
        )
    return (
        f"{len(kept)} positions → {path}: no chat ids and no words; amounts, numbers and periods keep "
        f"one significant digit, days their month. {left_out} more would lead elsewhere so coarsely "
        "and were left out."
    )
