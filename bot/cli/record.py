"""`ashore record`: a chat in the terminal becomes a case of the conversation tests."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.plurals import counted
from bot.cli.refusing import language_of, reading

if TYPE_CHECKING:
    from bot.flow.engine import Turn
    from bot.flow.events import Event
    from bot.runtime.conversation import Conversation
    from bot.testing.recording import Recording


@click.command("record")
@click.argument("name")
@click.option("--flow", default="home", help="The conversation to open; else all from the start.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="Language of the chat.")
@click.option(
    "--to", "target", type=click.Path(dir_okay=False, path_type=Path), help="File of cases."
)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day of the case.")
@click.option(
    "--from",
    "source",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Take the events from a file, as `ashore chat --json` reads them.",
)
@click.option("--library", type=click.Path(path_type=Path), help="Folder with flows/ and content/.")
def command(**options: Any) -> None:
    """Talk to Ashore here; when you leave (Ctrl-D), the chat is the case NAME.

    It goes to the end of tests/flows/<flow>.yaml, with what was seen after each line, and only once
    it has passed. What you type is written down: make it up.
    """
    from bot.app import library_folder, open_conversation
    from bot.app import today as today_in_china
    from bot.testing.recording import Recording, check_target

    flow, day = options["flow"], options["today"]
    today = day.date() if day else today_in_china()
    folder = options["library"] or library_folder()
    target = options["target"] or folder / "tests" / "flows" / f"{flow}.yaml"
    with reading(language_of(None), folder):
        check_target(target, options["name"])  # before the chat, which would be lost else
        talk = open_conversation(folder, language=options["lang"], today=today)
        events = _hold(talk, flow, options["source"])
        recording = Recording(options["name"], flow, options["lang"], today, events)
        _write(talk, target, recording)


def _hold(talk: "Conversation", flow: str, source: Path | None) -> "list[Event]":
    """The chat itself; returns what the borrower did in it."""
    from bot.cli.album import Album
    from bot.cli.chat import converse, open_talk

    screens = open_talk(talk, flow, first_contact=flow == "home")
    events: list[Event] = []

    def hear(event: "Event", _: "Turn") -> None:
        events.append(event)

    talk.heard = hear
    if source is None:
        converse(talk, screens, Album(None))
    else:
        _take_all(talk, screens, source)
    return events


def _take_all(talk: "Conversation", screens: Any, source: Path) -> None:
    from bot.cli.chat import take_json

    for number, line in enumerate(source.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        answer = take_json(talk, screens, line)
        if isinstance(answer, str):
            raise click.ClickException(f"{source}:{number}: {answer}")
        screens = answer or screens


def _write(talk: "Conversation", target: Path, recording: "Recording") -> None:
    from bot.testing.failures import CaseFailureError
    from bot.testing.recording import add_case, transcribe

    if not recording.events:
        raise click.ClickException(
            _say("没有对话，什么都没写。", "Nothing was said; nothing is written.")
        )
    try:
        click.echo(add_case(talk.library, target, recording))
    except CaseFailureError as failure:
        click.echo(transcribe(talk.library, recording))  # so that the chat is not lost
        raise click.ClickException(
            _say(
                f"这个用例重跑没通过，所以没有写入 {target}：\n{failure.report()}",
                f"The case does not pass as written, so {target} is left as it was:\n{failure.report()}",
            )
        ) from failure
    count = len(recording.events)
    click.echo(
        _say(
            f"{target}：写入 1 个用例，{count} 句，已通过。",
            f"{target}: one case of {counted(count, 'line')}, passed.",
        ),
        err=True,
    )


def _say(zh: str, en: str) -> str:
    return zh if language_of(None) == "zh" else en
