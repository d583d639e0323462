"""Changing the list below a `repeat`: add an item, change one, remove one, done."""

from dataclasses import replace

from bot.flow.answering import keep
from bot.flow.scene import Reply, Scene
from bot.flow.screens import notice, review_screen
from bot.flow.session import Session
from bot.flow.values import Value
from bot.flow.walk import Listing, done_print


def add(scene: Scene, listing: Listing) -> Reply:
    """Begin another item."""
    if len(listing.items) >= listing.most:
        return Reply(scene.session, (notice("stale"),))
    taken = [int(item) for item, _ in listing.items]
    fresh = str(max(taken, default=0) + 1)
    return Reply(_list(scene, listing, (*(item for item, _ in listing.items), fresh)))


def remove(scene: Scene, listing: Listing, item: str) -> Reply:
    """Take an item off the list, with its answers."""
    if item not in {known for known, _ in listing.items}:
        return Reply(scene.session, (notice("stale"),))
    session = _list(scene, listing, tuple(known for known, _ in listing.items if known != item))
    visit = session.visits[-1]
    answers = {
        key: answer
        for key, answer in visit.answers.items()
        if not key.startswith(f"{listing.key}/{item}/")
    }
    return Reply(session.with_visit(replace(visit, answers=answers)))


def change_item(scene: Scene, listing: Listing, item: str) -> Reply:
    """Show an item's answers, each with a button to change it."""
    rows = tuple(
        taken.question
        for taken in scene.position.taken
        if taken.question and taken.key.startswith(f"{listing.key}/{item}/")
    )
    if not rows:
        return Reply(scene.session, (notice("stale"),))
    screen = review_screen(scene.position, rows, flow=listing.flow, waits=False)
    return Reply(scene.session, (screen,), rests=True)


def done(scene: Scene, listing: Listing) -> Reply:
    """The list is complete."""
    if len(listing.items) < listing.least:
        return Reply(scene.session, (notice("stale"),))
    return Reply(keep(scene, f"{listing.key}#done", True, done_print(len(listing.items))))


def _list(scene: Scene, listing: Listing, items: tuple[Value, ...]) -> Session:
    return keep(scene, f"{listing.key}#items", items, "")
