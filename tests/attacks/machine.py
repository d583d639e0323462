"""Whatever chats, a network, a disk, a clock and a counselor may do, in any order, against the model.

A state machine of Hypothesis: three borrowers on the real Batcher with a sealed file, beside the
model (`accounts`); after every step both must have come to the same.
"""

import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.flow.tokens import made_out
from bot.library import Library
from bot.runtime.batch import Batcher
from bot.store import make_key, parse_ring
from tests.attacks import agreement
from tests.attacks.accounts import Accounts
from tests.attacks.desk import Desk, Made
from tests.attacks.remembered import Remembered
from tests.attacks.said import FLOWS, FORGED, TEXTS, turned
from tests.attacks.walkers import answer, data_of, latest
from tests.attacks.ways import way_to_hub
from tests.fakes.chats import Message

CHATS = (1_000_011, 1_000_012, 1_000_013)
GROUP = -1_000_099
_ALL = (*CHATS, GROUP)
_RING = parse_ring(make_key())
_MEMORY = Path("/dev/shm")  # noqa: S108  # a disk that costs no time, where there is one
_HOURS = (1, 20, 24, 25, 24 * 3, 24 * 8, 24 * 31, 24 * 200, -1, -30, -24 * 4)

who = st.integers(0, len(CHATS) - 1)
which = st.integers(0, 15)
held = st.sampled_from([False, False, False, True])  # whether the update waits for the next batch
# The first answer of a question is its ordinary path, and that leads furthest.
usual = st.lists(st.sampled_from([0, 0, 0, 1, 2, 3, 4]), min_size=2, max_size=14)


class Machine(RuleBasedStateMachine):
    """The steps that may be taken, and what must hold after each."""

    libraries: ClassVar[Sequence[Library]] = ()
    batcher: ClassVar[Callable[..., Batcher]] = Batcher

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None)
        remembered = Remembered()
        made = Made(Path(self.folder.name), _RING, self.batcher, remembered.advance)
        self.desk = Desk(self.libraries[0], made)
        self.accounts = Accounts(remembered.advance)
        self.borrowers = [self.desk.borrower(chat) for chat in CHATS]
        self.desk.rules.chat(GROUP)
        self.pressed: dict[int, tuple[str, Message]] = {}
        self.network = True

    def teardown(self) -> None:
        """Stop the bot; nothing is left of it."""
        self.desk.close()
        self.folder.cleanup()

    @initialize()
    def begins(self) -> None:
        """Two of three have been to the menu; the third is a stranger."""
        for borrower in self.borrowers[:2]:
            borrower.say("/start")
        self._go_on()
        for borrower in self.borrowers[:2]:
            for data in way_to_hub(self.libraries[0], self.desk.clock.at):
                borrower.press(data, borrower.screen[0])
        self._go_on()

    # --- what borrowers do

    @rule(who=who, flow=st.sampled_from(FLOWS), numbers=usual)
    def talks(self, who: int, flow: str, numbers: list[int]) -> None:
        """Enters a conversation and answers question after question."""
        self.borrowers[who].say(f"/start {flow}")
        self._go_on()
        self._answer_all(who, numbers)

    @rule(who=who, text=st.sampled_from(TEXTS), held=held)
    def says(self, who: int, text: str, *, held: bool) -> None:
        """Types something: an answer, a command, nonsense, a cry for help."""
        self.borrowers[who].say(text)
        self._go_on(held=held)

    @rule(who=who, number=which, held=held)
    def answers(self, who: int, number: int, *, held: bool) -> None:
        """Does what is asked: presses an answer, or types one."""
        self._answer(who, number)
        self._go_on(held=held)

    @rule(who=who, days=st.sampled_from([5, 18, 19]), sure=st.sampled_from(["是", "是", "否"]))
    def wants_a_reminder(self, who: int, days: int, sure: str) -> None:
        """An objection was handed in so many days ago; the answer is due in twenty."""
        day = self.desk.clock.at.date() - timedelta(days=days)
        told = ("/start credit_report", "我自己的", "报告写错了", "提了，在等", str(day), sure)
        for text in told:
            self.borrowers[who].say(text)
        self._go_on()

    @rule(who=who, numbers=usual)
    def answers_on(self, who: int, numbers: list[int]) -> None:
        """Answers question after question."""
        self._answer_all(who, numbers)

    @rule(who=who, number=which, held=held)
    def taps(self, who: int, number: int, *, held: bool) -> None:
        """Presses any button of the newest message that has some."""
        self._tap(who, latest(self.borrowers[who]), number)
        self._go_on(held=held)

    @rule(who=who, back=which, number=which, held=held)
    def taps_old(self, who: int, back: int, number: int, *, held: bool) -> None:
        """Presses a button of an old message, as it once looked."""
        shown = [one for one in self.desk.rules.chat(CHATS[who]).showings if one.keyboard]
        if shown:
            self._tap(who, shown[max(-len(shown), -1 - back)], number)
        self._go_on(held=held)

    @rule(who=who, at_once=st.booleans())
    def taps_again(self, who: int, *, at_once: bool) -> None:
        """The last press comes once more, with an id of its own."""
        if who in self.pressed:
            data, message = self.pressed[who]
            self.borrowers[who].press(data, message)
            if at_once:
                self.borrowers[who].press(data, message)
        self._go_on()

    @rule(who=who, other=who, data=FORGED, flip=which)
    def forges(self, who: int, other: int, data: str, flip: int) -> None:
        """Presses what no button of this chat carries: made up, another chat's, a bit turned."""
        message = latest(self.borrowers[who])
        if not data and other in self.pressed:
            data = turned(self.pressed[other][0], flip)
        if message:
            self.borrowers[who].press(data, message)
        self._go_on()

    @rule(who=who)
    def deletes(self, who: int) -> None:
        """Has everything forgotten, in two steps."""
        self.borrowers[who].say("/delete")
        self._go_on()
        for message in reversed(self.borrowers[who].screen):
            data = [one for one in data_of(message) if one.endswith(".=forget_yes")]
            if data:
                self._press(who, data[0], message)
                break
        self._go_on()

    @rule(who=who)
    def blocks(self, who: int) -> None:
        """Blocks the bot."""
        self.borrowers[who].block()
        self._go_on()

    @rule(who=who)
    def unblocks(self, who: int) -> None:
        """Takes the block back."""
        self.borrowers[who].unblock()
        self._go_on()

    @rule(who=who, media=st.sampled_from(["voice", "photo", "sticker"]), held=held)
    def sends_media(self, who: int, media: str, *, held: bool) -> None:
        """Sends what is not text."""
        self.borrowers[who].send({media: {"file_id": "x"}, "caption": "欠3万"})
        self._go_on(held=held)

    @rule(who=who)
    def speaks_in_a_group(self, who: int) -> None:
        """Writes where nobody's debts are talked about."""
        chat = {"id": GROUP, "type": "group", "title": "亲友"}
        self.borrowers[who].say("我欠了3万", chat=chat)
        self._go_on()

    # --- what the network does

    @rule(order=st.lists(st.integers(0, 99), max_size=12), again=st.lists(which, max_size=5))
    def delivers(self, order: list[int], again: list[int]) -> None:
        """What waits comes, in any order, and with it some that came before."""
        updates = self.desk.take_pushed()
        updates += [self.desk.history[-1 - n] for n in again if n < len(self.desk.history)]
        keys = [*order, *([50] * len(updates))]
        ordered = [update for _, _, update in sorted(zip(keys, range(99), updates, strict=False))]
        self._work(ordered)

    @rule(works=st.booleans())
    def has_network(self, *, works: bool) -> None:
        """Nothing can be sent, or it can again."""
        self.network = works
        self._send()

    # --- what befalls the machine

    @rule(kills=st.booleans(), statements=st.integers(0, 14), late=st.booleans())
    def storm_comes(self, *, kills: bool, statements: int, late: bool) -> None:
        """Soon a statement fails, or the program dies at it; or right after a commit."""
        self.desk.weather.brew(kills=kills, in_statements=statements, after_commit=late)

    @rule(who=who, kills=st.booleans(), blocks=st.booleans())
    def leaves_in_a_storm(self, who: int, *, kills: bool, blocks: bool) -> None:
        """Has replies waiting, and goes; the commit of that comes about, and nobody is told so."""
        self.network = False
        self.borrowers[who].say("/help")
        self._go_on()
        if blocks:
            self.borrowers[who].block()
        else:
            self.borrowers[who].say("/delete")
            self._go_on()
            version = json.loads(self.desk.store.sessions.read([CHATS[who]])[CHATS[who]])["version"]
            message = latest(self.borrowers[who])
            if message:
                self.borrowers[who].press(made_out("=forget_yes", version), message)
        self.desk.weather.brew(kills=kills, after_commit=True)
        self._go_on()

    @rule()
    def restarts(self) -> None:
        """The program is stopped and started again."""
        self.desk.restart()
        self._work([])

    @rule(number=st.integers(0, 3))
    def publishes(self, number: int) -> None:
        """Another library is put on the shelf."""
        self.desk.shelf.library = self.libraries[number % len(self.libraries)]

    @rule(hours=st.sampled_from(_HOURS))
    def sets_the_clock(self, hours: int) -> None:
        """Time passes, or the clock is set back."""
        self.desk.clock.move(hours=hours)
        self._work([])
        self._send()

    # --- what must hold

    @invariant()
    def agrees(self) -> None:
        """The bot has come to the same as the model."""
        agreement.agree(self.desk, self.accounts, _ALL)

    @invariant()
    def obeys_telegram(self) -> None:
        """Nothing was called that Telegram refuses."""
        agreement.obey(self.desk)

    @invariant()
    def forgets(self) -> None:
        """Nothing is left of who was forgotten."""
        agreement.forget(self.desk, self.accounts, _ALL)

    # --- how

    def _go_on(self, *, held: bool = False) -> None:
        if not held:
            self._work(self.desk.take_pushed())
            self._send()

    def _work(self, updates: Sequence[Mapping[str, Any]]) -> None:
        """Commit, however often it takes; the model takes it once."""
        desk, report = self.desk, self.desk.report
        landed, arrivals, outcome = desk.commit_at_last(updates)
        assert not outcome.stuck
        if landed:
            self.accounts.settle(report)
        self.accounts.take(desk.shelf.library, arrivals, desk.clock.at)

    def _send(self) -> None:
        if self.network:
            for chat in _ALL:
                self.desk.send(chat)

    def _answer(self, who: int, number: int) -> None:
        message = latest(self.borrowers[who])
        pressed = answer(self.borrowers[who], number)
        if message and pressed:
            self.pressed[who] = (pressed, message)

    def _answer_all(self, who: int, numbers: Sequence[int]) -> None:
        for number in numbers:
            self._answer(who, number)
            self._go_on()

    def _tap(self, who: int, message: Message | None, number: int) -> None:
        if message and (data := data_of(message)):
            self._press(who, data[number % len(data)], message)

    def _press(self, who: int, data: str, message: Message) -> None:
        self.pressed[who] = (data, message)
        self.borrowers[who].press(data, message)
