"""Screens: how each place where a flow stops is put before the borrower."""

from dataclasses import replace
from typing import assert_never

from bot.flow.fold import HOME, Position
from bot.flow.model import Button, Given, Screen, ScreenKind, Text
from bot.flow.ports import Library
from bot.flow.session import Session, Visit
from bot.flow.values import UNKNOWN, Unknown, Value
from bot.flow.walk import Beat, Check, Ended, Hub, Listing, Offer, Question, given

LADDER_END = 3
_WORTH_COUNTING = 3  # questions: fewer need no "step 1 of 2"


def common(key: str, **values: "Value | Text | Given") -> Text:
    """A text of the program's own words."""
    return Text("common", key, values)


def act(press: str, **values: "Value | Text | Given") -> Button:
    """A button with the program's own label, which is named after what it does."""
    name = press.lstrip("!=").split("/")[0]
    return Button(common(f"buttons.{name}", **values), press)


def label(slot: str) -> Text:
    """A slot's label."""
    return Text("slots", f"{slot}.label")


def title(target: str) -> Text:
    """The title of `flow:<name>` or `card:<name>`."""
    kind, _, name = target.partition(":")
    return Text(name, "title") if kind == "flow" else Text("topics", f"{name}.title")


def open_button(target: str) -> Button:
    """A button that opens a flow or a card."""
    return Button(title(target), f"@{target}")


def notice(key: str, **values: "Value | Text | Given") -> Screen:
    """A short remark of the program's own."""
    return Screen("notice", "common", key, (common(f"notices.{key}", **values),))


def copies(library: Library, text: Text) -> tuple[Button, ...]:
    """Buttons that copy the numbers a text offers."""
    return tuple(Button(Text("help", name), copy=name) for name in library.copies(text))


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
        case Hub():
            return _hub(session, stop)
        case Listing():
            return _listing(session, position, stop)
        case Check():
            return review_screen(position, stop.rows, flow=stop.flow)
        case Offer():
            return _offer(session, position, stop)
        case Ended():
            return _ended(library, session, position, stop)
        case _:
            assert_never(stop)


def review_screen(
    position: Position, rows: tuple[Question, ...], *, flow: str, waits: bool = True
) -> Screen:
    """Answers, each with a button to change it. `waits`: the flow goes on once they are right."""
    keys = {row.key for row in rows}
    seen = [taken for taken in position.taken if taken.key in keys and taken.question]
    buttons = [act("=all_right" if waits else "=go_on")]
    buttons += [
        act(f"=change/{taken.key}", label=label(taken.question.slot))
        for taken in seen
        if taken.question
    ]
    return Screen(
        "review",
        flow,
        "review",
        (common("notices.review_title" if seen else "notices.review_empty"),),
        (*buttons, act("!back"), act("!menu"), act("!sos")),
        rows=tuple(given(taken) for taken in seen),
    )


def navigation(session: Session, position: Position) -> tuple[Button, ...]:
    """Back, menu and help: under every screen."""
    begun = len(session.visits) > 1
    buttons = [act("!back")] if begun or position.taken else []
    if begun:
        buttons.append(act("!menu"))
    return (*buttons, act("!sos"))


def _question(library: Library, session: Session, position: Position, question: Question) -> Screen:
    facts = position.facts
    ask = Text(question.flow, f"{question.slot}.ask", facts)
    buttons = list(_known(library, session, question))
    buttons += _options(library, session, question)
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
        "question", question.flow, question.slot, (ask,), tuple(buttons), progress=progress
    )


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


def known_answer(session: Session, question: Question) -> Value | None:
    """What the borrower said to the same question in another conversation, if anything."""
    here = session.visits[-1]
    for visit in (*reversed(session.past), *reversed(session.paused), *reversed(session.visits)):
        answer = visit.answers.get(question.key)
        if visit is here or answer is None or answer.print != question.print:
            continue
        if not isinstance(answer.value, Unknown):
            return answer.value
    return None


def _known(library: Library, session: Session, question: Question) -> list[Button]:
    if question.many or session.editing:
        return []
    if library.slots[question.slot].sensitivity == "health":
        return []  # what was said in distress is not brought up again
    value = known_answer(session, question)
    if value is None:
        return []
    return [act("=same", value=Given(question.slot, value, question.flow))]


def _hub(session: Session, hub: Hub) -> Screen:
    buttons = [
        act(f"=resume/{number}", title=visit_title(visit))
        for number, visit in enumerate(session.paused)
    ]
    buttons += [Button(Text(hub.flow, f"{hub.step}.options.{item}"), item) for item in hub.items]
    buttons += [act("!language"), act("!human"), act("!sos")]
    return Screen("menu", hub.flow, hub.step, (Text(hub.flow, f"{hub.step}.ask"),), tuple(buttons))


def visit_title(visit: Visit) -> Text:
    """What a visit is about, for a button that leads back to it."""
    if not visit.pick:
        return Text(visit.flow, "title")
    menu, _, item = visit.pick.partition("/")
    return Text(visit.flow, f"{menu}.options.{item}")


def _listing(session: Session, position: Position, listing: Listing) -> Screen:
    flow, step = listing.flow, listing.step
    facts = position.facts
    texts = [Text(flow, f"{step}.ask", facts)]
    if not listing.items:
        texts.append(Text(flow, f"{step}.empty", facts))
    lines = [Text(flow, f"{step}.item", {**facts, **item}) for _, item in listing.items]
    numbered = [common("numbered", number=n, line=line) for n, line in enumerate(lines, 1)]
    buttons = []
    if len(listing.items) < listing.most:
        buttons.append(Button(Text(flow, f"{step}.add"), "=add"))
    for number, (item, _) in enumerate(listing.items, 1):
        buttons.append(act(f"=change_item/{item}", item=number))
        buttons.append(act(f"=remove/{item}", item=number))
    if len(listing.items) >= listing.least:
        buttons.append(act("=done"))
    return Screen(
        "question", flow, step, (*texts, *numbered), (*buttons, *navigation(session, position))
    )


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
