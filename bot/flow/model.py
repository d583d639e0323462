"""The nouns of a flow: slots, texts, buttons and screens. Plain frozen data."""

import re
from collections.abc import Mapping
from dataclasses import Field, dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol, TypeAlias, runtime_checkable

from bot.flow.values import Facts, Value

if TYPE_CHECKING:
    from bot.flow.case import Case
    from bot.flow.stops import Stop
    from bot.flow.walk import Walk

Language: TypeAlias = str


def _yaml_key(name: str) -> str:
    return name.rstrip("_")


# Read by the library, which validates these dataclasses from outside: unknown keys are errors, and
# `if_` is written `if` in YAML.
STRICT = {"extra": "forbid", "alias_generator": _yaml_key}


@dataclass(frozen=True)
class Option:
    """One choice: its name in the flow, and its labels in every language, the borrower's first."""

    name: str
    labels: tuple[str, ...] = ()
    also: tuple[str, ...] = ()  # typed words that mean it, where nothing else was typed
    heard: re.Pattern[str] | None = None  # what in somebody else's levelled text means it
    told: re.Pattern[str] | None = None  # what in a borrower's own means it


@dataclass(frozen=True)
class Listening:
    """A question that listens to pasted words: what ticks each of its options."""

    flow: str
    slot: str
    options: Mapping[str, re.Pattern[str]]

    @property
    def target(self) -> str:
        """The conversation that asks it, as buttons name it."""
        return f"flow:{self.flow}"

    def hear(self, levelled: str) -> tuple[str, ...]:
        """The options that a levelled text has words of."""
        return tuple(name for name, said in self.options.items() if said.search(levelled))


@dataclass(frozen=True)
class Reading:
    """What a parser may know besides the text: the day, and the options on the screen."""

    today: date
    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Rejection:
    """A typed answer that could not be taken. `code` names its words: common.rejections.<code>."""

    code: str
    values: Facts = field(default_factory=dict)


class SlotType(Protocol):
    """A kind of answer. Its fields are the bounds that slots.yaml may set."""

    @property
    def kind(self) -> str:
        """The name used in slots.yaml, such as `money` or `date`."""
        ...

    def parse(self, text: str, reading: Reading, /) -> Value | Rejection:
        """Read what a borrower typed. Never raises, whatever the text."""
        ...


@dataclass(frozen=True)
class Slot:
    """A named place for one answer, from flows/slots.yaml."""

    name: str
    type: SlotType
    label: Mapping[Language, str]
    sensitivity: Literal["open", "personal", "financial", "health"] = "personal"
    retention: Literal["session", "case", "kept"] = "case"
    version: str = ""


@runtime_checkable
class Step(Protocol):
    """One step of a flow, a dataclass. Its class is chosen by its verb, the first key of its map."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def if_(self) -> str | None:
        """The condition under which the step is taken at all."""
        ...

    @property
    def asks(self) -> bool:
        """Whether the step asks the borrower something; for telling how far it still is."""
        ...

    def walk(self, walk: "Walk") -> "Stop | None":
        """Go through the step; return where the borrower must be waited for, if anywhere."""
        ...


Steps: TypeAlias = tuple[Step, ...]


@dataclass(frozen=True)
class Flow:
    """A conversation: what is asked, in which order."""

    flow: str
    steps: Steps


@dataclass(frozen=True)
class Text:
    """A text by name, with the values it is worded with. The library words it; nothing else does.

    `source` is a flow's name, `common`, `slots`, `topics` or `safety`; `key` is dotted:
    `total_debt.ask`. A value may itself be a Text or a Given; it is worded first.
    """

    source: str
    key: str
    values: "Mapping[str, Value | Text | Given]" = field(default_factory=dict)


@dataclass(frozen=True)
class Given:
    """An answer to be shown: the library words it by the slot's type and the flow's option labels."""

    slot: str
    value: Value
    flow: str = ""


@dataclass(frozen=True)
class Button:
    """A button: its label, and what pressing it means.

    `press` is what the engine gets back (`flow.tokens`); `copy` puts a phone number or phrase on the
    clipboard instead and never reaches the engine.
    """

    label: Text
    press: str = ""
    copy: str = ""
    style: Literal["plain", "primary", "danger"] = "plain"


# Whom a document is for: who asked for it, or a lender, to whom it may be sent on.
Audience: TypeAlias = Literal["borrower", "creditor"]
PictureKind: TypeAlias = Literal["owed", "balances", "split", "timeline"]


@dataclass(frozen=True)
class Picture:
    """A picture to be drawn of facts. What `data` must hold for each kind: `library.pictures`."""

    kind: PictureKind
    data: Value


ScreenKind: TypeAlias = Literal[
    "question", "text", "crisis", "review", "menu", "document", "notice"
]
STAYING: frozenset[ScreenKind] = frozenset({"text", "crisis", "document"})


@dataclass(frozen=True)
class Screen:
    """One message: its parts in order, its lines of a list, its rows of answers, its buttons.

    `echo` is what was understood just before. `case` comes with the message as files; a document for
    a `creditor` does so too, and may be sent on.
    """

    kind: ScreenKind
    flow: str
    step: str
    texts: tuple[Text, ...]
    buttons: tuple[Button, ...] = ()
    echo: Given | None = None
    lines: tuple[Text, ...] = ()
    rows: tuple[Given, ...] = ()
    progress: tuple[int, int] | None = None
    picture: Picture | None = None
    case: "Case | None" = None
    audience: Audience = "borrower"


@dataclass(frozen=True)
class WordedButton:
    """A button in the borrower's language."""

    label: str
    press: str = ""
    copy: str = ""
    style: Literal["plain", "primary", "danger"] = "plain"


@dataclass(frozen=True)
class WordedFile:
    """A text file that goes with a screen: its name, its whole text, and a caption as HTML."""

    name: str
    text: str
    caption: str


@dataclass(frozen=True)
class Worded:
    """A screen in the borrower's language, ready to be drawn.

    `html` uses only b, i, u, s, code, pre, a, tg-spoiler, blockquote and blockquote expandable.
    `passes_on` says that the borrower may hand it to others, with its files. `picture` is SVG that
    says nothing which `html` does not say; `picture_alt` is a line of plain text to stand below it.
    """

    kind: ScreenKind
    flow: str
    step: str
    html: str
    buttons: tuple[WordedButton, ...] = ()
    files: tuple[WordedFile, ...] = ()
    passes_on: bool = False
    picture: str = ""
    picture_alt: str = ""

    @property
    def stays(self) -> bool:
        """Whether the message is kept in the chat (a result, a warning, crisis help): never edited."""
        return self.kind in STAYING
