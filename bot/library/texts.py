"""A text on its way from its file into the library: where it stands, and what it may say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.flow.model import Audience
from bot.library.validate import Checker
from bot.library.yaml_reader import Keys

NOTHING: Final[frozenset[str]] = frozenset()

_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z-]*)([^<>]*)>|<")
_CODE: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_PLAIN_TAGS: Final = {"b", "i", "u", "s", "code", "pre", "tg-spoiler", "blockquote"}
_LINK: Final = re.compile(r' href="(?:https?://|tg://|tel:)[^"<>]+"')


@dataclass(frozen=True)
class TextSource:
    """A text as it stands in a file.

    `source` and `key` are how the program names it (`flow.model.Text`); `facts` what it may use,
    None where the flow has mistakes, so that nobody knows;
    `label` says that it stands on a button, where there is neither markup nor code; `audience` whom
    a document is for.
    """

    checker: Checker
    keys: Keys
    language: str
    source: str
    key: str
    text: str
    facts: frozenset[str] | None = NOTHING
    copies: tuple[str, ...] = ()
    copy_keys: Keys = ()
    label: bool = False
    audience: Audience = "borrower"

    def wrong(self, offset: int, code: str, *, near: str = "", **values: str) -> None:
        """A problem at a character of the text."""
        self.checker.add_in_text(self.keys, self.text, offset, code, near=near, **values)


def check_markup(source: TextSource) -> None:
    """Only the tags that Telegram knows, each closed in its turn; a label has none, and no code."""
    if source.label:
        stray = _CODE.search(source.text) or _TAG.search(source.text)
        if stray:
            source.wrong(stray.start(), "ASH072")
        return
    opened: list[tuple[str, int]] = []
    for tag in _tags(source.text):
        name = tag[2] or ""
        if tag[1]:
            if not opened or opened[-1][0] != name:
                source.wrong(tag.start(), "ASH069", tag=tag[0])
                return
            opened.pop()
        elif _is_allowed(name, tag[3] or ""):
            opened.append((name, tag.start()))
        else:
            source.wrong(tag.start(), "ASH068", tag=tag[0])
            return
    for name, offset in opened:
        source.wrong(offset, "ASH069", tag=f"<{name}>")


def _tags(text: str) -> Iterator[re.Match[str]]:
    """The tags of a text, without its code."""
    without = _CODE.sub(lambda code: " " * len(code[0]), text)
    return _TAG.finditer(without)


def _is_allowed(name: str, attributes: str) -> bool:
    if name == "a":
        return bool(_LINK.fullmatch(attributes))
    if name == "blockquote":
        return attributes in ("", " expandable")
    return name in _PLAIN_TAGS and not attributes
