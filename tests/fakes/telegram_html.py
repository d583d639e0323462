"""Telegram's HTML, parsed at least as strictly as Telegram does, with its own words for what is wrong.

Where Telegram only shows something else than was meant (a lone `&`, a `>`, bold within code, an unknown
attribute, more entities than it keeps), this refuses too: the documentation rules it out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

_TAGS: Final = frozenset(
    [
        "a",
        "b",
        "blockquote",
        "code",
        "del",
        "em",
        "i",
        "ins",
        "pre",
        "s",
        "span",
        "strike",
        "strong",
        "tg-emoji",
        "tg-spoiler",
        "u",
    ]
)
# The attributes of each tag, and what their values must be; an empty pattern is for none at all.
_ATTRIBUTES: Final[Mapping[tuple[str, str], str]] = {
    ("a", "href"): r"(?:https?://|tg://|mailto:|tel:).+",
    ("code", "class"): r"language-.+",
    ("span", "class"): r"tg-spoiler",
    ("tg-emoji", "emoji-id"): r"[0-9]{1,19}",
    ("blockquote", "expandable"): r"",
}
_NEEDED: Final = {"a": "href", "tg-emoji": "emoji-id"}
_ALONE: Final = frozenset(["code", "pre"])  # nothing is formatted within these
_NOT_TWICE: Final = frozenset(["a", "code", "pre", "tg-emoji"])  # none within another
_NAMED: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_MOST_ENTITIES: Final = 100  # Telegram drops what comes after them
_TEXT: Final = re.compile(r"[^<>&]+")
_ENTITY: Final = re.compile(r"&(?:#([0-9]{1,7})|#x([0-9a-fA-F]{1,6})|([a-z]+));")
_NAME: Final = re.compile(r"[^\s>]*")
_ATTRIBUTE_NAME: Final = re.compile(r"[^\s=>/\"']*")
_VALUE: Final = re.compile(r"\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9.-]*)(?=[\s>])")
_SPACE: Final = re.compile(r"\s*")


class HtmlError(Exception):
    """What Telegram says after `can't parse entities: `."""


@lru_cache(maxsize=2000)
def parse_html(html: str) -> str:
    """The text of Telegram HTML without its tags. Raises HtmlError with Telegram's sentence."""
    return _Parser(html).parse()


@dataclass
class _Parser:
    """One text on its way; `at` is the place that is read."""

    html: str
    at: int = 0
    shown: list[str] = field(default_factory=list)
    stack: list[str] = field(default_factory=list)
    entities: int = 0

    def parse(self) -> str:
        """The text, once everything in it is sound."""
        while self.at < len(self.html):
            if text := _TEXT.match(self.html, self.at):
                self.shown.append(text[0])
                self.at = text.end()
            elif self.html.startswith("</", self.at):
                self._end_tag()
            elif self.html[self.at] == "<":
                self._start_tag()
            else:
                self._entity()
        if self.stack:
            raise HtmlError(f'Can\'t find end tag corresponding to start tag "{self.stack[-1]}"')
        return "".join(self.shown)

    def _where(self, at: int) -> str:
        return f"at byte offset {len(self.html[:at].encode(errors='surrogatepass'))}"

    def _entity(self) -> None:
        found = _ENTITY.match(self.html, self.at)
        if found is None or (found[3] and found[3] not in _NAMED):
            raise HtmlError(
                f"Character '{self.html[self.at]}' must be escaped {self._where(self.at)}"
            )
        self.shown.append(_NAMED[found[3]] if found[3] else _character(found))
        self.at = found.end()

    def _start_tag(self) -> None:
        where = self._where(self.at)
        name = _matched(_NAME, self.html, self.at + 1).lower()
        self.at += 1 + len(name)
        if self.at >= len(self.html):
            raise HtmlError(f"Unclosed start tag {where}")
        if name not in _TAGS:
            raise HtmlError(f'Unsupported start tag "{name}" {where}')
        given = self._attributes(name, where)
        if name == "span" and "class" not in given:
            raise HtmlError(f'Tag "span" must have class "tg-spoiler" {where}')
        if name in _NEEDED and _NEEDED[name] not in given:
            raise HtmlError(f'Tag "{name}" must have the attribute "{_NEEDED[name]}" {where}')
        self._nest(name, where)

    def _nest(self, name: str, where: str) -> None:
        within = set(self.stack)
        is_language = name == "code" and self.stack[-1:] == ["pre"]
        if name == "blockquote" and "blockquote" in within:
            raise HtmlError(f"Blockquote entity can't be nested {where}")
        if within & _ALONE and not is_language:
            raise HtmlError(f'Nothing can be nested in "{self.stack[-1]}" {where}')
        if name in _NOT_TWICE and within & _NOT_TWICE and not is_language:
            raise HtmlError(f'"{name}" can\'t be nested in "{self.stack[-1]}" {where}')
        self.entities += 1
        if self.entities > _MOST_ENTITIES:
            raise HtmlError(f"There are too many entities {where}")
        self.stack.append(name)

    def _attributes(self, tag: str, where: str) -> set[str]:
        """The names of the tag's attributes; each must be documented, with a value that is."""
        names: set[str] = set()
        while True:
            self._skip_space()
            if self._next(where) == ">":
                self.at += 1
                return names
            name = _matched(_ATTRIBUTE_NAME, self.html, self.at)
            if not name:
                raise HtmlError(f'Empty attribute name in the tag "{tag}" {where}')
            self.at += len(name)
            value = self._value(tag, where)
            allowed = _ATTRIBUTES.get((tag, name.lower()))
            if allowed is None or not re.fullmatch(allowed, value):
                raise HtmlError(f'Attribute "{name}" of the tag "{tag}" has no sense {where}')
            names.add(name.lower())

    def _value(self, tag: str, where: str) -> str:
        self._skip_space()
        if self._next(f'"{tag}" {where}') != "=":
            return ""
        self.at += 1
        self._skip_space()
        quote = self._next(f'"{tag}" {where}')
        found = _VALUE.match(self.html, self.at)
        if found is None and quote in "\"'":
            raise HtmlError(f"Unclosed start tag {where}")
        if found is None:
            raise HtmlError(f"Unexpected end of name token {self._where(self.at)}")
        self.at = found.end()
        return found[1] or found[2] or (found[3] or "").lower()

    def _skip_space(self) -> None:
        self.at += len(_matched(_SPACE, self.html, self.at))

    def _next(self, said: str) -> str:
        if self.at >= len(self.html):
            raise HtmlError(f"Unclosed start tag {said}")
        return self.html[self.at]

    def _end_tag(self) -> None:
        where = self._where(self.at)
        if not self.stack:
            raise HtmlError(f"Unexpected end tag {where}")
        name = _matched(_NAME, self.html, self.at + 2)
        self.at += 2 + len(name)
        self._skip_space()
        if self.at >= len(self.html) or self.html[self.at] != ">":
            raise HtmlError(f"Unclosed end tag {where}")
        expected = self.stack.pop()
        if name.lower() != expected:
            raise HtmlError(
                f'Unmatched end tag {where}, expected "</{expected}>", found "</{name}>"'
            )
        self.at += 1


def _matched(pattern: re.Pattern[str], text: str, at: int) -> str:
    found = pattern.match(text, at)
    return found[0] if found else ""


def _character(entity: re.Match[str]) -> str:
    code = int(entity[1]) if entity[1] else int(entity[2], 16)
    if not 0 < code < 0x10FFFF or 0xD800 <= code < 0xE000:
        raise HtmlError(
            "Text contains invalid Unicode characters after decoding HTML entities, check for"
            " unmatched surrogate code units"
        )
    return chr(code)
