"""What conversations ought to come to: the same engine without network, database or kills."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.channels.telegram.decode import decode
from bot.channels.telegram.draw import draw
from bot.flow.engine import advance
from bot.flow.session import Session, dump_session
from bot.library import Library
from bot.runtime.conversation import Conversation
from bot.runtime.ports import Parts
from bot.runtime.turns import notify
from tests.process.bot_process import message, timeless

ZONE = ZoneInfo("Asia/Shanghai")
POISON = "毒"  # the hooked bot's engine raises on it
VARIANTS = 10


@dataclass(frozen=True)
class Talk:
    """What a borrower writes, the texts that answer each line, and the session after each."""

    lines: tuple[str, ...]
    texts: tuple[tuple[str, ...], ...]
    states: tuple[Any, ...]

    @property
    def wanted(self) -> list[str]:
        """Every text, in order."""
        return [text for texts in self.texts for text in texts]


@dataclass(frozen=True)
class _Shelf:
    library: Library


def lines_of(variant: int, length: int) -> tuple[str, ...]:
    """Answers, then the last ones again and again with other values: no two replies alike."""
    said = ["/start", f"{35000 + variant}", f"{4200 + variant}", "没有", f"{30 + variant}", "是"]
    while len(said) < length:
        said += ["返回", "返回", f"{100 + len(said) * VARIANTS + variant}", "否"]
    return tuple(said[:length])


def talk_of(library: Library, lines: Sequence[str]) -> Talk:
    """The model's run of these lines. A poisoned line changes nothing, and is told so."""
    conversation = Conversation(library, language="zh", now=lambda: datetime.now(ZONE))
    texts, states = [], []
    for number, line in enumerate(lines, 1):
        if line == POISON:
            parts = Parts(_Shelf(library), advance, draw)
            session = conversation.session
            calls = notify(parts, "trouble", session=session, chat=1, now=datetime.now(ZONE))
        else:
            decoded = decode({"update_id": number, **message(1, number, line)})
            calls = draw(conversation.take(decoded.event), chat=1, pressed=None)
        texts.append(tuple(call.payload["text"] for call in calls if "text" in call.payload))
        changed = conversation.session != Session()
        states.append(timeless(dump_session(conversation.session)) if changed else None)
    return Talk(tuple(lines), tuple(texts), tuple(states))
