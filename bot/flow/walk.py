"""The cursor that goes through a flow with the answers at hand, until it must wait."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2s

from bot.errors import ContentError
from bot.flow.model import Audience, Given, Picture, Slot, Step, Text
from bot.flow.ports import Library
from bot.flow.session import Answer
from bot.flow.stops import Check, Doubt, Ended, Offer, Question, Stop
from bot.flow.values import Unknown, Value


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
    """An answer that the walk used.

    `item` names the item of a repeat where it is one that began; `slot` and `flow` the list where it
    is one that is complete: its items are the value.
    """

    key: str
    question: Question | None
    value: Value
    item: str = ""
    slot: str = ""
    flow: str = ""

    @property
    def shown(self) -> str:
        """The slot by which it is shown to the borrower; none for a mark."""
        return self.question.slot if self.question else self.slot


SURE = "#sure"  # after an answer's key: where it is kept that the borrower has said it again


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
        self.witness = library.witness
        self.answers = answers
        self.facts: dict[str, Value] = {"today": today}
        self.beats: list[Beat] = []
        self.taken: list[Taken] = []
        self.flow = ""
        self.prefix = ""
        self.remaining = 0
        self.counts = True  # whether steps that follow are still counted as remaining
        self._ended: Ended | None = None

    def steps(self, steps: Sequence[Step]) -> Stop | None:
        """Go through the steps until one waits; None when all are done."""
        for number, step in enumerate(steps):
            taken = step.if_ is None or self.holds(step.if_)
            if self.witness is not None:
                self.witness.came_by(self, step, taken=taken)
            if taken:
                self._say_end()
                stop = step.walk(self)
            else:
                stop = self.steps(getattr(step, "else_", ()))
            if stop is not None:
                later = steps[number + 1 :] if self.counts else ()
                self.remaining += sum(step.asks and step.if_ is None for step in later)
                return stop
            if taken and self.witness is not None:
                self.witness.went_through(self, step)
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
        return asked.must is None or isinstance(value, Unknown) or self._holds_of(asked.must, value)

    def _holds_of(self, condition: str, value: Value) -> bool:
        """Whether a condition holds with the value as `answer`."""
        before = self.facts.get("answer")
        self.facts["answer"] = value
        try:
            return self.holds(condition)
        finally:
            if before is None:
                del self.facts["answer"]
            else:
                self.facts["answer"] = before

    def confirm(self, sure: str) -> Stop | None:
        """The answer just taken, if `sure` holds of it, counts once the borrower has said it again."""
        asked, value = self.taken[-1].question, self.taken[-1].value
        if asked is None or isinstance(value, Unknown) or not self._holds_of(sure, value):
            return None
        key, meaning = f"{asked.key}{SURE}", _digest("sure", str(value))
        said = self.answers.get(key)
        if said is not None and said.print == meaning:
            return None
        del self.facts[asked.slot]
        return Doubt(asked, value, key, meaning)

    def marked(self, key: str, meaning: str) -> Value | None:
        """The value of a mark that is no slot (a review looked over, an offer answered), if valid."""
        answer = self.answers.get(key)
        if answer is None or answer.print != meaning:
            return None
        self.taken.append(Taken(key, None, answer.value))
        return answer.value

    def review(self, slots: Sequence[str]) -> Stop | None:
        """Wait until the answers so far have been looked over, again after each change."""
        rows = [seen for seen in self.taken if seen.shown and "/" not in seen.key]
        if slots:
            rows = [row for row in rows if row.shown in slots]
        meaning = _digest(*((row.key, str(row.value)) for row in rows))
        key = f"{self.flow}#review{sum(seen.key.startswith(f'{self.flow}#review') for seen in self.taken)}"
        if self.marked(key, meaning) is not None:
            return None
        return Check(self.flow, "review", key, meaning, tuple(row.key for row in rows))

    def offer(self, kind: str, step: str, at: date | None = None) -> Stop | None:
        """Wait for yes or no; on yes it happens here."""
        key, meaning = f"{self.flow}#{kind}.{step}", kind
        agreed = self.marked(key, meaning)
        if agreed is None:
            return Offer(self.flow, step, key, meaning, kind, at)
        if agreed is True:
            self.beat(kind, step, step, at=at)
        return None

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
    flow = question.flow if question else taken.flow
    return Given(taken.shown or taken.key, taken.value, flow)
