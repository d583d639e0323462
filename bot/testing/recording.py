"""A chat that was held becomes a case: what was done, and what it led to.

Buttons are noted by the option or act that they carry, which stays when a label is reworded; by the
label only where that would be ambiguous.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.channels.terminal import choices, find_choice
from bot.errors import ContentError
from bot.flow.events import Event, Moved, Sent, Started, Tapped, Typed
from bot.flow.model import Worded
from bot.flow.stops import Ended
from bot.library import Library
from bot.library.problems import LibraryError
from bot.library.yaml_reader import parse_yaml
from bot.testing.cases import Case, cases_in, read_cases
from bot.testing.runner import Run
from bot.testing.scalars import written


@dataclass(frozen=True)
class Recording:
    """A chat: how it was opened, on which day, and every event in order."""

    name: str
    flow: str
    language: str
    today: date
    events: Sequence[Event]


def check_target(path: Path, name: str) -> None:
    """Raises ContentError if a case of this name cannot be added to the file."""
    if path.exists() and any(case.name == name for case in read_cases(path)):
        raise ContentError(f"{path} has a case `{name}` already; choose another name.")


def transcribe(library: Library, recording: Recording) -> str:
    """The case as it is written. The chat is held once more, to note what each event led to."""
    case = Case(
        recording.name,
        Path("recorded.yaml"),
        1,
        recording.flow,
        recording.language,
        recording.today,
    )
    run = Run(library, case)
    run.open()
    lines = [
        f"- case: {written(recording.name)}",
        f"  flow: {written(recording.flow)}",
        f"  lang: {written(recording.language)}",
        f"  today: {recording.today}",
        "  talk:",
        *_expectations(run),
    ]
    for event in recording.events:
        lines.append(f"    - {_doing(event, run.turn)}")
        run.take("", event)
        lines += _expectations(run)
    return "\n".join(lines) + "\n"


def add_case(library: Library, path: Path, recording: Recording) -> str:
    """Write the case at the end of a file of cases, once it has passed as written; returns its text."""
    text = transcribe(library, recording)
    before = path.read_bytes().decode() if path.exists() else ""
    gap = "" if not before else "\n" if before.endswith("\n") else "\n\n"
    document, problems = parse_yaml((before + gap + text).encode(), path)
    if problems:
        raise LibraryError(problems)
    Run(library, cases_in(document)[-1]).run()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(before + gap + text, encoding="utf-8", newline="")
    return text


def _doing(event: Event, screens: Sequence[Worded]) -> str:
    """The line for what the borrower did."""
    match event:
        case Typed(text=text):
            return f"user: {written(text)}"
        case Tapped(press=press):
            return f"tap: {written(_button(press, screens))}"
        case Moved(move=move):
            return f"move: {move}"
        case Started():
            return "move: start"
        case Sent(media=media):
            return f"send: {media}"
        case _:
            raise ContentError(f"A case has no line for {type(event).__name__}.")


def _button(press: str, screens: Sequence[Worded]) -> str | int:
    """By what a case finds the button again: its option or act, or else its label or number."""
    act = press.partition(".")[2].lstrip("!=")
    numbered = list(enumerate(choices(screens), 1))
    names: list[str | int] = [act]
    names += [button.label for _, button in numbered if button.press == press]
    names += [number for number, button in numbered if button.press == press]
    for name in names:
        found = find_choice(screens, name)
        if found is not None and found.press == press:
            return name
    raise ContentError("A button of an older message was pressed; a case can only press the last.")


def _expectations(run: Run) -> Iterator[str]:
    """What is seen now, where it is more than the step that waits; and where it waits."""
    stop = run.talk.position.stop
    seen = list(dict.fromkeys(screen.step for screen in run.turn))
    if seen and seen != [stop.step]:
        yield f"    - sees: {written(seen)}"
    yield f"    - {'ends' if isinstance(stop, Ended) else 'at'}: {written(stop.step)}"
