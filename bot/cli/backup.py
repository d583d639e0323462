"""`ashore backup`: the database in one file, and its keys in another, while the bot runs."""

from pathlib import Path

import click

from bot.cli.failing import config_option, told


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--keys",
    "keys_file",
    type=click.Path(path_type=Path),
    help="Copy the borrowers' keys here, over their last copy.",
)
@config_option
def command(file: Path, keys_file: Path | None, path: Path | None) -> None:
    """Copy the database into FILE, which must not be there yet. The bot may run.

    FILE holds what borrowers answered, and is readable by you alone: keep it like that. It cannot be
    read without the borrowers' keys, which are not in it: keep their copy in another place.
    """
    with told():
        from bot.app import read_config
        from bot.store.backups import back_up, back_up_keys
        from bot.store.connection import path_of
        from bot.store.key_file import path_beside
        from bot.store.seals import seals_of

        url = read_config(path).store.url
        size = back_up(url, file)
        click.echo(f"{file}: {size / 1e6:.1f} MB, whole and checked.")
        if keys_file is not None:
            back_up_keys(url, keys_file)
            seals = seals_of(file, keys_file, None)
            click.echo(
                f"{keys_file}: {seals.held} of the {seals.used} keys that it is sealed with."
            )
        elif (keys := path_beside(path_of(url))).exists():
            click.echo(
                f"It cannot be read without the borrowers' keys ({keys}), which are not in it: copy them to another\n"
                "place with --keys COPY, each time over the last copy. Keep the master key apart from both\n"
                "(SECURITY.md)."
            )
