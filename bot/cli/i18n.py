"""`ashore i18n`: what each language has, lacks, and was made from; and the way to translators and back."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from bot.cli.i18n_words import STATES, say
from bot.cli.refusing import language_of

if TYPE_CHECKING:
    from bot.library.translations import Pair, Translations

_STALE = ("stale", "new")

_lang = click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of what is said.")
_only = click.option("--only", metavar="LANG", help="This language of the content alone.")


@click.group("i18n")
def command() -> None:
    """Keep the languages of the content together.

    The texts of every language are made from those of the first. What each was made from is kept in
    content/LANG/translated.yaml, so that a text that was left behind is known.
    """


@command.command("status")
@_only
@_lang
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def status(only: str | None, lang: str | None, *, as_json: bool) -> None:
    """What is translated, and what is stale, missing, extra or was never accepted.

    The exit code is 1 if anything is.
    """
    language = language_of(lang)
    found = _pairs(_read(language), only, language)
    wrong = {
        name: [pair for pair in pairs if pair.state != "current"] for name, pairs in found.items()
    }
    if as_json:
        told = {name: _told(pairs) for name, pairs in found.items()}
        click.echo(
            json.dumps({"ok": not any(wrong.values()), "languages": told}, ensure_ascii=False)
        )
    else:
        for name, pairs in found.items():
            _show(name, pairs, language)
    raise SystemExit(int(any(wrong.values())))


@command.command("accept")
@click.argument("what", nargs=-1, metavar="[PATH|KEY]...")
@click.option("--all", "every", is_flag=True, help="Accept without asking.")
@_only
@_lang
def accept(what: tuple[str, ...], only: str | None, lang: str | None, *, every: bool) -> None:
    """Note that translations say what their sources say today.

    Each is shown below its source and asked about; --all asks nothing. A PATH is a file or folder of
    content/, a KEY is as `ashore i18n status` names it, such as court.yaml:intro.
    """
    from bot.cli.i18n_accept import accept_pairs

    language = language_of(lang)
    translations = _read(language)
    found = _pairs(translations, only, language)
    chosen = {name: _chosen(pairs, what, name, translations) for name, pairs in found.items()}
    for one in what:
        if not any(
            _is_named(pair, one, name, translations) for name in found for pair in found[name]
        ):
            raise click.UsageError(say("nothing_named", language, what=one))
    accept_pairs(translations, found, chosen, language=language, ask=not every)


@command.command("export")
@click.argument("target", metavar="LANG")
@click.option("--stale", is_flag=True, help="What was left behind, or was never accepted.")
@click.option("--missing", is_flag=True, help="What there is no translation of.")
@click.option("--all", "every", is_flag=True, help="Every text.")
@_lang
def export(target: str, lang: str | None, *, stale: bool, missing: bool, every: bool) -> None:
    """Print the texts of LANG as a PO file: what is stale or missing, unless told otherwise.

    A language that has no folder yet is begun so: every text, none of them translated.
    """
    from bot.library.folder import is_language

    language = language_of(lang)
    translations = _read(language)
    primary = translations.languages[0]
    if target == primary or not is_language(target):
        raise click.UsageError(say("no_language", language, name=target))
    states = {"stale": _STALE if stale else (), "missing": ("missing",) if missing else ()}
    wanted = {*states["stale"], *states["missing"]} or {*_STALE, "missing"}
    with _problems(language):
        pairs = translations.pairs(target)
    with _polib(language):
        from bot.library.po import po_text

        chosen = [pair for pair in pairs if every or pair.state in wanted]
        click.echo(po_text(chosen, pairs, primary=primary, language=target), nl=False)


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_lang
def take_back(file: Path, lang: str | None) -> None:
    """Write the translations of a PO FILE into content/, each in its place.

    Entries that are not fuzzy are accepted. If any cannot be taken, nothing is written.
    """
    from bot.app import library_folder

    language = language_of(lang)
    with _problems(language, unchanged=True), _polib(language):
        from bot.library.import_texts import import_po

        done = import_po(library_folder(), file)
    counts = {"changed": len(done.changed), "accepted": len(done.accepted)}
    click.echo(say("imported", language, **counts, fuzzy=done.fuzzy, empty=done.empty))


def _read(language: str) -> "Translations":
    from bot.app import library_folder
    from bot.library.translations import read_translations

    with _problems(language):
        return read_translations(library_folder())


def _pairs(
    translations: "Translations", only: str | None, language: str
) -> dict[str, tuple["Pair", ...]]:
    """The texts of each language besides the first, or of the one asked for."""
    others = translations.languages[1:]
    if only is not None and only not in others:
        raise click.UsageError(say("no_language", language, name=only))
    with _problems(language):
        return {name: translations.pairs(name) for name in ([only] if only else others)}


def _told(pairs: Iterable["Pair"]) -> dict[str, Any]:
    """A language for programs: how many texts, and each that needs somebody."""
    told: dict[str, Any] = {"translated": 0, **{state: [] for state in STATES}}
    for pair in pairs:
        told["translated"] += bool(pair.translated)
        if pair.state != "current":
            source = pair.source.place if pair.source else ""
            told[pair.state].append({"key": pair.shown, "place": pair.place, "source": source})
    return told


def _show(name: str, pairs: Iterable["Pair"], language: str) -> None:
    told = _told(pairs)
    counts = {state: len(told[state]) for state in STATES}
    click.echo(say("counts", language, name=name, translated=told["translated"], **counts))
    for state, word in STATES.items():
        for one in told[state]:
            source = f"  ← {one['source']}" if one["source"] not in ("", one["place"]) else ""
            click.echo(f"  {word[language]}  {one['place']}  {one['key']}{source}".rstrip())


def _chosen(
    pairs: Iterable["Pair"], what: tuple[str, ...], language: str, translations: "Translations"
) -> list["Pair"]:
    """What waits to be accepted, of what was named."""
    return [
        pair
        for pair in pairs
        if pair.state in _STALE
        and (not what or any(_is_named(pair, one, language, translations) for one in what))
    ]


def _is_named(pair: "Pair", one: str, language: str, translations: "Translations") -> bool:
    """Whether a key is the text's own, or a path leads to its file or a folder above."""
    file = pair.name[0]
    folders = (language, translations.languages[0])
    paths = [Path(file), Path("content", file), *(Path("content", name, file) for name in folders)]
    return one == pair.shown or any(path.is_relative_to(Path(one)) for path in paths)


@contextmanager
def _polib(language: str) -> Iterator[None]:
    """PO files need an extra; where it is not installed, that is said."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name != "polib":
            raise
        raise click.ClickException(say("no_polib", language)) from error


@contextmanager
def _problems(language: str, *, unchanged: bool = False) -> Iterator[None]:
    """Mistakes in the content end the command, each with its place."""
    from bot.library.problems import LibraryError

    try:
        yield
    except LibraryError as error:
        _fail(error, language, unchanged=unchanged)


def _fail(error: Any, language: str, *, unchanged: bool) -> NoReturn:
    from bot.library.problems import render

    for problem in error.problems:
        click.echo(f"{render(problem, language)}\n", err=True)
    name = "refused" if unchanged else "unreadable"
    click.echo(say(name, language, count=len(error.problems)), err=True)
    raise SystemExit(1) from None
