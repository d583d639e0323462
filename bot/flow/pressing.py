"""A pressed button: what it does, and the kind answer to one that is stale, doubled or forged."""

from dataclasses import replace
from typing import get_args

from bot.flow import listing, moves, visits
from bot.flow.answering import (
    answer_tapped,
    approve,
    finish_ticking,
    is_no,
    is_yes,
    take_known,
    tick,
    waiting_question,
)
from bot.flow.effects import Forget
from bot.flow.events import MoveName
from bot.flow.fold import HOME
from bot.flow.model import Button, Screen, Text
from bot.flow.normalise import plain
from bot.flow.overhearing import read_heard, with_heard
from bot.flow.pieces import act, copies, notice, open_button
from bot.flow.scene import Reply, Scene
from bot.flow.screens import waiting_screen
from bot.flow.session import Session, Visit
from bot.flow.stops import Check, Hub, Listing
from bot.flow.tokens import Press, made_out, read_press
from bot.flow.undoing import change, give_up

# What may be pressed on a message of any age: it does not depend on where the borrower is.
_AGELESS_MOVES = {"menu", "sos", "human", "language", "help", "export", "forget", "start"}
_MARKS = "✅⬜☆★ "
_AGELESS_ACTS = {"safe", "dark", "go_on", "crisis_steps", "lang"}
_SECOND_PRESSES = {"forget_yes", "remove_yes"}  # each answers a question that the first one asked


def answer_press(scene: Scene, data: str) -> Reply:
    """Do what a button says; one that is not of this position changes nothing."""
    press = read_press(data)
    if press is None or (press.version != scene.session.version and not _ageless(press)):
        return Reply(scene.session, (notice("stale"),))
    if press.kind == "!":
        return _move(scene, press.name)
    settled = scene
    if press.name.partition("/")[0] not in _SECOND_PRESSES:
        settled = replace(scene, session=moves.unsettle(scene.session))
    reply = _do(settled, press)
    # What was never on the screen calls off nothing that was asked before.
    return replace(reply, session=scene.session) if reply.screens == (notice("stale"),) else reply


def _do(scene: Scene, press: Press) -> Reply:
    match press.kind:
        case "+" | "-":
            return _tick(scene, press.name, on=press.kind == "+")
        case "=":
            word, _, argument = press.name.partition("/")
            return _act(scene, word, argument)
        case "@":
            return _open(scene, press.name)
        case _:
            return _pick(scene, press.name)


def confirms_forgetting(data: str) -> bool:
    """Whether a button's data is the second step of forgetting."""
    press = read_press(data)
    return press is not None and press.kind + press.name == "=forget_yes"


def forget(scene: Scene) -> Reply:
    """Everything about the borrower is erased, and they are told so."""
    fresh = Session(language=scene.session.language, version=scene.session.version)
    return Reply(fresh, (notice("forgotten"),), (Forget(),), rests=True)


def speak_act(scene: Scene, word: str) -> Reply | None:
    """Do what a button of the screen does whose words were typed; None if it has no such button."""
    if word in _AGELESS_ACTS:
        return _act(scene, word, "")
    screen = waiting_screen(scene.library, scene.session, scene.position)
    there = any(button.press == f"={word}" for button in screen.buttons)
    return _act(scene, word, "") if there else None


def settle_erasing(scene: Scene, text: str) -> Reply | None:
    """A typed yes or no right after the question whether all is to be erased; None for anything else."""
    if scene.session.confirming != "forget":
        return None
    if is_yes(scene, text):
        return _anywhere(scene, "forget_yes", "")
    return _anywhere(scene, "forget_no", "") if is_no(scene, text) else None


def pick_typed(scene: Scene, text: str) -> Reply | None:
    """A typed number or name of a button on the screen where no question waits; else None."""
    screen = waiting_screen(scene.library, scene.session, scene.position)
    presses = [button.press for button in screen.buttons if button.press[:1] not in ("", "!")]
    if text.isascii() and text.isdigit() and 1 <= int(text[:3]) <= len(presses):
        version = scene.session.version
        return answer_press(scene, made_out(presses[int(text[:3]) - 1], version))
    for button in screen.buttons:  # the words on a button press it
        if button.press and plain(text) == _said_on(scene, button):
            return answer_press(scene, made_out(button.press, scene.session.version))
    stop = scene.position.stop
    if isinstance(stop, Listing):
        removed = listing.remove_typed(scene, stop, text)
        return removed or listing.open_named(scene, stop, text)
    if isinstance(stop, Hub):
        options = scene.library.options(stop.flow, stop.step, stop.items, scene.session.language)
        for option in options:
            if text.casefold() in {label.casefold() for label in (option.name, *option.labels)}:
                return _pick(scene, option.name)
    return None


def _said_on(scene: Scene, button: Button) -> str:
    """A button's label as it may be typed: without its tick or star."""
    label = scene.library.label(button.label, scene.session.language)
    return plain(label.lstrip(_MARKS))


def _ageless(press: Press) -> bool:
    if press.kind == "!":
        return press.name in _AGELESS_MOVES
    return press.kind == "@" or (
        press.kind == "=" and press.name.partition("/")[0] in _AGELESS_ACTS
    )


def _move(scene: Scene, name: str) -> Reply:
    for known in get_args(MoveName):
        if known == name:
            reply = moves.move(scene, known)
            if known == "forget":
                return reply
            return replace(reply, session=moves.unsettle(reply.session))
    return Reply(scene.session, (notice("stale"),))


def _act(scene: Scene, word: str, argument: str) -> Reply:
    stop = scene.position.stop
    if isinstance(stop, Listing) and word in listing.ACTS and waiting_question(scene) is None:
        return listing.ACTS[word](scene, stop, argument)
    match word, stop:
        case "all_right", Check():
            return approve(scene, stop)
        case "change", _:
            return listing.reopen(scene, argument) or change(scene, argument)
        case "keep", _:
            return Reply(give_up(scene))
        case "same", _:
            return take_known(scene)
        case "done", _:
            return finish_ticking(scene)
        case _:
            return _anywhere(scene, word, argument)


def _tick(scene: Scene, name: str, *, on: bool) -> Reply:
    stop = scene.position.stop
    if isinstance(stop, Listing) and waiting_question(scene) is None:
        return listing.mark(scene, stop, name, on=on)
    return tick(scene, name, on=on)


def _anywhere(scene: Scene, word: str, argument: str) -> Reply:
    """Acts of screens that stand beside the flow."""
    match word:
        case "go_on" | "forget_no":
            return Reply(scene.session)
        case "safe":
            return moves.safe(scene)
        case "dark":
            return moves.crisis(scene, "suicide")
        case "crisis_steps" if visits.CRISIS in scene.library.flows:
            return visits.enter(scene, Visit(visits.CRISIS))
        case "lang":
            return moves.speak(scene, argument)
        case "resume" if argument.isascii() and argument.isdigit():
            return visits.resume(scene, int(argument))
        case "forget_yes" if scene.session.confirming == "forget":
            return forget(scene)
        case _:
            return Reply(scene.session, (notice("stale"),))


def _open(scene: Scene, target: str) -> Reply:
    kind, _, name = target.partition(":")
    if kind == "flow":
        name, heard = read_heard(scene.library, name)
        if name in scene.library.flows and name != HOME:
            return visits.enter(scene, with_heard(Visit(name), heard))
    text = Text("topics", f"{name}.text")
    if kind == "card" and scene.library.has(text):
        buttons = [open_button(related) for related in scene.library.related(name)]
        shown = (*copies(scene.library, text), *buttons, act("=go_on"), act("!menu"), act("!sos"))
        title = Text("topics", f"{name}.title")
        return Reply(
            scene.session, (Screen("text", "topics", name, (title, text), shown),), rests=True
        )
    return Reply(scene.session, (notice("stale"),))


def _pick(scene: Scene, name: str) -> Reply:
    stop = scene.position.stop
    if isinstance(stop, Hub) and not scene.session.editing:
        if name in stop.items:
            return visits.enter(scene, Visit(stop.flow, f"{stop.step}/{name}"))
        return Reply(scene.session, (notice("stale"),))
    return answer_tapped(scene, name)
