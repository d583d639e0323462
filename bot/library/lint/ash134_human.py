"""ASH134: an end from which nobody leads to a human.

The move `human` is there at every step, so its own words must name a telephone line. Beyond that, each
end of a conversation must have come by a number or a counselor on every way to it, or name one, or lead
(`next`) to a card or conversation that has one.
"""

from collections.abc import Iterator
from typing import Any, Final

from bot.flow.model import Step, Steps
from bot.library.lint.check import Book, Check, finding_at
from bot.library.problems import Problem
from bot.library.read_flows import FlowFile, verb_of

_MOVE: Final = ("common", "notices.human")


def _find(book: Book) -> Iterator[Problem]:
    for source in book.sources:
        if (source.source, source.key) == _MOVE and not _names_a_line(book, *_MOVE):
            yield source.finding(0, "ASH134")
    for file in book.manuscript.flow_files.values():
        walk = _Walk(book, file.name)
        walk.through(file.flow.steps, met=False)
        yield from (_at(file, step) for step in walk.alone)


def _at(file: FlowFile, step: Step) -> Problem:
    return finding_at(file, (*file.place(step), "end"), "ASH134", severity="warning")


def _names_a_line(book: Book, source: str, key: str) -> bool:
    """Whether a text offers a line of content/help, in its words or to copy."""
    library = book.manuscript.library
    found = library.texts[library.languages[0]].get((source, key))
    return found is not None and bool(found.copies or found.uses.help)


class _Walk:
    """Goes through a flow with whether a human was named on every way so far."""

    def __init__(self, book: Book, flow: str) -> None:
        self.book = book
        self.flow = flow
        self.alone: list[Step] = []

    def through(self, steps: Steps, *, met: bool) -> bool | None:
        """Whether one has been after the steps; None where nothing comes after them."""
        for step in steps:
            after = self.step(step, met=met)
            if after is None:
                return None
            met = after
        return met

    def step(self, step: Any, *, met: bool) -> bool | None:
        """The same of one step."""
        verb = verb_of(step)
        name = getattr(step, verb, "")
        match verb:
            case "if":
                ways = [self.through(inside, met=met) for inside in (step.then, step.else_)]
                left = [way for way in ways if way is not None]
                return all(left) if left else None
            case "end":
                if not met and not self.leads_on(step):
                    self.alone.append(step)
                return None if step.if_ is None else met
            case "menu":
                for inside in step.items.values():
                    self.through(inside, met=False)
                return None
            case "repeat":
                self.through(step.steps, met=met)
        named = verb == "handoff" or self.is_named(verb, name)
        return met or (named and step.if_ is None)

    def is_named(self, verb: str, name: str) -> bool:
        """Whether a step's words offer a line; of a flow that is called, whether any of its words do."""
        if verb == "call":
            return self.in_flow(name)
        key = {"ask": f"{name}.ask", "choose": f"{name}.ask", "document": f"{name}.text"}.get(
            verb, name
        )
        return _names_a_line(self.book, self.flow, str(key))

    def in_flow(self, flow: str) -> bool:
        """Whether a conversation names a line or hands over anywhere."""
        files = self.book.manuscript.flow_files
        hands_over = flow in files and any(verb == "handoff" for verb, _ in files[flow].steps())
        library = self.book.manuscript.library
        texts = library.texts[library.languages[0]]
        return hands_over or any(
            bool(one.copies or one.uses.help)
            for (source, _), one in texts.items()
            if source == flow
        )

    def leads_on(self, step: Any) -> bool:
        """Whether the end's words, or what it offers next, name a human."""
        if _names_a_line(self.book, self.flow, f"ends.{step.end}"):
            return True
        for target in step.next:
            kind, _, name = target.partition(":")
            if kind == "card" and _names_a_line(self.book, "topics", f"{name}.text"):
                return True
            if kind == "flow" and self.in_flow(name):
                return True
        return False


CHECK: Final = Check(("ASH134",), _find)
