"""`ashore dead-letters`: updates and replies that were given up."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.failing import config_option, told

if TYPE_CHECKING:
    from bot.store.ledger import KeptLetter

_ids_argument = click.argument("ids", type=click.IntRange(1), nargs=-1)
_all_option = click.option("--all", "everything", is_flag=True, help="Every letter.")


@click.group("dead-letters")
def command() -> None:
    """Updates and replies that were given up: look at them, try them again, drop them."""


@command.command("list")
@config_option
@click.option("--text", is_flag=True, help="What is in them too. It may be what a borrower wrote.")
def list_(path: Path | None, *, text: bool) -> None:
    """Their numbers, since when, what they are, and why; a running bot is not disturbed."""
    with told():
        from bot.app import read_config, ring_of
        from bot.store.reading import open_ledger

        config = read_config(path)
        with open_ledger(config.store.url, ring_of(config)) as ledger:
            letters = ledger.letters()
    for kept in letters:
        click.echo(_line(kept))
        if text:
            click.echo(
                f"    {kept.letter.reason}\n    {kept.letter.call or kept.letter.event or ''}"
            )
    click.echo(f"{len(letters)} dead letters." if letters else "No dead letters.", err=not letters)


@command.command("retry")
@config_option
@_ids_argument
@_all_option
def retry(path: Path | None, ids: tuple[int, ...], *, everything: bool) -> None:
    """Have the bot try them again when it starts next. Stop it first."""
    _check(ids, everything=everything)
    with told():
        from bot.app import now, read_config, ring_of
        from bot.runtime import letters
        from bot.store import open_store

        config = read_config(path)
        with open_store(config.store.url, ring_of(config)) as store:
            done = letters.retry(store, None if everything else ids, now())
    click.echo(f"To be tried again: {_numbers(done.back)}.")
    if done.hopeless:
        click.echo(f"Nothing in them can be tried again: {_numbers(done.hopeless)}.")
    _tell_missing(done.missing)


@command.command("drop")
@config_option
@_ids_argument
@_all_option
def drop(path: Path | None, ids: tuple[int, ...], *, everything: bool) -> None:
    """Erase them for good. Stop the bot first."""
    _check(ids, everything=everything)
    with told():
        from bot.app import read_config, ring_of
        from bot.store import open_store

        config = read_config(path)
        with open_store(config.store.url, ring_of(config)) as store:
            with store.transaction():
                letters = store.ledger.letters(None if everything else ids)
                found = [kept.id for kept in letters]
                store.ledger.drop_letters(found)
                for owner in {whose for kept in letters if (whose := kept.letter.whose)}:
                    store.renew_key(owner)  # no copy of the file gives them back
            store.scrub()
    click.echo(f"Dropped: {_numbers(found)}.")
    _tell_missing(sorted(set(ids) - set(found)))


def _check(ids: tuple[int, ...], *, everything: bool) -> None:
    if bool(ids) == everything:
        raise click.UsageError("Say which: numbers from `ashore dead-letters list`, or --all.")


def _line(kept: "KeptLetter") -> str:
    from bot.runtime.letters import kind_of, reason_in

    reason = reason_in(kept.letter.reason, of_telegram=kept.letter.call is not None)
    update = kept.letter.update_id
    which = f" (update {update})" if update is not None else ""  # as the log names it
    return f"{kept.id:>6}  {kept.at:%Y-%m-%d %H:%M} UTC  {kind_of(kept.letter):<8}  {reason}{which}"


def _numbers(ids: "tuple[int, ...] | list[int]") -> str:
    return ", ".join(map(str, ids)) or "none"


def _tell_missing(ids: "tuple[int, ...] | list[int]") -> None:
    if ids:
        click.echo(f"There is no letter with the number {_numbers(ids)}.", err=True)
        raise SystemExit(1)
