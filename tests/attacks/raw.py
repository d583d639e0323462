"""The row of raw updates: whatever stands in a body, by webhook or in an answer, to the database."""

import json
import random
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from bot.channels.telegram.client import AiohttpRequest, CarriedError
from bot.channels.telegram.decode import Decoded, decode
from bot.channels.telegram.draw import draw
from bot.channels.telegram.webhook import _read
from bot.flow.engine import advance
from bot.library import load_library
from bot.runtime.batch import Batcher, Job
from bot.runtime.journal import Journal
from bot.runtime.ports import Parts
from bot.store import Store, open_store
from tests.attacks.desk import UNHURRIED
from tests.attacks.pool import Fuzz, Portion, Tally, shown
from tests.attacks.typist import Shelf
from tests.attacks.wire import CANARIES, GOOD_CHAT, Wire
from tests.library import tiny

RAISED: Final = "raised"
LETTERS: Final = "letters"
UNANSWERED: Final = "unanswered"
KEPT: Final = "kept"
_AT_ONCE: Final = (1, 1, 2, 5)
_FIRST: Final = datetime(2026, 11, 25, 4, tzinfo=UTC)


def take_portion(portion: Portion) -> Tally:
    """A part of the updates, in a database of its own that is not sealed, so that all of it can be read."""
    chance = random.Random(portion.seed)
    with tempfile.TemporaryDirectory(prefix="ashore-raw-") as name:
        folder = Path(name)
        library = load_library(tiny.write(folder / "library", tiny.FILES))
        with open_store(f"sqlite:///{folder / 'a.sqlite3'}") as store:
            parts = Parts(Shelf(library), advance, draw)
            batcher = Batcher(store, parts, Journal(b"salt"), flood=UNHURRIED)
            post = Post(store, batcher, chance)
            while post.tally.done < portion.count:
                post.bring()
            post.look_for_names(folder)
    return post.tally


@dataclass
class Post:
    """Brings updates to a store in small batches, and after each a sound one that must be answered."""

    store: Store
    batcher: Batcher
    chance: random.Random
    tally: Tally = field(default_factory=Tally)
    now: datetime = _FIRST
    letters: int = 0
    prunes: bool = False  # there is more that has expired: the bot goes on at once

    def __post_init__(self) -> None:
        self.wire = Wire(self.chance)

    def bring(self) -> None:
        """One batch of whatever comes."""
        self.take([self.wire.body() for _ in range(self.chance.choice(_AT_ONCE))])

    def take(self, bodies: list[bytes]) -> None:
        """A batch of these bodies, and after it the sound update."""
        arrivals = [one for body in bodies if (one := self._decoded(body)) is not None]
        self.tally.done += len(bodies)
        self.now += timedelta(seconds=self.chance.choice((1, 1, 60, 90_000)))
        prune = self.chance.random() < 0.01 or self.prunes
        job = Job(self.now, arrivals, retry=self.chance.random() < 0.2, prune=prune)
        told = " ".join(shown(body.decode(errors="replace")) for body in bodies)
        self._process(job, len(bodies), told)
        self._count_letters(len(bodies), told)
        good = self._decoded(self.wire.good("/menu"))
        answered = self._process(Job(self.now, [good] if good else []), 1, "a sound update")
        if GOOD_CHAT not in answered:
            self.tally.fault(UNANSWERED, told)

    def look_for_names(self, folder: Path) -> None:
        """Whether any file holds what Telegram told of a person."""
        with self.store.transaction():
            pass
        for path in folder.glob("a.sqlite3*"):
            content = path.read_bytes()
            for canary in CANARIES:
                if any(form in content for form in _forms(canary)):
                    self.tally.fault(KEPT, f"{canary} in {path.name}")

    def _decoded(self, body: bytes) -> Decoded | None:
        """By webhook; the same must come of it in an answer to getUpdates."""
        told = shown(body.decode(errors="replace"))
        try:
            with self.tally.timing(told):
                decoded = _read(body)
            for update in _polled(body):
                decode(update)
        except Exception as error:
            self.tally.fault(RAISED, f"{type(error).__name__}: {error} {told}")
            return None
        return decoded

    def _process(self, job: Job, share: int, told: str) -> set[int]:
        """The chats that are answered."""
        part = Tally()
        try:
            with part.timing(told):
                outcome = self.batcher.process(job)
        except Exception as error:
            self.tally.fault(RAISED, f"{type(error).__name__}: {error} {told}")
            return set()
        self.tally.took(part.slowest / share, told)
        self.prunes = outcome.pruning
        return {row.chat for row in outcome.posted}

    def _count_letters(self, most: int, told: str) -> None:
        before, self.letters = self.letters, self._number("select count(*) from dead_letters")
        twice = "select count(*) - count(distinct update_id) from dead_letters where update_id is not null"
        if self.letters - before > most or self._number(twice):
            self.tally.fault(LETTERS, f"{self.letters - before} of {most}: {told}")

    def _number(self, statement: str) -> int:
        return int(self.store._db.execute(statement).fetchone()[0])


def _polled(body: bytes) -> list[Any]:
    try:
        answer = AiohttpRequest.parse_json_payload(b'{"ok":true,"result":[' + body + b"]}")
    except CarriedError:
        return []
    result = answer["result"]
    return result if isinstance(result, list) else []


def _forms(canary: str) -> tuple[bytes, ...]:
    return canary.encode(), json.dumps(canary)[1:-1].encode(), canary.encode("utf-16-le")


# Every kind of update, its parts missing, changed and added, its bytes broken; on a real store.
raw_updates: Final = Fuzz(
    take_portion,
    size=2_500,
    quick=5_000,
    long=200_000,
    what="updates",
    promised={
        RAISED: "unhandled errors",
        LETTERS: "updates with two dead letters",
        UNANSWERED: "sound updates unanswered",
        KEPT: "names or numbers in the database",
    },
)
