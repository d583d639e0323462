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


@contextmanager
def told(*, is_bot: bool = False) -> Iterator[None]:
    """End with what happened and what to do next: 2 for a setting, 1 for the rest; no traceback.

    `is_bot`: the command is the bot itself, and no work on a bot's database.
    """
    from bot.errors import AshoreError, ConfigError

    try:
        yield
    except AshoreError as error:
        click.echo(f"ashore: {error}{_next(error, is_bot=is_bot)}", err=True)
        raise SystemExit(_CONFIG_MISTAKE if isinstance(error, ConfigError) else 1) from None
    except Exception as error:  # noqa: BLE001 the last resort of every command: its message may quote a borrower, so the place is told alone
        from bot.runtime.journal import place_of

        place = place_of(error)
        click.echo(f"ashore: a fault of the program's own ended it, {place}; report it.", err=True)
        raise SystemExit(1) from None


def _next(error: Exception, *, is_bot: bool) -> str:
    """What is to be done once the trouble is mended, which the command alone knows."""
    from bot.store.connection import InUseError, PassingStoreError

    match error:
        case PassingStoreError():
            return " Then start the bot again." if is_bot else " Then run this again."
        case InUseError() if is_bot:
            return " Or give this one its own store.url."
        case _:
            return ""
