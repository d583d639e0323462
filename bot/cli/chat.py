"""`ashore chat`: the whole conversation in a terminal, or scripted, one JSON line for each event."""

import json
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.refusing import language_of, reading

if TYPE_CHECKING:
    from bot.cli.album import Album
    from bot.flow.model import Worded
    from bot.runtime.conversation import Conversation


@click.command("chat")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language; else the terminal's.")
@click.option("--flow", help="Open this conversation at once.")
@click.option("--first-contact", is_flag=True, help="Open as for a stranger, before consent.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Pretend that it is this day.")
@click.option("--json", "as_json", is_flag=True, help="Read events and print screens, a line each.")
@click.option(
    "--save",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to save pictures and files in.",
)
@click.option("--library", type=click.Path(path_type=Path), help="Folder with flows/ and content/.")
def command(**options: Any) -> None:
    """Talk to Ashore here: no token, no network, nothing is kept.

    With --json it prints one line for the opening screens, then one for each line it reads:
    {"text": "3.5万"}, {"tap": "label or number"}, {"move": "back"}, {"media": "voice"}.
    """
    from bot.app import library_folder, open_conversation
    from bot.cli.album import Album

    today = options["today"].date() if options["today"] else None
    folder = options["library"] or library_folder()
    with reading(language_of(options["lang"]), folder):
        talk = open_conversation(folder, language=options["lang"], today=today)
        screens = open_talk(talk, options["flow"], first_contact=options["first_contact"])
        album = Album(options["save"])
        if options["as_json"]:
            _serve(talk, screens, album, sys.stdin)
        else:
            converse(talk, screens, album)


def open_talk(talk: "Conversation", flow: str | None, *, first_contact: bool) -> "list[Worded]":
    """The first screens: of a conversation, of the menu, or as for a stranger."""
    if first_contact:
        return talk.start()
    screens = talk.go_to_hub()
    if not flow:
        return screens
    if flow not in talk.library.flows:
        from difflib import get_close_matches

        near = get_close_matches(flow, talk.library.flows, n=1)
        hint = f" Did you mean `{near[0]}`?" if near else ""
        raise click.UsageError(
            f"There is no conversation `{flow}`.{hint} There are: {', '.join(talk.library.flows)}."
        )
    from bot.flow.events import Started

    return talk.take(Started(flow)) if flow != "home" else screens


def converse(talk: "Conversation", screens: "list[Worded]", album: "Album") -> None:
    """A person at a terminal."""
    from bot.channels.terminal import draw, plain_text
    from bot.flow.model import Text

    colour = sys.stdout.isatty()
    words = talk.library.word_text(Text("common", "terminal.hint"), talk.session.language)
    print(plain_text(words), end="\n\n")
    while True:
        if screens:
            print(draw(screens, colour=colour, saved=album.keep(screens)), end="\n\n")
        try:
            line = input("› ")
        except (EOFError, KeyboardInterrupt):
            print()
            return
        print()
        answered = _hear(talk, screens, line)
        screens = answered or screens


def _hear(talk: "Conversation", screens: "list[Worded]", line: str) -> "list[Worded]":
    """What was typed: a button's number where buttons are the answer, `#2` anywhere, or text."""
    from bot.channels.terminal import find_choice
    from bot.flow.events import COMMANDS, Moved, Started, Tapped, Typed
    from bot.flow.stops import Question

    text = line.strip()
    stop = talk.position.stop
    typed_answer = isinstance(stop, Question) and not stop.options
    number = text.removeprefix("#")
    if number.isascii() and number.isdigit() and (text.startswith("#") or not typed_answer):
        button = find_choice(screens, int(number))
        if button is not None and button.copy:
            print(button.copy, end="\n\n")
            return []
        if button is not None:
            return talk.take(Tapped(button.press))
    if text == "/start":
        return talk.take(Started())
    if text.startswith("/") and text[1:] in COMMANDS:
        return talk.take(Moved(COMMANDS[text[1:]]))
    return talk.take(Typed(line))


def _serve(
    talk: "Conversation", screens: "list[Worded]", album: "Album", lines: Iterable[str]
) -> None:
    """A program at the other end of a pipe."""
    _print_state(talk, screens, album)
    for line in lines:
        if not line.strip():
            continue
        answer = take_json(talk, screens, line)
        if isinstance(answer, str):
            print(json.dumps({"error": answer}, ensure_ascii=False), flush=True)
            continue
        screens = answer or screens
        _print_state(talk, answer, album)


def take_json(talk: "Conversation", screens: "list[Worded]", line: str) -> "list[Worded] | str":
    """The screens that answer an event line, or one sentence on what is wrong with the line."""
    from bot.flow.events import MOVES, Moved, Started, Tapped, Typed

    try:
        event = json.loads(line)
    except ValueError as error:
        return f"This line is not JSON: {error}."
    match event:
        case {"text": str(text)}:
            return talk.take(Typed(text))
        case {"tap": (str() | int()) as wanted} if not isinstance(wanted, bool):
            return _tap(talk, screens, wanted)
        case {"press": str(data)}:
            return talk.take(Tapped(data))
        case {"media": str(media)}:
            return _media(talk, media)
        case {"move": str(name)} if name in MOVES:
            move = next(move for move in MOVES if move == name)
            return talk.take(Started() if move == "start" else Moved(move))
        case _:
            return (
                'An event is {"text": "…"}, {"tap": "label or number"} or {"move": "…"} '
                f"with one of: {', '.join(MOVES)}."
            )


def _tap(talk: "Conversation", screens: "list[Worded]", wanted: str | int) -> "list[Worded] | str":
    from bot.channels.terminal import choices, find_choice
    from bot.flow.events import Tapped

    number = int(wanted) if str(wanted).isascii() and str(wanted).isdigit() else wanted
    button = find_choice(screens, number)
    if button is None:
        labels = ", ".join(choice.label for choice in choices(screens))
        return f"There is no button {wanted!r} here. There are: {labels}."
    return talk.take(Tapped(button.press)) if button.press else []


def _print_state(talk: "Conversation", screens: "list[Worded]", album: "Album") -> None:
    position = talk.position
    saved = album.keep(screens)
    state = {
        "screens": [_screen(screen, saved) for screen in screens],
        "slots": {name: _json(value) for name, value in position.facts.items() if name != "today"},
        "position": {
            "flow": position.stop.flow,
            "step": position.stop.step,
            "waits_for": type(position.stop).__name__.lower(),
            "language": talk.session.language,
            "editing": talk.session.editing,
            "paused": len(talk.session.paused),
        },
    }
    print(json.dumps(state, ensure_ascii=False), flush=True)


def _screen(screen: "Worded", saved: Mapping[str, Path]) -> dict[str, Any]:
    """A screen as JSON data; its picture by its words, its files by name, each by path if saved."""
    from bot.channels.terminal import plain_text

    data: dict[str, Any] = {
        "kind": screen.kind,
        "flow": screen.flow,
        "step": screen.step,
        "text": plain_text(screen.html),
        "buttons": [button.label for button in screen.buttons],
    }
    if screen.picture:
        data["picture"] = {"alt": screen.picture_alt}
        if screen.picture in saved:
            data["picture"]["file"] = str(saved[screen.picture])
    if screen.files:
        data["files"] = [
            {"name": file.name} | ({"file": str(saved[file.text])} if file.text in saved else {})
            for file in screen.files
        ]
    return data


def _media(talk: "Conversation", media: str) -> "list[Worded] | str":
    from typing import get_args

    from bot.flow.events import Media, Sent

    for known in get_args(Media):
        if known == media:
            return talk.take(Sent(known))
    return f"There is no medium {media!r}. There are: {', '.join(get_args(Media))}."


def _json(value: object) -> Any:
    """A fact as JSON: amounts as numbers, dates as text, what is not known as null."""
    from decimal import Decimal

    from bot.flow.values import Unknown

    match value:
        case Unknown():
            return None
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case date():
            return value.isoformat()
        case tuple() | list():
            return [_json(item) for item in value]
        case dict():
            return {name: _json(item) for name, item in value.items()}
        case _:
            return value
