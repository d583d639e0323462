"""Going back on an answer: asking it again, giving that up, dropping the last one."""

from collections.abc import Mapping
from dataclasses import replace

from bot.flow.fold import Position
from bot.flow.pieces import notice
from bot.flow.scene import Reply, Scene
from bot.flow.session import Answer, Session
from bot.flow.stops import Listing
from bot.flow.walk import Taken


def give_up(scene: Scene) -> Session:
    """Out of a change: to the item of a list that it was of, else to where the flow waits."""
    stop, item = scene.position.stop, scene.session.editing.rpartition("/")[0]
    is_open = isinstance(stop, Listing) and stop.item_at(item) is not None
    return replace(scene.session, editing=item if is_open else "", selected=(), misses=0)


def drop_last(position: Position, session: Session) -> Session | None:
    """The session without its last live answer; None where there is none.

    From a list, that is the one before it; of a list, only an item of which nothing is known yet.
    """
    visit = session.visits[-1]
    answers = dict(visit.answers)
    taken = _undoable(position, answers)
    if not taken:
        return None
    last = taken[-1]
    if last.item:
        listed = answers[last.key]
        items = listed.value if isinstance(listed.value, tuple) else ()
        rest = tuple(item for item in items if item != last.item)
        answers[last.key] = replace(listed, value=rest)
    else:
        del answers[last.key]
    session = session.with_visit(replace(visit, answers=answers))
    return replace(session, misses=0, editing="", selected=_ticked(last))


def _undoable(position: Position, answers: Mapping[str, Answer]) -> tuple[Taken, ...]:
    """The live answers up to the one that back takes away."""
    taken = position.taken
    if isinstance(position.stop, Listing):
        taken = _before(taken, position.stop.key)
    while taken and taken[-1].item:
        list_key = taken[-1].key.removesuffix("#items")
        begun = f"{list_key}/{taken[-1].item}/"
        if not any(key.startswith(begun) for key in answers):
            break
        taken = _before(taken, list_key)
    return taken


def _before(taken: tuple[Taken, ...], list_key: str) -> tuple[Taken, ...]:
    """What was taken before a list at the end of it."""
    count = len(taken)
    while count and taken[count - 1].key.startswith((f"{list_key}/", f"{list_key}#")):
        count -= 1
    return taken[:count]


def change(scene: Scene, key: str) -> Reply:
    """Ask one answered question again."""
    if scene.position.question(key) is None:
        return Reply(scene.session, (notice("stale"),))
    taken = next((taken for taken in scene.position.taken if taken.key == key), None)
    selected = _ticked(taken) if taken else ()
    return Reply(replace(scene.session, editing=key, misses=0, selected=selected))


def _ticked(taken: Taken) -> tuple[str, ...]:
    """The options that stand ticked when a question is asked again: those that were the answer."""
    if taken.question is None or not taken.question.many or not isinstance(taken.value, tuple):
        return ()
    return tuple(name for name in taken.question.options if name in taken.value)
