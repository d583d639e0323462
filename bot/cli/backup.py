"""`ashore backup`: the database in one file, while the bot runs."""

from pathlib import Path

import click

from bot.cli.failing import config_option, told


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@config_option
def command(file: Path, path: Path | None) -> None:
    """Copy the database into FILE, which must not be there yet. The bot may run.

    FILE holds what borrowers answered, and is readable by you alone: keep it like that.
    """
    with told():
        from bot.app import read_config
        from bot.store.backups import back_up

        size = back_up(read_config(path).store.url, file)
    click.echo(f"{file}: {size / 1e6:.1f} MB, whole and checked.")
