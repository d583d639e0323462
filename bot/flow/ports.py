"""What the engine needs of the library, as a Protocol. `bot.library` fulfils it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from bot.flow.model import Flow, Listening, Option, Slot, Step, Text
from bot.flow.safety import Lexicon
from bot.flow.topics import TopicIndex
from bot.flow.values import Facts, Value

if TYPE_CHECKING:
    from bot.flow.walk import Walk


class Witness(Protocol):
    """Is told what walks come by and what is worded, to measure what tests reach. It changes nothing."""

    def came_by(self, walk: "Walk", step: Step, *, taken: bool) -> None:
        """A walk has come to a step; `taken` says whether its condition let it in."""
        ...

    def went_through(self, walk: "Walk", step: Step) -> None:
        """A step is done, and the walk goes on behind it."""
        ...

    def worded(self, text: Text, language: str) -> None:
        """A text is said in a language."""
        ...


class Library(Protocol):
    """Flows, slots, and what can be asked about their words."""

    @property
    def flows(self) -> Mapping[str, Flow]:
        """Every flow by name."""
        ...

    @property
    def slots(self) -> Mapping[str, Slot]:
        """Every slot by name."""
        ...

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that have words; the primary one first."""
        ...

    @property
    def lexicon(self) -> Lexicon:
        """The crisis phrases."""
        ...

    @property
    def topics(self) -> TopicIndex:
        """Flows and cards, findable by what borrowers type."""
        ...

    @property
    def listening(self) -> tuple[Listening, ...]:
        """The questions that listen to pasted words."""
        ...

    @property
    def witness(self) -> Witness | None:
        """Who is to be told of what happens; nobody while borrowers are served."""
        ...

    @property
    def withheld(self) -> frozenset[str]:
        """The facts that no creditor is shown: free text, health, and what is worked out from them."""
        ...

    def evaluate(self, expression: str, facts: Facts) -> Value:
        """The value of an expression that stands in a flow. Raises ContentError if it fails."""
        ...

    def options(
        self, flow: str, step: str, names: tuple[str, ...], language: str
    ) -> tuple[Option, ...]:
        """The options of a choose step or menu with their labels, `language`'s label first."""
        ...

    def label(self, text: Text, language: str) -> str:
        """What stands on a button, without markup."""
        ...

    def has(self, text: Text) -> bool:
        """Whether there are words of this name (`why`, `example`, … may be left out)."""
        ...

    def names_in(self, text: Text) -> frozenset[str]:
        """The facts that the text's words use, in any language."""
        ...

    def terms_in(self, text: Text, language: str) -> tuple[str, ...]:
        """The glossary's words that a text uses in a language, by name."""
        ...

    def term_asked(self, text: str, *, bare: bool) -> str:
        """The glossary's word that a borrower asks about, or, if `bare`, types alone; or nothing."""
        ...

    def copies(self, text: Text) -> tuple[str, ...]:
        """The entries of content/help whose numbers the text offers as copy buttons."""
        ...

    def phone(self, name: str) -> str:
        """The number of an entry of content/help."""
        ...

    def related(self, card: str) -> tuple[str, ...]:
        """The flows and cards that a topic card leads to, as `flow:<name>` or `card:<name>`."""
        ...

    @property
    def move_words(self) -> Mapping[str, str]:
        """Typed words that are moves (`返回`, `skip`, …), normalised by `normalise.plain`."""
        ...
