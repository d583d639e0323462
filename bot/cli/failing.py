"""How a command that works with the bot's own files ends when it cannot: one sentence, one code."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

_CONFIG_MISTAKE = 2

config_option = click.option(
    "--config",
    "path",
    type=click.Path(path_type=Path),
    help="Settings; else config.yaml in this folder, if there is one.",
)


# What the store says is meant for a bot that runs; a process that has ended goes on by itself no more.
_GOES_ON = "and the bot goes on by itself"
_OWN_STORE = ", or give this one its own store.url"


@contextmanager
def told(*, is_bot: bool = False) -> Iterator[None]:
    """End with what happened and what to do next: 2 for a setting, 1 for the rest; no traceback.

    `is_bot`: the command is the bot itself, and no work on a bot's database.
    """
    from bot.errors import AshoreError, ConfigError

    try:
        yield
    except AshoreError as error:
        again = "then start the bot again" if is_bot else "then run this again"
        sentence = str(error).replace(_GOES_ON, again)
        click.echo(f"ashore: {sentence if is_bot else sentence.replace(_OWN_STORE, '')}", err=True)
        raise SystemExit(_CONFIG_MISTAKE if isinstance(error, ConfigError) else 1) from None
    except Exception as error:  # noqa: BLE001 its message may quote a borrower: show the place alone
        from bot.runtime.journal import place_of

        place = place_of(error)
        click.echo(f"ashore: a fault of the program's own ended it, {place}; report it.", err=True)
        raise SystemExit(1) from None
