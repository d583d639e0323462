"""Screens: how each place where a flow stops is put before the borrower."""

from dataclasses import replace
from typing import assert_never

from bot.flow.fold import HOME, Position
from bot.flow.list_screens import item_screen, list_screen, removal_screen
from bot.flow.model import Button, Given, Screen, ScreenKind, Text
from bot.flow.pieces import (
    LADDER_END,
    act,
    common,
    copies,
    label,
    navigation,
    open_button,
    visit_title,
)
from bot.flow.ports import Library
from bot.flow.recall import known_answer
from bot.flow.session import Session
from bot.flow.stops import Check, Doubt, Ended, Hub, Listing, Offer, Question
from bot.flow.values import UNKNOWN, Value
from bot.flow.walk import Beat, given

_WORTH_COUNTING = 3  # questions: fewer need no "step 1 of 2"


def beat_screen(library: Library, beat: Beat) -> Screen:
    """Something said on the way."""
    kind: ScreenKind = "document" if beat.kind == "document" else "text"
    texts: tuple[Text, ...] = (beat.text,)
    if kind == "document":
        texts = (Text(beat.flow, f"{beat.step}.title", beat.text.values), beat.text)
    if beat.audience == "creditor":
        texts = (*texts, common("export.creditor_note"))
    if beat.flow == "crisis":
        kind = "crisis"
    screen = Screen(kind, beat.flow, beat.step, texts, copies(library, beat.text))
    return replace(screen, picture=beat.picture, audience=beat.audience)


def waiting_screen(library: Library, session: Session, position: Position) -> Screen:
    """Where the borrower is waited for now."""
    stop = position.question(session.editing) or position.stop
    match stop:
        case Question():
            return _question(library, session, position, stop)
        case Doubt():
            return _doubt(session, position, stop)
        case Hub():
            return _hub(session, position, stop)
        case Listing():
            return _listing(library, session, position, stop)
        case Check():
            return review_screen(position, stop.rows, flow=stop.flow)
        case Offer():
            return _offer(session, position, stop)
        case Ended():
            return _ended(library, session, position, stop)
        case _:
            assert_never(stop)


def review_screen(
    position: Position, rows: tuple[str, ...], *, flow: str, waits: bool = True
) -> Screen:
    """Answers by their keys, each with a button to change it; so for a list, as a whole.

    `waits`: the flow goes on once they are right.
    """
    seen = [taken for taken in position.taken if taken.key in rows and taken.shown]
    buttons = [act("=all_right" if waits else "=go_on")]
    buttons += [act(f"=change/{taken.key}", label=label(taken.shown)) for taken in seen]
    return Screen(
        "review",
        flow,
        "review",
        (common("notices.review_title" if seen else "notices.review_empty"),),
        (*buttons, act("!back"), act("!menu"), act("!sos")),
        rows=tuple(given(taken) for taken in seen),
    )


def _question(library: Library, session: Session, position: Position, question: Question) -> Screen:
    facts = position.facts
    texts = [Text(question.flow, f"{question.slot}.ask", facts)]
    buttons = _options(library, session, question)
    known = known_answer(library, session, question)
    if known is not None:
        said = Given(question.slot, known, question.flow)
        texts.append(common("known", value=said))
        buttons = _offered_again(buttons, known, act("=same", value=said))
    if session.editing:
        buttons.append(act("=keep"))
    if library.has(Text(question.flow, f"{question.slot}.why")):
        buttons.append(act("!why"))
    if _may_skip(session, question):
        buttons.append(act("!skip"))
    if session.misses >= LADDER_END:
        buttons += [act("!pause"), act("!human")]
    buttons += navigation(session, position)
    progress = position.progress if not session.editing else None
    if progress and progress[1] < _WORTH_COUNTING:
        progress = None
    return Screen(
        "question", question.flow, question.slot, tuple(texts), tuple(buttons), progress=progress
    )


def _offered_again(buttons: list[Button], known: Value, same: Button) -> list[Button]:
    """What is known stands once: in its option's place, or else, where it was typed, before all."""
    press = {True: "yes", False: "no"}.get(known, "") if isinstance(known, bool) else known
    if press not in [button.press for button in buttons]:
        return [same, *buttons]
    return [
        replace(button, label=same.label) if button.press == press else button for button in buttons
    ]


def _may_skip(session: Session, question: Question) -> bool:
    """Typed answers can always be skipped by a button; choices when optional, or after a while."""
    return question.optional or not question.options or session.misses >= LADDER_END


def _options(library: Library, session: Session, question: Question) -> list[Button]:
    if not question.options:
        if library.slots[question.slot].type.kind == "yes_no":
            return [act("yes"), act("no")]
        return []
    labels = {
        name: Text(question.flow, f"{question.slot}.options.{name}") for name in question.options
    }
    if not question.many:
        return [Button(text, name) for name, text in labels.items()]
    ticks = [
        Button(common("buttons.ticked", label=text), f"-{name}")
        if name in session.selected
        else Button(common("buttons.unticked", label=text), f"+{name}")
        for name, text in labels.items()
    ]
    return [*ticks, act("=done")]


def _doubt(session: Session, position: Position, doubt: Doubt) -> Screen:
    question = doubt.question
    said = Given(question.slot, doubt.value, question.flow)
    text = Text(question.flow, f"{question.slot}.sure", {**position.facts, "answer": said})
    buttons = (act("yes"), act("no"), *navigation(session, position))
    return Screen("question", doubt.flow, doubt.step, (text,), buttons)


def _hub(session: Session, position: Position, hub: Hub) -> Screen:
    """A menu; one within another leads back, and leaves what was set aside to the first."""
    picks = [Button(Text(hub.flow, f"{hub.step}.options.{item}"), item) for item in hub.items]
    if len(session.visits) > 1:
        buttons = [*picks, *navigation(session, position)]
    else:
        aside = [
            act(f"=resume/{number}", title=visit_title(visit))
            for number, visit in enumerate(session.paused)
        ]
        buttons = [*aside, *picks, act("!language"), act("!human"), act("!sos")]
    return Screen("menu", hub.flow, hub.step, (Text(hub.flow, f"{hub.step}.ask"),), tuple(buttons))


def _listing(library: Library, session: Session, position: Position, listing: Listing) -> Screen:
    """The list; or the item that is open; or whether it is to go."""
    item = listing.item_at(session.editing)
    if item is None:
        return list_screen(library, session, position, listing=listing)
    if session.confirming == "remove":
        return removal_screen(library, position, listing, item=item)
    return item_screen(library, position, listing, item=item)


def _offer(session: Session, position: Position, offer: Offer) -> Screen:
    values: dict[str, Value | Text | Given] = {"at": offer.at or UNKNOWN}
    text = Text("common", f"offers.{offer.kind}", values)
    buttons = (act("yes"), act("no"), *navigation(session, position))
    return Screen("question", offer.flow, offer.step, (text,), buttons)


def _ended(library: Library, session: Session, position: Position, ended: Ended) -> Screen:
    text = Text(ended.flow, f"ends.{ended.outcome}", position.facts)
    if not library.has(text):
        text = common("ends.default")
    buttons = [open_button(target) for target in ended.next]
    buttons += [
        act(f"=resume/{number}", title=visit_title(visit))
        for number, visit in enumerate(session.paused)
    ]
    if any(taken.question for taken in position.taken):
        buttons.append(act("!review"))
    if len(session.visits) > 1 or session.visits[0].flow != HOME:
        buttons += [act("!back"), act("!menu")]
    else:
        buttons.append(act("!back"))
    kind: ScreenKind = "crisis" if ended.flow == "crisis" else "menu"
    screen_copies = copies(library, text)
    return Screen(kind, ended.flow, ended.outcome, (text,), (*screen_copies, *buttons, act("!sos")))
