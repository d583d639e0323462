"""Giving a case's answers as they are asked for, whatever the order; lists item by item."""

from collections.abc import Mapping
from typing import Any, Protocol

from bot.errors import AshoreError
from bot.flow.events import Event, Moved, Typed
from bot.flow.stops import Check, Doubt, Ended, Hub, Listing, Offer, Question
from bot.runtime.conversation import Conversation
from bot.testing.cases import Case, Line

_MOST_ANSWERS = 400
_NOTED = ("marks", "starred")


class Chat(Protocol):
    """The run that is filled in."""

    talk: Conversation
    case: Case

    def go(self, line: Line) -> None:
        """Do what a line of the case says."""
        ...

    def take(self, said: str, event: Event) -> None:
        """Let the borrower send something; `said` is how the report shows it."""
        ...

    def press(self, press: str) -> None:
        """Press a button of the screen that is up, by what it does."""
        ...

    def fail(self, sentence: str) -> AshoreError:
        """The failure of the current line."""
        ...


def fill(chat: Chat, answers: Mapping[str, Any]) -> None:
    """Answer until the conversation is over, or back at a menu. Raises the chat's failure.

    A list is a list of maps: each holds the answers of one item, and perhaps `marks`, a list of
    names, and `starred: true`. An unusual answer is said yes to when it is doubted.
    """
    left = dict(answers)
    for _ in range(_MOST_ANSWERS):
        if isinstance(chat.talk.position.stop, Ended | Hub):
            break
        _step(chat, left)
    if left:
        raise chat.fail(f"never asked for: {', '.join(left)}")


def _step(chat: Chat, left: dict[str, Any]) -> None:
    match chat.talk.position.stop:
        case Check():
            chat.press("=all_right")
        case Doubt():
            chat.press("yes")
        case Offer() as offer:
            chat.press("yes" if left.pop(offer.step, False) in (True, "yes") else "no")
        case Listing() as listing:
            _list(chat, listing, left)
        case Question() as question:
            _answer(chat, question, left)


def _list(chat: Chat, listing: Listing, left: dict[str, Any]) -> None:
    """Add every item that the case has for a list, in order; then it is done."""
    items = left.pop(listing.step, None)
    if not isinstance(items, list):
        raise chat.fail(f"`{listing.step}` is a list, and there is no list of its items")
    for number, item in enumerate(items, 1):
        if not isinstance(item, dict):
            raise chat.fail(f"item {number} of `{listing.step}` is no map of answers")
        chat.press("=add")
        inside = {slot: value for slot, value in item.items() if slot not in _NOTED}
        for _ in range(_MOST_ANSWERS):
            stop = chat.talk.position.stop
            if isinstance(stop, Listing) and stop.key == listing.key:
                break
            _step(chat, inside)
        if inside:
            raise chat.fail(f"never asked for in item {number}: {', '.join(inside)}")
        _note(chat, item)
    chat.press("=done")
    if chat.talk.position.stop == listing:
        raise chat.fail(f"`{listing.step}` is not done with {len(items)} items")


def _note(chat: Chat, item: Mapping[str, Any]) -> None:
    """Mark and star the item that was added last."""
    listing = chat.talk.position.stop
    if not any(item.get(name) for name in _NOTED) or not isinstance(listing, Listing):
        return
    added = listing.items[-1][0]
    chat.press(f"=item/{added}")
    for name in item.get("marks") or ():
        if name not in listing.rules.marks:
            raise chat.fail(f"`{listing.step}` has no mark `{name}`")
        chat.press(f"+{name}")
    if item.get("starred"):
        if not listing.rules.star:
            raise chat.fail(f"`{listing.step}` has no star")
        chat.press(f"=star/{added}")
    chat.press("=go_on")


def _answer(chat: Chat, question: Question, left: dict[str, Any]) -> None:
    if question.slot not in left:
        raise chat.fail(f"`{question.slot}` is asked, and there is no answer to it")
    _do_before(chat, question)
    given = left.pop(question.slot)
    if question.many and (isinstance(given, list) or given in question.options):
        for name in given if isinstance(given, list) else [given]:
            chat.press(f"+{name}")
        chat.press("=done")
    elif question.options and given in question.options:
        chat.press(str(given))
    elif isinstance(given, bool):
        chat.press("yes" if given else "no")
    else:
        chat.take(str(given), Moved("skip") if given == "skip" else Typed(str(given)))
    if chat.talk.position.stop == question:
        raise chat.fail(f"{given!r} was not taken as an answer to `{question.slot}`")


def _do_before(chat: Chat, question: Question) -> None:
    """What the case does at every question: none of it may be taken as an answer."""
    any_words = chat.talk.library.slots[question.slot].type.kind == "text"
    for line in chat.case.before_each:
        if line.kind == "user" and any_words:
            continue
        chat.go(line)
        if chat.talk.position.stop != question:
            raise chat.fail(f"{line.value!r} was taken as an answer to `{question.slot}`")
