"""The library as the engine and the channels see it: flows, slots, and every word."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from bot.core.calendar import Calendar
from bot.core.figures import Figure
from bot.errors import ContentError
from bot.flow.model import Flow, Given, Language, Listening, Option, Screen, Slot, Text, Worded
from bot.flow.phrases import any_said
from bot.flow.ports import Witness
from bot.flow.safety import Lexicon
from bot.flow.topics import TopicIndex
from bot.flow.values import Facts, Value
from bot.library.display import display
from bot.library.export import files_of
from bot.library.expressions import compile_alone
from bot.library.glossary import Glossary
from bot.library.models import HelpEntry
from bot.library.templates import Expression, TextTemplate
from bot.library.texts import without_markup
from bot.library.wording import plain_label, word, word_text

# Texts by what the program calls them: (source, key).
Texts = Mapping[tuple[str, str], TextTemplate]
Phrases = Mapping[tuple[str, str], Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, eq=False)
class Library:
    """Everything that flows/ and content/ hold, checked. Made by `load_library`, never changed."""

    flows: Mapping[str, Flow]
    slots: Mapping[str, Slot]
    languages: tuple[Language, ...]
    lexicon: Lexicon
    topics: TopicIndex
    figures: Mapping[str, Figure]
    calendar: Calendar
    help: Mapping[str, HelpEntry]
    texts: Mapping[Language, Texts]
    move_words: Mapping[str, str]
    option_words: Mapping[str, tuple[str, ...]]
    # The phrases that mean an option, by flow and question: in what is pasted there, and in one's own words.
    heard: Phrases
    told: Phrases
    relations: Mapping[str, tuple[str, ...]]
    expressions: dict[str, Expression]
    # A slot's options, or a list's marks, may be worded in several flows; these are all, in order.
    chosen_in: Mapping[str, tuple[str, ...]]
    withheld: frozenset[str]  # the facts that no creditor is shown
    glossary: Glossary = field(default_factory=Glossary)
    witness: Witness | None = None
    _options: dict[tuple[str, str, tuple[str, ...], str], tuple[Option, ...]] = field(
        default_factory=dict
    )

    def evaluate(self, expression: str, facts: Facts) -> Value:
        """The value of an expression that stands in a flow; a fact that is missing is unknown.

        Raises ContentError if it fails.
        """
        compiled = self.expressions.get(expression)
        if compiled is None:
            compiled = compile_alone(expression, self.figures, self.calendar)
            self.expressions[expression] = compiled
        return compiled.evaluate(facts)

    def options(
        self, flow: str, step: str, names: tuple[str, ...], language: str
    ) -> tuple[Option, ...]:
        """The options of a choose step or menu with their labels, `language`'s label first."""
        key = (flow, step, names, language)
        if key not in self._options:
            order = (language, *(other for other in self.languages if other != language))
            heard, told = self._heard.get((flow, step), {}), self.told.get((flow, step), {})
            self._options[key] = tuple(
                Option(
                    name,
                    tuple(self._labels(flow, f"{step}.options.{name}", order)),
                    self.option_words.get(name, ()),
                    heard.get(name),
                    any_said(told[name]) if name in told else None,
                )
                for name in names
            )
        return self._options[key]

    @property
    def listening(self) -> tuple[Listening, ...]:
        """The questions that listen to pasted words."""
        return tuple(Listening(flow, slot, heard) for (flow, slot), heard in self._heard.items())

    @cached_property
    def _heard(self) -> Mapping[tuple[str, str], Mapping[str, re.Pattern[str]]]:
        """What is listened for; a start need not wait for it."""
        return {
            question: {option: any_said(phrases) for option, phrases in options.items()}
            for question, options in self.heard.items()
        }

    def _labels(self, flow: str, key: str, languages: tuple[str, ...]) -> list[str]:
        found = (self.texts.get(language, {}).get((flow, key)) for language in languages)
        return list(
            dict.fromkeys(plain_label(text.constant) for text in found if text and text.constant)
        )

    def label(self, text: Text, language: str) -> str:
        """What stands on a button, without markup."""
        return plain_label(word_text(self, text, language, None))

    def has(self, text: Text) -> bool:
        """Whether there are words of this name."""
        return self._find(text) is not None

    def names_in(self, text: Text) -> frozenset[str]:
        """The facts that the text's words use, in any language."""
        found = (texts.get((text.source, text.key)) for texts in self.texts.values())
        return frozenset().union(*(template.names for template in found if template))

    def terms_in(self, text: Text, language: str) -> tuple[str, ...]:
        """The glossary's words that a text uses in a language, by name."""
        found = self.texts.get(language, {}).get((text.source, text.key))
        if found is None:
            return ()
        code = found.uses.code
        said = found.constant if found.constant is not None else code.source if code else ""
        return self.glossary.find_in(without_markup(said), language)

    def term_asked(self, text: str, *, bare: bool) -> str:
        """The glossary's word that a borrower asks about, or, if `bare`, types alone; or nothing."""
        return self.glossary.find_asked(text, bare=bare)

    def copies(self, text: Text) -> tuple[str, ...]:
        """The entries of content/help whose numbers the text offers as copy buttons."""
        found = self._find(text)
        return found.copies if found else ()

    def phone(self, name: str) -> str:
        """The number of an entry of content/help. Raises ContentError if there is no such entry."""
        if name not in self.help:
            raise ContentError(f"There is no `{name}` in content/help.")
        return self.help[name].number

    def related(self, card: str) -> tuple[str, ...]:
        """The flows and cards that a topic card leads to, as `flow:<name>` or `card:<name>`."""
        return self.relations.get(card, ())

    def template(self, source: str, key: str, language: str) -> TextTemplate:
        """A text in a language. Raises ContentError if there is none."""
        found = self.texts.get(language, {}).get((source, key))
        if found is None:
            raise ContentError(f"There are no words `{source}: {key}` in {language}.")
        return found

    def word(self, screen: Screen, language: str, today: date) -> Worded:
        """A screen in the borrower's language, ready to be drawn."""
        worded = word(self, screen, language, today)
        # Whoever asks for everything that is kept must be able to save it, and to show a lawyer.
        passes_on = screen.audience == "creditor" or screen.case is not None
        if not passes_on:
            return worded
        return replace(worded, files=files_of(self, screen, language, today), passes_on=True)

    def word_text(self, text: Text, language: str, today: date | None = None) -> str:
        """One text as HTML. `today` is needed where it shows figures of the law."""
        return word_text(self, text, language, today)

    def display(self, given: Given, language: str) -> str:
        """An answer in words, without markup: by its slot's type and its options' labels."""
        return display(self, given, language)

    def common_word(self, key: str, language: str) -> str:
        """A text of common.yaml that takes no values, without markup."""
        return plain_label(self.template("common", key, language).constant or "")

    def _find(self, text: Text) -> TextTemplate | None:
        return self.texts.get(self.languages[0], {}).get((text.source, text.key))
