"""Running a conversation test against the real engine and words."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, get_args

from bot.channels.terminal import choices, find_choice, plain_text
from bot.errors import ContentError
from bot.flow.engine import Turn
from bot.flow.events import MOVES, Event, Media, Moved, Sent, Started, Tapped, Typed, Woke
from bot.flow.fold import HOME
from bot.flow.model import Given, Text, Worded, WordedButton
from bot.flow.tokens import made_out
from bot.library import Library
from bot.runtime.conversation import Conversation
from bot.testing.cases import Case, Line
from bot.testing.expecting import Mismatch, mismatches
from bot.testing.failures import CaseFailureError
from bot.testing.filling import fill

_ZONE = timezone(timedelta(hours=8))
_CHAT_SHOWN = 12
_WAIT = re.compile(r"wait (\d+)([hd])")


@dataclass
class _Clock:
    now: datetime

    def __call__(self) -> datetime:
        return self.now


class Run:
    """One case under way."""

    def __init__(
        self,
        library: Library,
        case: Case,
        *,
        heard: Callable[[Event, Turn], None] | None = None,
        goes_on: bool = False,
    ) -> None:
        """`heard` is told of every turn, after it; `goes_on` only gathers what is not as expected."""
        self.case = case
        self.clock = _Clock(
            datetime.combine(case.today, datetime.min.time(), _ZONE).replace(hour=12)
        )
        self.talk = Conversation(library, language=case.lang, now=self.clock, heard=heard)
        self.line = case.line
        self.chat: list[str] = []
        self.turn: list[Worded] = []
        self.turns: list[list[Worded]] = []
        self.goes_on = goes_on
        self.mismatches: list[Mismatch] = []

    def run(self) -> None:
        """Go through the case. Raises CaseFailureError at the first line that does not hold."""
        try:
            self._run()
        except ContentError as error:  # an expression or a text: whoever wrote it has to mend it
            raise self.fail("\n".join([str(error), *getattr(error, "__notes__", ())])) from error

    def _run(self) -> None:
        self.open()
        if self.case.answers is None:
            for line in self.case.talk:
                self.line = line.line
                self.go(line)
        else:
            fill(self, self.case.answers)
        everything = [screen for turn in self.turns for screen in turn]
        for line in self.case.expected:
            self.line = line.line
            self._expect(line, everything, whole=True)

    def fail(self, sentence: str, mismatch: Mismatch | None = None) -> CaseFailureError:
        """The failure of the current line."""
        said = self.chat[-_CHAT_SHOWN:]
        return CaseFailureError(self.case, self.line, sentence, said, mismatch=mismatch)

    def open(self) -> None:
        """Begin the conversation of the case's flow; `home` opens as for a stranger."""
        if self.case.flow == HOME:
            self._heard("/start", self.talk.start())
            return
        if self.case.flow not in self.talk.library.flows:
            raise self.fail(f"there is no flow `{self.case.flow}`")
        self.talk.go_to_hub()
        self.take(f"/start {self.case.flow}", Started(self.case.flow))

    def take(self, said: str, event: Event) -> None:
        """Let the borrower send something; `said` is how the report shows it."""
        self._heard(said, self.talk.take(event))

    def _heard(self, said: str, screens: list[Worded]) -> None:
        self.turn = screens
        self.turns.append(screens)
        self.chat.append(f"» {said}")
        self.chat += [
            f"{screen.kind} {screen.flow}.{screen.step}: {_first_line(screen)}"
            for screen in screens
        ]

    def go(self, line: Line) -> None:
        """Do or expect what a line says."""
        match line.kind:
            case "user":
                self.take(str(line.value), Typed(str(line.value)))
            case "tap":
                self._tap(line.value)
            case "move":
                self._move(str(line.value))
            case "send":
                self._send(str(line.value))
            case "do":
                self._do(str(line.value))
            case _:
                self._expect(line, self.turn)

    def _tap(self, wanted: Any) -> None:
        button = find_choice(self.turn, wanted if isinstance(wanted, int) else str(wanted))
        if button is None:
            labels = ", ".join(choice.label for choice in choices(self.turn))
            raise self.fail(f"there is no button {wanted!r}; there are: {labels}")
        self.take(f"[{button.label}]", Tapped(button.press))

    def _move(self, name: str) -> None:
        known = next((move for move in MOVES if move == name), None)
        if known is None:
            raise self.fail(f"there is no move `{name}`; there are: {', '.join(MOVES)}")
        self.take(f"/{name}", Started() if known == "start" else Moved(known))

    def _send(self, name: str) -> None:
        known = next((media for media in get_args(Media) if media == name), None)
        if known is None:
            raise self.fail(f"there is no medium `{name}`; there are: {', '.join(get_args(Media))}")
        self.take(f"({name})", Sent(known))

    def _do(self, what: str) -> None:
        wait = _WAIT.fullmatch(what)
        if wait:
            hours = int(wait[1]) * (24 if wait[2] == "d" else 1)
            self._wait(timedelta(hours=hours))
        elif what == "tap_old_button":
            self.take("(an old button)", Tapped(self._old_button().press))
        elif what == "tap_again":
            pressed = next(said for said in reversed(self.chat) if said.startswith("» ["))
            self.take("(the same button again)", Tapped(self._by_label(pressed[3:-1]).press))
        elif what != "restart_bot":  # the session is saved and read back before every line anyway
            raise self.fail("`do` is restart_bot, tap_old_button, tap_again, or wait 25h, wait 3d")

    def _wait(self, span: timedelta) -> None:
        self.clock.now += span
        due = [one for one in self.talk.reminders.values() if one.at <= self.clock.now]
        for reminder in due:
            del self.talk.reminders[reminder.name]
            text = reminder.text
            values = {k: v for k, v in text.values.items() if not isinstance(v, Text | Given)}
            self.take(f"(reminder {reminder.name})", Woke(text.source, text.key, values))

    def _old_button(self) -> WordedButton:
        for turn in reversed(self.turns[:-1]):
            for button in choices(turn):
                if button.press and not button.press.partition(".")[2].startswith("!"):
                    return button
        raise self.fail("there is no old button yet")

    def _by_label(self, label: str) -> WordedButton:
        for turn in reversed(self.turns[:-1]):
            for button in choices(turn):
                if button.label == label:
                    return button
        raise self.fail(f"no button {label!r} was pressed before")

    def press(self, press: str) -> None:
        """Press a button of the screen that is up, by what it does."""
        version = self.talk.session.version
        self.take(f"[{press}]", Tapped(made_out(press, version)))

    def _expect(self, line: Line, screens: Sequence[Worded], *, whole: bool = False) -> None:
        for found in mismatches(line, self.talk.position, screens, whole=whole):
            if not self.goes_on:
                raise self.fail(found.sentence, found)
            self.mismatches.append(found)


def _first_line(screen: Worded) -> str:
    return plain_text(screen.html).split("\n")[0][:60]
