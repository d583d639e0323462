"""`ashore run`: the Telegram bot."""

from pathlib import Path

import click


@click.command("run")
@click.option("--config", type=click.Path(path_type=Path), help="Settings; else ./config.yaml.")
def command(config: Path | None) -> None:
    """Run the Telegram bot by long polling, until SIGTERM or Ctrl-C."""
    from bot.app import read_config, run_telegram
    from bot.errors import AshoreError, ConfigError

    try:
        run_telegram(read_config(config))
    except ConfigError as error:
        click.echo(str(error), err=True)
        raise SystemExit(2) from None
    except AshoreError as error:
        click.echo(str(error), err=True)
        raise SystemExit(1) from None
