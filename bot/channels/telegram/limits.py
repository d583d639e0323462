"""Telegram's limits on a message, how text is measured against them, and how HTML is split to fit."""

import re
from dataclasses import dataclass
from html import unescape

from bot.flow.lengths import CAPTION_UNITS, COPY_CHARACTERS, TEXT_UNITS, columns, shown, units

__all__ = [
    "BUTTONS", "CALLBACK_BYTES", "CAPTION_UNITS", "COPY_CHARACTERS", "TEXT_UNITS", "UPDATES",
    "columns", "shown", "shows_something", "split_html", "units",
]  # fmt: skip

CALLBACK_BYTES = 64
BUTTONS = 100
UPDATES = 100  # in one answer to getUpdates

_VISIBLE = re.compile(r"(?:^|>)[^<]*[^<\s]")
_PIECE = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z-]+)[^<>]*>|&#?\w+;|[\s\S]")
_SENTENCE_ENDS = frozenset("。！？；.!?;")


def shows_something(html: str) -> bool:
    """Whether anything but tags and white space is left to see; Telegram refuses an empty text."""
    return _VISIBLE.search(html) is not None


def split_html(html: str, limit: int = TEXT_UNITS) -> tuple[str, ...]:
    """The HTML in parts of at most `limit` units each, every part with balanced tags.

    It is cut between paragraphs where that leaves no tiny part, else between lines, else between
    sentences, else anywhere but inside a tag, an entity or a character.
    """
    if units(html) <= limit or units(shown(html)) <= limit:
        return (html,)
    pieces = [_piece(match) for match in _PIECE.finditer(html)]
    parts: list[str] = []
    open_tags: list[_Piece] = []
    start = 0
    while start < len(pieces):
        end = _cut(pieces, start, limit)
        part, open_tags = _balanced(open_tags, pieces[start:end])
        if shows_something(part):
            parts.append(part)
        start = end
    return tuple(parts)


@dataclass(frozen=True)
class _Piece:
    """A tag, an entity or a character; `tag` is a tag's name, with `/` before it if it closes."""

    raw: str
    size: int
    tag: str = ""


def _piece(match: re.Match[str]) -> _Piece:
    raw = match.group()
    name = match.group("name")
    return (
        _Piece(raw, 0, match.group("close") + name) if name else _Piece(raw, units(unescape(raw)))
    )


def _cut(pieces: list[_Piece], start: int, limit: int) -> int:
    """Where the part that begins at `start` ends: an index after it."""
    size = 0
    breaks: dict[int, int] = {}  # by how good a place it is: the last such place
    for index in range(start, len(pieces)):
        size += pieces[index].size
        if size > limit:
            best = max(breaks, default=None)
            return max(start + 1, index if best is None else breaks[best])
        if size * 4 >= limit:
            rank = _rank(pieces, index)
            if rank:
                breaks[rank] = _past_closings(pieces, index + 1)
    return len(pieces)


def _rank(pieces: list[_Piece], index: int) -> int:
    """How good it is to cut after this piece: 3 a paragraph, 2 a line, 1 a sentence, 0 not."""
    raw = pieces[index].raw
    if raw == "\n":
        return 3 if index and pieces[index - 1].raw == "\n" else 2
    return 1 if raw in _SENTENCE_ENDS else 0


def _past_closings(pieces: list[_Piece], index: int) -> int:
    while index < len(pieces) and pieces[index].tag.startswith("/"):
        index += 1
    return index


def _balanced(open_tags: list[_Piece], pieces: list[_Piece]) -> tuple[str, list[_Piece]]:
    """The part with the tags that were open before it opened again, and what it leaves open."""
    still_open = list(open_tags)
    for piece in pieces:
        if piece.tag.startswith("/"):
            if still_open:
                still_open.pop()
        elif piece.tag:
            still_open.append(piece)
    opening = "".join(tag.raw for tag in open_tags)
    body = "".join(piece.raw for piece in pieces)
    closing = "".join(f"</{tag.tag}>" for tag in reversed(still_open))
    # Telegram trims a message itself; inside a reopened tag it would not.
    return (opening + body.strip("\n") + closing, still_open)
