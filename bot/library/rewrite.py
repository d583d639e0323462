"""Texts replaced in a YAML file where they stand; every other character stays as it was."""

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from bot.errors import BugError
from bot.library.yaml_reader import Keys, parse_yaml

_BLOCKS: Final = ("|", ">")
_INDICATORS: Final = re.compile("^[|>][-+0-9]*")
_STEP: Final = 2  # spaces for each level of a block


@dataclass(frozen=True)
class _Span:
    """A scalar as it stands: from where to where, how it is written, and what surrounds it."""

    start: int
    end: int
    style: str
    in_flow: bool
    indent: int  # of the lines of a block


def rewrite(content: str, texts: Mapping[Keys, str]) -> str:
    """The file with these texts in place of those that stand at their keys.

    A text stays plain, quoted or a block as it was; one that cannot be written so is quoted.
    """
    changed = _replaced(content, texts, frozenset())
    if _is_right(content, changed, texts):
        return changed
    quoted = frozenset(
        keys
        for keys, text in texts.items()
        if not _is_right(content, _replaced(content, {keys: text}, frozenset()), {keys: text})
    )
    changed = _replaced(content, texts, quoted)
    if not _is_right(content, changed, texts):
        raise BugError(f"These texts cannot be written as YAML: {sorted(map(str, texts))}")
    return changed


def _is_right(content: str, changed: str, texts: Mapping[Keys, str]) -> bool:
    """Whether the file now says these texts, and otherwise what it said."""
    return bool(_data(changed) == _with(_data(content), texts))


def _data(content: str) -> Any:
    document, problems = parse_yaml(content.encode(), Path())
    return None if problems else document.data


def _with(data: Any, texts: Mapping[Keys, str], keys: Keys = ()) -> Any:
    """The data with the texts in their places."""
    if isinstance(data, dict):
        return {key: _with(value, texts, (*keys, key)) for key, value in data.items()}
    return texts.get(keys, data)


def _replaced(content: str, texts: Mapping[Keys, str], quoted: AbstractSet[Keys]) -> str:
    newline = "\r\n" if "\r\n" in content else "\n"
    root = yaml.compose(content, Loader=yaml.CSafeLoader)
    spans = {keys: span for keys, span in _spans(root, ()) if keys in texts}
    if spans.keys() != texts.keys():
        raise BugError(f"No text stands at {sorted(map(str, texts.keys() - spans.keys()))}")
    for keys, span in sorted(spans.items(), key=lambda one: one[1].start, reverse=True):
        was, text = content[span.start : span.end], texts[keys]
        written = _quoted(text) if keys in quoted else _written(span, was, text)
        if span.style in _BLOCKS:  # its end is where the next thing begins
            written += was[len(was.rstrip(" \r\n")) :].replace("\r\n", "\n")
        content = content[: span.start] + written.replace("\n", newline) + content[span.end :]
    return content


def _spans(node: yaml.Node | None, keys: Keys) -> Iterator[tuple[Keys, _Span]]:
    """Every text of a map and of the maps in it."""
    if not isinstance(node, yaml.MappingNode):
        return
    for key, value in node.value:
        here = (*keys, key.value)
        if isinstance(value, yaml.ScalarNode):
            yield (
                here,
                _Span(
                    value.start_mark.index,
                    value.end_mark.index,
                    value.style or "",
                    bool(node.flow_style),
                    key.start_mark.column + _STEP,
                ),
            )
        else:
            yield from _spans(value, here)


def _written(span: _Span, was: str, text: str) -> str:
    """A text in the style of the one that stood there."""
    if span.style in _BLOCKS or (not span.style and "\n" in text and not span.in_flow):
        return _block(span, was, text)
    if span.style == "" and "\n" not in text:
        return text
    if span.style == "'" and "\n" not in text:
        return "'" + text.replace("'", "''") + "'"
    return _quoted(text)


def _block(span: _Span, was: str, text: str) -> str:
    """A literal block; a text that ends with a line break ends with one."""
    lines = text.removesuffix("\n").split("\n")
    head = "|" if text.endswith("\n") else "|-"
    indent = span.indent
    if span.style in _BLOCKS:
        first, *others = was.splitlines()
        head += _INDICATORS.sub("", first)
        indent = next(
            (len(line) - len(line.lstrip(" ")) for line in others if line.strip()), indent
        )
    return "\n".join([head, *(" " * indent + line if line else "" for line in lines)])


def _quoted(text: str) -> str:
    written: str = yaml.safe_dump(
        text, default_style='"', allow_unicode=True, width=float("inf")
    ).removesuffix("\n")
    return written
