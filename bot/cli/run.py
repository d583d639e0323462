"""`ashore run`: the Telegram bot."""

from pathlib import Path

import click

from bot.cli.failing import config_option, told


@click.command("run")
@config_option
@click.option(
    "--webhook",
    is_flag=True,
    help="Have Telegram bring the updates (`webhook:` in config.yaml) instead of fetching them.",
)
def command(path: Path | None, *, webhook: bool) -> None:
    """Run the Telegram bot until it is stopped (Ctrl-C, SIGTERM).

    SIGHUP takes up changed flows and words; wrong ones are reported, and the last good ones stay.
    """
    with told(is_bot=True):
        from bot.app import read_config, run_telegram

        run_telegram(read_config(path), webhook=webhook)
