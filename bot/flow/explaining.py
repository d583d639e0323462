"""Hard words explained: those of a question, and one that a borrower asks about."""

from dataclasses import replace
from typing import Final

from bot.flow.answering import answer_typed, is_yes, read, waiting_question
from bot.flow.asked import note_asked
from bot.flow.model import Rejection, Screen, Text
from bot.flow.overhearing import heard_offer, offers, overhear, warn
from bot.flow.pieces import act, common, notice, open_button
from bot.flow.scene import Reply, Scene
from bot.flow.stops import Question

_MOST: Final = 4  # more would bury the reason for the question


def explanation(name: str) -> Text:
    """What a hard word means."""
    return Text("glossary", name)


def explanations(scene: Scene, question: Question) -> tuple[Text, ...]:
    """What the hard words of a question and its options mean, in the order in which they are read."""
    asked = Text(question.flow, f"{question.slot}.ask")
    labels = (Text(question.flow, f"{question.slot}.options.{name}") for name in question.options)
    language = scene.session.language
    found = (name for text in (asked, *labels) for name in scene.library.terms_in(text, language))
    return tuple(map(explanation, list(dict.fromkeys(found))[:_MOST]))


def explain(scene: Scene, text: str, *, bare: bool) -> Reply | None:
    """The answer to "what is …?", with a button to the card that says more; the question stays.

    If `bare`, the word alone is a question too. None where no hard word is asked about.
    """
    name = scene.library.term_asked(text, bare=bare)
    if not name:
        return None
    near = scene.library.topics.nearest(text, limit=1)
    here = f"flow:{scene.position.stop.flow}"
    buttons = tuple(open_button(match.target) for match in near if match.target != here)
    screen = Screen("notice", "glossary", "term", (explanation(name),), buttons)
    return Reply(scene.session, (screen,))


def answers(scene: Scene, text: str) -> bool:
    """Whether a text is an answer to the question that waits, and not only where any text would be."""
    question = waiting_question(scene)
    if question is None or scene.library.slots[question.slot].type.kind == "text":
        return False
    return not isinstance(read(scene, question, text), Rejection)


def answer_or_explain(scene: Scene, question: Question, text: str) -> Reply:
    """What was typed is the answer, unless it asks what a hard word means, or is no answer but one.

    What a swindler wrote is no answer either.
    """
    asked = explain(scene, text, bare=False) or warn(scene, question, text)
    if asked is not None:
        return asked
    reply = answer_typed(scene, question, text)
    if all(screen.step != "ladder" for screen in reply.screens):
        if scene.library.slots[question.slot].type.kind != "language":
            return reply
        return replace(reply, session=note_asked(scene, reply.session, text))  # in it they told why
    explained = explain(scene, text, bare=True)
    return explained or replace(reply, session=note_asked(scene, reply.session, text))


def offer_topics(scene: Scene, text: str) -> Reply:
    """Free text is answered with what it may be about, as buttons; never by guesswork.

    A hard word that it asks about is explained above them.
    """
    offered = offers(scene.library, text)
    name = scene.library.term_asked(text, bare=True)
    explained = (explanation(name),) if name else ()
    if not offered and scene.session.crisis_on is None and is_yes(scene, text):  # a nod
        return Reply(scene.session)
    if not offered:
        remark = Screen("notice", "glossary", "term", explained) if name else notice("no_topic")
        return Reply(scene.session, (remark,))
    buttons = (*offered, act("=go_on"), act("!sos"))
    heard = overhear(scene.library, text)
    if heard is not None and heard.is_sure:
        return Reply(scene.session, (replace(heard_offer(buttons), kind="menu"),), rests=True)
    texts = (*explained, common("notices.offer_topics"))
    screen = Screen("menu", "topics", "offer", texts, buttons)
    return Reply(scene.session, (screen,), rests=True)
