"""`ashore keys`: the master key that borrowers' answers are encrypted with."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.failing import config_option, told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.config import Config
    from bot.store.rotation import Rotated


@click.group("keys")
def command() -> None:
    """Make the master key that answers are encrypted with, or change it."""


@command.command("new")
@click.argument("file", type=click.Path(path_type=Path), required=False)
def new_(file: Path | None) -> None:
    """Write a new key into FILE, readable by its owner alone; without FILE, print it.

    A file that is there already is never overwritten.
    """
    from bot.store import make_key
    from bot.store.rotation import write_key

    key = make_key()
    if file is None:
        click.echo(key)
        return
    with told():
        write_key(file, key)
    click.echo(
        f"A new key is in {file}. Name it in config.yaml: store: {{key_file: {file}}}\n"
        "Keep a copy apart from the copies of the database: without it nobody can read the answers."
    )


@command.command("rotate")
@config_option
@click.option("--drop-old", is_flag=True, help="Afterwards, leave the new key alone in its file.")
def rotate_(path: Path | None, *, drop_old: bool) -> None:
    """Change the master key, while the bot is stopped.

    With store.key_file, a new key is made and written at the head of the file. With ASHORE_KEY, put
    the new key before the old one yourself, with a blank between. Then every borrower's key is
    wrapped anew. Interrupted at any moment, it goes on where it was when it is run again.
    """
    from bot.app import key_in_use, read_config
    from bot.store.rotation import drop_unused, rotate

    with told():
        config = read_config(path)
        file = None if config.key or not config.store.key_file else Path(config.store.key_file)
        key = key_in_use(config)
        if key is None:
            click.echo("Answers are stored unencrypted (store.unencrypted): nothing was changed.")
            return
        done = rotate(config.store.url, file, key.reveal())
        if drop_old and file:
            drop_unused(file, file.read_text("utf-8"))
    _tell(done, config, file=file, dropped=drop_old and file is not None)


def _tell(done: "Rotated", config: "Config", *, file: Path | None, dropped: bool) -> None:
    from bot.store.connection import path_of
    from bot.store.key_file import path_beside

    keys = path_beside(path_of(config.store.url))
    click.echo(f"{done.anew} keys were wrapped anew; the master key is {done.master}.")
    if file is None and not done.anew and not done.unused:
        click.echo("To change it, put a new key before the old one in ASHORE_KEY, and run again.")
        return
    click.echo(
        f"Copy now the master key ({file or 'ASHORE_KEY'}) and the borrowers' keys ({keys}), to the two "
        "places where their copies lie: those of before belong to the old key."
    )
    if not dropped and done.unused:
        click.echo(_unused(done.unused, file))
    if done.unused:
        click.echo(
            f"Older copies of {keys} can still be read with the old key: if a key or a copy may be in "
            "other hands, destroy them all."
        )


def _unused(names: "Sequence[str]", file: Path | None) -> str:
    last = names[-1]
    which, need, it = (
        (f"{', '.join(names[:-1])} and {last}", "are", "them") if names[1:] else (last, "is", "it")
    )
    return (
        f"{which} {need} needed no more by this database; take {it} out of {file or 'ASHORE_KEY'} "
        "(--drop-old does it for a file)."
    )
