"""The cursor that goes through a flow with the answers at hand, and the places where it stops."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2s
from typing import TypeAlias

from bot.errors import ContentError
from bot.flow.model import Audience, Given, Picture, Slot, Step, Text
from bot.flow.ports import Library
from bot.flow.session import Answer
from bot.flow.values import Facts, Unknown, Value


@dataclass(frozen=True)
class Question:
    """Waiting for one answer. `key` is where it will be kept; `print` what the question means."""

    flow: str
    slot: str
    key: str
    print: str
    options: tuple[str, ...] = ()
    many: bool = False
    optional: bool = False
    must: str | None = None

    @property
    def step(self) -> str:
        """The step's name."""
        return self.slot


@dataclass(frozen=True)
class Hub:
    """Waiting for a pick from a menu."""

    flow: str
    step: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Listing:
    """Waiting for add, change, remove or done, below a list of items."""

    flow: str
    step: str
    key: str
    items: tuple[tuple[str, Facts], ...]
    least: int
    most: int


@dataclass(frozen=True)
class Check:
    """Waiting for a look over the answers so far. `print` changes with any of them."""

    flow: str
    step: str
    key: str
    print: str
    rows: tuple[Question, ...]


@dataclass(frozen=True)
class Offer:
    """Waiting for yes or no to a reminder or to a human taking over."""

    flow: str
    step: str
    key: str
    print: str
    kind: str
    at: date | None = None


@dataclass(frozen=True)
class Ended:
    """The flow is over; `next` names what may be read or done now."""

    flow: str
    outcome: str
    next: tuple[str, ...] = ()

    @property
    def step(self) -> str:
        """The step's name."""
        return self.outcome


Stop: TypeAlias = Question | Hub | Listing | Check | Offer | Ended


@dataclass(frozen=True)
class Beat:
    """Something that happens on the way: a text shown, a document, a reminder, a handoff."""

    kind: str
    flow: str
    step: str
    text: Text
    at: date | None = None
    picture: Picture | None = None
    audience: Audience = "borrower"


@dataclass(frozen=True)
class Taken:
    """An answer that the walk used. `item` names the item of a repeat where it is one that began."""

    key: str
    question: Question | None
    value: Value
    item: str = ""


@lru_cache(maxsize=4096)
def _digest(*parts: Hashable) -> str:
    return blake2s(repr(parts).encode(), digest_size=5).hexdigest()


def fingerprint(slot: Slot, options: Sequence[str] = (), *, many: bool, must: str | None) -> str:
    """What a question means: its type with bounds, its choices, its condition; not its wording."""
    return _digest(repr(slot.type), slot.version, tuple(options), many, must)


def done_print(count: int) -> str:
    """The meaning of "the list is complete": it no longer holds once an item comes or goes."""
    return _digest(count)


class Walk:
    """One pass through a flow. Steps call it; nothing outside `fold` makes one."""

    def __init__(self, library: Library, answers: Mapping[str, Answer], today: date) -> None:
        """Start with no facts but the day."""
        self.library = library
        self.answers = answers
        self.facts: dict[str, Value] = {"today": today}
        self.beats: list[Beat] = []
        self.taken: list[Taken] = []
        self.flow = ""
        self.prefix = ""
        self.remaining = 0
        self._ended: Ended | None = None

    def steps(self, steps: Sequence[Step]) -> Stop | None:
        """Go through the steps until one waits; None when all are done."""
        for number, step in enumerate(steps):
            if step.if_ is not None and not self.holds(step.if_):
                stop = self.steps(getattr(step, "else_", ()))
            else:
                self._say_end()
                stop = step.walk(self)
            if stop is not None:
                self.remaining += sum(
                    later.asks and later.if_ is None for later in steps[number + 1 :]
                )
                return stop
        return None

    def through(self, flow: str, steps: Sequence[Step]) -> Ended | Stop:
        """Go through a whole flow from its top; where it runs out, it has ended."""
        self.flow = flow
        stop = self.steps(steps)
        return stop or self._ended or Ended(flow, "done")

    def call(self, name: str) -> Stop | None:
        """Go through another flow and come back; its end ends it alone."""
        caller, self.flow = self.flow, name
        stop = self.steps(self.library.flows[name].steps)
        if isinstance(stop, Ended):
            self._ended, self.remaining = stop, 0
            stop = None
        self.flow = caller
        return stop

    def holds(self, condition: str) -> bool:
        """Whether a condition is met by the facts so far."""
        return bool(self.evaluate(condition))

    def evaluate(self, expression: str) -> Value:
        """An expression's value; an error names the flow."""
        try:
            return self.library.evaluate(expression, self.facts)
        except ContentError as error:
            error.add_note(f"in flow {self.flow}")
            raise

    def text(self, key: str, **values: Value) -> Text:
        """A text of the current flow, with the facts so far."""
        return Text(self.flow, key, {**self.facts, **values})

    def beat(
        self,
        kind: str,
        step: str,
        key: str,
        *,
        at: date | None = None,
        picture: Picture | None = None,
    ) -> None:
        """Let something happen here, on the way."""
        self.beats.append(Beat(kind, self.flow, step, self.text(key), at, picture))

    def question(
        self,
        slot: str,
        *,
        options: tuple[str, ...] = (),
        many: bool = False,
        optional: bool = False,
        must: str | None = None,
    ) -> Stop | None:
        """Take the answer to a slot if there is a valid one, or wait for it."""
        meaning = fingerprint(self.library.slots[slot], options, many=many, must=must)
        asked = Question(
            self.flow, slot, self.prefix + slot, meaning, options, many, optional, must
        )
        answer = self.answers.get(asked.key)
        if answer is None or answer.print != meaning or not self.accepts(asked, answer.value):
            return asked
        self.facts[slot] = answer.value
        self.taken.append(Taken(asked.key, asked, answer.value))
        return None

    def accepts(self, asked: Question, value: Value) -> bool:
        """Whether a value meets the question's own condition; "don't know" always does."""
        if asked.must is None or isinstance(value, Unknown):
            return True
        before = self.facts.get("answer")
        self.facts["answer"] = value
        try:
            return self.holds(asked.must)
        finally:
            if before is None:
                del self.facts["answer"]
            else:
                self.facts["answer"] = before

    def marked(self, key: str, meaning: str) -> Value | None:
        """The value of a mark that is no slot (a review looked over, an offer answered), if valid."""
        answer = self.answers.get(key)
        if answer is None or answer.print != meaning:
            return None
        self.taken.append(Taken(key, None, answer.value))
        return answer.value

    def review(self, slots: Sequence[str]) -> Stop | None:
        """Wait until the answers so far have been looked over, again after each change."""
        rows = [seen for seen in self.taken if seen.question and not seen.key.count("/")]
        if slots:
            rows = [row for row in rows if row.question and row.question.slot in slots]
        meaning = _digest(*((row.key, str(row.value)) for row in rows))
        key = f"{self.flow}#review{sum(seen.key.startswith(f'{self.flow}#review') for seen in self.taken)}"
        if self.marked(key, meaning) is not None:
            return None
        questions = tuple(row.question for row in rows if row.question)
        return Check(self.flow, "review", key, meaning, questions)

    def offer(self, kind: str, step: str, at: date | None = None) -> Stop | None:
        """Wait for yes or no; on yes it happens here."""
        key, meaning = f"{self.flow}#{kind}.{step}", kind
        agreed = self.marked(key, meaning)
        if agreed is None:
            return Offer(self.flow, step, key, meaning, kind, at)
        if agreed is True:
            self.beat(kind, step, step, at=at)
        return None

    def repeat(self, slot: str, steps: Sequence[Step], *, least: int, most: int) -> Stop | None:
        """Go through each item of a list; then wait for add, change, remove or done."""
        key = self.prefix + slot
        kept = self.answers.get(f"{key}#items")
        items: list[tuple[str, Facts]] = []
        for item in kept.value if kept and isinstance(kept.value, tuple) else ():
            self.taken.append(Taken(f"{key}#items", None, str(item), item=str(item)))
            facts, prefix = dict(self.facts), self.prefix
            self.prefix = f"{key}/{item}/"
            stop = self.steps(steps)
            if stop is not None:
                return stop
            items.append((str(item), {k: v for k, v in self.facts.items() if k not in facts}))
            self.facts, self.prefix = facts, prefix
        if len(items) >= least and self.marked(f"{key}#done", done_print(len(items))) is not None:
            self.facts[slot] = tuple(dict(facts) for _, facts in items)
            return None
        return Listing(self.flow, slot, key, tuple(items), least, most)

    def _say_end(self) -> None:
        """A called flow's closing words, once the caller goes on."""
        if self._ended is not None:
            ended, self._ended = self._ended, None
            text = Text(ended.flow, f"ends.{ended.outcome}", dict(self.facts))
            if self.library.has(text):
                self.beats.append(Beat("text", ended.flow, ended.outcome, text))


def given(taken: Taken) -> Given:
    """A taken answer, to be shown."""
    question = taken.question
    return Given(
        question.slot if question else taken.key, taken.value, question.flow if question else ""
    )
