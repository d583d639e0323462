"""Somebody else's words where no question listens: they lead to the conversation that has such a question.

The text is not kept. What was heard in it goes with the button, and is ticked once its question is asked.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import blake2s
from typing import Final

from bot.flow.asked import asks
from bot.flow.fold import Position
from bot.flow.hearing import listens, ticked_together
from bot.flow.model import Button, Listening, Screen
from bot.flow.normalise import plain
from bot.flow.phrases import level
from bot.flow.pieces import notice, open_button
from bot.flow.ports import Library
from bot.flow.scene import Reply, Scene
from bot.flow.session import Session, Visit
from bot.flow.stops import Question
from bot.flow.visits import may_enter

_SURE: Final = 2  # options; one alone may stand in a borrower's own story
_ADDRESSED_FROM: Final = 12  # characters of a levelled text; a shorter one may be said to the bot
_ADDRESSES: Final = re.compile(r"[您你](?![好们])|\byou\b|\byour\b")  # 你好 is said to the bot
_MOST_OFFERED: Final = 3
_HEARD: Final = "~"  # in a button, before what was heard


@dataclass(frozen=True)
class Overheard:
    """What a text says that a conversation listens for. `is_sure`: it is hardly anything else."""

    listening: Listening
    options: tuple[str, ...]
    is_sure: bool

    @property
    def button(self) -> Button:
        """Opens the conversation and takes along what was heard, by its place among the options."""
        places = sum(
            1 << n for n, name in enumerate(self.listening.options) if name in self.options
        )
        button = open_button(self.listening.target)
        return replace(
            button, press=f"{button.press}{_HEARD}{_print(self.listening.options)}{places:x}"
        )


def overhear(library: Library, text: str) -> Overheard | None:
    """What is heard in a text by whichever conversation hears most in it."""
    levelled = level(text)
    heard = [(one, options) for one in library.listening if (options := one.hear(levelled))]
    if not heard:
        return None
    listening, options = max(heard, key=lambda found: len(found[1]))
    is_sure = len(options) >= _SURE or (len(levelled) >= _ADDRESSED_FROM and _addresses(text))
    return Overheard(listening, options, is_sure)


def _addresses(text: str) -> bool:
    """Whether somebody tells a reader something: a borrower's story seldom says "you", a question ends in one."""
    even = plain(text)
    return bool(_ADDRESSES.search(even)) and not asks(even)


def offers(library: Library, text: str) -> tuple[Button, ...]:
    """What a text may be about, best first.

    Where much is heard in it, that comes first; where little is, last, and costs no other its place.
    """
    near = [match.target for match in library.topics.nearest(text, limit=_MOST_OFFERED)]
    heard = overhear(library, text)
    if heard is None:
        return tuple(map(open_button, near))
    target = heard.listening.target
    if heard.is_sure:
        near = [target, *(other for other in near if other != target)][:_MOST_OFFERED]
    elif target not in near:
        near.append(target)
    return tuple(heard.button if one == target else open_button(one) for one in near)


def warn(scene: Scene, question: Question | None, text: str) -> Reply | None:
    """Words that nobody who answers a question would say, answered with a look at them; the question stays.

    None where they may be an answer, or the borrower's own.
    """
    if question is not None and (listens(scene, question) or _is_free(scene, question)):
        return None
    heard = overhear(scene.library, text)
    if heard is None or not heard.is_sure:
        return None
    here = scene.session.visits[-1]
    if here.flow == heard.listening.flow:
        if heard.listening.slot in scene.position.facts:
            return None
        session = scene.session.with_visit(with_heard(here, heard.options))
        return Reply(session, (notice("heard_early"),))
    if not may_enter(scene, Visit(heard.listening.flow)):
        return None
    return Reply(scene.session, (heard_offer((heard.button,)),))


def heard_offer(buttons: Iterable[Button]) -> Screen:
    """The remark that somebody's words are of a kind that is listened for, with ways to go on."""
    return replace(notice("heard_offer"), buttons=tuple(buttons))


def read_heard(library: Library, press: str) -> tuple[str, tuple[str, ...]]:
    """The flow's name that stands in a button's press, and what was heard in the words before it."""
    flow, _, word = press.partition(_HEARD)
    for listening in library.listening:
        known = _print(listening.options)
        if listening.flow == flow and word.startswith(known):
            places = _places(word.removeprefix(known))
            return flow, tuple(name for n, name in enumerate(listening.options) if places >> n & 1)
    return flow, ()


def with_heard(visit: Visit, options: Iterable[str]) -> Visit:
    """The visit with options that wait for their question."""
    return replace(visit, heard=tuple(dict.fromkeys((*visit.heard, *options))))


def tick_heard(session: Session, position: Position) -> Session | None:
    """The session with what was heard ticked, where its question is asked now; None anywhere else."""
    stop, visit = position.stop, session.visits[-1]
    if session.editing or not visit.heard or not isinstance(stop, Question) or not stop.many:
        return None
    selected = ticked_together(stop.options, {*session.selected, *visit.heard})
    if not {*selected} & {*visit.heard}:
        return None
    return replace(session.with_visit(replace(visit, heard=())), selected=selected)


def _is_free(scene: Scene, question: Question) -> bool:
    """Whether anything at all may be an answer."""
    return scene.library.slots[question.slot].type.kind == "text"


def _print(options: Iterable[str]) -> str:
    """Tells whether a button's places are those of today's options."""
    return blake2s(repr(tuple(options)).encode(), digest_size=1).hexdigest()


def _places(word: str) -> int:
    try:
        return int(word, 16)
    except ValueError:  # no button of ours
        return 0
