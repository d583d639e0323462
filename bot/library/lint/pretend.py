"""Answers to pretend, so that texts can be read as borrowers see them: usual, extreme, unknown."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, Literal, TypeAlias

from bot.errors import AshoreError
from bot.flow.model import Given, Slot, Step
from bot.flow.values import UNKNOWN, Value
from bot.library.functions import round_half_up
from bot.library.library import Library
from bot.library.read_flows import all_steps
from bot.library.texts import TextSource

Profile: TypeAlias = Literal["usual", "extreme", "unknown"]
PROFILES: Final[tuple[Profile, ...]] = ("usual", "extreme", "unknown")

_HUGE: Final = Decimal(1_000_000_000)  # yuan; ¥1,000,000,000
_LONGEST_LIST: Final = 60
_FEW: Final = 2
_LONGEST_SAID: Final = 64  # of what the program passes in: a label, or what was typed, cut to fit
_COUNTS: Final = frozenset(("number", "total", "count", "first", "second"))
_USUAL_MONEY: Final = Decimal(23_500)
_USUAL: Final[Mapping[str, Value]] = {
    "money": _USUAL_MONEY,
    "percent": Decimal(18),
    "number": Decimal(6),
    "duration": Decimal(45),
    "yes_no": True,
    "language": "en",
}
_EXTREME: Final[Mapping[str, Value]] = {
    "money": _HUGE,
    "percent": Decimal("999.99"),
    "number": Decimal(1_000_000),
    "duration": Decimal(14_600),
    "yes_no": False,
    "language": "en",
}
_LONG_DAY: Final = 300  # days from today to 30 September or thereabouts; all days are about as long


@dataclass
class Pretended:
    """What is pretended in one profile: the facts, by name, for every flow of a library."""

    library: Library
    profile: Profile
    today: date
    facts: dict[str, Any] = field(default_factory=dict)
    options: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by what is chosen
    lists: dict[str, Step] = field(default_factory=dict)

    def value(self, name: str, source: TextSource) -> Any:
        """What a text is given for a name: an answer, or what the program itself passes in.

        What that is shows in how it is written: as an amount, a day; else it is in words already.
        """
        if name == "answer":
            slot = source.key.partition(".")[0]
            return Given(slot, self.facts.get(slot, UNKNOWN), source.source)
        if name in self.facts and source.source != "common":
            return self.facts[name]
        written = re.search(rf"\b{name} *\| *(\w+)", source.text)
        match written[1] if written else "":
            case "date":
                return self.today
            case "money" | "number" | "percent" | "days":
                return (_EXTREME if self.profile == "extreme" else _USUAL)["money"]
            case _ if name in _COUNTS:
                return Decimal(_LONGEST_LIST if self.profile == "extreme" else _FEW)
            case _:
                return "字" * (_LONGEST_SAID if self.profile == "extreme" else _FEW)


def pretend(library: Library, profile: Profile, today: date) -> Pretended:
    """Values for every slot, every list, and everything that the flows work out of them.

    What is worked out is so twice: for the parts of a list first, then from the lists themselves.
    """
    made = Pretended(library, profile, today)
    steps = [pair for flow in library.flows.values() for pair in all_steps(flow.steps)]
    for verb, step in steps:
        if verb == "choose" and isinstance(getattr(step, "options", None), tuple):
            name = getattr(step, "choose", "")
            made.options[name] = (*made.options.get(name, ()), *getattr(step, "options", ()))
        if verb == "repeat":
            made.lists.setdefault(getattr(step, "repeat", ""), step)
    many = {getattr(step, "choose", "") for _, step in steps if getattr(step, "many", False)}
    made.facts = {"today": today}
    for name, slot in library.slots.items():
        made.facts[name] = _answer(made, slot, many=name in many)
    if profile == "usual":
        _dwindle(made)
    _work_out(made, steps)
    for name, step in made.lists.items():
        made.facts[name] = _items(made, step)
    _work_out(made, steps)
    return made


def _dwindle(made: Pretended) -> None:
    """Amounts that grow smaller from slot to slot: what comes in is asked before what goes out."""
    amounts = [slot for slot in made.library.slots.values() if slot.type.kind == "money"]
    for number, slot in enumerate(amounts, 1):
        made.facts[slot.name] = _within(slot, round_half_up(_USUAL_MONEY / number))


def _answer(made: Pretended, slot: Slot, *, many: bool) -> Any:
    kind, extreme = slot.type.kind, made.profile == "extreme"
    if made.profile == "unknown" and kind != "items":
        return UNKNOWN
    match kind:
        case "items":
            return ()
        case "choice":
            return _chosen(made, slot.name, many=many)
        case "date":
            return _day(made, slot)
        case "text":
            longest = getattr(slot.type, "max_length", 40)
            return "长" * longest if extreme else "王芳"
        case _:
            return _within(slot, (_EXTREME if extreme else _USUAL)[kind])


def _within(slot: Slot, value: Any) -> Any:
    """The value, or the slot's own bound where it is beyond it."""
    least, most = getattr(slot.type, "min", None), getattr(slot.type, "max", None)
    if isinstance(value, bool) or not isinstance(value, Decimal):
        return value
    value = value if most is None else min(value, most)
    return value if least is None else max(value, least)


def _day(made: Pretended, slot: Slot) -> date:
    latest = getattr(slot.type, "latest", None)
    past = latest is not None and latest <= 0
    return made.today - timedelta(days=_LONG_DAY if past else -_LONG_DAY)


def _chosen(made: Pretended, name: str, *, many: bool) -> Any:
    options = tuple(dict.fromkeys(made.options.get(name, ())))
    if not options:
        return UNKNOWN
    if many:
        return options if made.profile == "extreme" else options[:_FEW]
    return options[0]


def _items(made: Pretended, step: Step) -> tuple[Mapping[str, Any], ...]:
    """As many items as there may be, each alike; a few where things are usual; none where unknown."""
    if made.profile == "unknown":
        return ()
    parts = {
        getattr(inner, verb)
        for verb, inner in all_steps(getattr(step, "steps", ()))
        if verb in ("ask", "choose", "set")
    }
    extreme = made.profile == "extreme"
    marks = getattr(step, "marks", ())
    item = {part: made.facts.get(part, UNKNOWN) for part in parts}
    if not extreme:  # what dwindles does so outside of lists
        item |= {part: _USUAL_MONEY for part in parts if _is_money(made, part)}
    count = min(getattr(step, "max", _FEW), _LONGEST_LIST) if extreme else _FEW
    noted = [
        {"marks": marks if extreme and number % 2 else (), "starred": number == 0}
        for number in range(count)
    ]
    return tuple({**item, **(one if marks else {})} for one in noted)


def _is_money(made: Pretended, name: str) -> bool:
    slot = made.library.slots.get(name)
    return slot is not None and slot.type.kind == "money"


def _work_out(made: Pretended, steps: list[tuple[str, Step]]) -> None:
    for verb, step in steps:
        if verb == "set":
            name, expression = getattr(step, "set", ""), getattr(step, "to", "")
            try:
                made.facts[name] = made.library.evaluate(expression, made.facts)
            except AshoreError:
                made.facts.setdefault(name, UNKNOWN)


def variations(made: Pretended, compared: Iterator[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    """What each other option that a text asks about would put in place of the facts."""
    for slot, option in compared:
        held = made.facts.get(slot)
        if option in made.options.get(slot, ()) and held != option:
            yield {slot: (option,) if isinstance(held, tuple) else option}
