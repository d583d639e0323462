"""One wording: the language, the day, and the sources that were used on the way."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bot.core.figures import FigureValue, value_on
from bot.flow.model import Given
from bot.flow.values import UNKNOWN, Unknown
from bot.library import forms
from bot.library.filters import VOICE, plain

if TYPE_CHECKING:
    from bot.library.library import Library


@dataclass
class Voice:
    """Words one screen in one language. `cited` gathers the sources of what it says, each once."""

    library: "Library"
    language: str
    today: date
    flow: str = ""
    cited: dict[tuple[str, str], FigureValue] = field(default_factory=dict)

    @property
    def unknown(self) -> str:
        """The word for what the borrower does not know."""
        return self.library.common_word("unknown", self.language)

    def around(self) -> dict[str, Any]:
        """What texts may use besides facts."""
        return {
            VOICE: self,
            "law": _Law(self),
            "help": _Help(self),
            "figure": self.figure,
            "cite": self.cite,
        }

    def figure(self, name: str, on: Any = None) -> str:
        """A figure's value on a day, today unless told; its source is cited."""
        found = self._held(name, on)
        if found is None or found.value is None:
            return self.unknown
        if isinstance(found.value, Decimal):
            return forms.counted(found.value, self.library.figures[name].unit, self.language)
        return found.value

    def cite(self, name: str, on: Any = None) -> str:
        """Nothing to see: the source of a rule is put below the text."""
        self._held(name, on)
        return ""

    def _held(self, name: str, on: Any) -> FigureValue | None:
        if isinstance(on, Unknown):
            return None
        day = on if isinstance(on, date) else self.today
        found = value_on(self.library.figures[name].values, day)
        if found is not None:
            self.cited[found.source, found.article] = found
        return found

    def display_slot(self, slot: str, value: Any) -> str:
        """An answer as its slot shows it, or what an item is marked with: nothing, if with nothing."""
        if value == ():
            return ""
        return self.library.display(Given(slot, value, self.flow), self.language)

    def write(self, value: Any) -> Any:
        """A value of a text, as it stands in it."""
        match value:
            case Unknown():
                return self.unknown
            case bool():
                name = "yes" if value else "no"
                return self.library.common_word(f"buttons.{name}", self.language)
            case tuple() | list():
                return forms.listed([str(self.write(item)) for item in value], self.language)
            case _:
                return plain(value, self.language)


class _Law:
    """`law.<figure>`: its value today."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    def look_up(self, name: str) -> Any:
        """The figure's value in words."""
        return self._voice.figure(name)


class _Help:
    """`help.<name>`: an entry of content/help."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    def look_up(self, name: str) -> Any:
        """The entry in the borrower's language."""
        return _Line(self._voice, name)


class _Line:
    """A hotline: in a text, its number and name; or one of its parts."""

    def __init__(self, voice: Voice, name: str) -> None:
        self._entry = voice.library.help[name]
        self._language = voice.language

    def __str__(self) -> str:
        return f"{self._entry.number} {self._entry.name[self._language]}"

    def look_up(self, name: str) -> Any:
        """Its number, name, hours, or what it is for."""
        match name:
            case "number":
                return self._entry.number
            case "name":
                return self._entry.name[self._language]
            case "hours":
                return self._entry.hours[self._language]
            case "for":
                return self._entry.for_[self._language]
            case _:
                return UNKNOWN
