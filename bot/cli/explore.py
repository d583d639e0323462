"""`ashore explore`: every way through every flow, and what must hold on each of them."""

import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from bot.cli.plurals import counted
from bot.cli.refusing import language_of, reading

if TYPE_CHECKING:
    from bot.library.manuscript import Manuscript
    from bot.testing.exploring import Exploration
    from bot.testing.exploring.unreached import Unreached


@click.command("explore")
@click.argument("flows", nargs=-1)
@click.option(
    "--library", type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with flows/ and content/.",
)  # fmt: skip
@click.option("--budget", type=click.IntRange(1), help="States to go on from, for each flow.")
@click.option("--processes", type=click.IntRange(1), help="By default one for each core.")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of the report.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Pretend that it is this day.")
@click.option(
    "--write-cases", "cases", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
    help="Write few conversations that together take every step from state to state.",
)  # fmt: skip
def command(**options: Any) -> None:
    """Explore FLOWS, or all of them: states, outcomes, steps never reached, and what does not hold.

    Exit code 1 if something does not hold or a step can never be reached, 2 for a wrong call.
    """
    from bot.app import library_folder, today
    from bot.cli.flow_names import known_flows
    from bot.library.load import read_manuscript

    language = language_of(options["lang"])
    folder = options["library"] or library_folder()
    day = options["today"].date() if options["today"] else today()
    with reading(language, folder):
        manuscript = read_manuscript(folder)
    wanted = known_flows(manuscript.library.flows, options["flows"])
    start = perf_counter()
    done = _explore(manuscript, folder, {**options, "flows": wanted}, day, language=language)
    if options["cases"] is not None:
        from bot.testing.exploring.transcripts import write_cases

        count = write_cases(manuscript.library, done, options["cases"], today=day)
        click.echo(f"{count} → {options['cases']}")
    if _report(manuscript, done, language, perf_counter() - start):
        raise SystemExit(1)


def _explore(
    manuscript: "Manuscript", folder: Path, options: Mapping[str, Any], day: date, *, language: str
) -> "list[Exploration]":
    """The explorations, each told of as soon as it is done."""
    from bot.testing.exploring import DEFAULT_BUDGET, explore_all
    from bot.testing.exploring.many import largest_first
    from bot.testing.exploring.sentences import summary

    flows = largest_first(manuscript.library, options["flows"])
    cores = options["processes"] or min(os.cpu_count() or 1, len(flows))
    budget = options["budget"] or DEFAULT_BUDGET
    done = []
    for explored in explore_all(folder, flows, today=day, budget=budget, processes=cores):
        done.append(explored)
        for line in summary(explored, language):
            click.echo(line)
    return done


def _report(
    manuscript: "Manuscript", done: "Sequence[Exploration]", language: str, seconds: float
) -> bool:
    from bot.testing.exploring.sentences import render
    from bot.testing.exploring.unreached import find_unreached

    findings = [finding for explored in done for finding in explored.findings]
    unreached = list(find_unreached(manuscript, done))
    for one in unreached:
        click.echo(one.sentence(language), err=not one.open)
    for finding in findings:
        click.echo(render(finding, language), err=True)
    dead = [one for one in unreached if not one.open]
    click.echo(_total(done, unreached, len(findings), seconds, language=language))
    return bool(findings or dead)


def _total(
    done: "Sequence[Exploration]",
    unreached: "Sequence[Unreached]",
    findings: int,
    seconds: float,
    *,
    language: str,
) -> str:
    states = sum(len(explored.states) for explored in done)
    edges = sum(len(explored.edges) for explored in done)
    outcomes = sum(len(explored.outcomes) for explored in done)
    dead = sum(not one.open for one in unreached)
    if language == "zh":
        return (
            f"{len(done)} 个流程，{states} 个状态，{edges} 步，{outcomes} 种结局；{dead} 处走不到，"
            f"{len(unreached) - dead} 处没看到，{findings} 处不成立；{seconds:.0f} 秒。"
        )
    return (
        f"{counted(len(done), 'flow')}, {counted(states, 'state')}, {counted(edges, 'edge')}, "
        f"{counted(outcomes, 'outcome')}; {counted(dead, 'step')} never reached, "
        f"{len(unreached) - dead} not seen, {counted(findings, 'finding')}; {seconds:.0f} s."
    )
