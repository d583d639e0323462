"""`ashore restore`: a backup in the database's place."""

from pathlib import Path

import click

from bot.cli.failing import config_option, told


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@config_option
def command(file: Path, path: Path | None) -> None:
    """Put the backup FILE in the database's place. Stop the bot first.

    FILE is checked and brought to this version's schema; the former database is kept beside the new
    one. Replies that were still to be sent when the backup was made are sent, perhaps once more.
    """
    with told():
        from bot.app import read_config
        from bot.store.backups import restore

        former = restore(read_config(path).store.url, file)
    click.echo(
        f"{file} is in use from the next start on. What came after it was made is not in it."
    )
    if former:
        click.echo(f"The former database is kept as {former}; erase it when it is not needed.")
