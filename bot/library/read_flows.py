"""Reading flows/: every step by its verb."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from bot.flow.model import Flow, Step, Steps
from bot.flow.steps import STEPS
from bot.library.folder import NAMES, Folder
from bot.library.full_width import narrow
from bot.library.kinds import CLOSED, Name
from bot.library.problems import nearest
from bot.library.shapes import built, nested_fields, step_model
from bot.library.validate import Checker
from bot.library.yaml_reader import Document, Keys

_MOST_ITEMS: Final = 12
_SLOTS: Final = "slots"
_VERBS: Final[Mapping[type, str]] = {cls: verb for verb, cls in STEPS.items()}


class FlowHead(BaseModel):
    """What a flow file has; its steps are checked one by one."""

    model_config = CLOSED

    flow: Name
    steps: list[Any]


@dataclass
class FlowFile:
    """A flow as it stands in its file. `sound` says that all its steps could be read.

    `lost` are the names in those that could not: who can tell what they would ask or set?
    """

    name: str
    checker: Checker
    flow: Flow
    sound: bool
    keys: dict[int, Keys] = field(default_factory=dict)  # of each step, by its id()
    lost: set[str] = field(default_factory=set)
    _listed: tuple[Flow, tuple[tuple[str, Step], ...]] | None = None

    def place(self, step: Step) -> Keys:
        """The keys that lead to a step."""
        return self.keys[id(step)]

    def steps(self) -> tuple[tuple[str, Step], ...]:
        """Every step with its verb, outermost and first first."""
        if self._listed is None or self._listed[0] is not self.flow:
            self._listed = self.flow, tuple(all_steps(self.flow.steps))
        return self._listed[1]


def read_flows(folder: Folder) -> dict[str, FlowFile]:
    """Every flow by the name of its file."""
    files = [path for path in folder.files("flows") if path.stem != _SLOTS]
    return {path.stem: _read_flow(folder, path) for path in files}


def _read_flow(folder: Folder, path: Path) -> FlowFile:
    checker = folder.read_map(path)
    if checker is None:
        checker = Checker(Document(path, {}), folder.problems)
        lost = set(folder.unread_names(path))
        return FlowFile(path.stem, checker, Flow(path.stem, ()), sound=False, lost=lost)
    file = FlowFile(path.stem, checker, Flow(path.stem, ()), sound=False)
    head = checker.check(FlowHead, checker.document.data, ())
    if head is None:
        file.lost |= names_in(checker.document.data)
        return file
    if head.flow != path.stem:
        checker.add_at_value(("flow",), "ASH039", name=head.flow)
    steps = _read_steps(file, head.steps, ("steps",))
    file.flow = Flow(path.stem, steps)
    file.sound = not file.lost
    return file


def _read_steps(file: FlowFile, data: list[Any], keys: Keys) -> Steps:
    steps = []
    for number, entry in enumerate(data):
        step = _read_step(file, entry, (*keys, number))
        if step is None:
            file.lost |= {*names_in(entry), ""}
        else:
            file.keys[id(step)] = (*keys, number)
            steps.append(step)
    if not data:
        file.checker.add(keys, "ASH029")
    return tuple(steps)


def _read_step(file: FlowFile, entry: Any, keys: Keys) -> Step | None:
    if not isinstance(entry, dict) or not entry:
        file.checker.wrong_kind(keys, "map")
        return None
    verb = _verb_in(file, entry, keys)
    if not verb:
        return None
    cls = STEPS[verb]
    checked = file.checker.check(step_model(cls), entry, keys)
    nested = {
        name: _read_nested(file, entry[key], (*keys, key))
        for name in nested_fields(cls)
        if (key := name.rstrip("_")) in entry
    }
    if checked is None:
        return None
    step: Step = built(cls, checked, **nested)
    return step


def _verb_in(file: FlowFile, entry: dict[str, Any], keys: Keys) -> str:
    """The verb of a step, which is its first key; one that is misspelt is a problem, and read as it was meant."""
    first = next(iter(entry))
    if first in STEPS and first != "if":
        return first
    verb = next((key for key in entry if key in STEPS and key != "if"), "")
    if first == "if":
        return verb or first
    near = narrow(first) if narrow(first) in STEPS else nearest(first, STEPS)
    file.checker.add((*keys, first), "ASH030", verb=first, near="" if verb else near)
    if near and not verb:
        file.checker.document.rename((*keys, first), near)
    return verb or near


def names_in(data: Any) -> set[str]:
    """All that could be a name in what was not understood."""
    if isinstance(data, dict):
        return {*map(str, data), *(name for value in data.values() for name in names_in(value))}
    if isinstance(data, list):
        return {name for value in data for name in names_in(value)}
    return set(NAMES.findall(str(data)))


def _read_nested(file: FlowFile, data: Any, keys: Keys) -> Any:
    """Steps, or steps by the name of a menu's item."""
    if isinstance(data, list):
        return _read_steps(file, data, keys)
    if not isinstance(data, dict):
        return ()  # which has been found wrong already
    if len(data) > _MOST_ITEMS:
        file.checker.add(keys, "ASH037", limit=str(_MOST_ITEMS), count=str(len(data)))
    return {
        name: _read_steps(file, steps, (*keys, name))
        for name, steps in data.items()
        if isinstance(steps, list)
    }


def verb_of(step: Step) -> str:
    """The verb of a step."""
    return _VERBS[type(step)]


def branches(step: Step) -> Iterator[Steps]:
    """The steps inside a step."""
    for name in nested_fields(type(step)):
        inside = getattr(step, name)
        yield from inside.values() if isinstance(inside, dict) else (inside,)


def all_steps(steps: Steps) -> Iterator[tuple[str, Step]]:
    """Every step with its verb, outermost and first first."""
    for step in steps:
        yield verb_of(step), step
        for inside in branches(step):
            yield from all_steps(inside)
