"""Accepting translations: each is shown below its source, and somebody says whether it says the same."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from bot.cli.i18n_words import STATES, say

if TYPE_CHECKING:
    from bot.library.translations import Pair, Translations

Pairs = Mapping[str, Sequence["Pair"]]  # by language


def accept_pairs(
    translations: "Translations", every: Pairs, chosen: Pairs, *, language: str, ask: bool
) -> None:
    """Record the chosen translations; of each, if it is asked about, only after a yes.

    What was said before somebody stopped is kept. Lines of a text that is gone are dropped.
    """
    primary = translations.languages[0]
    accepted: dict[str, list[Pair]] = {name: [] for name in every}
    try:
        total = sum(map(len, chosen.values()))
        asked = [(name, pair) for name, pairs in chosen.items() for pair in pairs]
        for number, (name, pair) in enumerate(asked, 1):
            answer = _asked(pair, (primary, name), f"{number}/{total}", language) if ask else "y"
            if answer == "q":
                break
            if answer == "y":
                accepted[name].append(pair)
    finally:
        for name, pairs in every.items():
            _record(translations, name, pairs, accepted[name])
    dropped = sum(pair.state == "leftover" for pairs in every.values() for pair in pairs)
    count = sum(map(len, accepted.values()))
    click.echo(say("accepted", language, count=count, left=total - count, dropped=dropped))


def _asked(pair: "Pair", languages: tuple[str, str], number: str, language: str) -> str:
    """Show a pair and ask: y, n or q."""
    click.echo(f"\n[{number}] {STATES[pair.state][language]}  {pair.shown}")
    for name, passage in zip(languages, (pair.source, pair.translation), strict=True):
        if passage is not None:
            click.echo(f"  {passage.place}")
            for line in passage.text.rstrip().split("\n"):
                click.echo(f"  {name} │ {line}")
    choice = click.Choice(["y", "n", "q"], case_sensitive=False)
    answer: str = click.prompt(say("ask", language), type=choice, default="n")
    return answer


def _record(
    translations: "Translations", name: str, pairs: Sequence["Pair"], accepted: Sequence["Pair"]
) -> None:
    from bot.library.read_translated import write_translated
    from bot.library.translations import hash_of

    before = {pair.name: pair.accepted for pair in pairs if pair.accepted}
    kept = {
        pair.name: pair.accepted for pair in pairs if pair.accepted and pair.state != "leftover"
    }
    kept |= {pair.name: hash_of(pair.source.text) for pair in accepted if pair.source}
    if kept != before:
        write_translated(translations.folder, name, kept, primary=translations.languages[0])
