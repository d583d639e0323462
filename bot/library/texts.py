"""A text on its way from its file into the library: where it stands, and what it may say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from bot.flow.model import Audience
from bot.library.full_width import wide
from bot.library.problems import Problem, Said, Severity
from bot.library.validate import Checker
from bot.library.yaml_reader import Keys

NOTHING: Final[frozenset[str]] = frozenset()

_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z-]*)([^<>]*)>|<")
_CODE: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
# What others say, and examples of what may be typed.
_QUOTED: Final = re.compile(
    r"“[^”]{1,200}”|‘[^’]{1,200}’(?!\w)|「[^」]{1,200}」|『[^』]{1,200}』|\"[^\"\n]{1,200}\""
)
# Code that holds no brace: what is left beside it lacks its partner, where the whole could not be read.
_INNERMOST: Final = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|\{#.*?#\}", re.DOTALL)
_WIDE_BRACES: Final = re.compile(r"[{｛]{2}(?<!\{\{)|[}｝]{2}(?<!\}\})|｛[%％]|\{％|[%％]｝|％\}")
_BRACE: Final = re.compile(r"[{}]")
_UNPAIRED: Final[Said] = {
    "zh": "花括号没有成对，代码前后各要两个",
    "en": "a brace has no partner; code stands between two and two",
}
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

    def wrong(self, offset: int, code: str, *, near: str = "", **values: Said) -> None:
        """A problem at a character of the text."""
        self.checker.add_in_text(self.keys, self.text, offset, code, near=near, **values)

    def finding(
        self, offset: int, code: str, *, severity: Severity = "error", **values: Said
    ) -> Problem:
        """The same, not noted yet: what lint finds at a character of the text."""
        document = self.checker.document
        place = document.text_place(self.keys, self.text, offset)
        return replace(document.problem(place, code, near="", **values), severity=severity)

    @cached_property
    def prose(self) -> str:
        """The text with spaces in place of code and tags, so that every character keeps its place."""
        return without_markup(self.text)

    @cached_property
    def own_words(self) -> str:
        """The prose with spaces in place of what is quoted, which is somebody else's, or an example."""
        return _QUOTED.sub(_blank, self.prose)


def check_markup(source: TextSource) -> None:
    """Only the tags that Telegram knows, each closed in its turn; a label has none, and no code."""
    if source.label:
        stray = _CODE.search(source.text) or _TAG.search(source.text)
        if stray:
            source.wrong(stray.start(), "ASH072")
        return
    for offset, code, tag in markup_mistakes(source.text):
        source.wrong(offset, code, tag=tag)


def check_braces(source: TextSource, *, is_readable: bool) -> bool:
    """Whether every brace encloses code; one that does not would be read by the borrower, or hide words."""
    left = (_CODE if is_readable else _INNERMOST).sub(_blank, source.text)
    if stray := _WIDE_BRACES.search(left):
        source.wrong(stray.start(), "ASH016", near="", **wide(stray[0]))
    elif stray := _BRACE.search(left):
        source.wrong(stray.start(), "ASH065", reason=_UNPAIRED)
    return stray is None


def markup_mistakes(text: str) -> Iterator[tuple[int, str, str]]:
    """Where a tag is none of Telegram's or has no partner: its offset, the code, and the tag."""
    opened: list[tuple[str, int]] = []
    for tag in tags(text):
        name = tag[2] or ""
        if tag[1]:
            if not opened or opened[-1][0] != name:
                yield tag.start(), "ASH069", tag[0]
                return
            opened.pop()
        elif _is_allowed(name, tag[3] or ""):
            opened.append((name, tag.start()))
        else:
            yield tag.start(), "ASH068", tag[0]
            return
    for name, offset in opened:
        yield offset, "ASH069", f"<{name}>"


def without_markup(text: str) -> str:
    """A text with spaces in place of code and tags, as long as it was."""
    without = _CODE.sub(_blank, text)
    return _TAG.sub(lambda tag: tag[0] if tag[0] == "<" else _blank(tag), without)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def tags(text: str) -> Iterator[re.Match[str]]:
    """The tags of a text, without its code: the slash of a closing one, its name, its attributes."""
    without = _CODE.sub(lambda code: " " * len(code[0]), text)
    return _TAG.finditer(without)


def _is_allowed(name: str, attributes: str) -> bool:
    if name == "a":
        return bool(_LINK.fullmatch(attributes))
    if name == "blockquote":
        return attributes in ("", " expandable")
    return name in _PLAIN_TAGS and not attributes
