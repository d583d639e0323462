"""The meter: watches cases run, and tells which arcs they reached."""

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property

from bot.flow.effects import Say
from bot.flow.engine import Turn
from bot.flow.events import Event, Moved, Tapped
from bot.flow.model import Screen, Step, Text
from bot.flow.steps.ask import Ask
from bot.flow.steps.choose import Choose
from bot.flow.steps.handoff import Handoff
from bot.flow.steps.remind import Remind
from bot.flow.steps.repeat import Repeat
from bot.flow.tokens import read_press
from bot.flow.values import Unknown, Value
from bot.flow.walk import SURE, Walk
from bot.library.branches import Branch, watched
from bot.library.manuscript import Manuscript
from bot.testing.coverage.arcs import EVERYWHERE, KINDS, Arc, arcs_of

_RUNGS = {"ladder.example": "example", "ladder.out": "exit"}


@dataclass(frozen=True)
class Coverage:
    """All arcs, and those that were reached."""

    arcs: tuple[Arc, ...]
    reached: frozenset[Arc]

    @cached_property
    def misses(self) -> tuple[Arc, ...]:
        """What no case reached, by file and line."""
        return tuple(arc for arc in self.arcs if arc not in self.reached)

    @property
    def percent(self) -> float:
        """How much of everything was reached."""
        return share(self.arcs, self.reached)

    def flows(self) -> dict[str, tuple[Arc, ...]]:
        """The arcs of each flow, by name; last, those of all flows."""
        names = sorted({arc.flow for arc in self.arcs}, key=lambda name: (name == EVERYWHERE, name))
        return {name: tuple(arc for arc in self.arcs if arc.flow == name) for name in names}

    def kinds(self, arcs: Iterable[Arc]) -> dict[str, tuple[int, int]]:
        """Of each kind among these arcs, how many were reached, of how many."""
        held = list(arcs)
        found = {kind: [arc for arc in held if arc.kind == kind] for kind in KINDS}
        return {
            kind: (sum(arc in self.reached for arc in there), len(there))
            for kind, there in found.items()
        }


def share(arcs: Iterable[Arc], reached: frozenset[Arc]) -> float:
    """The percentage that was reached; of nothing, all."""
    held = list(arcs)
    return 100 * sum(arc in reached for arc in held) / len(held) if held else 100.0


class Meter:
    """Notes what cases reach. They run with its `library`, and it has to hear every turn.

    A move counts when it is made by command or button; what was typed is told by no sign.
    """

    def __init__(self, manuscript: Manuscript) -> None:
        """Nothing has been reached yet."""
        self.library = watched(manuscript, self, self._side)
        self._arcs = arcs_of(manuscript)
        self._seen: set[Hashable] = set()
        self._asking: dict[tuple[str, str], int] = {}  # the step that asked for a flow's slot last

    def result(self, flows: Collection[str] = ()) -> Coverage:
        """What has been reached until now: of these flows, or of everything."""
        arcs = tuple(arc for arc in self._arcs if not flows or arc.flow in flows)
        return Coverage(arcs, frozenset(arc for arc in arcs if arc.seen in self._seen))

    def came_by(self, walk: Walk, step: Step, *, taken: bool) -> None:
        """A walk has come to a step."""
        self._note("step" if taken else "passed_by", id(step))
        if taken and isinstance(step, Ask | Choose):
            self._asking[walk.flow, _slot(step)] = id(step)

    def went_through(self, walk: Walk, step: Step) -> None:
        """A step is done: what was answered?"""
        self._note("through", id(step))
        match step:
            case Ask() | Choose():
                self._answered(walk, step, walk.facts[_slot(step)])
            case Repeat():
                items = walk.facts[step.repeat]
                for item in items if isinstance(items, tuple) else ():
                    marks = item.get("marks") if isinstance(item, dict) else ()
                    self._chosen(step, marks)
            case Remind(remind=name) | Handoff(handoff=name):
                self._agreed(walk, step, name)

    def worded(self, text: Text, language: str) -> None:
        """A text is said."""
        self._note("text", language, text.source, text.key)

    def heard(self, event: Event, turn: Turn) -> None:
        """After a turn: the move that was made, the pick, the answer that could not be taken."""
        if isinstance(event, Moved):
            self._note("move", event.move)
        elif isinstance(event, Tapped):
            self._pressed(event.press)
        for visit in turn.session.visits[-1:]:
            self._note("pick", visit.flow, visit.pick)
        screens = [effect.screen for effect in turn.effects if isinstance(effect, Say)]
        if screens:
            self._asked_again(screens)

    def _answered(self, walk: Walk, step: Ask | Choose, value: Value) -> None:
        if isinstance(value, Unknown):
            self._note("skipped", id(step))
            return
        self._chosen(step, value)
        if isinstance(step, Ask):
            self._note("must", id(step), True)
            if f"{walk.prefix}{step.ask}{SURE}" not in walk.answers:
                self._note("sure", id(step), False)

    def _chosen(self, step: Step, value: object) -> None:
        """Options by name, one or several; yes or no."""
        for one in value if isinstance(value, tuple) else (value,):
            name = {True: "yes", False: "no"}[one] if isinstance(one, bool) else one
            if isinstance(name, str):
                self._note("option", id(step), name)

    def _agreed(self, walk: Walk, step: Step, name: str) -> None:
        """Yes or no to what was offered; nothing is, where its date is not known."""
        offered = walk.taken[-1] if walk.taken else None
        if offered is not None and offered.key.endswith(f".{name}") and not offered.shown:
            self._chosen(step, offered.value)

    def _pressed(self, data: str) -> None:
        press = read_press(data)
        if press is None:
            return
        if press.kind == "!":
            self._note("move", press.name)
        elif press.kind == "=" and press.name.startswith("change/"):
            self._note("move", "edit")

    def _asked_again(self, screens: list[Screen]) -> None:
        """The question that still waits stands last; what was wrong with the answer, before it."""
        last = screens[-1]
        step = self._asking.get((last.flow, last.step.removesuffix(".sure")))
        if step is not None and last.step.endswith(".sure"):
            self._note("sure", step, True)
        for text in (text for one in screens if one.step == "ladder" for text in one.texts):
            if text.source != "common":
                if text.key.endswith(".must"):
                    self._note("must", step, False)
                continue
            self._note("rung", _RUNGS.get(text.key, "explain"))
            self._note("invalid", step)

    def _side(self, branch: Branch, side: bool) -> None:  # noqa: FBT001  # what a test came to
        self._note("branch", *branch.name, side)

    def _note(self, *seen: Hashable) -> None:
        self._seen.add(seen)


def _slot(step: Ask | Choose) -> str:
    return step.ask if isinstance(step, Ask) else step.choose
