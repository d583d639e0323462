"""Words of despair that may be no more than a figure of speech: asked about kindly, before anything else.

The answer to what was said beside them follows, unless it would be a lesson on how to answer.
"""

import re
from dataclasses import replace
from typing import Final

from bot.flow import moves
from bot.flow.answering import is_yes, waiting_question
from bot.flow.model import Button, Screen, Text
from bot.flow.normalise import plain, squeeze
from bot.flow.pieces import common, copies, notice
from bot.flow.safety import DESPAIR, OTHER
from bot.flow.scene import Reply, Scene
from bot.flow.session import Visit
from bot.flow.visits import CRISIS, enter

_NOT_UNDERSTOOD: Final = {"ladder", "no_topic", "forwarded", "nothing_to_skip"}
_NO_ANSWER: Final = {"ladder", "no_topic", "offer", "nothing_to_skip"}
_PARTS: Final = re.compile(r"[,，、;；。.!！~…]+|(?<=[一-龥])\s+")
# A no to whether they think of ending their life, and no more: 还没有, 没打算 and "no plan" are none.
_DENIAL: Final = re.compile(
    r"(?:我|真的?|从来|绝对|现在)*"
    r"(?:没有?(?:想过?|[这那][么样]想|那个?意思|过|事)?|不(?:是|会|想死|是那个意思)?|不至于|冇|木有|否|无)[的了啊呀哦呢吧哈啦嘛]*"
    r"|(?:oh)?(?:no|nope|nah|never|notatall|ofcoursenot)(?:no|never|notatall|ofcoursenot|(?:im|iam)not|i(?:dont|havent|wont))*"
    r"|(?:im|iam)not|i(?:dont|havent|wont|wouldnt)"
)
_MERELY: Final = re.compile(
    r"我?(?:就是|只是|就)(?!.*(?:意思|希望|盼头|撑))[^死活想]{1,12}|谢谢.?|thanks|thankyou"
    r"|(?:im|iam)?just(?:so|very|really)?(?:tired|wornout|stressed|worried|exhausted|sad|scared)"
)
_DARK: Final = re.compile(
    "想过|打算|死|活|没勇气|没意思|没人|没希望|没盼头|有时|不安全|还没|没想好|说不[好准清]|"
    "thought|plan|nopoint|nobody|noone|notsafe|sometimes|notyet|notreally"
)


def ask(scene: Scene, reply: Reply) -> Reply:
    """The reply, after the question how they are; where help comes first already, only the reply."""
    if reply.session.crisis_on is not None or scene.position.stop.flow == CRISIS:
        return reply
    text = Text("safety", DESPAIR)
    buttons = (
        *copies(scene.library, text),
        Button(common("buttons.dark"), "=dark"),
        Button(common("buttons.fine"), "=safe"),
    )
    screen = Screen("crisis", "crisis", DESPAIR, (text,), buttons)
    session = replace(reply.session, confirming=DESPAIR)
    if any(shown.step in _NOT_UNDERSTOOD for shown in reply.screens):
        return Reply(replace(session, misses=scene.session.misses), (screen,), rests=True)
    return replace(reply, session=session, screens=(screen, *reply.screens))


def answer(scene: Scene, text: str) -> Reply | None:
    """A typed yes or no to that question; None where it waits for none.

    Where the flow asks for yes or no too, a yes is rather taken for this one, a no for that one.
    """
    if scene.session.confirming != DESPAIR:
        return None
    if is_yes(scene, text):
        return moves.crisis(scene, "suicide")
    question = waiting_question(scene)
    asks_yes_no = question and scene.library.slots[question.slot].type.kind == "yes_no"
    return moves.safe(scene) if denies(text) and not asks_yes_no else None


def denies(text: str) -> bool:
    """Whether a text is a no to whether they think of ending their life, and no more than that.

    Whatever else begins with one (没死成, "no plan yet") must not be taken for it.
    """
    first, *others = [squeeze(part) for part in _PARTS.split(plain(text)) if squeeze(part)] or [""]
    return bool(_DENIAL.fullmatch(first)) and all(
        _DENIAL.fullmatch(other) or _MERELY.fullmatch(other) for other in others
    )


def doubt(scene: Scene, reply: Reply, text: str) -> Reply:
    """What was not understood right after that question may be its answer: help is offered.

    So may what sounds like one and is near some topic.
    """
    if scene.session.confirming != DESPAIR:
        return reply
    steps = {shown.step for shown in reply.screens}
    if steps & _NOT_UNDERSTOOD or ("offer" in steps and _DARK.search(squeeze(text))):
        return moves.crisis(scene, "suicide")
    return reply


def stay_with_help(scene: Scene, reply: Reply, text: str) -> Reply:
    """After a cry for help, words that are no answer go on with it, not with a lesson on answering.

    Help has asked whether they think of ending their life: a bare yes or no is the answer to that. After
    a no the numbers still come first, until they say that they are safe. Who has told of another's danger
    was asked nothing: where their words are not understood, they are told again what to do for them.
    """
    if scene.session.crisis_on is None or scene.position.stop.flow == CRISIS:
        return reply
    if scene.session.crisis_of_another:
        lost = any(screen.step in _NOT_UNDERSTOOD for screen in reply.screens)
        return moves.crisis(scene, OTHER) if lost else reply
    if CRISIS not in scene.library.flows:  # the numbers still come first
        return reply
    question = waiting_question(scene)
    asks_yes_no = question and scene.library.slots[question.slot].type.kind == "yes_no"
    if not asks_yes_no and denies(text):
        return Reply(scene.session, (notice("safe"),))
    if not asks_yes_no and is_yes(scene, text):
        return enter(scene, Visit(CRISIS))
    if any(screen.step in _NO_ANSWER for screen in reply.screens):
        return enter(scene, Visit(CRISIS))
    return reply
