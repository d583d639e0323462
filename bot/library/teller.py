"""The words of an export, as plain text in the borrower's language."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from bot.errors import ContentError
from bot.flow.case import Kept, Talk
from bot.flow.model import Given, Text
from bot.flow.values import Value
from bot.library import forms
from bot.library.sources import source_line
from bot.library.wording import cited_by, plain_label, word_text

if TYPE_CHECKING:
    from bot.library.library import Library


@dataclass(frozen=True)
class Teller:
    """Words a case in one language, on one day."""

    library: "Library"
    language: str
    today: date

    def say(self, key: str, **values: Value) -> str:
        """A text of `export` in common.yaml."""
        return plain_label(self.html(key, **values))

    def html(self, key: str, **values: Value) -> str:
        """The same as HTML."""
        text = Text("common", f"export.{key}", values)
        return word_text(self.library, text, self.language, self.today)

    def label(self, slot: str) -> str:
        """What a slot is called; its name where the library has it no more."""
        known = self.library.slots.get(slot)
        return known.label.get(self.language, slot) if known else slot

    def kind(self, slot: str) -> str:
        """A slot's type, such as `money`; empty where the library has it no more."""
        known = self.library.slots.get(slot)
        return known.type.kind if known else ""

    def adds_up(self, key: str) -> bool:
        """Whether the amounts of a list, by its key, mean something added up."""
        slot = self.library.slots.get(key.rpartition("/")[2])
        return slot is not None and bool(getattr(slot.type, "added", False))

    def show(self, kept: Kept) -> str:
        """An answer, as a review words it."""
        return self.fact(kept.flow, kept.slot, kept.value)

    def fact(self, flow: str, slot: str, value: Value) -> str:
        """A fact of a flow, as a review words an answer."""
        return self.library.display(Given(slot, value, flow), self.language)

    def flow(self, name: str) -> str:
        """What a flow is called; its name where it is gone."""
        return self.words(Text(name, "title")) or name

    def words(self, text: Text) -> str:
        """A text without markup; empty where it is gone, or says today what was not known then."""
        try:
            known = self.library.has(text)
            worded = word_text(self.library, text, self.language, self.today) if known else ""
        except ContentError:
            return ""
        return plain_label(worded)

    def title(self, talk: Talk) -> str:
        """What a conversation is about; its name where it is gone."""
        if not self.library.has(talk.title):
            return f"{talk.flow} {talk.pick}".strip()
        return plain_label(word_text(self.library, talk.title, self.language, self.today))

    def mark(self, kept: Kept, name: str) -> str:
        """What an item of a list is marked with."""
        slot = kept.within[-1][0].split("/")[-1]
        return self.library.display(Given(slot, name, kept.flow), self.language)

    def day(self, day: date) -> str:
        """A day in full."""
        return forms.day(day, self.language)

    def money(self, amount: Decimal) -> str:
        """An amount in yuan, to the cent."""
        return forms.money(amount)

    def row(self, label: str, value: str) -> str:
        """A label and its value."""
        return forms.row(label, value, self.language)

    def truth(self, value: Value) -> str:
        """Yes or no, of what the program noted."""
        return self.library.common_word(
            f"buttons.{'yes' if value is True else 'no'}", self.language
        )

    def sources(self, texts: tuple[Text, ...]) -> list[str]:
        """Where the figures of the law in these texts come from, each with its day of checking."""
        checked = self.library.common_word("checked", self.language)
        return [
            source_line(value, self.language, checked=checked)
            for value in cited_by(self.library, texts, self.language, self.today)
        ]

    def sources_html(self, texts: tuple[Text, ...]) -> str:
        """The same as a quote; empty where there are none."""
        lines = self.sources(texts)
        if not lines:
            return ""
        heading = self.library.common_word("sources", self.language)
        inside = "<br>".join(escape(line) for line in (heading, *lines))
        return f"<blockquote>{inside}</blockquote>"
