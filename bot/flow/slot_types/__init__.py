"""The kinds of answer: one file each, and the list of them by the name used in slots.yaml."""

from collections.abc import Mapping
from typing import Final

from bot.flow.model import SlotType
from bot.flow.slot_types.choice import Choice
from bot.flow.slot_types.date import Date
from bot.flow.slot_types.duration import Duration
from bot.flow.slot_types.items import Items
from bot.flow.slot_types.language import Language
from bot.flow.slot_types.money import Money
from bot.flow.slot_types.number import Number
from bot.flow.slot_types.percent import Percent
from bot.flow.slot_types.text import Text
from bot.flow.slot_types.yes_no import YesNo

SLOT_TYPES: Final[Mapping[str, type[SlotType]]] = {
    kind.kind: kind
    for kind in (Money, Number, Percent, Date, Duration, Text, YesNo, Choice, Language, Items)
}
