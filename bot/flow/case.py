"""The borrower's case: everything that is kept of one chat, as data that can be worded or exported."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal, TypeAlias

from bot.errors import ContentError
from bot.flow.consenting import consent_of
from bot.flow.fold import Position, exists, fold, is_over
from bot.flow.model import Language, Screen, Text
from bot.flow.pieces import visit_title
from bot.flow.ports import Library
from bot.flow.session import Agreement, Answer, Session, Visit
from bot.flow.stops import Listing
from bot.flow.values import Facts, Value
from bot.flow.walk import SURE

State: TypeAlias = Literal["open", "paused", "finished"]


@dataclass(frozen=True)
class Kept:
    """One kept answer, or one mark of the program's own.

    `within` are the lists that it stands in, outermost first: a list's key and the item's name.
    `slot` is the slot that it answers, `mark` what the program noted instead (`items`, `done`,
    `review0`, …); one of the two is empty. `flow` asked it. `live` is false where it waits, parked,
    for its branch to come back. `print` is the fingerprint of what was asked.
    """

    key: str
    slot: str
    mark: str
    within: tuple[tuple[str, str], ...]
    value: Value
    on: date
    flow: str
    live: bool
    print: str


@dataclass(frozen=True)
class Talk:
    """One conversation, in the order of answering. `known`: the library still has it.

    `outcome` is empty until it has come to its end. `said` are the texts on the way, with facts;
    `ticked` the options that were ticked and no answer yet when it was set aside.
    """

    flow: str
    pick: str
    state: State
    outcome: str
    known: bool
    title: Text
    kept: tuple[Kept, ...]
    said: tuple[Text, ...] = ()
    ticked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attention:
    """Where the borrower's attention is: what is kept beside answers."""

    version: int
    misses: int
    editing: str
    selected: tuple[str, ...]
    confirming: str
    greeted_group: bool


@dataclass(frozen=True)
class Due:
    """A reminder that is still to come; `at` is aware."""

    name: str
    at: datetime
    text: Text


@dataclass(frozen=True)
class Handed:
    """What a counselor was given, from where in which conversation; `at` is aware."""

    flow: str
    step: str
    at: datetime
    facts: Facts


@dataclass(frozen=True)
class Unread:
    """What the program could not take, as it was typed; of anything else, all that is kept. `at` is aware."""

    at: datetime
    text: str
    is_typed: bool = True


@dataclass(frozen=True)
class Beside:
    """What is kept of a chat beside its session, the earliest first."""

    reminders: tuple[Due, ...] = ()
    handed: tuple[Handed, ...] = ()
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True)
class Case:
    """Everything kept of one chat.

    `consent` is what was answered, and on which day; `agreement` to which words, in which language.
    `beside` the session only the runtime knows what there is, and adds it.
    """

    language: Language
    consent: tuple[Value, date] | None
    crisis_on: date | None
    crisis_of_another: bool
    talks: tuple[Talk, ...]
    attention: Attention
    agreement: Agreement | None = None
    beside: Beside = Beside()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing that the borrower has said."""
        unsaid = self.crisis_on is None and not any(talk.kept for talk in self.talks)
        return unsaid and self.beside == Beside()


def with_beside(screen: Screen, find: Callable[[], Beside]) -> Screen:
    """The screen; if a case comes with it, with what is kept beside the session."""
    if screen.case is None:
        return screen
    return replace(screen, case=replace(screen.case, beside=find()))


def make_case(library: Library, session: Session, today: date) -> Case:
    """The case of a session; finished conversations first, then those set aside, then the open ones.

    A conversation that the library no longer has, or can no longer go through, keeps its answers by
    key. Never raises for what is in a session.
    """
    states: tuple[tuple[tuple[Visit, ...], State], ...] = (
        (session.past, "finished"),
        (session.paused, "paused"),
        (session.visits, "open"),
    )
    talks = [
        _talk(library, visit, state, today=today) for visits, state in states for visit in visits
    ]
    attention = Attention(
        session.version,
        session.misses,
        session.editing,
        session.selected,
        session.confirming,
        session.greeted_group,
    )
    answer = consent_of(session)
    return Case(
        session.language,
        (answer.value, answer.on) if answer else None,
        session.crisis_on,
        session.crisis_of_another,
        tuple(talks),
        attention,
        session.agreement,
    )


def _talk(library: Library, visit: Visit, state: State, *, today: date) -> Talk:
    position = _position(library, visit, today)
    flows, live, lists = _taken(position)
    kept = tuple(
        _kept(
            key,
            answer,
            flow=flows.get(key, visit.flow),
            live=key.removesuffix(SURE) in live or _list_of(key) in lists,
        )
        for key, answer in visit.answers.items()
    )
    over = position is not None and is_over(position)
    return Talk(
        visit.flow,
        visit.pick,
        "finished" if over else state,
        position.stop.step if position and over else "",
        position is not None,
        visit_title(visit),
        kept,
        tuple(beat.text for beat in position.beats) if position else (),
        (*visit.ticked, *visit.heard, *visit.asked),
    )


def _position(library: Library, visit: Visit, today: date) -> Position | None:
    if not exists(library, visit):
        return None
    try:
        return fold(library, visit, today)
    except (
        ContentError
    ):  # a past visit that today's flow cannot go through is exported all the same
        return None


def _taken(
    position: Position | None,
) -> tuple[Mapping[str, str], frozenset[str], frozenset[str]]:
    """The flow that asked each answer in use, the keys in use, and the lists that were come by."""
    if position is None:
        return {}, frozenset(), frozenset()
    flows = {seen.key: seen.question.flow for seen in position.taken if seen.question}
    live = frozenset(seen.key for seen in position.taken)
    lists = {key.partition("#")[0] for key in live if key.endswith(("#items", "#done"))}
    if isinstance(position.stop, Listing):
        lists.add(position.stop.key)
    return flows, live, frozenset(lists)


def _list_of(key: str) -> str:
    """The list that a mark is of: its items, its star, an item's marks; empty for any other key."""
    path, _, mark = key.partition("#")
    if mark == "marks":
        return path.rstrip("/").rpartition("/")[0]
    return path if mark in ("items", "star") else ""


def _kept(key: str, answer: Answer, *, flow: str, live: bool) -> Kept:
    path, _, mark = key.partition("#")
    parts = path.split("/")
    pairs = range(0, len(parts) - 1, 2)
    within = tuple(("/".join(parts[: n + 1]), parts[n + 1]) for n in pairs)
    slot = "" if mark else parts[-1]
    return Kept(key, slot, mark, within, answer.value, answer.on, flow, live, answer.print)
