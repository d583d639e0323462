"""Steps that no way came by, each with the condition that keeps everybody away from it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from bot.flow.model import Step
from bot.library.manuscript import Manuscript
from bot.library.read_flows import verb_of
from bot.testing.exploring.marking import Place, mark_library, named
from bot.testing.exploring.model import Exploration

_TEXT: Final = 60


@dataclass(frozen=True)
class Unreached:
    """A step that was never taken: where it stands, what it is, and what blocks it.

    `sign` is that of the condition that would have to hold, or not to hold, or of what comes before it.
    `open`: not everything was looked at, so that there may be a way all the same.
    """

    path: str
    line: int
    step: str
    sign: Literal["if", "not", "after"]
    condition: str
    open: bool

    def sentence(self, language: str) -> str:
        """Where, what and why, in one line."""
        place = f"{self.path}:{self.line}"
        if language == "zh":
            why = {"if": "条件从未成立：", "not": "条件从未不成立：", "after": "前面总是先结束："}
            seen = "没有走到" if not self.open else "没有看到（没有走遍）"
            return f"{place} `{self.step}` {seen}，{why[self.sign]}{self.condition}"
        why = {
            "if": "its condition never held: ",
            "not": "its condition always held: ",
            "after": "the flow always ends before it, after ",
        }
        seen = "is never reached" if not self.open else "was not seen (not every way was gone)"
        return f"{place} `{self.step}` {seen}; {why[self.sign]}{self.condition}"


def find_unreached(
    manuscript: Manuscript, explorations: Iterable[Exploration]
) -> Iterator[Unreached]:
    """The outermost steps that were never taken, of the flows that were explored."""
    done = list(explorations)
    steps = mark_library(manuscript.library).steps
    walked = frozenset[Place]().union(*(one.walked for one in done))
    explored = {one.flow for one in done}
    partly = {one.flow for one in done if one.left or one.sampled}
    calls = _calls(steps)
    for place, step in steps.items():
        flow, keys = place
        is_open = any(flow == one or flow in calls.get(one, ()) for one in partly)
        if flow not in explored or place in walked or not _is_outermost(place, steps, walked):
            continue
        sign, condition = _blocked(place, step, steps, walked)
        document = manuscript.documents[f"flows/{flow}.yaml"]
        line = document.key_place(keys)[0]
        yield Unreached(f"flows/{flow}.yaml", line, named(step), sign, condition, is_open)


def _calls(steps: Mapping[Place, Step]) -> dict[str, frozenset[str]]:
    """The flows that each flow calls, and those that they call."""
    found: dict[str, frozenset[str]] = {}
    for (flow, _), step in steps.items():
        if verb_of(step) == "call":
            found[flow] = found.get(flow, frozenset()) | {str(getattr(step, "call", ""))}
    for _ in found:
        for flow, called in found.items():
            found[flow] = called.union(*(found.get(one, frozenset()) for one in called))
    return found


def _owner(place: Place, steps: Mapping[Place, Step]) -> Place | None:
    """The step that a step is in."""
    flow, keys = place
    for end in range(len(keys) - 1, 0, -1):
        if (flow, keys[:end]) in steps:
            return flow, keys[:end]
    return None


def _is_outermost(place: Place, steps: Mapping[Place, Step], walked: frozenset[Place]) -> bool:
    """Whether it is not already said of the step that it is in, or of one before it in its list."""
    owner = _owner(place, steps)
    if owner is not None and verb_of(steps[owner]) == "menu":
        return verb_of(steps[place]) != "call"  # a menu's call leads to what is explored by itself
    if owner is not None and owner not in walked and not _is_else(place, owner):
        return False
    return _blocked_by_earlier(place, steps, walked) is None


def _is_else(place: Place, owner: Place) -> bool:
    return place[1][len(owner[1])] == "else"


def _blocked_by_earlier(
    place: Place, steps: Mapping[Place, Step], walked: frozenset[Place]
) -> Place | None:
    """The step without a condition before it in its list that was not reached either."""
    flow, keys = place
    for number in range(int(keys[-1])):
        before = (flow, (*keys[:-1], number))
        if before not in walked and steps[before].if_ is None:
            return before
    return None


def _blocked(
    place: Place, step: Step, steps: Mapping[Place, Step], walked: frozenset[Place]
) -> tuple[Literal["if", "not", "after"], str]:
    """What keeps everybody away: its own condition, that of the branch, or an end before it."""
    owner = _owner(place, steps)
    if step.if_ is not None:
        return "if", _short(step.if_)
    if owner is not None and _is_else(place, owner):
        return "not", _short(steps[owner].if_ or "")
    flow, keys = place
    before = [(flow, (*keys[:-1], number)) for number in range(int(keys[-1]))]
    ended = next((steps[one] for one in reversed(before) if one in walked), None)
    return "after", named(ended) if ended is not None else "–"


def _short(condition: str) -> str:
    line = " ".join(condition.split())
    return line if len(line) <= _TEXT else f"{line[: _TEXT - 1]}…"
