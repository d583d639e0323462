"""Whether what was typed is shown as it was typed: a screen with other words in its place differs by them alone."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from html.parser import HTMLParser
from typing import Any, Final
from xml.etree import ElementTree as ET

from bot.flow.model import Screen, Worded
from bot.library import Library
from tests.fakes.telegram_html import HtmlError, parse_html

_STRUCTURE: Final = {"kind", "flow", "step", "slot", "source", "key", "press", "audience", "pick"}
RARE: Final = "龘"  # stands in nothing that the project says
_TAG: Final = re.compile(r"<[^<>]*>")


def said_in(held: Any, typed: str) -> set[str]:
    """The texts in a screen, a session or whatever else it is that are what was typed, or its beginning."""
    found: set[str] = set()

    def note(text: str) -> str:
        begun = text.removesuffix("…")
        if text == typed or (begun != text and len(begun) > 1 and typed.startswith(begun)):
            found.add(text)
        return text

    mapped(held, note)
    return found - {""}


def mapped(held: Any, change: Callable[[str], str]) -> Any:
    """The same value with every text in it changed; what names a step, a slot or a button stays."""
    match held:
        case str():
            return change(held)
        case list():
            return [mapped(one, change) for one in held]
        case tuple():
            return tuple(mapped(one, change) for one in held)
        case Mapping():
            return {key: mapped(one, change) for key, one in held.items()}
        case _ if is_dataclass(held) and not isinstance(held, type):
            values = {
                field.name: getattr(held, field.name)
                for field in fields(held)
                if field.init and field.name not in _STRUCTURE
            }
            anew = {name: mapped(value, change) for name, value in values.items()}
            return replace(held, **anew) if anew != values else held
        case _:
            return held


def wrongly_shown(library: Library, screen: Screen, typed: str, language: str, today: date) -> str:
    """How a screen shows what was typed otherwise than it is; empty if it does not.

    It is worded a second time with rare words instead, of the same length: both must be the same but
    for these, tag by tag, in the message, on the buttons, in the files and in the picture.
    """
    for said in said_in(screen, typed):
        rare = RARE * len(said)

        def change(text: str, said: str = said, rare: str = rare) -> str:
            return rare if text == said else text

        worded = library.word(screen, language, today)
        other = library.word(mapped(screen, change), language, today)
        wrong = differently_worded(worded, other, said, rare)
        if wrong:
            return wrong
    return ""


def differently_worded(worded: Worded, other: Worded, said: str, rare: str) -> str:
    """How a wording differs from one that has rare words instead, but for these; empty if it does not."""
    if _TAG.findall(worded.html) != _TAG.findall(other.html):
        return f"another tag for {said!r}: {worded.html!r}"
    try:
        shown = parse_html(worded.html)
    except HtmlError as error:
        return f"no HTML for {said!r}: {error}"
    if shown != parse_html(other.html).replace(rare, said):
        return f"not literal: {said!r} in {shown!r}"
    for button, wanted in zip(worded.buttons, other.buttons, strict=True):
        label = _cut_alike(wanted.label.replace(rare, said), button.label)
        if button.label.strip() != label.strip() or button.press != wanted.press:
            return f"on a button: {said!r} as {button.label!r}"
    for file, same in zip(worded.files, other.files, strict=True):
        if not _file_is_literal(file.text, same.text, said, rare):
            return f"in a file: {said!r}"
    return "" if _picture_is_literal(worded.picture, other.picture) else f"in a picture: {said!r}"


def _cut_alike(wanted: str, label: str) -> str:
    return f"{wanted[:63]}…" if len(wanted) > 64 and label.endswith("…") else wanted


def _file_is_literal(text: str, other: str, said: str, rare: str) -> bool:
    if text.startswith("{"):
        changed = mapped(json.loads(other), lambda one: one.replace(rare, said))
        return bool(json.loads(text) == changed)
    shown, wanted = _Page(text), _Page(other)
    words = [one.replace(rare, said) for one in wanted.words]
    return shown.tags == wanted.tags and "".join(shown.words) == "".join(words)


def _picture_is_literal(picture: str, other: str) -> bool:
    """Names are cut and set for their width there: what can be told is that nothing was drawn by them."""
    if not picture or picture == other:
        return picture == other
    tags = {element.tag for element in ET.fromstring(other).iter()}  # noqa: S314  # our own drawing
    elements = list(ET.fromstring(picture).iter())  # noqa: S314  # our own, too
    names = {name for element in elements for name in element.attrib}
    return {element.tag for element in elements} <= tags and not any("href" in n for n in names)


class _Page(HTMLParser):
    """The tags of a page, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(f"{tag} {sorted(name for name, _ in attrs)}")

    def handle_data(self, data: str) -> None:
        self.words.append(data)
