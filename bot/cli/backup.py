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
        from bot.store.connection import path_of
        from bot.store.key_file import path_beside

        url = read_config(path).store.url
        size = back_up(url, file)
        keys = path_beside(path_of(url))
    click.echo(f"{file}: {size / 1e6:.1f} MB, whole and checked.")
    if keys.exists():
        click.echo(
            f"It cannot be read without the borrowers' keys, which are not in it: copy {keys} now, to another\n"
            "place, each time over the last copy. Keep the master key apart from both (SECURITY.md)."
        )
