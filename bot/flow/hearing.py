"""A question that listens: somebody else's words are pasted or forwarded, and what is heard is ticked."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Final

from bot.flow.model import Option
from bot.flow.phrases import level
from bot.flow.pieces import notice, open_button
from bot.flow.scene import Reply, Scene
from bot.flow.stops import Question

_NONE: Final = frozenset({"none", "nothing"})
_PASTED_FROM: Final = 12  # characters of a levelled text: who pastes, mostly pastes a sentence


def is_none(option: str) -> bool:
    """Whether an option says that none of the others fits: flows call it so."""
    return option in _NONE


def ticked_together(options: Iterable[str], names: Collection[str]) -> tuple[str, ...]:
    """The options of these names, in order; "none of these" only where no other is among them."""
    ticked = tuple(option for option in options if option in names)
    return tuple(option for option in ticked if not is_none(option)) or ticked


def offered(scene: Scene, question: Question) -> tuple[Option, ...]:
    """The options on the screen, with everything by which one is known."""
    return scene.library.options(
        question.flow, question.slot, question.options, scene.session.language
    )


def listens(scene: Scene, question: Question) -> bool:
    """Whether a question has options that are heard in a longer text."""
    return any(option.heard for option in offered(scene, question))


def hear(scene: Scene, question: Question, text: str) -> Reply | None:
    """Tick what stands in the text, beside what is ticked already: it may come in several messages.

    The text itself is not kept. None where nobody listens, and for a few words in which nothing is heard:
    those are the borrower's own.
    """
    levelled = level(text)
    heard = {o.name for o in offered(scene, question) if o.heard and o.heard.search(levelled)}
    selected = ticked_together(question.options, {*scene.session.selected, *heard})
    session = replace(scene.session, selected=selected, misses=0)
    if heard:
        return Reply(session, (notice("heard_some"),))
    if len(levelled) < _PASTED_FROM or not listens(scene, question):
        return None
    # Perhaps they were the borrower's own words: what they are about is a button away.
    near = scene.library.topics.nearest(text, limit=2)
    buttons = tuple(open_button(m.target) for m in near if m.target != f"flow:{question.flow}")
    return Reply(session, (replace(notice("heard_none"), buttons=buttons),))
