"""The library as the engine and the channels use it: checked, compiled, ready to be worded."""

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from bot.core.figures import Figure
from bot.errors import ContentError
from bot.flow.model import Button, Flow, Given, Option, Screen, Slot, Text, Worded, WordedButton
from bot.flow.safety import Lexicon
from bot.flow.topics import TopicIndex
from bot.flow.values import Facts, Unknown, Value
from bot.library import forms
from bot.library.models import HelpEntry
from bot.library.templates import Expression, TextTemplate
from bot.library.voice import Voice

TextKey = tuple[str, str, str]  # source, key, language


@dataclass(frozen=True, eq=False)
class Library:
    """Everything in flows/ and content/. `load_library` makes it; nothing changes it."""

    flows: Mapping[str, Flow]
    slots: Mapping[str, Slot]
    languages: tuple[str, ...]
    lexicon: Lexicon
    topics: TopicIndex
    figures: Mapping[str, Figure]
    help: Mapping[str, HelpEntry]
    move_words: Mapping[str, str]
    cards: Mapping[str, tuple[str, ...]]
    texts: Mapping[TextKey, TextTemplate]
    expressions: Mapping[str, Expression]
    _options: dict[tuple[str, str, tuple[str, ...], str], tuple[Option, ...]] = field(
        default_factory=dict
    )

    def evaluate(self, expression: str, facts: Facts) -> Value:
        """The value of an expression of a flow. Raises ContentError if it fails."""
        return self.expressions[expression].evaluate(facts)

    def options(
        self, flow: str, step: str, names: tuple[str, ...], language: str
    ) -> tuple[Option, ...]:
        """The options of a choice or menu with their labels, `language`'s label first."""
        key = (flow, step, names, language)
        if key not in self._options:
            order = sorted(self.languages, key=lambda name: name != language)
            self._options[key] = tuple(
                Option(name, tuple(self._labels(flow, step, name, order))) for name in names
            )
        return self._options[key]

    def has(self, text: Text) -> bool:
        """Whether there are words of this name."""
        return (text.source, text.key, self.languages[0]) in self.texts

    def names_in(self, text: Text) -> frozenset[str]:
        """The facts that the text's words use, in any language."""
        found = (self.texts.get((text.source, text.key, name)) for name in self.languages)
        return frozenset().union(*(text.names for text in found if text))

    def copies(self, text: Text) -> tuple[str, ...]:
        """The entries of content/help whose numbers the text offers to copy."""
        found = self.texts.get((text.source, text.key, self.languages[0]))
        return found.copies if found else ()

    def phone(self, name: str) -> str:
        """The number of an entry of content/help."""
        return self.help[name].number

    def related(self, card: str) -> tuple[str, ...]:
        """Where a card leads to, as `flow:<name>` or `card:<name>`."""
        return self.cards.get(card, ())

    def word(self, screen: Screen, language: str, today: date) -> Worded:
        """A screen in a language. Raises ContentError if a text of it fails."""
        voice = Voice(self, language, today, screen.flow)
        parts = [self._echo(screen.echo, voice)] if screen.echo else []
        if screen.progress:
            number, total = screen.progress
            parts.append(self._common("progress", voice, number=number, total=total))
        parts += [self._html(text, voice) for text in screen.texts]
        if screen.rows:
            parts.append("\n".join(self._row(row, language) for row in screen.rows))
        if voice.cited:
            parts.append(self._sources(voice))
        buttons = tuple(self._button(button, voice) for button in screen.buttons)
        return Worded(
            screen.kind, screen.flow, screen.step, "\n\n".join(filter(None, parts)), buttons
        )

    def word_text(self, text: Text, language: str, today: date | None = None) -> str:
        """One text as HTML; `today` for those that use figures."""
        return self._html(text, Voice(self, language, today or date.min, text.source))

    def display(self, given: Given, language: str) -> str:
        """An answer as it is shown: amounts with ¥, days with their weekday, options by label."""
        value = given.value
        if isinstance(value, Unknown):
            return self.common_word("unknown", language)
        slot = self.slots.get(given.slot)
        kind = slot.type.kind if slot else ""
        match value:
            case bool():
                return self.common_word(f"buttons.{'yes' if value else 'no'}", language)
            case tuple():
                items = [self._one(given, kind, item, language) for item in value]
                return forms.listed(items, language)
            case _:
                return self._one(given, kind, value, language)

    def common_word(self, key: str, language: str) -> str:
        """A short text of the program's own, as plain text."""
        found = self.texts.get(("common", key, language))
        return html.unescape(found.constant) if found and found.constant else ""

    def _one(self, given: Given, kind: str, value: Any, language: str) -> str:
        match value:
            case Decimal() | int() if kind == "money":
                return forms.money(value)
            case Decimal() | int() if kind == "percent":
                return forms.percent(value)
            case int() if kind == "duration":
                return forms.counted(value, "days", language)
            case Decimal() | int():
                return forms.number(value)
            case date():
                return forms.day(value, language)
            case _:
                labels = self._labels(given.flow, given.slot, str(value), (language,))
                return next(iter(labels), str(value))

    def _labels(self, flow: str, step: str, name: str, languages: Iterable[str]) -> list[str]:
        found = (
            self.texts.get((flow, f"{step}.options.{name}", language)) for language in languages
        )
        return [html.unescape(text.constant) for text in found if text and text.constant]

    def _html(self, text: Text, voice: Voice) -> str:
        if text.source == "slots":
            slot = self.slots.get(text.key.removesuffix(".label"))
            return html.escape(slot.label[voice.language], quote=False) if slot else ""
        if text.source == "help":
            entry = self.help[text.key]
            return html.escape(f"{entry.number} {entry.name[voice.language]}", quote=False)
        template = self.texts.get((text.source, text.key, voice.language))
        if template is None:
            raise ContentError(f"There are no words {text.source}.{text.key} in {voice.language}.")
        if template.constant is not None:
            return template.constant
        values = {name: self._value(value, voice) for name, value in text.values.items()}
        return template.render(values, voice.around())

    def _value(self, value: Any, voice: Voice) -> Any:
        if isinstance(value, Text):
            return Markup(self._html(value, voice))  # noqa: S704  # made by our own templates, escaped
        if isinstance(value, Given):
            return self.display(value, voice.language)
        return value

    def _common(self, key: str, voice: Voice, **values: Any) -> str:
        return self._html(Text("common", key, values), voice)

    def _echo(self, given: Given, voice: Voice) -> str:
        return self._common("echo", voice, label=Text("slots", f"{given.slot}.label"), value=given)

    def _row(self, given: Given, language: str) -> str:
        slot = self.slots.get(given.slot)
        label = slot.label[language] if slot else given.slot
        shown = forms.row(label, self.display(given, language), language)
        return html.escape(shown, quote=False)

    def _button(self, button: Button, voice: Voice) -> WordedButton:
        label = html.unescape(self._html(button.label, voice))
        number = self.phone(button.copy) if button.copy else ""
        return WordedButton(label, button.press, number, button.style)

    def _sources(self, voice: Voice) -> str:
        chinese = forms.is_chinese(voice.language)
        head = self.common_word("sources", voice.language)
        checked = self.common_word("checked", voice.language)
        lines = []
        for value in voice.cited.values():
            title = f"《{value.source}》" if chinese else value.source
            day = value.checked.isoformat() if value.checked else ""
            seen = f"（{day} {checked}）" if chinese else f" ({checked} {day})"
            lines.append(html.escape(f"{title}{value.article}{seen}", quote=False))
        colon = "：" if chinese else ": "
        return f"<blockquote expandable>{head}{colon}" + "\n".join(lines) + "</blockquote>"
