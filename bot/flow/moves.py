"""The moves that exist everywhere and stand in no flow: back, why, menu, language, human."""

from collections.abc import Callable
from dataclasses import replace

from bot.flow import listing, visits
from bot.flow.answering import skip, waiting_question
from bot.flow.case import make_case
from bot.flow.effects import HandOff
from bot.flow.events import MoveName
from bot.flow.explaining import explanations
from bot.flow.model import Button, Given, Screen, Text
from bot.flow.pieces import act, common, copies, notice
from bot.flow.safety import OTHER
from bot.flow.scene import Reply, Scene
from bot.flow.screens import review_screen
from bot.flow.session import Session
from bot.flow.stops import Hub
from bot.flow.undoing import drop_last, give_up


def move(scene: Scene, name: MoveName) -> Reply:
    """Carry out a move."""
    return _MOVES[name](scene)


def _menu(scene: Scene) -> Reply:
    """The way home, by /start too; a conversation under way is set aside, not lost."""
    return Reply(visits.leave(scene))


def _back(scene: Scene) -> Reply:
    """One answer back; from a conversation's first question, to the menu it was entered from.

    Not from there back into the welcome: whoever has read a card means the menu. Review changes answers.
    """
    session = scene.session
    if session.confirming:
        return Reply(unsettle(session))
    if session.editing:
        return Reply(give_up(scene))
    reopened = listing.leave_reopened(scene)
    if reopened is not None:
        return reopened
    if len(session.visits) == 1 and isinstance(scene.position.stop, Hub):
        return Reply(session)
    earlier = drop_last(scene.position, session)
    if earlier is not None:
        return Reply(earlier)
    if len(session.visits) > 1:
        return Reply(visits.leave(scene))
    return Reply(session, (notice("nothing_back"),))


def _why(scene: Scene) -> Reply:
    question = waiting_question(scene)
    if question is None:
        return Reply(scene.session, (notice("help"),))
    why = Text(question.flow, f"{question.slot}.why", scene.position.facts)
    text = why if scene.library.has(why) else common("why_default")
    texts = (text, *explanations(scene, question))
    return Reply(scene.session, (Screen("notice", question.flow, "why", texts),))


def _resume(scene: Scene) -> Reply:
    if not scene.session.paused:
        return Reply(scene.session)
    return visits.resume(scene, len(scene.session.paused) - 1)


def _language(scene: Scene) -> Reply:
    """Another language, in place: with two there is nothing to choose."""
    others = [name for name in scene.library.languages if name != scene.session.language]
    if len(others) > 1:
        buttons = tuple(
            Button(Text("common", f"languages.{name}"), f"=lang/{name}") for name in others
        )
        text = common("notices.choose_language")
        return Reply(
            scene.session, (Screen("menu", "common", "language", (text,), buttons),), rests=True
        )
    return speak(scene, others[0]) if others else Reply(scene.session)


def speak(scene: Scene, language: str) -> Reply:
    """Go on in another language, at the same place."""
    if language not in scene.library.languages:
        return Reply(scene.session, (notice("stale"),))
    return Reply(replace(scene.session, language=language), (notice("language_changed"),))


def _human(scene: Scene) -> Reply:
    text = common("notices.human")
    screen = Screen(
        "text",
        "common",
        "human",
        (text,),
        (*copies(scene.library, text), act("=go_on"), act("!sos")),
    )
    flow = scene.position.stop.flow
    return Reply(scene.session, (screen,), (HandOff(flow, "asked", {}),), rests=True)


def _sos(scene: Scene) -> Reply:
    return crisis(scene, "asked")


def crisis(scene: Scene, kind: str) -> Reply:
    """Help in a crisis, at once; the place in the conversation is left as it is.

    The steps that follow are for those who write of themselves, not for those who fear for another.
    """
    text = Text("safety", kind)
    steps = () if kind == OTHER else (act("=crisis_steps"),)
    buttons = (*copies(scene.library, text), *steps, act("=safe"), act("=go_on"))
    session = scene.session
    if kind != "asked":
        session = replace(session, crisis_on=scene.today, crisis_of_another=kind == OTHER)
    return Reply(session, (Screen("crisis", "crisis", kind, (text,), buttons),), rests=True)


def safe(scene: Scene) -> Reply:
    """The borrower says that they are safe: help no longer comes first."""
    session = replace(scene.session, crisis_on=None, crisis_of_another=False)
    return Reply(session, (notice("safe"),))


def _review(scene: Scene) -> Reply:
    rows = tuple(
        taken.key for taken in scene.position.taken if taken.shown and "/" not in taken.key
    )
    screen = review_screen(scene.position, rows, flow=scene.position.stop.flow, waits=False)
    return Reply(scene.session, (screen,), rests=True)


def _export(scene: Scene) -> Reply:
    """Everything that is kept: the answers in use in a message, all the rest with it as files."""
    case = make_case(scene.library, scene.session, scene.today)
    go_on = (act("=go_on"),)
    if case.is_empty:
        text = common("notices.review_empty")
        screen = Screen("document", "common", "export", (text,), go_on, case=case)
    else:
        text = common("notices.export")
        rows = tuple(
            Given(kept.slot, kept.value, kept.flow)
            for talk in case.talks
            for kept in talk.kept
            if kept.live and kept.slot and not kept.within
        )
        screen = Screen("document", "common", "export", (text,), go_on, rows=rows, case=case)
    return Reply(scene.session, (screen,), rests=True)


def _forget(scene: Scene) -> Reply:
    buttons = (replace(act("=forget_yes"), style="danger"), act("=forget_no"))
    screen = Screen("question", "common", "forget", (common("notices.forget_ask"),), buttons)
    return Reply(replace(scene.session, confirming="forget"), (screen,), rests=True)


def _help(scene: Scene) -> Reply:
    return Reply(scene.session, (notice("help"),))


def unsettle(session: Session) -> Session:
    """Whatever was waiting for a second press waits no longer."""
    return replace(session, confirming="") if session.confirming else session


_MOVES: dict[MoveName, Callable[[Scene], Reply]] = {
    "start": _menu,
    "menu": _menu,
    "back": _back,
    "why": _why,
    "skip": skip,
    "pause": visits.pause,
    "resume": _resume,
    "language": _language,
    "human": _human,
    "sos": _sos,
    "help": _help,
    "review": _review,
    "export": _export,
    "forget": _forget,
}
