"""Wording: a screen that the flow decided on becomes HTML and labels in the borrower's language."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from html import escape, unescape
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from bot.core.figures import FigureValue
from bot.errors import ContentError
from bot.flow.model import Button, Given, Picture, Screen, Text, Worded, WordedButton
from bot.library import forms
from bot.library.pictures import PictureWords, draw_picture
from bot.library.sources import quote
from bot.library.voice import Voice

if TYPE_CHECKING:
    from bot.library.library import Library

_TAG: Final = re.compile(r"<[^>]*>")
_LONGEST_LABEL: Final = 64  # a name that the borrower typed may be on a button
_UNDATED: Final = date(1970, 1, 1)


def word(library: "Library", screen: Screen, language: str, today: date) -> Worded:
    """The whole screen: what was understood, how far it is, the texts, the rows, the sources."""
    voice = Voice(library, language, today, screen.flow)
    parts = []
    if screen.echo is not None:
        parts.append(_echo(voice, screen.echo))
    if screen.progress is not None:
        number, total = screen.progress
        parts.append(f"<i>{_common(voice, 'progress', number=number, total=total)}</i>")
    parts += [_paragraph(voice, text) for text in screen.texts]
    if screen.lines:
        parts.append("\n".join(_render(voice, line) for line in screen.lines))
    if screen.rows:
        parts.append("\n".join(_row(voice, given) for given in screen.rows))
    if voice.cited:
        parts.append(quote(library, voice.cited.values(), language))
    html = "\n\n".join(part for part in parts if part)
    buttons = tuple(_button(voice, button) for button in screen.buttons if _leads(voice, button))
    worded = Worded(screen.kind, screen.flow, screen.step, html, buttons)
    return worded if screen.picture is None else _pictured(voice, screen, worded, screen.picture)


def _pictured(voice: Voice, screen: Screen, worded: Worded, picture: Picture) -> Worded:
    def line(key: str) -> str:
        text = Text(screen.flow, f"{screen.step}.{key}", screen.texts[-1].values)
        return plain_label(_render(voice, text)) if voice.library.has(text) else ""

    words = PictureWords(line, voice.language, voice.today, voice.unknown)
    return replace(worded, picture=draw_picture(picture, words), picture_alt=words.alt)


def word_text(library: "Library", text: Text, language: str, today: date | None) -> str:
    """One text as HTML, without sources."""
    return _render(Voice(library, language, today or _UNDATED), text)


def word_with_sources(
    library: "Library", text: Text, language: str, today: date
) -> tuple[str, str]:
    """One text as HTML, and the quote with its sources; empty where it cites none."""
    voice = Voice(library, language, today)
    html = _render(voice, text)
    return html, quote(library, voice.cited.values(), language) if voice.cited else ""


def cited_by(
    library: "Library", texts: Iterable[Text], language: str, today: date
) -> tuple[FigureValue, ...]:
    """The sources of the figures that these texts show, each once; a text that fails shows none."""
    voice = Voice(library, language, today)
    for text in texts:
        with suppress(ContentError):
            _render(voice, text)
    return tuple(voice.cited.values())


def plain_label(html: str) -> str:
    """What a button can show of HTML: the words."""
    return unescape(_TAG.sub("", html)).strip()


def _paragraph(voice: Voice, text: Text) -> str:
    html = _render(voice, text)
    if text.source != "common" and text.key.rpartition(".")[2] == "title":
        return f"<b>{html}</b>"
    return html


def _render(voice: Voice, text: Text) -> str:
    """A text; an error on the way names it."""
    flow, voice.flow = voice.flow, text.source
    try:
        if text.source == "slots":
            return escape(_slot_label(voice, text), quote=False)
        if text.source == "help":
            return escape(_help_label(voice, text), quote=False)
        if text.source == "glossary":
            return _term(voice, text)
        template = voice.library.template(text.source, text.key, voice.language)
        if voice.library.witness is not None:
            voice.library.witness.worded(text, voice.language)
        if template.constant is not None:
            return template.constant
        values = _values(voice, text.values, template.names)
        return template.render(values, voice.around())
    except ContentError as error:
        error.add_note(f"in the words of {text.source}, {text.key} ({voice.language})")
        raise
    finally:
        voice.flow = flow


def _values(voice: Voice, values: Mapping[str, Any], wanted: frozenset[str]) -> dict[str, Any]:
    """The values that are wanted; texts and answers among them are worded first."""
    worded: dict[str, Any] = {}
    for name in wanted & values.keys():
        value = values[name]
        if isinstance(value, Text):
            value = Markup(_render(voice, value))  # noqa: S704  # texts are HTML, values in them escaped
        elif isinstance(value, Given):
            value = voice.library.display(value, voice.language)
        worded[name] = value
    return worded


def _slot_label(voice: Voice, text: Text) -> str:
    name = text.key.removesuffix(".label")
    slot = voice.library.slots.get(name)
    if slot is None or voice.language not in slot.label:
        raise ContentError(f"The slot `{name}` has no label in {voice.language}.")
    return slot.label[voice.language]


def _help_label(voice: Voice, text: Text) -> str:
    entry = voice.library.help.get(text.key)
    if entry is None:
        raise ContentError(f"There is no `{text.key}` in content/help.")
    return f"{entry.name[voice.language]} {entry.number}"


def _term(voice: Voice, text: Text) -> str:
    """A hard word and what it means."""
    entry = voice.library.glossary.terms.get(voice.language, {}).get(text.key)
    if entry is None:
        raise ContentError(f"There is no `{text.key}` in the glossary in {voice.language}.")
    template = voice.library.template("glossary", text.key, voice.language)
    says = template.render({}, voice.around())
    return forms.row(f"<b>{escape(entry.term, quote=False)}</b>", says, voice.language)


def _common(voice: Voice, key: str, **values: Any) -> str:
    return _render(voice, Text("common", key, values))


def _echo(voice: Voice, given: Given) -> str:
    value = voice.library.display(given, voice.language)
    if given.slot not in voice.library.slots:
        return escape(value, quote=False)
    return _common(voice, "echo", label=Text("slots", f"{given.slot}.label"), value=value)


def _row(voice: Voice, given: Given) -> str:
    value = escape(voice.library.display(given, voice.language), quote=False)
    slot = voice.library.slots.get(given.slot)
    label = slot.label.get(voice.language, given.slot) if slot else given.slot
    return forms.row(escape(label, quote=False), f"<b>{value}</b>", voice.language)


def _leads(voice: Voice, button: Button) -> bool:
    """A button to a card that is still to be written is left out."""
    return button.label.source != "topics" or voice.library.has(button.label)


def _button(voice: Voice, button: Button) -> WordedButton:
    label = _cut(plain_label(_render(voice, button.label)))
    copy = voice.library.phone(button.copy) if button.copy else ""
    return WordedButton(label, button.press, copy, button.style)


def _cut(label: str) -> str:
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1]}…"
