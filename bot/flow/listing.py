"""What is done to a list below its screen: add an item, open, mark, star, remove one, done."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.flow.answering import is_no, is_yes, keep
from bot.flow.pieces import notice
from bot.flow.recall import known_list
from bot.flow.scene import Reply, Scene
from bot.flow.session import Session
from bot.flow.stops import Listing
from bot.flow.walk import done_print

_REOPENED = "reopened"  # the print of a list's mark that it is done, while it is open once more


def add(scene: Scene, listing: Listing, _: str = "") -> Reply:
    """Begin another item; its name is new as long as any answer of an old one of that name is kept."""
    if len(listing.items) >= listing.rules.most:
        return _stale(scene)
    prefix = f"{listing.key}/"
    kept = [
        key.removeprefix(prefix).partition("/")[0]
        for key in scene.session.visits[-1].answers
        if key.startswith(prefix)
    ]
    used = [int(name) for name in (*kept, *_names(listing)) if name.isascii() and name.isdigit()]
    fresh = str(max(used, default=0) + 1)
    return Reply(_list(scene, listing, (*_names(listing), fresh)))


def open_item(scene: Scene, listing: Listing, item: str) -> Reply:
    """Show one item; it stays open until the borrower is back at the list."""
    if item not in _names(listing):
        return _stale(scene)
    return Reply(_opened(scene.session, listing, item))


def open_named(scene: Scene, listing: Listing, text: str) -> Reply | None:
    """Open the one item that is called by what was typed; None if there is no such item."""
    called = [
        item
        for item, facts in listing.items
        if any(
            isinstance(value, str) and value.casefold() == text.casefold()
            for value in facts.values()
        )
    ]
    return open_item(scene, listing, called[0]) if len(called) == 1 else None


def close_item(scene: Scene, listing: Listing, _: str = "") -> Reply:
    """Back from an item to the list."""
    if listing.item_at(scene.session.editing) is None:
        return Reply(scene.session)
    return Reply(replace(scene.session, editing=""))


def ask_removal(scene: Scene, listing: Listing, item: str) -> Reply:
    """Ask once whether an item is to go."""
    if item not in _names(listing):
        return _stale(scene)
    return Reply(replace(_opened(scene.session, listing, item), confirming="remove"))


def remove(scene: Scene, listing: Listing, item: str) -> Reply:
    """Take an item off the list, with all that is kept of it, once that was asked."""
    session = scene.session
    if session.confirming != "remove" or item != listing.item_at(session.editing):
        return _stale(scene)
    visit = session.visits[-1]
    star = visit.answers.get(f"{listing.key}#star")
    gone = {f"{listing.key}#star"} if star and star.value == item else set()
    answers = {
        key: answer
        for key, answer in visit.answers.items()
        if key not in gone and not key.startswith(f"{listing.key}/{item}/")
    }
    scene = replace(scene, session=session.with_visit(replace(visit, answers=answers)))
    left = tuple(name for name in _names(listing) if name != item)
    return Reply(replace(_list(scene, listing, left), confirming=""))


def keep_item(scene: Scene, _: Listing, __: str = "") -> Reply:
    """The item stays after all."""
    return Reply(replace(scene.session, confirming=""))


def remove_typed(scene: Scene, listing: Listing, text: str) -> Reply | None:
    """A typed yes or no to whether the open item is to go; None if that is not asked, or not answered."""
    item = listing.item_at(scene.session.editing)
    if scene.session.confirming != "remove" or item is None:
        return None
    if is_yes(scene, text):
        return remove(scene, listing, item)
    return keep_item(scene, listing) if is_no(scene, text) else None


def mark(scene: Scene, listing: Listing, name: str, *, on: bool) -> Reply:
    """Mark the open item with a name, or take the mark off; doing it twice changes nothing."""
    item = listing.item_at(scene.session.editing)
    if item is None or name not in listing.rules.marks:
        return _stale(scene)
    facts = next(facts for known, facts in listing.items if known == item)
    held = facts["marks"] if isinstance(facts["marks"], tuple) else ()
    made = {*held, name} if on else {*held} - {name}
    marks = tuple(one for one in listing.rules.marks if one in made)
    session = keep(scene, f"{listing.key}/{item}/#marks", marks, "")
    return Reply(_opened(session, listing, item))


def star(scene: Scene, listing: Listing, item: str) -> Reply:
    """Star one item; no other has the star then."""
    if not listing.rules.star or item not in _names(listing):
        return _stale(scene)
    return Reply(_opened(keep(scene, f"{listing.key}#star", item, ""), listing, item))


def unstar(scene: Scene, listing: Listing, item: str) -> Reply:
    """Take the star off an item."""
    if not listing.rules.star or item not in _names(listing):
        return _stale(scene)
    visit = scene.session.visits[-1]
    kept = visit.answers.get(f"{listing.key}#star")
    if kept is None or kept.value != item:
        return _stale(scene)
    answers = {key: held for key, held in visit.answers.items() if held is not kept}
    session = scene.session.with_visit(replace(visit, answers=answers))
    return Reply(_opened(session, listing, item))


def take_known_list(scene: Scene, listing: Listing, _: str = "") -> Reply:
    """Take over the whole list from another conversation."""
    told = known_list(scene.library, scene.session, listing, today=scene.today)
    if told is None:
        return _stale(scene)
    visit = scene.session.visits[-1]
    today = {key: replace(answer, on=scene.today) for key, answer in told.items()}
    answers = {**visit.answers, **today}
    return Reply(scene.session.with_visit(replace(visit, answers=answers)))


def done(scene: Scene, listing: Listing, _: str = "") -> Reply:
    """The list is complete."""
    if len(listing.items) < listing.rules.least:
        return _stale(scene)
    return Reply(keep(scene, f"{listing.key}#done", True, done_print(len(listing.items))))


def reopen(scene: Scene, key: str) -> Reply | None:
    """From a review back to a list that was complete; None if the key is not that of one."""
    if not any(taken.key == key and taken.slot for taken in scene.position.taken):
        return None
    return Reply(keep(scene, key, False, _REOPENED))


def leave_reopened(scene: Scene) -> Reply | None:
    """Back from a list that was reopened from a review: to the review; else None."""
    stop = scene.position.stop
    if not isinstance(stop, Listing) or len(stop.items) < stop.rules.least:
        return None
    mark = scene.session.visits[-1].answers.get(f"{stop.key}#done")
    return done(scene, stop) if mark is not None and mark.print == _REOPENED else None


# What the buttons of a list and its items do, by the word that they carry.
ACTS: Mapping[str, Callable[[Scene, Listing, str], Reply]] = {
    "add": add,
    "item": open_item,
    "remove": ask_removal,
    "remove_yes": remove,
    "remove_no": keep_item,
    "star": star,
    "unstar": unstar,
    "same_list": take_known_list,
    "done": done,
    "go_on": close_item,
}


def _names(listing: Listing) -> tuple[str, ...]:
    return tuple(item for item, _ in listing.items)


def _opened(session: Session, listing: Listing, item: str) -> Session:
    opened = f"{listing.key}/{item}"
    return replace(session, editing=opened, misses=0, selected=(), confirming="")


def _list(scene: Scene, listing: Listing, items: tuple[str, ...]) -> Session:
    return keep(scene, f"{listing.key}#items", items, "")


def _stale(scene: Scene) -> Reply:
    return Reply(scene.session, (notice("stale"),))
