"""Who writes too fast: a token bucket for each chat, so that a flooder costs the others nothing.

Messages count by the moment at which Telegram took them, so that a backlog after an outage is no
flood; presses have none, and count by the moment they are taken, more generously. Crisis words have
a bucket of their own, and so has what asks for help by name, so that neither is lost in the rest, nor
the one in the other. Everything lives in memory and begins full.
"""

from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, Literal, TypeAlias

from bot.channels.telegram.decode import Decoded
from bot.config import FloodConfig
from bot.flow.events import Blocked, Event, Tapped
from bot.flow.safety import detect
from bot.flow.urgency import asks_for_help, text_of
from bot.runtime.ports import LibraryHolder

_REMEMBERED = 10_000  # buckets, some 300 bytes each
_PRESSES = 4  # so many for each message
_URGENT = 6  # one for so many messages, and slower by as much again
# Listening takes time that the others wait: short texts are always heard, long ones only so many;
# of more, the beginning and the end.
_SHORT = 200  # characters
_END = 64

_Key: TypeAlias = tuple[int, Literal["said", "pressed", "asked", "crisis", "heard"]]
Verdict: TypeAlias = Literal["take", "drop", "tell"]


@dataclass(frozen=True, slots=True)
class Rule:
    """How much at once after a rest, and how much a second in the long run."""

    burst: float
    per_second: float


@dataclass(frozen=True, slots=True)
class Bucket:
    """What was left at a moment, in seconds; `told`: a notice went out since it was last full."""

    left: float
    at: float
    told: bool = False


_HEARD: Final = Rule(40_000, 4_000)  # characters


def draw(bucket: Bucket | None, rule: Rule, at: float, *, cost: float = 1.0) -> tuple[Bucket, bool]:
    """The bucket after one more at a moment, and whether that was there to be taken. None is full.

    A clock that was set back refills nothing; it counts on from there.
    """
    left, told = rule.burst, False
    if bucket is not None:
        left = min(rule.burst, bucket.left + max(0.0, at - bucket.at) * rule.per_second)
        told = bucket.told and left < rule.burst
    fits = left >= cost
    return Bucket(left - cost if fits else left, at, told), fits


@dataclass
class Sifted:
    """Updates to be taken; ids of those that are only acknowledged; chats that are to be told."""

    taken: list[Decoded] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)
    told: list[int] = field(default_factory=list)


class Gate:
    """Keeps the buckets. What it weighs counts once `keep` says that it was committed."""

    def __init__(self, limits: FloodConfig, shelf: LibraryHolder) -> None:
        self.burst = limits.burst
        self._shelf = shelf
        self._said = Rule(limits.burst, limits.per_second)
        self._pressed = Rule(limits.burst * _PRESSES, limits.per_second * _PRESSES)
        self._urgent = Rule(max(1.0, limits.burst / _URGENT), limits.per_second / _URGENT**2)
        self._kept: OrderedDict[_Key, Bucket] = OrderedDict()
        self._weighed: dict[_Key, Bucket] = {}

    def sift(
        self, arrivals: Sequence[Decoded], now: datetime, *, crowded: Collection[int] = ()
    ) -> Sifted:
        """Tell what is taken from what is dropped; of `crowded` chats only cries for help are taken."""
        sifted = Sifted()
        moment = now.timestamp()
        for decoded in arrivals:
            verdict = self._weigh(decoded, moment, crowded=decoded.chat in crowded)
            if verdict == "take":
                sifted.taken.append(decoded)
                continue
            if decoded.update_id is not None:
                sifted.dropped.append(decoded.update_id)
            if verdict == "tell" and decoded.chat is not None:
                sifted.told.append(decoded.chat)
        return sifted

    def keep(self) -> None:
        """What was weighed since the last time is committed."""
        for key, bucket in self._weighed.items():
            self._kept[key] = bucket
            self._kept.move_to_end(key)
        self._weighed = {}
        while len(self._kept) > _REMEMBERED:
            self._kept.popitem(last=False)

    def undo(self) -> None:
        """What was weighed since the last time is not committed, and will come again."""
        self._weighed = {}

    def _weigh(self, decoded: Decoded, now: float, *, crowded: bool) -> Verdict:
        chat, event = decoded.chat, decoded.event
        if chat is None or isinstance(event, Blocked):
            return "take"
        key: _Key = (chat, "said")
        rule, at = self._said, min(decoded.sent_at or now, now)
        if isinstance(event, Tapped):
            key, rule, at = (chat, "pressed"), self._pressed, now
        if self._draw(key, rule, at) and not crowded:
            return "take"
        if crowded:  # or it would be full again at once, and tell it each time
            self._weighed[key] = replace(self._weighed[key], left=0.0)
        if decoded.private and self._is_urgent(chat, event, at):
            return "take"
        bucket = self._weighed[key]
        if bucket.told or not decoded.private:
            return "drop"
        self._weighed[key] = replace(bucket, told=True)
        return "tell"

    def _bucket(self, key: _Key) -> Bucket | None:
        return self._weighed.get(key) or self._kept.get(key)

    def _draw(self, key: _Key, rule: Rule, at: float, *, cost: float = 1.0) -> bool:
        self._weighed[key], fits = draw(self._bucket(key), rule, at, cost=cost)
        return fits

    def _is_urgent(self, chat: int, event: Event, at: float) -> bool:
        if asks_for_help(self._shelf.library, event):
            return self._draw((chat, "asked"), self._urgent, at)
        bucket, fits = draw(self._bucket((chat, "crisis")), self._urgent, at)
        if not fits or not self._hears(chat, text_of(event), at):
            return False  # without listening, where they were answered just now
        self._weighed[chat, "crisis"] = bucket
        return True

    def _hears(self, chat: int, text: str, at: float) -> bool:
        """Whether there is a crisis in a text."""
        if len(text) > _SHORT and not self._draw((chat, "heard"), _HEARD, at, cost=len(text)):
            text = f"{text[:_END]}\n{text[-_END:]}"
        return detect(text, self._shelf.library.lexicon) is not None
