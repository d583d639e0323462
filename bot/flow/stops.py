"""The places where a walk through a flow stops, and what the borrower is waited for there."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from bot.flow.values import Facts, Value


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
class Doubt:
    """Waiting for yes or no to an answer that is unusual. `key` is where the yes will be kept."""

    question: Question
    value: Value
    key: str
    print: str

    @property
    def flow(self) -> str:
        """The flow that asks."""
        return self.question.flow

    @property
    def step(self) -> str:
        """The step's name: that of the question, and what is asked of its answer."""
        return f"{self.question.slot}.sure"


@dataclass(frozen=True)
class Hub:
    """Waiting for a pick from a menu."""

    flow: str
    step: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class ListRules:
    """What a list may be: its length, what each item may be marked with, what makes two look alike."""

    least: int = 0
    most: int = 20
    marks: tuple[str, ...] = ()
    star: bool = False
    alike: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listing:
    """Waiting for add, change, remove or done, below a list of items, each with its facts."""

    flow: str
    step: str
    key: str
    items: tuple[tuple[str, Facts], ...]
    rules: ListRules

    def item_at(self, key: str) -> str | None:
        """The item that a key such as `debts/2` leads to, if it is of this list."""
        return next((item for item, _ in self.items if key == f"{self.key}/{item}"), None)


@dataclass(frozen=True)
class Check:
    """Waiting for a look over the answers so far, by their keys. `print` changes with any of them."""

    flow: str
    step: str
    key: str
    print: str
    rows: tuple[str, ...]


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


Stop: TypeAlias = Question | Doubt | Hub | Listing | Check | Offer | Ended
