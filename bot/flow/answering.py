"""Taking an answer: typed or tapped, to the question that waits; and the ladder when it fails."""

import re
from dataclasses import replace

from bot.flow.hearing import hear, is_none, listens, offered, ticked_together
from bot.flow.identifying import looks_identifying
from bot.flow.model import Button, Given, Reading, Rejection, Screen, Text
from bot.flow.pieces import LADDER_END, common, notice, open_button
from bot.flow.recall import known_answer
from bot.flow.scene import Reply, Scene
from bot.flow.session import Answer, Session
from bot.flow.slot_types import SLOT_TYPES
from bot.flow.stops import Check, Doubt, Offer, Question
from bot.flow.values import UNKNOWN, Value

_SEVERAL = re.compile(r"[,，、;；\s]+|和|跟|\band\b")
_CLAUSES = re.compile(r"[,，、;；。.!！\n]+|(?<=[一-龥])\s+|\s+(?=[一-龥])|和|跟|\b(?:and|but)\b")
_MOST_LISTED = 60  # words; each is read by itself, so more would take seconds
_SAID_LIMIT = 40
_LEAST_ASKED = 3  # characters: 睡不着, 会坐牢吗


def waiting_question(scene: Scene) -> Question | None:
    """The question that a typed answer goes to: the one being changed, or the one that waits."""
    if scene.session.editing:
        changed = scene.position.question(scene.session.editing)
        if changed is not None:
            return changed
    stop = scene.position.stop
    return stop if isinstance(stop, Question) else None


def names_option(scene: Scene, text: str) -> bool:
    """Whether a text is the very label of an option of the question that waits."""
    question = waiting_question(scene)
    if question is None or not question.options:
        return False
    labels = (label for one in offered(scene, question) for label in one.labels)
    return any(text.casefold() == label.casefold() for label in labels)


def answer_typed(scene: Scene, question: Question, text: str) -> Reply:
    """Read what was typed; take it, or go one rung up the ladder."""
    if not listens(scene, question) and looks_identifying(text):
        return Reply(scene.session, (notice("sign_of_number"),))
    if question.many:
        return _answer_many(scene, question, text)
    value = read(scene, question, text)
    if _says_same(scene, question, text, value=value):
        return take_known(scene)
    if isinstance(value, Rejection):
        return climb(scene, question, value, text)
    if not meets(scene, question, value):
        return refuse(scene, question, text)
    return take(scene, question, value)


def _says_same(scene: Scene, question: Question, text: str, *, value: Value | Rejection) -> bool:
    """Whether a text is a yes to "still right?", and no answer of its own."""
    kind = scene.library.slots[question.slot].type.kind
    if kind == "yes_no" or not (kind == "text" or isinstance(value, Rejection)):
        return False
    known = known_answer(scene.library, scene.session, question)
    return known is not None and is_yes(scene, text)


def _answer_many(scene: Scene, question: Question, text: str) -> Reply:
    """Several options, apart by commas or spaces; out of a story, those it names, for a look first.

    What is ticked already stays ticked: people remember one thing after the other.
    """
    ticked = scene.session.selected
    if not names_option(scene, text) and (heard := hear(scene, question, text)):
        return heard
    parts = list(dict.fromkeys(part for part in _SEVERAL.split(text) if part)) or [text]
    found = [read(scene, question, part) for part in _listed(parts)]
    chosen = [str(value) for value in found if not isinstance(value, Rejection)]
    if found and len(chosen) == len(found) and not ticked:
        return take(scene, question, ticked_together(question.options, chosen))
    # A clause is read as a whole, with its denial; its words alone only where no clause says anything.
    clauses = _listed(list(dict.fromkeys(part for part in _CLAUSES.split(text) if part)))
    told = {name for part in (text, *clauses) for name in _named(read(scene, question, part))}
    if said := told or {*chosen}:
        selected = ticked_together(question.options, {*ticked, *said})
        session = replace(scene.session, selected=selected, misses=0)
        return Reply(session, (notice("ticked_some"),))
    failed = next(value for value in found if isinstance(value, Rejection))
    return climb(scene, question, failed, text)


def _listed(parts: list[str]) -> list[str]:
    """The parts of what may be a list of options; none of a story, which is read as a whole."""
    return parts if len(parts) <= _MOST_LISTED else []


def _named(value: Value | Rejection) -> tuple[str, ...]:
    """The options that a text was read as, if several may be ticked."""
    if not isinstance(value, Rejection):
        return (str(value),)
    options = value.values.get("options", ())
    return tuple(map(str, options)) if isinstance(options, tuple) else ()


def read(scene: Scene, question: Question, text: str) -> Value | Rejection:
    """The value of a typed answer, by the slot's type and the options on the screen."""
    reading = Reading(scene.today, offered(scene, question))
    return scene.library.slots[question.slot].type.parse(text, reading)


def meets(scene: Scene, question: Question, value: Value) -> bool:
    """Whether a value meets the question's own condition."""
    if question.must is None or value == UNKNOWN:
        return True
    return bool(scene.library.evaluate(question.must, {**scene.position.facts, "answer": value}))


def take(scene: Scene, question: Question, value: Value) -> Reply:
    """Keep an answer; what was understood is echoed."""
    session = keep(scene, question.key, value, question.print)
    if scene.library.slots[question.slot].type.kind == "language" and isinstance(value, str):
        session = replace(session, language=value)
    return Reply(session, echo=Given(question.slot, value, question.flow))


def keep(scene: Scene, key: str, value: Value, meaning: str) -> Session:
    """The session with one answer more, or changed."""
    visit = scene.session.visits[-1]
    answers = {**visit.answers, key: Answer(value, meaning, scene.today)}
    session = scene.session.with_visit(replace(visit, answers=answers))
    return replace(session, misses=0, editing="", selected=())


def take_known(scene: Scene) -> Reply:
    """Keep what was said to the same question in another conversation."""
    question = waiting_question(scene)
    value = known_answer(scene.library, scene.session, question) if question else None
    if question is None or value is None:
        return Reply(scene.session, (notice("stale"),))
    if not meets(scene, question, value):
        return refuse(scene, question, "")
    return take(scene, question, value)


def refuse(scene: Scene, question: Question, text: str) -> Reply:
    """The value was understood but does not meet the question's condition: its own words say why."""
    values = {**scene.position.facts, "said": _cut(text)}
    return _rung(scene, (Text(question.flow, f"{question.slot}.must", values),))


def climb(scene: Scene, question: Question, rejection: Rejection, text: str) -> Reply:
    """One rung up: explain; then an example and buttons; then it can wait, or a human helps."""
    explanation = common(f"rejections.{rejection.code}", **_worded(question, rejection))
    texts = [explanation]
    example = Text(question.flow, f"{question.slot}.example", scene.position.facts)
    misses = scene.session.misses + 1
    if misses == LADDER_END - 1 and scene.library.has(example):
        texts += [common("ladder.example"), example]
    if misses == LADDER_END:  # once; after that a plain word of what was not understood
        texts = [common("ladder.out", said=_cut(text))]
    meant = _meant(scene, text)
    if meant:
        texts.append(common("ladder.aside"))
    return _rung(scene, tuple(texts), meant)


def _rung(scene: Scene, texts: tuple[Text, ...], buttons: tuple[Button, ...] = ()) -> Reply:
    session = replace(scene.session, misses=scene.session.misses + 1)
    return Reply(session, (Screen("notice", "common", "ladder", texts, buttons),))


def _meant(scene: Scene, text: str) -> tuple[Button, ...]:
    """A card that the text may have been a question about."""
    best = scene.library.topics.nearest(text, limit=1) if len(text) >= _LEAST_ASKED else ()
    here = f"flow:{scene.position.stop.flow}"
    return tuple(open_button(match.target) for match in best if match.target != here)


def _worded(question: Question, rejection: Rejection) -> dict[str, Value | Text | Given]:
    """The rejection's values; options are put by their labels, limits as the slot shows values."""
    values: dict[str, Value | Text | Given] = dict(rejection.values)
    if "limit" in rejection.values and rejection.code != "too_long":
        values["limit"] = Given(question.slot, rejection.values["limit"], question.flow)
    if "options" in rejection.values:
        values["options"] = Given(question.slot, rejection.values["options"], question.flow)
    return values


def tick(scene: Scene, name: str, *, on: bool) -> Reply:
    """Tick or untick an option; pressing twice changes nothing."""
    question = waiting_question(scene)
    if question is None or not question.many or name not in question.options:
        return Reply(scene.session, (notice("stale"),))
    ticked = {*scene.session.selected} - {name}
    if on:
        apart = {option for option in ticked if is_none(option) != is_none(name)}
        ticked = {*ticked - apart, name}
    selected = tuple(option for option in question.options if option in ticked)
    return Reply(replace(scene.session, selected=selected))


def answer_tapped(scene: Scene, name: str) -> Reply:
    """A button with an option's name, or yes, or no."""
    stop = scene.position.stop
    question = waiting_question(scene)
    if question is not None:
        if name in question.options and not question.many:
            return take(scene, question, name)
        kind = scene.library.slots[question.slot].type.kind
        if kind == "yes_no" and not question.options and name in ("yes", "no"):
            return take(scene, question, name == "yes")
    elif isinstance(stop, Offer) and name in ("yes", "no"):
        return decide(scene, stop, agreed=name == "yes")
    elif isinstance(stop, Doubt) and name in ("yes", "no"):
        return settle(scene, stop, stands=name == "yes")
    return Reply(scene.session, (notice("stale"),))


def decide(scene: Scene, offer: Offer, *, agreed: bool) -> Reply:
    """Yes or no to a reminder or a handoff."""
    return Reply(keep(scene, offer.key, agreed, offer.print))


def decide_typed(scene: Scene, offer: Offer, text: str) -> Reply:
    """A typed yes or no; anything else is asked again."""
    agreed = SLOT_TYPES["yes_no"]().parse(text, Reading(scene.today))
    if isinstance(agreed, Rejection):
        values = {name: value for name, value in agreed.values.items() if name == "said"}
        return _rung(scene, (common(f"rejections.{agreed.code}", **values),))
    return decide(scene, offer, agreed=bool(agreed))


def settle(scene: Scene, doubt: Doubt, *, stands: bool) -> Reply:
    """Yes: the unusual answer counts. No: it is dropped, and asked for again."""
    question = doubt.question
    if stands:
        echo = Given(question.slot, doubt.value, question.flow)
        return Reply(keep(scene, doubt.key, True, doubt.print), echo=echo)
    visit = scene.session.visits[-1]
    gone = (question.key, doubt.key)
    answers = {key: answer for key, answer in visit.answers.items() if key not in gone}
    session = scene.session.with_visit(replace(visit, answers=answers))
    return Reply(replace(session, misses=0, editing="", selected=()))


def settle_typed(scene: Scene, doubt: Doubt, text: str) -> Reply:
    """A typed yes or no to an unusual answer, or another answer in its place."""
    said = SLOT_TYPES["yes_no"]().parse(text, Reading(scene.today))
    if isinstance(said, bool):
        return settle(scene, doubt, stands=said)
    if isinstance(read(scene, doubt.question, text), Rejection):
        return _rung(scene, (common("rejections.not_yes_no", said=_cut(text)),))
    return answer_typed(scene, doubt.question, text)


def is_yes(scene: Scene, text: str) -> bool:
    """Whether a text says yes and nothing else."""
    return SLOT_TYPES["yes_no"]().parse(text, Reading(scene.today)) is True


def is_no(scene: Scene, text: str) -> bool:
    """Whether a text says no and nothing else."""
    return SLOT_TYPES["yes_no"]().parse(text, Reading(scene.today)) is False


def approve(scene: Scene, check: Check) -> Reply:
    """The answers were looked over and are right."""
    return Reply(keep(scene, check.key, True, check.print))


def skip(scene: Scene) -> Reply:
    """Not known, or not wanted to be said: an answer like any other."""
    question, stop = waiting_question(scene), scene.position.stop
    if question is not None:
        return take(scene, question, UNKNOWN)
    if isinstance(stop, Offer):
        return decide(scene, stop, agreed=False)
    if isinstance(stop, Check):
        return approve(scene, stop)
    if isinstance(stop, Doubt):
        return take(scene, stop.question, UNKNOWN)
    return Reply(scene.session, (notice("nothing_to_skip"),))


def finish_ticking(scene: Scene) -> Reply:
    """The ticked options are the answer."""
    question = waiting_question(scene)
    if question is None or not question.many:
        return Reply(scene.session, (notice("stale"),))
    if not scene.session.selected:
        return Reply(scene.session, (notice("tick_one"),))
    ticked = tuple(name for name in question.options if name in scene.session.selected)
    return take(scene, question, ticked)


def _cut(text: str) -> str:
    return text if len(text) <= _SAID_LIMIT else text[: _SAID_LIMIT - 1] + "…"
