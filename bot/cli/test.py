"""`ashore test`: the conversation tests, without pytest."""

from pathlib import Path

import click


@click.command("test")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--library", type=click.Path(path_type=Path), help="Folder with flows/ and content/.")
def command(paths: tuple[Path, ...], library: Path | None) -> None:
    """Run the cases in tests/flows/*.yaml, or in PATHS; a failure names its YAML line."""
    from bot.app import library_folder
    from bot.errors import AshoreError
    from bot.library import load_library
    from bot.testing.cases import read_cases
    from bot.testing.runner import CaseFailureError, Run

    folder = library or library_folder()
    files = paths or tuple(sorted((folder / "tests" / "flows").glob("*.yaml")))
    passed = failed = 0
    try:
        words = load_library(folder)
        cases = [case for file in files for case in read_cases(file)]
    except AshoreError as error:
        raise click.ClickException(str(error)) from error
    for case in cases:
        try:
            Run(words, case).run()
            passed += 1
        except CaseFailureError as failure:
            failed += 1
            click.echo(failure.report(), err=True)
    click.echo(f"{passed} passed, {failed} failed")
    if failed:
        raise SystemExit(1)
