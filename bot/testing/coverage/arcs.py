"""Everything that a case can reach in flows and words: each an arc, with its place."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Final

from bot.flow.events import MOVES
from bot.flow.model import Step
from bot.flow.steps import STEPS
from bot.flow.steps.ask import Ask
from bot.flow.steps.call import Call
from bot.flow.steps.choose import Choose
from bot.flow.steps.menu import Menu
from bot.flow.steps.repeat import Repeat
from bot.library.branches import find_branches
from bot.library.manuscript import Manuscript
from bot.library.read_flows import FlowFile
from bot.library.yaml_reader import Document, Keys
from bot.testing.coverage.sentences import SENTENCES

KINDS: Final = (
    "steps", "options", "conditions", "answers", "calls", "documents", "ends", "branches", "words",
    "moves",
)  # fmt: skip
EVERYWHERE: Final = "*"  # in place of a flow, for what belongs to all of them
RUNGS: Final = ("explain", "example", "exit")
USED_MOVES: Final = ("edit", *(name for name in MOVES if name != "start"))
_ASKS_AGAIN: Final = {"explain": "", "example": "example", "exit": "out"}
_COUNTED_APART: Final = ("if", "call", "document", "end")


@dataclass(frozen=True)
class Arc:
    """One thing to be reached. `seen` is what the meter notes once it is."""

    kind: str
    flow: str
    path: str
    line: int
    seen: Hashable
    code: str
    name: str
    of: str = ""

    def sentence(self, language: str) -> str:
        """What is said where no case reaches it."""
        return SENTENCES[self.code][language].format(name=self.name, of=self.of)


def arcs_of(manuscript: Manuscript) -> tuple[Arc, ...]:
    """Every arc, by file and line."""
    found = [
        *(arc for file in manuscript.flow_files.values() for arc in _flow(manuscript, file)),
        *_words(manuscript),
        *_everywhere(manuscript),
    ]
    return tuple(sorted(found, key=lambda arc: (arc.path, arc.line)))


@dataclass(frozen=True)
class _Maker:
    """Makes the arcs of one step."""

    flow: str
    document: Document
    keys: Keys
    step: Step

    def make(self, kind: str, code: str, name: str, *seen: Hashable, **more: str) -> Arc:
        """An arc at the step's own place, or at that of `at`, one of its keys."""
        at = more.get("at")
        keys = (*self.keys, at) if at else self.keys
        line, _ = self.document.key_place(keys)
        return Arc(kind, self.flow, self.document.shown, line, seen, code, name, more.get("of", ""))


def _flow(manuscript: Manuscript, file: FlowFile) -> Iterator[Arc]:
    for verb, step in file.steps():
        maker = _Maker(file.name, file.checker.document, file.place(step), step)
        name = str(getattr(step, verb, "")) if verb in STEPS and verb != "review" else verb
        yield from _reaching(maker, verb, name)
        yield from _guard(maker, verb)
        match step:
            case Ask():
                yield from _asked(maker, step, manuscript)
            case Choose():
                yield from _chosen(maker, step, manuscript)
            case Menu():
                for item in step.items:
                    pick = f"{step.menu}/{item}"
                    yield maker.make("options", "option", item, "pick", file.name, pick, of=name)
            case Repeat():
                yield from _options(maker, step.repeat, step.marks)
            case _ if verb in ("remind", "handoff"):
                yield from _options(maker, name, ("yes", "no"))


def _reaching(maker: _Maker, verb: str, name: str) -> Iterator[Arc]:
    step = maker.step
    if isinstance(step, Call):
        yield maker.make("calls", "entered", name, "step", id(step))
        yield maker.make("calls", "returned", name, "through", id(step))
    elif verb in ("document", "end"):
        yield maker.make(f"{verb}s", verb, name, "step", id(step))
    elif verb not in _COUNTED_APART:
        yield maker.make("steps", "step", name, "step", id(step))


def _guard(maker: _Maker, verb: str) -> Iterator[Arc]:
    """Both sides of a condition; that it lets in a step is the step's own arc already."""
    step = maker.step
    if step.if_ is None:
        return
    if verb == "if":
        yield maker.make("conditions", "true", step.if_, "step", id(step), at="if")
    yield maker.make("conditions", "false", step.if_, "passed_by", id(step), at="if")


def _asked(maker: _Maker, step: Ask, manuscript: Manuscript) -> Iterator[Arc]:
    slot = step.ask
    for name, condition in (("must", step.must), ("sure", step.sure)):
        for side in ("true", "false") if condition is not None else ():
            seen = name, id(step), side == "true"
            yield maker.make(
                "conditions", f"{name}_{side}", condition or "", *seen, at=name, of=slot
            )
    kind = manuscript.library.slots[slot].type.kind
    if kind == "yes_no":
        yield from _options(maker, slot, ("yes", "no"))
    if kind != "text":  # any words are an answer there
        yield maker.make("answers", "invalid", slot, "invalid", id(step))
    if step.optional:
        yield maker.make("answers", "skipped", slot, "skipped", id(step), at="optional")


def _chosen(maker: _Maker, step: Choose, manuscript: Manuscript) -> Iterator[Arc]:
    options = step.options
    if isinstance(options, str):  # computed: those that have words
        start = f"{step.choose}.options."
        texts = manuscript.library.texts[manuscript.library.languages[0]]
        found = (key for source, key in texts if source == maker.flow and key.startswith(start))
        options = tuple(key.removeprefix(start) for key in found)
    yield from _options(maker, step.choose, options)
    yield maker.make("answers", "invalid", step.choose, "invalid", id(step))
    if step.optional:
        yield maker.make("answers", "skipped", step.choose, "skipped", id(step), at="optional")


def _options(maker: _Maker, of: str, names: tuple[str, ...]) -> Iterator[Arc]:
    for name in names:
        yield maker.make("options", "option", name, "option", id(maker.step), name, of=of)


def _words(manuscript: Manuscript) -> Iterator[Arc]:
    """Each text of a flow in each language, and both sides of each test in a text."""
    flows = manuscript.flow_files
    for source in manuscript.sources:
        document = source.checker.document
        if source.source in flows:
            line, _ = document.key_place(source.keys)
            seen = "text", source.language, source.source, source.key
            yield Arc(
                "words", source.source, document.shown, line, seen, "text", source.key,
                source.language,
            )  # fmt: skip
        for branch in find_branches(source):
            for side in (True, False):
                yield Arc(
                    "branches",
                    source.source if source.source in flows else EVERYWHERE,
                    document.shown,
                    branch.line,
                    ("branch", *branch.name, side),
                    f"branch_{str(side).lower()}",
                    branch.written,
                    source.key,
                )


def _everywhere(manuscript: Manuscript) -> Iterator[Arc]:
    """The rungs of asking again, and the moves: the same at every step."""
    path = f"content/{manuscript.library.languages[0]}/common.yaml"
    document = manuscript.documents[path]
    for rung, key in _ASKS_AGAIN.items():
        keys: Keys = ("ladder", key) if key else ("rejections",)
        line, _ = document.key_place(keys)
        yield Arc("answers", EVERYWHERE, path, line, ("rung", rung), "rung", rung)
    for move in USED_MOVES:
        keys = ("buttons", "change") if move == "edit" else ("move_words", move)
        line, _ = document.key_place(keys)
        yield Arc("moves", EVERYWHERE, path, line, ("move", move), "move", move)
