"""`ashore check`: flows/ and content/ read as a whole, every mistake with its place."""

import os
from pathlib import Path

import click


@click.command("check")
@click.argument(
    "folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of the findings.")
def command(folder: Path | None, lang: str | None) -> None:
    """Check the flows and words in FOLDER, or the project's own."""
    from bot.app import library_folder
    from bot.library import load_library
    from bot.library.problems import LibraryError, render

    language = lang or ("zh" if os.environ.get("LANG", "").startswith("zh") else "en")
    try:
        library = load_library(folder or library_folder())
    except LibraryError as error:
        for problem in error.problems:
            click.echo(render(problem, language), err=True)
            click.echo(err=True)
        count = len(error.problems)
        click.echo(f"发现 {count} 处问题。" if language == "zh" else f"{count} findings.", err=True)
        raise SystemExit(1) from None
    flows, texts = len(library.flows), sum(map(len, library.texts.values()))
    click.echo(
        f"{flows} 个流程，{texts} 段文字，没有问题。"
        if language == "zh"
        else f"{flows} flows, {texts} texts: no findings."
    )
