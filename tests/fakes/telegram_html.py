"""Telegram's HTML, parsed as strictly as Telegram does, with its own words for what is wrong."""

import re
from dataclasses import dataclass

_TAGS = frozenset(
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
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_ENTITY = re.compile(r"&(?:#(?P<ten>\d{1,7})|#x(?P<hex>[0-9a-fA-F]{1,6})|(?P<name>[a-z]+));")
_NAME = re.compile(r"[a-zA-Z0-9-]*")
_ATTRIBUTE = re.compile(
    r"""\s+(?P<name>[a-zA-Z-]+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[\w.:-]+)))?"""
)


class HtmlError(Exception):
    """What Telegram says after `can't parse entities: `."""


@dataclass(frozen=True)
class _Open:
    name: str
    offset: int


def parse_html(html: str) -> str:
    """The text of Telegram HTML without its tags. Raises HtmlError with Telegram's sentence."""
    shown: list[str] = []
    stack: list[_Open] = []
    at = 0
    while at < len(html):
        if html[at] == "<":
            at = (
                _end_tag(html, at, stack)
                if html.startswith("</", at)
                else _start_tag(html, at, stack)
            )
            continue
        if html[at] == "&" and (entity := _ENTITY.match(html, at)) and (text := _entity(entity)):
            shown.append(text)
            at = entity.end()
            continue
        shown.append(html[at])
        at += 1
    if stack:
        raise HtmlError(f'Can\'t find end tag corresponding to start tag "{stack[-1].name}"')
    return "".join(shown)


def _entity(entity: re.Match[str]) -> str:
    if entity["name"]:
        return _NAMED.get(entity["name"], "")
    code = int(entity["ten"]) if entity["ten"] else int(entity["hex"], 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""


def _start_tag(html: str, at: int, stack: list[_Open]) -> int:
    where = f"at byte offset {len(html[:at].encode())}"
    name_match = _NAME.match(html, at + 1)
    name = name_match.group().lower() if name_match else ""
    if name not in _TAGS:
        raise HtmlError(f'Unsupported start tag "{name}" {where}')
    end, attributes = _attributes(html, at + 1 + len(name), where)
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise HtmlError(f'Tag "span" must have class "tg-spoiler" {where}')
    if name == "blockquote" and any(tag.name == "blockquote" for tag in stack):
        raise HtmlError(f"Blockquote entity can't be nested {where}")
    stack.append(_Open(name, at))
    return end


def _attributes(html: str, at: int, where: str) -> tuple[int, dict[str, str]]:
    attributes: dict[str, str] = {}
    while attribute := _ATTRIBUTE.match(html, at):
        value = attribute["double"] or attribute["single"] or attribute["bare"] or ""
        attributes[attribute["name"].lower()] = value
        at = attribute.end()
    while at < len(html) and html[at].isspace():
        at += 1
    if at >= len(html):
        raise HtmlError(f"Unclosed start tag {where}")
    if html[at] != ">":
        raise HtmlError(f"Unexpected end of name token {where}")
    return at + 1, attributes


def _end_tag(html: str, at: int, stack: list[_Open]) -> int:
    where = f"at byte offset {len(html[:at].encode())}"
    if not stack:
        raise HtmlError(f"Unexpected end tag {where}")
    end = html.find(">", at)
    if end < 0:
        raise HtmlError(f"Unclosed end tag {where}")
    name = html[at + 2 : end].strip().lower()
    expected = stack[-1].name
    if name and name != expected:
        raise HtmlError(f'Unmatched end tag {where}, expected "</{expected}>", found "</{name}>"')
    stack.pop()
    return end + 1
