"""Hostile words through every question: shown as they were typed, or not at all."""

import os
import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

import yaml

from bot.channels.telegram.decode import decode
from bot.channels.telegram.draw import draw
from bot.flow.effects import Say
from bot.flow.engine import advance
from bot.flow.events import Event, Moved, Typed
from bot.flow.model import Reading, Rejection, Screen
from bot.flow.normalise import clean
from bot.flow.screens import beat_screen, waiting_screen
from bot.flow.session import Session
from bot.flow.slot_types.text import Text
from bot.flow.stops import Question
from bot.flow.visits import stand
from bot.library import Library
from bot.library.read_flows import all_steps
from bot.runtime.ports import Parts
from bot.runtime.turns import Arrival, take_turn
from tests.attacks.desk import BEGIN, Judge, Shelf, send_all
from tests.attacks.literal import said_in, wrongly_shown
from tests.attacks.pool import (
    Tally,
    at_best,
    clocked,
    held_mb,
    judge,
    library_of,
    on_every_core,
    shown,
    tell,
)
from tests.attacks.questions import Asked, asked_in, questions_of
from tests.fakes.telegram_rules import Rules
from tests.process.bot_process import message
from tests.promises.rows import Course, Finding

CORPUS: Final = Path(__file__).with_name("hostile.yaml")
WRONG, REFUSED, FAILED, SHOWN = "wrong", "refused", "failed", "shown"
_CHAT, _COUNSELOR = 7, 8
_LATER: Final = (Moved("review"), Moved("export"), Moved("human"), Moved("back"))


def hostile_words() -> list[str]:
    """The corpus; what is written there in short is written out."""
    data = yaml.load(CORPUS.read_text("utf-8"), Loader=yaml.BaseLoader)
    return [_written_out(entry) for entries in data.values() for entry in entries]


async def words(course: Course) -> Finding:
    """Each text to each question in each language; a sample with each of them, if quick."""
    shares = os.cpu_count() or 1
    flows = sorted(course.library.flows, key=lambda flow: -len(course.library.flows[flow].steps))
    corpus = hostile_words()
    calls = [
        (
            course.library_folder,
            flows[n::shares],
            corpus[n::shares] if course.quick else corpus,
            course.chance.getrandbits(32) if course.quick else None,
        )
        for n in range(shares)
    ]
    tally, reached = Tally(), set[str]()
    for part, names in await on_every_core(_type_share, calls):
        tally.add(part)
        reached.update(names)
    tell(tally)
    questions = {name for flow in flows for name in questions_of(course.library, flow)}
    finding = Finding(
        f"{len(corpus)} texts, {len(questions)} questions, {tally.done:,} times typed,"
        f" shown again {tally.counts[SHOWN]:,} times"
    )
    finding.none("questions not come to", len(questions - reached))
    promised = {WRONG: "otherwise than typed", REFUSED: "refused by Telegram", FAILED: "errors"}
    return judge(finding, tally, promised)


def _type_share(
    folder: Path, flows: list[str], corpus: list[str], seed: int | None
) -> tuple[Tally, list[str]]:
    library = library_of(folder)
    typing = _Typing(library)
    asked = list(asked_in(library, flows, BEGIN.date()))
    places = [(one, language) for one in asked for language in library.languages]
    for (one, language), typed in _pairs(places, corpus, seed):
        typing.type(one, language, typed)
        if one.holds_name:
            typing.look(one, language, typed)
    typing.tally.megabytes = held_mb()
    return typing.tally, [one.name for one in asked if one.kind == Question.__name__]


def _pairs(
    places: list[tuple[Asked, str]], corpus: list[str], seed: int | None
) -> Iterator[tuple[tuple[Asked, str], str]]:
    """What is typed where: everything everywhere, or by chance, each text and each place once at least."""
    if seed is None:
        yield from ((place, typed) for place in places for typed in corpus)
        return
    chance = random.Random(seed)
    places, corpus = chance.sample(places, len(places)), chance.sample(corpus, len(corpus))
    for number in range(max(len(places), len(corpus))):
        yield places[number % len(places)], corpus[number % len(corpus)]


class _Typing:
    """Turns of the pure engine, each drawn and put to Telegram's rules."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.tally = Tally()
        self.rules = Rules(strict=True, now=lambda: int(BEGIN.timestamp()))
        self.judge = Judge(self.rules)
        # Who types an option's own name has chosen it, and reads its label.
        self.options = {
            name
            for flow in library.flows.values()
            for _, step in all_steps(flow.steps)
            for name in getattr(step, "options", ())
        }
        self.parts = Parts(Shelf(library), advance, draw, counselors=(_COUNSELOR,))
        for chat in (_CHAT, _COUNSELOR):
            self.rules.chat(chat)

    def type(self, asked: Asked, language: str, typed: str) -> None:
        """Type the text where the talk waits."""
        self.tally.done += 1
        event = decode({"update_id": 1, **message(_CHAT, 1, typed)}).event
        self._guarded(asked, typed, lambda: self._turn(asked.in_language(language), event, typed))

    def look(self, asked: Asked, language: str, typed: str) -> None:
        """If the text is taken for a name: look at everything that a talk with such a name shows."""
        name = Text(max_length=20).parse(typed, Reading(BEGIN.date()))
        if isinstance(name, Rejection):
            return
        session = Asked.named(asked, str(name))
        session = Asked("", "", session, holds_name=True).in_language(language)
        self._guarded(asked, typed, lambda: self._looks(session, str(name)))

    def _looks(self, session: Session, name: str) -> None:
        position = stand(self.library, session, BEGIN.date()).position
        screens = [beat_screen(self.library, beat) for beat in position.beats]
        self._compare([*screens, waiting_screen(self.library, session, position)], session, name)
        for event in _LATER:
            self._turn(session, event, name)

    def _turn(self, session: Session, event: Event, typed: str) -> None:
        """A turn as the runtime takes it; then its screens by themselves."""
        take = partial(take_turn, self.parts, session, Arrival(_CHAT, event), BEGIN)
        turned, spent = at_best(lambda: clocked(take))
        self.tally.took(spent, f"{typed} by {type(event).__name__}")
        send_all(self.judge, turned.calls)
        effects = advance(self.library, session, event, BEGIN).effects
        screens = [effect.screen for effect in effects if isinstance(effect, Say)]
        said = clean(event.text if isinstance(event, Typed) else typed)
        self._compare(screens, turned.session, said)

    def _compare(self, screens: list[Screen], session: Session, said: str) -> None:
        for screen in screens:
            if said in self.options or not said_in(screen, said):
                continue
            self.tally.counts[SHOWN] += 1
            wrong = wrongly_shown(
                self.library, screen, said, session.language or "zh", BEGIN.date()
            )
            if wrong:
                self.tally.fault(WRONG, f"{screen.flow}.{screen.step}: {wrong[:600]}")

    def _guarded(self, asked: Asked, typed: str, act: Callable[[], None]) -> None:
        try:
            act()
        except Exception as error:
            self.tally.fault(FAILED, f"{shown(typed)} at {asked.name}: {error!r}")
        for refused in self.judge.refused:
            self.tally.fault(REFUSED, f"{shown(typed)}: {refused}")
        self.judge.refused.clear()
        for chat in self.rules.chats.values():
            chat.messages.clear()
            chat.showings.clear()


def _written_out(entry: Any) -> str:
    match entry:
        case {"repeat": str(text), "times": str(times)}:
            return text * int(times)
        case {"code_points": [*numbers]}:
            return "".join(chr(int(number)) for number in numbers)
        case _:
            return str(entry)
