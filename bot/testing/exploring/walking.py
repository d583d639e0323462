"""Walking every way through a flow: each state once, by the engine's own `fold` and `advance`."""

import heapq
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from bot.errors import AshoreError
from bot.flow.fold import Position
from bot.flow.screens import beat_screen, waiting_screen
from bot.flow.session import Answer, Session, Visit
from bot.flow.stops import Doubt, Ended, Hub, Listing, Question
from bot.flow.values import UNKNOWN, Value
from bot.testing.exploring import checks
from bot.testing.exploring.acts import Act, Way, answer_acts, answer_name, other_ways
from bot.testing.exploring.ahead import Ahead, Open
from bot.testing.exploring.classes import answers, decisive, refused
from bot.testing.exploring.ground import Ground
from bot.testing.exploring.marking import Place
from bot.testing.exploring.model import Edge, Exploration, Finding
from bot.testing.exploring.nodes import (
    Node,
    list_of,
    make_edge,
    make_state,
    named,
    parts_ways,
    said_of,
    slot_of,
)
from bot.testing.exploring.resolving import Asking
from bot.testing.exploring.screens import Wrong

# How many answers that only count in sums may differ from the usual at once, by how many there are.
_TOGETHER: Final = ((2, 99), (6, 2))
_ALONE: Final = 1
_MOST_FINDINGS: Final = 200


def walk(ground: Ground, flow: str, budget: int) -> Exploration:
    """Every state of a flow, or as many as the budget allows."""
    ground.marked.trail.walked.clear()
    return _Exploring(ground, flow, budget).run()


class _Exploring:
    """One flow being explored."""

    def __init__(self, ground: Ground, flow: str, budget: int) -> None:
        self.ground = ground
        self.flow = flow
        self.budget = budget
        self.nodes: list[Node] = []
        self.edges: list[Edge] = []
        self.findings: dict[Any, Finding] = {}
        self.doubted: set[Place] = set()
        self.sampled = False
        self._known: dict[Any, int] = {}
        self._queue: list[tuple[int, int]] = []
        self._been: Counter[Open] = Counter()
        self._once: set[Any] = set()
        self._decisive: dict[Any, tuple[str, ...]] = {}
        self._tried: dict[Any, tuple[Value, ...]] = {}

    def run(self) -> Exploration:
        """Go on from each state in turn, those at new places first."""
        try:
            self._reach(self.ground.opened(self.flow))
        except AshoreError as error:
            self._note("fails", {"seen": _line(error)}, None)
        while self._queue and len(self.nodes) - len(self._queue) < self.budget:
            self._go_on(self.nodes[heapq.heappop(self._queue)[1]])
        return Exploration(
            self.flow,
            tuple(node.state for node in self.nodes),
            tuple(self.edges),
            tuple(self.findings.values()),
            frozenset(self.ground.marked.trail.walked),
            frozenset(self.doubted),
            left=len(self._queue),
            sampled=self.sampled,
            opening=named(said_of(self.nodes[0].position.beats)) if self.nodes else (),
        )

    def _go_on(self, node: Node) -> None:
        """All that can be said in a state; then what must hold in it."""
        try:
            if self._is_elsewhere(node):
                node.moved = True
            elif isinstance(node.position.stop, Question):
                self._ask(node, node.position.stop)
            else:
                for way in self._other_ways(node):
                    self._take(node, way)
            if not node.moved and not isinstance(node.position.stop, Ended | Hub):
                self._note("stuck", {"seen": node.position.stop.step}, node)
            if self.ground.checks:
                self._check(node)
        except AshoreError as error:
            self._note("fails", {"seen": _line(error)}, node)

    def _is_elsewhere(self, node: Node) -> bool:
        """Whether a menu has led to another flow, which is explored by itself."""
        visit = node.session.visits[-1]
        return bool(visit.pick) and node.position.stop.flow != visit.flow

    def _ask(self, node: Node, question: Question) -> None:
        asking = self._asking(node, question)
        tried = self._answers(asking, node.standing)
        usual = tried[0]
        if asking.whole and not self._counts(node, question):
            tried = tried[:1]
        elif asking.whole and not self._may_stray(node, asking.ahead, question.key):
            self.sampled = True
            tried = (usual, *(value for value in tried[1:] if parts_ways(asking, value)))
        for value in tried:
            is_stray = asking.whole and value != usual and not parts_ways(asking, value)
            strays = question.key if is_stray else ""
            acts = answer_acts(self.ground.library, question, value, node.session.selected)
            name = answer_name(self.ground.library, question, value)
            self._answer(node, question, Way(question.slot, name, acts, value, strays))
        for text in refused(asking, self.ground.today):
            if self._is_new(("refused", node.standing, text)):
                self._refuse(node, question, text)

    def _answers(self, asking: Asking, standing: Open) -> tuple[Value, ...]:
        """The answers to try, found once for all states in which they hang on the same."""
        facts = asking.facts
        known = (standing, asking.question.options, frozenset(facts))
        if known not in self._decisive:
            self._decisive[known] = decisive(asking)
        key = (known, asking.inside, *(repr(facts[name]) for name in self._decisive[known]))
        if key not in self._tried:
            self._tried[key] = answers(asking, self.ground.today)
        return self._tried[key]

    def _asking(self, node: Node, question: Question) -> Asking:
        ground = self.ground
        step = ground.marked.steps.get(node.standing[-1]) if node.standing else None
        ahead = ground.lookout.ahead(node.standing)
        sure = getattr(step, "sure", None)
        item = question.key.rpartition("/")[0]
        taken = (seen.key.rpartition("/") for seen in node.position.taken)
        inside = frozenset(name for before, _, name in taken if before == item)
        facts = node.position.facts
        return Asking(ground.library, ground.reader, question, facts, ahead, sure, inside)

    def _counts(self, node: Node, asked: Question | Listing) -> bool:
        """Whether an answer in a called flow counts beyond it; the flow by itself is explored too."""
        beyond = self.ground.lookout.beyond(node.standing)
        return beyond is None or bool({asked.step, list_of(asked.key)} & beyond.names)

    def _may_stray(self, node: Node, ahead: Ahead, key: str) -> bool:
        """Whether one more answer may differ from the usual: all together would be far too many.

        Of a list, the second item is added to a usual first one.
        """
        many = len(ahead.whole & self.ground.library.slots.keys())
        most = next((together for limit, together in _TOGETHER if many <= limit), _ALONE)
        if "/2/" in key:
            most = _ALONE
        return len(self._live(node, ahead)) < most

    def _live(self, node: Node, ahead: Ahead) -> list[str]:
        """The answers that are not the usual ones and still count."""
        return [
            key
            for key in node.state.strays
            if slot_of(key) in ahead.whole or list_of(key) in ahead.whole
        ]

    def _answer(self, node: Node, question: Question, way: Way) -> None:
        """Fold first: only what leads to a state that is not known yet is said to the engine."""
        value = UNKNOWN if way.value is None else way.value
        visit = node.session.visits[-1]
        given = Answer(value, question.print, self.ground.today)
        said = replace(visit, answers={**visit.answers, question.key: given})
        position, standing = self.ground.stand(said)
        stop = position.stop
        if isinstance(stop, Question) and stop.key == question.key:
            if self._is_new(("must", node.standing, way.name)):
                self._refuse(node, question, way.acts)
            return
        known = self._known.get(self._key(position, said, standing))
        if known is None:
            self._take(node, way, taken=(question.key, value))
            return
        node.moved = True
        session = node.session.with_visit(said)
        shown = self._beats(node, position)
        self._look([waiting_screen(self.ground.library, session, position)], node)
        self.edges.append(make_edge(node, known, way, said, shown=shown))

    def _take(self, node: Node, way: Way, taken: tuple[str, Value] | None = None) -> None:
        """Say it to the engine; the state that it leads to is known, or new."""
        session, screens = self.ground.chat.do(node.session, way.acts)
        self._look(screens, node)
        if taken is not None:
            kept = session.visits[-1].answers.get(taken[0])
            seen = "–" if kept is None else str(kept.value)
            if kept is None or (kept.value != taken[1] and seen != "…"):
                self._note("not_taken", {"answer": way.name, "seen": seen}, node)
                return
        target, position = self._reach(session, node, way)
        if target != node.state.number:
            node.moved = True
        shown = self._beats(node, position)
        self.edges.append(make_edge(node, target, way, session.visits[-1], shown=shown))

    def _reach(
        self, session: Session, node: Node | None = None, way: Way | None = None
    ) -> tuple[int, Position]:
        """The number of the state that a session is in, and where it stands."""
        visit = session.visits[-1]
        position, standing = self.ground.stand(visit)
        key = self._key(position, visit, standing)
        if key in self._known:
            return self._known[key], position
        number = self._known[key] = len(self.nodes)
        state = make_state(number, visit, position, origin=node, way=way)
        self.nodes.append(Node(state, session, position, standing))
        if isinstance(position.stop, Doubt) and standing:
            self.doubted.add(standing[-1])
        heapq.heappush(self._queue, (self._been[standing], number))
        self._been[standing] += 1
        return number, position

    def _key(self, position: Position, visit: Visit, standing: Open) -> Any:
        return self.ground.lookout.observed(position, visit, standing)

    def _other_ways(self, node: Node) -> Iterator[Way]:
        stop = node.position.stop
        noting = adding = True
        if isinstance(stop, Listing):
            ahead = self.ground.lookout.ahead(node.standing)
            if stop.key in ahead.whole:
                counts = self._counts(node, stop)
                noting = counts and self._may_stray(node, ahead, stop.key)
                adding = counts and not self._live(node, ahead)
                self.sampled = self.sampled or (counts and not noting)
        return other_ways(stop, noting=noting, adding=adding)

    def _refuse(self, node: Node, question: Question, said: str | tuple[Act, ...]) -> None:
        """What must not be taken is not, and it is asked again."""
        acts = (Act("user", said),) if isinstance(said, str) else said
        session, screens = self.ground.chat.do(node.session, acts)
        self._look(screens, node)
        if session.visits[-1].answers != node.session.visits[-1].answers:
            value = session.visits[-1].answers.get(question.key)
            seen = str(value.value) if value else "–"
            self._note("wrongly_taken", {"answer": acts[-1].what, "seen": seen}, node)

    def _beats(self, node: Node, position: Position) -> tuple[str, ...]:
        """The texts that are said on the way; each is looked at with the values it has here."""
        said = said_of(position.beats[len(node.position.beats) :])
        self._look([beat_screen(self.ground.library, beat) for beat in said], node)
        return named(said)

    def _check(self, node: Node) -> None:
        looked: list[Any] = []
        here = checks.Here(self.ground.chat, node.session, node.position, looked)
        visit = node.session.visits[-1]
        rough = self.ground.lookout.observed(node.position, visit, node.standing, roughly=True)
        for check in checks.CHECKS if self._is_new(rough) else ():
            self._note_all(check(here), node)
        for taken in node.position.taken:
            asked = taken.question
            if asked is not None and self._is_new(("edit", node.standing, asked.key)):
                self._note_all(checks.check_edit(here, asked, taken.value), node)
        self._look(looked, node)

    def _look(self, screens: Any, node: Node) -> None:
        self._note_all(self.ground.screens.look(screens), node)

    def _note_all(self, found: Iterator[Wrong], node: Node) -> None:
        for rule, values in found:
            self._note(rule, values, node)

    def _note(self, rule: str, values: dict[str, str], node: Node | None) -> None:
        """A finding, once for each step and what is said of it."""
        stop = node.position.stop if node else None
        flow, step = (stop.flow, stop.step) if stop else (self.flow, "")
        key = (rule, flow, step, *(v for name, v in values.items() if name != "answer"))
        if len(self.findings) < _MOST_FINDINGS and key not in self.findings:
            said = node.state.said if node else ()
            self.findings[key] = Finding(flow, step, rule, said, values)

    def _is_new(self, key: Any) -> bool:
        if key in self._once:
            return False
        self._once.add(key)
        return True


def _line(error: Exception) -> str:
    notes = getattr(error, "__notes__", ())
    return "; ".join([str(error).split("\n", 1)[0], *notes])
