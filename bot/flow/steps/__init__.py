"""The verbs of the flow language: one file each, and the list of them."""

from bot.flow.steps.ask import Ask
from bot.flow.steps.branch import If
from bot.flow.steps.call import Call
from bot.flow.steps.choose import Choose
from bot.flow.steps.document import Document
from bot.flow.steps.end import End
from bot.flow.steps.handoff import Handoff
from bot.flow.steps.menu import Menu
from bot.flow.steps.remind import Remind
from bot.flow.steps.repeat import Repeat
from bot.flow.steps.review import Review
from bot.flow.steps.set import Set
from bot.flow.steps.show import Show

STEPS: dict[str, type] = {
    "show": Show,
    "ask": Ask,
    "choose": Choose,
    "repeat": Repeat,
    "set": Set,
    "if": If,
    "call": Call,
    "menu": Menu,
    "review": Review,
    "document": Document,
    "remind": Remind,
    "handoff": Handoff,
    "end": End,
}
