"""What was asked in the welcome, before its time: offered once the menu is reached.

Kept is what it may be about, `card:<name>` or `flow:<name>`, and none of its words.
"""

import re
from dataclasses import replace
from typing import Final

from bot.flow.fold import Position
from bot.flow.model import Screen
from bot.flow.pieces import common, open_button, title
from bot.flow.ports import Library
from bot.flow.scene import Scene
from bot.flow.session import Session
from bot.flow.stops import Doubt, Hub, Question
from bot.flow.urgency import spoken_word

# Bytes, for a Chinese character tells as much as three letters. What is shorter is rather an answer.
_LEAST: Final = 15
_ASKS: Final = re.compile(r"(?:[?？]|吗|么|呢)\W*$")
_MOST: Final = 3  # offers


def note_asked(scene: Scene, session: Session, text: str) -> Session:
    """The session with what a text may be about, the latest first; as it was outside of the welcome."""
    in_welcome = len(session.visits) == 1 and isinstance(scene.position.stop, Question)
    if not in_welcome or session.editing or spoken_word(scene.library, text):
        return session
    if len(text.encode()) < _LEAST and not asks(text):
        return session
    near = (match.target for match in scene.library.topics.nearest(text, limit=_MOST))
    asked = tuple(dict.fromkeys((*near, *session.visits[0].asked)))[:_MOST]
    return session.with_visit(replace(session.visits[0], asked=asked))


def offer_asked(
    library: Library, session: Session, position: Position
) -> tuple[Session, tuple[Screen, ...]]:
    """The session without what was asked, once the welcome is over; and the offer of it, at the menu."""
    asked = session.visits[0].asked
    if not asked or len(session.visits) > 1 or isinstance(position.stop, Question | Doubt):
        return session, ()
    session = session.with_visit(replace(session.visits[0], asked=()))
    known = [target for target in asked if library.has(title(target))]
    if not known or not isinstance(position.stop, Hub):
        return session, ()
    text = common("notices.asked_before")
    return session, (Screen("menu", "topics", "offer", (text,), tuple(map(open_button, known))),)


def asks(text: str) -> bool:
    """Whether a text ends as a question does."""
    return bool(_ASKS.search(text))
