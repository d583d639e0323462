"""The `ashore` command. Each command is a file here; it is imported when it is called."""

from importlib import import_module

import click

from bot import __version__

# The one line of each command's help, so that `ashore --help` imports none of them.
COMMANDS = {
    "amortise": "The schedule of one loan, and what paying extra saves.",
    "backup": "Copy the database into one file, while the bot runs.",
    "chat": "Talk to Ashore in the terminal: no token, no network.",
    "check": "Check flows/ and content/, with the place of every mistake.",
    "dead-letters": "Updates and replies that were given up: list, retry, drop.",
    "deadline": "The last day to answer a court paper or to complain, with its rule.",
    "explain": "What a finding of `ashore check` means, with a wrong and a right example.",
    "explore": "Walk every way through every flow, and say what does not hold.",
    "i18n": "What each language lacks or left behind; PO files to translators and back.",
    "keys": "Make the master key that answers are encrypted with, or change it.",
    "migrate-check": "What a changed library does to conversations that have begun.",
    "payoff": "How long debts take to clear, in every order, side by side.",
    "rate": "The true yearly rate of a loan, and the line it is compared with.",
    "record": "Hold a chat in the terminal and keep it as a case of the conversation tests.",
    "restore": "Put a backup in the database's place.",
    "run": "Run the Telegram bot.",
    "table": "Decision tables: which answers decide, what is said, how it ends.",
    "test": "Run the conversation tests in tests/flows/.",
    "webhook": "Tell Telegram where to bring the updates, or to keep them.",
}


class _Commands(click.Group):
    """Commands by name, from the modules beside this one."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"bot.cli.{cmd_name.replace('-', '_')}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and name not in COMMANDS:
            from difflib import get_close_matches

            near = get_close_matches(name, COMMANDS, n=1)
            hint = f" Did you mean `{near[0]}`?" if near else ""
            raise click.UsageError(f"There is no command `{name}`.{hint} Try `ashore --help`.")
        return super().resolve_command(ctx, args)

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="ashore")
def main() -> None:
    """Ashore 上岸: walks over-indebted borrowers ashore, one question at a time.

    Start with `ashore chat`.
    """
