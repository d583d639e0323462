"""What a command cannot go on with, in the reader's language: numbers, or mistakes in flows and words."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, cast

import click

if TYPE_CHECKING:
    from bot.errors import InputError
    from bot.flow.values import Facts
    from bot.library import Library
    from bot.library.problems import LibraryError

_REFUSED = 2


def language_of(chosen: str | None) -> str:
    """The language asked for, or else Chinese where the terminal is Chinese and English elsewhere."""
    from bot.app import terminal_locale

    return chosen or ("zh" if terminal_locale().startswith("zh") else "en")


def the_library() -> "Library":
    """The project's words and figures, read once. Raises LibraryError if they are wrong."""
    from bot.app import library_folder

    return _read(library_folder())


@cache
def _read(folder: Path) -> "Library":
    from bot.library import load_library

    return load_library(folder)


@contextmanager
def reading(language: str, folder: Path, *, code: int = 1) -> Iterator[None]:
    """Mistakes in flows and words end the command as `ashore check` tells them; others with their sentence."""
    from bot.errors import AshoreError
    from bot.library.problems import LibraryError

    try:
        yield
    except LibraryError as error:
        _report(error, language, folder)
        raise SystemExit(code) from None
    except (AshoreError, OSError) as error:
        click.echo(f"Error: {error}", err=True)
        raise SystemExit(code) from None


def _report(error: "LibraryError", language: str, folder: Path) -> None:
    from bot.cli.check_report import REPORTS, Report

    REPORTS["text"](Report(error.problems, language, folder, None))


@contextmanager
def refusing(language: str, *, as_json: bool) -> Iterator[None]:
    """What is done inside may raise InputError; then the command ends with that sentence.

    Mistakes in the project's own flows and words end it as they end every command.
    """
    from bot.app import library_folder
    from bot.errors import InputError

    with reading(language, library_folder()):
        try:
            yield
        except InputError as error:
            refused(error, language, as_json=as_json)


def refused(error: "InputError", language: str, *, as_json: bool) -> NoReturn:
    """End the command: the sentence on stderr, with --json an object on stdout too, exit code 2.

    The error's notes, such as its place in a file, come first.
    """
    notes = "".join(f"{note}: " for note in getattr(error, "__notes__", ()))
    message = notes + sentence(error, language)
    if as_json:
        told = {"error": {"code": error.code, "message": message}}
        click.echo(json.dumps(told, ensure_ascii=False))
    click.echo(message, err=True)
    raise SystemExit(_REFUSED) from None


def sentence(error: "InputError", language: str) -> str:
    """The words of `refusals.<code>` in content/<language>/common.yaml; else the code and its values.

    What is wrong with the content is told too, and does not hide what is wrong here.
    """
    from bot.app import library_folder
    from bot.channels.terminal import plain_text
    from bot.flow.model import Text
    from bot.library.problems import LibraryError

    try:
        library = the_library()
    except LibraryError as broken:
        _report(broken, language, library_folder())
        return str(error)
    text = Text("common", f"refusals.{error.code}", cast("Facts", error.values))
    if not library.has(text):
        return str(error)
    return plain_text(library.word_text(text, language))
