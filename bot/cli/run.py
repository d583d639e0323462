"""`ashore run`: the Telegram bot."""

from pathlib import Path

import click

_CONFIG_MISTAKE = 2


@click.command("run")
@click.option(
    "--config",
    "path",
    type=click.Path(path_type=Path),
    help="Settings; else config.yaml in this folder, if there is one.",
)
def command(path: Path | None) -> None:
    """Run the Telegram bot until it is stopped (Ctrl-C, SIGTERM).

    SIGHUP takes up changed flows and words; wrong ones are reported, and the last good ones stay.
    """
    from bot.errors import AshoreError, ConfigError

    try:
        from bot.app import read_config, run_telegram

        run_telegram(read_config(path))
    except AshoreError as error:
        click.echo(f"ashore: {error}", err=True)
        raise SystemExit(_CONFIG_MISTAKE if isinstance(error, ConfigError) else 1) from None
    except Exception as error:  # noqa: BLE001 its message may quote a borrower: show the place alone
        from bot.runtime.journal import place_of

        place = place_of(error)
        click.echo(f"ashore: a fault of the program's own ended it, {place}; report it.", err=True)
        raise SystemExit(1) from None
