"""Presses that no button of the position makes: forged, stale, another's, from before a forget."""

import json
import random
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from bot.flow.screens import waiting_screen
from bot.flow.session import Session, load_session
from bot.flow.tokens import Press, made_out, read_press
from bot.flow.visits import stand
from bot.store import make_key, parse_ring
from tests.attacks.desk import Desk, Made
from tests.attacks.forging import forged_from, is_anywhere
from tests.attacks.pool import Fuzz, Portion, Tally, library_of
from tests.attacks.walkers import data_of, go_on, latest, to_hub, wander
from tests.fakes.borrower import Borrower

CHANGED, FAILED, UNANSWERED = "changed", "failed", "unanswered"
_BORROWERS = 12
_GROUP = -1_000_000_000
_WAYS = ("message", "message", "message", "message", "none", "group", "inaccessible")


def press_portion(portion: Portion) -> Tally:
    """A part of the presses, by borrowers of its own."""
    with tempfile.TemporaryDirectory(prefix="ashore-presses-") as room:
        desk = Desk(library_of(portion.folder), Made(Path(room), parse_ring(make_key())))
        try:
            attack = Pressing(desk, random.Random(portion.seed))
            attack.walk(_BORROWERS)
            return attack.press(portion.count)
        finally:
            desk.close()


class Pressing:
    """Many borrowers, each somewhere, and everything that was ever on a button of theirs."""

    def __init__(self, desk: Desk, chance: random.Random) -> None:
        self.desk = desk
        self.chance = chance
        self.tally = Tally()
        self.buttons: dict[int, set[str]] = {}
        self.borrowers: list[Borrower] = []

    def press(self, presses: int) -> Tally:
        """So many presses, each by itself."""
        everything = sorted({data for seen in self.buttons.values() for data in seen})
        for number in range(presses):
            borrower = self.borrowers[number % len(self.borrowers)]
            data = self._wrong(borrower, everything)
            self._press(borrower, data, self.chance.choice(_WAYS))
        return self.tally

    def walk(self, chats: int) -> None:
        """Have so many borrowers come somewhere."""
        flows = sorted(set(self.desk.shelf.library.flows) - {"home"})
        for number in range(chats):
            borrower = self.desk.borrower(1_000 + number, self.chance.choice(("zh-hans", "en")))
            self.borrowers.append(borrower)
            if number % 12 == 0:  # a stranger, in the opening questions
                borrower.say("/start")
                go_on(self.desk, borrower.chat)
            else:
                self._to_somewhere(borrower, number, flows)
            shown = self.desk.rules.chat(borrower.chat).showings
            self.buttons[borrower.chat] = {data for one in shown for data in data_of(one)}

    def _to_somewhere(self, borrower: Borrower, number: int, flows: Sequence[str]) -> None:
        to_hub(self.desk, borrower)
        if number % 6 == 1:  # an earlier life, whose buttons are still on the phone
            wander(self.desk, borrower, self.chance.choice(flows), self.chance, 4)
            self._forget(borrower)
            self.desk.clock.move(seconds=1)
            to_hub(self.desk, borrower)
        wander(
            self.desk, borrower, flows[number % len(flows)], self.chance, self.chance.randrange(9)
        )
        if number % 9 == 2:
            borrower.say("/delete")  # and not yet sure
            go_on(self.desk, borrower.chat)

    def _forget(self, borrower: Borrower) -> None:
        borrower.say("/delete")
        go_on(self.desk, borrower.chat)
        message = latest(borrower)
        assert message is not None
        (sure,) = (data for data in data_of(message) if data.endswith("=forget_yes"))
        borrower.press(sure, message)
        go_on(self.desk, borrower.chat)
        assert self._kept(borrower) is None

    def _wrong(self, borrower: Borrower, everything: Sequence[str]) -> str:
        """A press that the position does not offer, and that not every position does."""
        own = self.buttons[borrower.chat]
        while True:
            data = forged_from(self.chance, sorted(own), everything)
            press = read_press(data)
            if press is None or not (is_anywhere(press) or self._is_offered(borrower, press, data)):
                return data

    def _is_offered(self, borrower: Borrower, press: Press, data: str) -> bool:
        """Whether a screen of this position has it, or it is a move, which any position has.

        Behind a screen that was put before it, such as "erase everything?" or an item, a question or
        the list still waits.
        """
        kept = self._kept(borrower)
        session = load_session(json.loads(kept)) if kept else Session()
        if press.version != session.version:
            return False
        if press.kind == "!" or data in self.buttons[borrower.chat]:
            return True
        library = self.desk.shelf.library
        standing = stand(library, session, self.desk.clock.at.date())
        behind = (session, replace(session, editing=""))  # an item of a list, and the list
        return any(
            data == made_out(button.press, session.version)
            for one in behind
            for button in waiting_screen(library, one, standing.position).buttons
        )

    def _press(self, borrower: Borrower, data: str, way: str) -> None:
        told = f"{data!r} by {way} from {borrower.chat}"
        before = self._kept(borrower)
        self._send(borrower, data, way)
        updates = self.desk.take_pushed()
        self.tally.done += 1
        try:
            with self.tally.timing(told):
                (arrival,), outcome = self.desk.commit(updates)
        except Exception as error:
            self.tally.fault(FAILED, f"{told}: {error!r}")
            return
        if self._kept(borrower) != before:
            self.tally.fault(CHANGED, told)
        posted = [row for row in outcome.posted if row.chat == borrower.chat]
        shown = any("text" in row.call.payload for row in posted)
        if (
            not arrival.callback_id
            or outcome.stuck
            or (way in ("message", "inaccessible") and not shown)
        ):
            self.tally.fault(UNANSWERED, told)
        for chat in {row.chat for row in outcome.posted}:
            self.desk.send(chat)
        for refused in self.desk.judge.refused:
            self.tally.fault(FAILED, refused)
        self.desk.judge.refused.clear()

    def _send(self, borrower: Borrower, data: str, way: str) -> None:
        message = latest(borrower)
        assert message is not None
        borrower.press(data, message)
        query: dict[str, Any] = self.desk.pushed[-1]["callback_query"]
        match way:
            case "none":
                del query["message"]
            case "group":
                self.desk.rules.chat(_GROUP)
                query["message"]["chat"] = {"id": _GROUP, "type": "supergroup"}
            case "inaccessible":
                chat = {"id": borrower.chat, "type": "private"}
                query["message"] = {"chat": chat, "message_id": message.id, "date": 0}

    def _kept(self, borrower: Borrower) -> str | None:
        return self.desk.store.sessions.read([borrower.chat]).get(borrower.chat)


# Whatever a press carries that is not on the screen: nothing changes, and it is answered kindly.
forged_presses: Final = Fuzz(
    press_portion,
    size=1_500,
    quick=3_000,
    long=100_000,
    what=f"presses by {_BORROWERS} borrowers anew for each 1,500, at positions of all conversations",
    promised={
        CHANGED: "sessions changed",
        FAILED: "errors",
        UNANSWERED: "without a kind answer",
    },
)
